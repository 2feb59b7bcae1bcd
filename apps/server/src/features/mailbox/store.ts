import type { Selectable } from 'kysely';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { inOrder } from '../../platform/db/paging.ts';
import type { MailsTable } from '../../platform/db/schema.ts';
import type { Page } from '../../platform/http/lists.ts';

export type MailRow = Selectable<MailsTable>;

export function findMail(tx: Tx, tenantId: string, id: string): Promise<MailRow | undefined> {
  return tx
    .selectFrom('mails')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listMails(
  tx: Tx,
  tenantId: string,
  filter: { status?: MailRow['status'] | undefined; subjectId?: string | undefined },
  order: 'asc' | 'desc',
  page: Page,
): Promise<{ rows: MailRow[]; total: number }> {
  let query = tx.selectFrom('mails').where('tenant_id', '=', tenantId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.subjectId !== undefined) query = query.where('subject_id', '=', filter.subjectId);
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await inOrder(query.selectAll(), { sort: 'created_at', order }, page).execute();
  return { rows, total: Number(total) };
}
