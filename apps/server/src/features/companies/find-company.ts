import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { type Company, findCompany } from './store.ts';

export type { Company } from './store.ts';

/** A company the caller may see, or 404. */
export async function requireCompany(tx: Tx, actor: Actor, id: string): Promise<Company> {
  const company = await findCompany(tx, actor.principal.tenantId, id);
  if (company === undefined) throw notFound({ fr: 'Société', en: 'Company' });
  return company;
}
