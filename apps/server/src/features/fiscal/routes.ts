import type { Route } from '../../platform/http/route.ts';
import { closingRoutes } from './closings/routes.ts';
import { killSwitchRoutes } from './kill-switch/routes.ts';
import { fiscalRuleRoutes } from './rules/routes.ts';

export const fiscalRoutes: readonly Route[] = [...closingRoutes, ...killSwitchRoutes, ...fiscalRuleRoutes];
