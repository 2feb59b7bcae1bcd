import type { Route } from '../../platform/http/route.ts';
import { accountRoutes } from './accounts/routes.ts';
import { anchorRoutes } from './anchors/routes.ts';
import { archiveRoutes } from './archive/routes.ts';
import { closingRoutes } from './closings/routes.ts';
import { complianceRoutes } from './compliance/routes.ts';
import { entryRoutes } from './entries/routes.ts';
import { erasureRoutes } from './erasures/routes.ts';
import { exportRoutes } from './export/routes.ts';
import { fecRoutes } from './fec/routes.ts';
import { integrityRoutes } from './integrity/routes.ts';
import { killSwitchRoutes } from './kill-switch/routes.ts';
import { paperRoutes } from './papers/routes.ts';
import { reliableTrailRoutes } from './reliable-trail/routes.ts';
import { fiscalRuleRoutes } from './rules/routes.ts';

export const fiscalRoutes: readonly Route[] = [
  ...closingRoutes,
  ...complianceRoutes,
  ...integrityRoutes,
  ...exportRoutes,
  ...killSwitchRoutes,
  ...fiscalRuleRoutes,
  ...anchorRoutes,
  ...paperRoutes,
  ...reliableTrailRoutes,
  ...accountRoutes,
  ...fecRoutes,
  ...entryRoutes,
  ...erasureRoutes,
  ...archiveRoutes,
];
