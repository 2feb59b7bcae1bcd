import { randomInt } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LoginUrls, provision } from '../../src/platform/db/provision.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/embedded-postgres/embedded-postgres.ts';
import { createLogger } from '../../src/platform/log.ts';
import { query, superuserUrl } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { type Books, expectBooksToAgree, filesNamed, isDone, workLeft } from './books.ts';
import { Customer, newJournal } from './customers.ts';
import { type Program, request, startProgram } from './program.ts';

const KEY = 'sk_test_databaseLostInMidLoad01234';

describe('a database that goes away under the program and comes back', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let urls: { live: LoginUrls; sandbox: LoginUrls };
  let program: Program;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scell-lost-'));
    server = await startServer();
    urls = await provision(server.superuserUrl('postgres'), { appPassword: 'app', ownerPassword: 'owner' });
    program = await startProgram({
      SCELL_DATA_DIR: join(folder, 'data'),
      SCELL_DEMO_KEY: KEY,
      DATABASE_URL: urls.live.app,
      DATABASE_OWNER_URL: urls.live.owner,
      SANDBOX_DATABASE_URL: urls.sandbox.app,
      SANDBOX_DATABASE_OWNER_URL: urls.sandbox.owner,
    });
  });
  afterAll(async () => {
    await program?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const startServer = (port?: number) =>
    startEmbeddedPostgres({
      dataDir: join(folder, 'database'),
      logger: createLogger('silent'),
      ...(port === undefined ? {} : { port }),
    });

  test.each([
    ['stopped', () => server.stop()],
    [
      'killed',
      async () => {
        process.kill(server.pid, 'SIGKILL');
        await server.stop();
      },
    ],
  ])(
    '%s: every request is answered, with 503 while it is away, and nothing is lost, doubled or half done',
    async (_how, end) => {
      const [tenant] = await query<{ id: string }>(
        urls.live.owner,
        "select id from gate.find_tenant('acme-sas')",
      );
      const books: Books = { ownerUrl: urls.sandbox.owner, tenantId: tenant?.id ?? '' };
      const journal = newJournal();
      // The books of the round before stay: what was written then is no news now.
      const before = await query<{ id: string; number: string }>(
        books.ownerUrl,
        'select id, invoice_number as number from invoices',
        [],
        { tenantId: books.tenantId },
      );
      for (const { id, number } of before) journal.numbers.set(id, number);
      journal.asked = before.length;

      const customers = Array.from({ length: 6 }, () => new Customer(journal));
      const enough = journal.numbers.size + randomInt(15, 40);
      const back = () => journal.numbers.size >= enough + 30;
      const work = Promise.all(customers.map((customer) => customer.work(program.api, KEY, () => !back())));
      await until(() => journal.numbers.size >= enough);
      const { port } = server;
      await end();
      await until(() => journal.unavailable.length >= 20);
      const ready = await request(program.api, KEY, 'GET', '/health/ready');
      expect(ready).toMatchObject({ status: 503, body: { healthy: false } });
      expect((await request(program.api, KEY, 'GET', '/health')).status).toBe(200);
      server = await startServer(port);
      expect(await work).toEqual(customers.map(() => true));

      for (const { headers, body } of journal.unavailable) {
        expect(body).toMatchObject({
          code: 'database_unavailable',
          error_code: 'DATABASE_UNAVAILABLE',
          message: expect.any(String),
          request_id: headers.get('x-request-id'),
        });
        expect(headers.get('retry-after')).toBe('1');
      }
      await expectBooksToAgree(books, journal);

      // The worker and the scheduler came back too: mails go out, files are made.
      await query(books.ownerUrl, 'update timers set due_at = now()', [], { tenantId: books.tenantId });
      await until(async () => isDone(await workLeft(books)));
      expect((await filesNamed(books)).lacking).toBe(0);
      const mails = await query<{ id: string }>(books.ownerUrl, 'select id from mails', [], {
        tenantId: books.tenantId,
      });
      expect(mails.length).toBeGreaterThan(0);
      const kept = await readdir(join(folder, 'data', 'mailbox'));
      expect(kept.filter((name) => name.endsWith('.eml')).sort()).toEqual(
        mails.map(({ id }) => `${id}.eml`).sort(),
      );
    },
    120_000,
  );
});

describe('connections ended in mid request', () => {
  let platform: TestPlatform;
  let tenant: TestTenant;
  beforeAll(async () => {
    platform = await createTestPlatform({ poolSize: 6 });
    tenant = await platform.tenant({ slug: 'acmes' });
  });
  afterAll(() => platform.close());

  test('each request is done or told to come again, and the next is served', async () => {
    const journal = newJournal();
    const { sandbox } = platform.databases;
    const outcomes = { done: 0, unavailable: 0 };
    // Each caller repeats what was not confirmed under its key, as in the tests above, until it is.
    const insist = async (url: string, key: string, body?: unknown) => {
      for (;;) {
        const answer = await tenant.call('POST', url, body, { headers: { 'idempotency-key': key } });
        if (answer.status < 300) {
          outcomes.done += 1;
          return answer.body.data;
        }
        // The session that was ended may still be at it when its caller comes again: then it is told to wait.
        const { status, body: refusal } = answer;
        expect([
          [503, 'DATABASE_UNAVAILABLE'],
          [409, 'IDEMPOTENCY_IN_PROGRESS'],
        ]).toContainEqual([status, refusal.error_code]);
        expect(answer.headers['retry-after']).toBe('1');
        if (status === 503) outcomes.unavailable += 1;
      }
    };
    let over = false;
    const axe = (async () => {
      while (!over) {
        await query(
          superuserUrl(sandbox),
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name = 'scell' and pid <> pg_backend_pid() order by random() limit 2`,
        );
        await pause(randomInt(1, 15));
      }
    })();
    await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        journal.asked += 1;
        const { id } = await insist('/invoices', `create-${i}`, invoiceBody());
        const { invoice_number: number } = await insist(`/invoices/${id}/submit`, `submit-${i}`);
        journal.numbers.set(id, number);
      }),
    );
    over = true;
    await axe;
    expect(outcomes.done).toBe(80);
    expect(outcomes.unavailable).toBeGreaterThan(0);
    await expectBooksToAgree({ ownerUrl: sandbox.ownerUrl, tenantId: tenant.summary.id }, journal);
    expect((await tenant.call('GET', '/invoices')).body.meta.total).toBe(40);
  });
});
