import { balanceRoutes } from './balance/routes.ts';

export const billingRoutes = [...balanceRoutes];
