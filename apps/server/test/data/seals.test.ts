import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { attempt } from '../../src/platform/db/savepoint.ts';
import { recordTechnicalEvent } from '../../src/platform/ledger/technical-events.ts';
import { createTestPlatform, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { type As, inTransaction, query } from './sql.ts';

// Who may seal what: a transaction its own entries, those of its savepoints among them, and nobody else's.

let platform: TestPlatform;
let url: string;
let tenant: TestTenant;
let as: As;
beforeAll(async () => {
  platform = await createTestPlatform();
  url = platform.databases.sandbox.appUrl;
});
beforeEach(async () => {
  tenant = await platform.tenant();
  as = { role: 'scell_tenant', tenantId: tenant.summary.id };
});
afterAll(() => platform.close());

/** Writes an entry that nobody seals: without saying which key it seals with, a transaction is not asked for one. */
const write = (client: pg.Client, event = 'test') =>
  client.query("select ledger.record_technical_event($1, null, 'sandbox', $2, 'test', '{}', now())", [
    tenant.summary.id,
    event,
  ]);

/** Seals the last entry there is to see; answers why not. */
async function seal(client: pg.Client): Promise<string | null> {
  await client.query('savepoint sealing');
  try {
    await client.query(
      `select ledger.seal(e.chain_id, e.position, e.chain_hash, $1, $2)
       from (select * from ledger.entries order by chain_id, position desc limit 1) e`,
      [platform.services.ledgerKey?.id, Buffer.alloc(64)],
    );
    return null;
  } catch (error) {
    await client.query('rollback to savepoint sealing');
    return (error as pg.DatabaseError).constraint ?? String(error);
  }
}

const entries = async () =>
  (await query<{ n: number }>(url, 'select count(*)::int as n from ledger.entries', [], as))[0]?.n;

describe('a transaction seals', () => {
  test('what it wrote', async () => {
    await inTransaction(url, as, async (client) => {
      await write(client);
      expect(await seal(client)).toBeNull();
    });
  });

  test('what its savepoints wrote, kept one in the other too', async () => {
    await inTransaction(url, as, async (client) => {
      await client.query('savepoint a');
      await write(client);
      await client.query('release savepoint a');
      expect(await seal(client)).toBeNull();
      await client.query('savepoint b');
      await client.query('savepoint c');
      await write(client);
      await client.query('release savepoint c');
      expect(await seal(client)).toBeNull();
    });
  });

  test('not what was written and committed before it', async () => {
    await inTransaction(url, as, write);
    expect(await inTransaction(url, as, seal)).toBe('ledger_seal');
    // With an id of its own, and with that of a savepoint.
    await inTransaction(url, as, async (client) => {
      await client.query('select pg_current_xact_id()');
      expect(await seal(client)).toBe('ledger_seal');
    });
  });

  test('not what another wrote since it began, whose id is later than its own', async () => {
    await inTransaction(url, as, async (client) => {
      await client.query('select pg_current_xact_id()');
      await inTransaction(url, as, write);
      expect(await seal(client)).toBe('ledger_seal');
      await inTransaction(url, as, async (other) => {
        await other.query('savepoint a');
        await write(other);
        await other.query('release savepoint a');
      });
      expect(await seal(client)).toBe('ledger_seal');
    });
  });
});

describe('a part of a transaction that fails', () => {
  const record = (tx: Parameters<typeof recordTechnicalEvent>[0]) =>
    recordTechnicalEvent(
      tx,
      {
        by: 'test',
        scope: { tenantId: tenant.summary.id },
        environment: 'sandbox',
        now: new Date(platform.now),
      },
      'ledger_exported',
      {},
    );

  test('takes its entries back, and the others are sealed and hold', async () => {
    const { sandbox } = platform.services.databases;
    await sandbox.withTenant({ tenantId: tenant.summary.id }, async (tx) => {
      await attempt(tx, () => record(tx));
      const failing = attempt(tx, async () => {
        await record(tx);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      await attempt(tx, () => record(tx));
      await record(tx);
    });
    // The key that seals is entered first.
    expect(await entries()).toBe(4);
    const unsealed = await query(
      url,
      `select 1 from ledger.entries e where not exists (select from ledger.seals s where s.chain_id = e.chain_id and s.position = e.position)`,
      [],
      as,
    );
    expect(unsealed).toEqual([]);
    const { body } = await tenant.call('GET', '/tenant/fiscal/integrity');
    expect(body.data.is_valid, JSON.stringify(body)).toBe(true);
  });

  test('an error of the database does not end the others', async () => {
    const { sandbox } = platform.services.databases;
    await sandbox.withTenant({ tenantId: tenant.summary.id }, async (tx) => {
      await expect(
        attempt(tx, () =>
          tx
            .insertInto('timers')
            .values({} as never)
            .execute(),
        ),
      ).rejects.toThrow();
      await attempt(tx, () => record(tx));
    });
    expect(await entries()).toBe(2);
  });
});
