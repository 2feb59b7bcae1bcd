import * as contract from '@scell/contract';
import { publicRoute } from '../../platform/http/route.ts';
import { followLink } from './follow-link.ts';

export const fileRoutes = [
  publicRoute(contract.fetchFile, (call) => followLink(call.services, call.params.token, call.headersOnly)),
];
