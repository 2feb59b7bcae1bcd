import type { OperationDefinition } from '../../operation.ts';
import { balanceOperations } from './balance.ts';
import { pricingOperations } from './pricing.ts';

export const billingOperations: readonly OperationDefinition[] = [...balanceOperations, ...pricingOperations];
