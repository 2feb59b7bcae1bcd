import type { listInvoices as operation, QueryOf } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { pageOf } from '../../platform/http/lists.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { type InvoiceRow, selectInvoices } from './store.ts';

/** One page of the caller's invoices, by every filter of both references. */
export async function listInvoices(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof operation>,
): Promise<{ rows: InvoiceRow[]; total: number }> {
  if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, actor, query.sub_tenant_id);
  // The key has chosen the environment: asked for the other one, there is nothing to see.
  if (query.environment !== undefined && query.environment !== actor.environment)
    return { rows: [], total: 0 };
  return selectInvoices(
    tx,
    actor.scope.tenantId,
    { ...query, sort: query.sort ?? 'created_at' },
    pageOf(query),
  );
}
