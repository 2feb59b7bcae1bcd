import * as contract from '@scell/contract';
import { publicRoute } from '../../platform/http/route.ts';
import { receiveLogo } from '../branding/receive-logo.ts';
import { followLink } from './follow-link.ts';

export const fileRoutes = [
  publicRoute(contract.putLogo, async (call) => {
    await receiveLogo(call.services, call.params.token, call.upload);
    return { status: 204, body: undefined };
  }),

  publicRoute(contract.fetchFile, (call) => followLink(call.services, call.params.token, call.headersOnly)),
];
