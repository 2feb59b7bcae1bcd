import type { Route } from '../../platform/http/route.ts';
import { closingRoutes } from './closings/routes.ts';
import { killSwitchRoutes } from './kill-switch/routes.ts';

export const fiscalRoutes: readonly Route[] = [...closingRoutes, ...killSwitchRoutes];
