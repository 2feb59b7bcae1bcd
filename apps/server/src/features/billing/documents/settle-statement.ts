import { negate } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { insertPostings, insertTransaction } from '../balance/store.ts';
import type { PurchaseRow } from '../purchases/store.ts';
import { noteDocumentPaid } from './store.ts';

/** Enters the payment of a statement: what was owed is owed no more. The balance is not touched. */
export async function settleStatement(
  tx: Tx,
  clerk: Pick<Actor, 'by' | 'scope' | 'now' | 'newId'>,
  purchase: PurchaseRow,
): Promise<void> {
  const { tenantId } = clerk.scope;
  const transaction = await insertTransaction(tx, {
    tenant_id: tenantId,
    id: clerk.newId(),
    type: 'credit',
    service: 'statement',
    amount: '0',
    description: purchase.label,
    reference_type: 'purchase',
    reference_id: purchase.id,
    unit_price: null,
    sub_tenant_id: null,
    actor: clerk.by,
    created_at: clerk.now,
  });
  const line = { tenant_id: tenantId, transaction_id: transaction.id, lot_id: null };
  await insertPostings(tx, [
    { ...line, line: 1, account: 'cash', amount: purchase.total },
    { ...line, line: 2, account: 'receivable', amount: negate(purchase.total) },
  ]);
  if (purchase.document_id !== null) await noteDocumentPaid(tx, tenantId, purchase.document_id, clerk.now);
}
