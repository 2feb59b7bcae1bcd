import pg from 'pg';
import { inject } from 'vitest';
import type { TestDatabase } from '../support/database.ts';

/** Who a connection speaks as: a login, the role it became, and the tenant its transactions are for. */
export interface As {
  role?: 'scell_tenant' | 'scell_system' | 'scell_worker' | 'scell_ledger';
  tenantId?: string;
  subTenantId?: string;
}

/** Runs statements as given in one transaction that is kept, on a connection of its own. */
export async function inTransaction<T>(
  url: string,
  { role, tenantId, subTenantId }: As,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=scell' });
  await client.connect();
  try {
    await client.query('begin');
    if (role !== undefined) await client.query(`set local role ${role}`);
    if (tenantId !== undefined)
      await client.query("select set_config('scell.tenant_id', $1, true)", [tenantId]);
    if (subTenantId !== undefined)
      await client.query("select set_config('scell.sub_tenant_id', $1, true)", [subTenantId]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

/** The rows of one statement. */
export function query<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
  as: As = {},
): Promise<T[]> {
  return inTransaction(url, as, async (client) => (await client.query<T>(sql, values)).rows);
}

/** The administrator of the server, who passes row security and may switch triggers off. */
export function superuserUrl({ appUrl }: TestDatabase): string {
  const url = new URL(inject('testServer').superuserUrl);
  url.pathname = new URL(appUrl).pathname;
  return url.href;
}
