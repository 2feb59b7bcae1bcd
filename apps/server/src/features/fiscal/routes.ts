import type { Route } from '../../platform/http/route.ts';
import { killSwitchRoutes } from './kill-switch/routes.ts';

export const fiscalRoutes: readonly Route[] = [...killSwitchRoutes];
