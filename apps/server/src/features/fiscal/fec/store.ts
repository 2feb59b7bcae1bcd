import type { Party } from '@scell/en16931';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';

/** A fact of the fiscal chain, with what the issued document says beyond its preimage. */
export interface FactRow {
  chain_id: string;
  position: string;
  entry_type: 'invoice_created' | 'credit_note_issued' | 'payment';
  subject_id: string;
  preimage: string;
  /** What the chain says the preimage hashes to. */
  data_hash: Buffer;
  recorded_at: Date;
  /** BG-7; null of a payment, or when the document was erased. The same holds for the two after it. */
  buyer: Party | null;
  process_type: string | null;
  tax_point_code: string | null;
  /** Euros for one unit of a currency other than the euro. */
  exchange_rate: string | null;
  /** What each line supplies, where it says. */
  supply_types: ('goods' | 'services' | null)[] | null;
  buyer_id: string | null;
  company_id: string | null;
  /** Of a payment; empty when it was erased. */
  reference: string | null;
}

const COLUMNS = sql`
  e.chain_id, e.position, e.entry_type, e.subject_id, e.preimage, e.data_hash, e.recorded_at, i.company_id, p.reference,
  d.document -> 'buyer' as buyer, d.document ->> 'processType' as process_type, d.document ->> 'taxPointCode' as tax_point_code,
  i.content ->> 'exchange_rate' as exchange_rate, jsonb_path_query_array(i.content, '$.lines[*].supply_type') as supply_types,
  i.content -> 'buyer' ->> 'id' as buyer_id
  from ledger.entries e
  left join lateral (
    select nullif(document, '')::json as document from scell.issued_documents
    where tenant_id = e.tenant_id and id = e.subject_id) d on true
  left join scell.invoices i on i.tenant_id = e.tenant_id and i.id = e.subject_id
  left join scell.payments p on p.tenant_id = e.tenant_id and p.id = e.subject_id`;

/** The legal entities that have a fiscal chain, by the name chains give them. */
export async function listSellers(tx: Tx, tenantId: string, subTenantId: string | null): Promise<string[]> {
  const { rows } = await sql<{ seller: string }>`
    select distinct seller from ledger.chains
    where tenant_id = ${tenantId} and kind = 'fiscal' and (${subTenantId}::uuid is null or sub_tenant_id = ${subTenantId})
    order by seller`.execute(tx);
  return rows.map(({ seller }) => seller);
}

/** Whose facts, and of which days. */
export interface FactFilter {
  tenantId: string;
  seller: string;
  subTenantId: string | null;
  from: string;
  to: string;
}

/** The facts whose entry is of the days asked for, `limit` at most. */
export async function listFacts(tx: Tx, filter: FactFilter, limit: number): Promise<FactRow[]> {
  const { tenantId, seller, subTenantId, from, to } = filter;
  const { rows } = await sql<FactRow>`
    select ${COLUMNS}
    where e.tenant_id = ${tenantId}
      and e.chain_id in (
        select id from ledger.chains
        where tenant_id = ${tenantId} and kind = 'fiscal' and seller = ${seller}
          and (${subTenantId}::uuid is null or sub_tenant_id = ${subTenantId}))
      and e.booked_on between ${from} and ${to}
    limit ${limit}`.execute(tx);
  return rows;
}

/** The facts about these documents and payments. */
export async function listFactsOf(
  tx: Tx,
  tenantId: string,
  subjectIds: readonly string[],
): Promise<FactRow[]> {
  if (subjectIds.length === 0) return [];
  const { rows } = await sql<FactRow>`
    select ${COLUMNS}
    where e.tenant_id = ${tenantId} and e.subject_id = any(${subjectIds}) and e.booked_on is not null`.execute(
    tx,
  );
  return rows;
}

/** The payments of these documents. */
export async function listPaymentsOf(
  tx: Tx,
  tenantId: string,
  documentIds: readonly string[],
): Promise<string[]> {
  if (documentIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from scell.payments where tenant_id = ${tenantId} and invoice_id = any(${documentIds})`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** The documents of a seller by their numbers. */
export async function listDocumentsNumbered(
  tx: Tx,
  tenantId: string,
  seller: string,
  numbers: readonly string[],
): Promise<string[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from scell.issued_documents
    where tenant_id = ${tenantId} and seller = ${seller} and number = any(${numbers})`.execute(tx);
  return rows.map(({ id }) => id);
}
