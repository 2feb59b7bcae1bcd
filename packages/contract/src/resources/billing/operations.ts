import type { OperationDefinition } from '../../operation.ts';
import { balanceOperations } from './balance.ts';
import { documentOperations } from './documents.ts';
import { packOperations } from './packs.ts';
import { pricingOperations } from './pricing.ts';
import { purchaseOperations } from './purchases.ts';

export const billingOperations: readonly OperationDefinition[] = [
  ...balanceOperations,
  ...purchaseOperations,
  ...documentOperations,
  ...packOperations,
  ...pricingOperations,
];
