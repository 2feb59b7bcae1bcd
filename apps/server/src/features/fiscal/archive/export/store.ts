import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/client-dialect.ts';

/** An issued invoice as an export needs it. */
export interface IssuedForExport {
  id: string;
  number: string;
  seller: string;
  document: string;
  rendering: unknown;
  /** Once its text was lawfully erased there is nothing left of it but its number and its totals. */
  erased_at: Date | null;
  recorded_at: Date;
  /** The moment as the database writes it, to the microsecond: where the next page starts. */
  recorded_at_text: string;
  issue_date: string;
  currency: string;
  total_ttc: string;
}

/** A page of issued invoices in the order in which they were recorded, by invoice date, after the one given. */
export async function selectIssued(
  tx: Tx,
  tenantId: string,
  { from, to, startedAt }: { from: string | null; to: string | null; startedAt: Date },
  after: IssuedForExport | undefined,
  limit: number,
): Promise<IssuedForExport[]> {
  const { rows } = await sql<IssuedForExport>`
    select d.id, d.number, d.seller, d.document, d.rendering, d.erased_at, d.recorded_at, d.recorded_at::text as recorded_at_text,
           i.issue_date, i.currency, i.total_ttc
    from issued_documents d join invoices i on i.tenant_id = d.tenant_id and i.id = d.id
    where d.tenant_id = ${tenantId} and d.recorded_at <= ${startedAt}
      and (${from}::date is null or i.issue_date >= ${from}::date)
      and (${to}::date is null or i.issue_date <= ${to}::date)
      and (${after?.id ?? null}::uuid is null
           or (d.recorded_at, d.id) > (${after?.recorded_at_text ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by d.recorded_at, d.id limit ${limit}`.execute(tx);
  return rows;
}

/** The file that came with an invoice, where one did. */
export function findOriginalFile(
  tx: Tx,
  tenantId: string,
  invoiceId: string,
): Promise<{ sha256: Buffer; media_type: string | null } | undefined> {
  return tx
    .selectFrom('files')
    .select(['sha256', 'media_type'])
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', invoiceId)
    .where('kind', '=', 'original')
    .where('erased_at', 'is', null)
    .executeTakeFirst();
}
