import type { Environment } from '../../../platform/environments.ts';
import type { Release } from '../../../platform/services.ts';
import type { InstallationFacts } from './facts.ts';
import type { Holder } from './holder.ts';

/** What papers about the installation tell of: as it is for one holder, at one moment. */
export interface Installation {
  environment: Environment;
  release: Release;
  holder: Holder;
  facts: InstallationFacts;
  now: Date;
}
