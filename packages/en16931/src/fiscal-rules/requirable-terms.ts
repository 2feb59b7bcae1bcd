import type { Invoice } from '../model.ts';

/** Terms that EN 16931 leaves optional and an account may ask for: where each is in the model. */
const PLACES = {
  'BT-9': { path: 'dueDate', of: (invoice) => invoice.dueDate },
  'BT-10': { path: 'buyerReference', of: (invoice) => invoice.buyerReference },
  'BT-11': { path: 'projectReference', of: (invoice) => invoice.projectReference },
  'BT-12': { path: 'contractReference', of: (invoice) => invoice.contractReference },
  'BT-13': { path: 'purchaseOrderReference', of: (invoice) => invoice.purchaseOrderReference },
  'BT-14': { path: 'salesOrderReference', of: (invoice) => invoice.salesOrderReference },
  'BT-16': { path: 'despatchAdviceReference', of: (invoice) => invoice.despatchAdviceReference },
  'BT-20': { path: 'paymentTerms', of: (invoice) => invoice.paymentTerms },
  'BT-48': { path: 'buyer.vatId', of: (invoice) => invoice.buyer.vatId },
  'BT-49': { path: 'buyer.electronicAddress', of: (invoice) => invoice.buyer.electronicAddress },
  'BT-72': { path: 'delivery.date', of: (invoice) => invoice.delivery?.date },
  'BG-14': { path: 'period', of: (invoice) => invoice.period },
  'BG-15': { path: 'delivery.address', of: (invoice) => invoice.delivery?.address },
  'BG-16': { path: 'payment', of: (invoice) => invoice.payment },
} as const satisfies Record<string, { path: string; of: (invoice: Invoice) => unknown }>;

export type RequirableTerm = keyof typeof PLACES;

export const REQUIRABLE_TERMS = Object.keys(PLACES) as RequirableTerm[];

/** Where a term is in the model, and whether an invoice has it. */
export function requiredTerm(invoice: Invoice, term: RequirableTerm): { path: string; present: boolean } {
  const { path, of } = PLACES[term];
  return { path, present: of(invoice) !== undefined };
}
