import type { Tx } from '../../platform/db/client-dialect.ts';
import { moment } from '../../platform/http/present.ts';
import { summariesOf } from './store.ts';

/**
 * What a webhook tells of invoices, by id: identifiers, dates and amounts, and nobody's name; the rest is read by whoever
 * may. Amounts become JSON numbers here.
 */
export async function webhookFactsOfInvoices(
  tx: Tx,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, InvoiceFacts>> {
  const rows = await summariesOf(tx, tenantId, ids);
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

export type InvoiceFacts = ReturnType<typeof factsOf>;

function factsOf(row: Awaited<ReturnType<typeof summariesOf>>[number]) {
  return {
    id: row.id,
    external_id: row.external_id,
    company_id: row.company_id,
    sub_tenant_id: row.sub_tenant_id,
    invoice_number: row.invoice_number ?? row.draft_number,
    draft_number: row.draft_number,
    invoice_type: 'standard',
    direction: row.direction,
    status: row.status,
    issue_date: row.issue_date,
    due_date: row.due_date,
    currency: row.currency,
    total_ht: Number(row.total_ht),
    total_tax: Number(row.total_tax),
    total_ttc: Number(row.total_ttc),
    validated_at: moment(row.validated_at),
    paid_at: moment(row.paid_at),
  };
}
