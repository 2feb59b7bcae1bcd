import { expect } from 'vitest';
import { query } from '../data/sql.ts';

/** What the books of a database say, read as its owner: row security is off for the reading. */
export async function expectBooksBalanced(ownerUrl: string): Promise<void> {
  const tables = ['balances', 'balance_transactions', 'balance_postings', 'credit_lots'];
  const force = (how: 'force' | 'no force') =>
    query(ownerUrl, tables.map((table) => `alter table scell.${table} ${how} row level security`).join('; '));
  await force('no force');
  try {
    const unbalanced = await query(
      ownerUrl,
      'select transaction_id from scell.balance_postings group by tenant_id, transaction_id having sum(amount) <> 0',
    );
    expect(unbalanced).toEqual([]);
    const bare = await query(
      ownerUrl,
      `select id from scell.balance_transactions t where not exists (select from scell.balance_postings p
         where p.tenant_id = t.tenant_id and p.transaction_id = t.id)`,
    );
    expect(bare).toEqual([]);
    const wrong = await query(
      ownerUrl,
      `select b.tenant_id, b.amount,
              (select -coalesce(sum(p.amount), 0) from scell.balance_postings p where p.tenant_id = b.tenant_id and p.account = 'credits') as posted,
              (select coalesce(sum(t.amount), 0) from scell.balance_transactions t where t.tenant_id = b.tenant_id) as moved,
              (select coalesce(sum(l.remaining), 0) from scell.credit_lots l where l.tenant_id = b.tenant_id) as remaining,
              (select count(*) from scell.balance_transactions t where t.tenant_id = b.tenant_id) as transactions
       from scell.balances b`,
    );
    for (const row of wrong as Record<string, string>[]) {
      const { tenant_id, amount, posted, moved, remaining } = row;
      expect({
        tenant_id,
        posted: Number(posted),
        moved: Number(moved),
        remaining: Number(remaining),
      }).toEqual({
        tenant_id,
        posted: Number(amount),
        moved: Number(amount),
        remaining: Number(amount),
      });
    }
    const gaps = await query(
      ownerUrl,
      `select tenant_id from scell.balance_transactions group by tenant_id having max(sequence) <> count(*) or min(sequence) <> 1`,
    );
    expect(gaps).toEqual([]);
    const jumps = await query(
      ownerUrl,
      `select id from (select id, balance_before, lag(balance_after, 1, 0::numeric) over (partition by tenant_id order by sequence) as left_before
         from scell.balance_transactions) t where balance_before <> left_before`,
    );
    expect(jumps).toEqual([]);
  } finally {
    await force('force');
  }
}
