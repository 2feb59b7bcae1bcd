import { balanceRoutes } from './balance/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { packRoutes } from './packs/routes.ts';
import { purchaseRoutes } from './purchases/routes.ts';

export const billingRoutes = [...balanceRoutes, ...purchaseRoutes, ...packRoutes, ...documentRoutes];
