/**
 * A full disk under the program as it is started, with its own PostgreSQL: first where tables grow, then where the log of the database (WAL) does,
 * which PostgreSQL does not survive; last under the documents. Who asks is told to come again, nothing that was acknowledged is lost, and once there is space
 * the same process goes on.
 */
import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../apps/server/test/data/sql.ts';
import { until } from '../apps/server/test/data/until.ts';
import { type Books, expectBooksToAgree, isDone, workLeft } from '../apps/server/test/faults/books.ts';
import { Customer, type Journal, newJournal } from '../apps/server/test/faults/customers.ts';
import { type Program, request, startProgram } from '../apps/server/test/faults/program.ts';
import { skipWal } from '../apps/server/test/faults/skip-wal.ts';
import { verifyBooks } from '../apps/server/test/support/ledger-books.ts';
import { formWithOriginal } from '../apps/server/test/support/original-form.ts';
import { invoiceBody } from '../apps/server/test/support/platform.ts';
import { mountSmall } from '../apps/server/test/support/tiny-disk.ts';

const KEY = 'sk_test_aDiskThatIsFull0123456789';
const data = await mkdtemp(join(tmpdir(), 'scell-full-'));
const database = join(data, 'postgres');
const documents = join(data, 'content');
await Promise.all([mkdir(database), mkdir(documents)]);
const small = { database: mountSmall(database, '200m'), documents: mountSmall(documents, '4m') };
const unable = small.database === null || small.documents === null;

/** Leaves so many bytes of a file system free; answers how to give the rest back. */
async function fill(folder: string, leave: number): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(folder);
  const filler = join(folder, 'filler');
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  return () => rm(filler);
}

describe.skipIf(unable)('a full disk', () => {
  let program: Program;
  let books: Books;
  let urls: { live: { app: string }; sandbox: { app: string; owner: string } };
  const journal = newJournal();
  beforeAll(async () => {
    program = await startProgram({ SCELL_DATA_DIR: data, SCELL_DEMO_KEY: KEY, SCELL_LOG_LEVEL: 'fatal' });
    urls = JSON.parse(await readFile(join(data, 'connections.json'), 'utf8'));
    const [found] = await query<{ id: string }>(
      urls.live.app,
      "select id from gate.find_tenant('acme-sas')",
      [],
      {
        role: 'scell_system',
      },
    );
    books = { ownerUrl: urls.sandbox.owner, tenantId: found?.id ?? '' };
  });
  afterAll(async () => {
    await program?.stop();
    for (const mounted of Object.values(small)) mounted?.unmount();
    await rm(data, { recursive: true, force: true });
  });

  /** Customers go on until they have so many numbers more after `meanwhile` is over. */
  async function whileCustomersWork(
    more: number,
    meanwhile: (told: () => number) => Promise<void>,
  ): Promise<void> {
    let goal = Number.POSITIVE_INFINITY;
    const before = journal.unavailable.length;
    const customers = Array.from({ length: 3 }, () => new Customer(journal));
    const work = Promise.all(
      customers.map((customer) => customer.work(program.api, KEY, () => journal.numbers.size < goal)),
    );
    await Promise.all([
      // What a customer objects to ends the test at once.
      Promise.race([work, meanwhile(() => journal.unavailable.length - before)]),
    ]);
    goal = journal.numbers.size + more;
    expect(await work).toEqual(customers.map(() => true));
  }

  /** Every refusal has the shape of errors; the books are whole, and the verifier finds nothing. */
  async function expectNothingLost(told: Journal): Promise<void> {
    for (const { status, headers, body } of told.unavailable) {
      expect({ status, body }).toMatchObject({
        status: 503,
        body: {
          code: 'database_unavailable',
          error_code: 'DATABASE_UNAVAILABLE',
          message: expect.any(String),
          request_id: headers.get('x-request-id'),
        },
      });
      expect(headers.get('retry-after')).toBe('1');
    }
    await until(async () => isDone(await workLeft(books)));
    await expectBooksToAgree(books, told);
    const { findings, counts } = await verifyBooks({ appUrl: urls.sandbox.app, tenantId: books.tenantId });
    expect(findings).toEqual([]);
    expect(counts.invoice_created).toBe(told.numbers.size);
  }

  test('where tables grow: statements are refused, the server stays', async () => {
    const giveBack = await fill(database, 128 * 1024);
    await whileCustomersWork(10, async (told) => {
      await until(() => told() >= 20);
      await giveBack();
    });
    await expectNothingLost(journal);
  }, 45_000);

  test('where the log of the database grows: the server ends, and comes back by itself', async () => {
    const giveBack = await fill(database, 64 * 1024);
    const running = async () => (await request(program.api, KEY, 'GET', '/health/ready')).status === 200;
    await whileCustomersWork(10, async (told) => {
      await until(() => told() >= 1 || journal.numbers.size > 0);
      // The rest of the segment at hand is skipped: the next one has no room.
      await skipWal(await administrator());
      await until(async () => !(await running()));
      // Long enough for one attempt to recover that fails.
      await pause(3_000);
      expect(await running()).toBe(false);
      expect((await request(program.api, KEY, 'GET', '/health')).status).toBe(200);
      await giveBack();
      await until(running);
    });
    await expectNothingLost(journal);
  }, 45_000);

  test('under the documents: what cannot be made again is refused, what can is made later', async () => {
    const giveBack = await fill(documents, 0);
    const day = new Date().toISOString().slice(0, 10);
    const body = invoiceBody({ issue_date: day, due_date: day });
    const counted = async () => (await request(program.api, KEY, 'GET', '/invoices')).body.meta.total;
    const before = await counted();
    const refused = await fetch(`${program.api}/invoices`, {
      method: 'POST',
      headers: { 'x-api-key': KEY },
      body: formWithOriginal(day),
    });
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({
      status: 503,
      body: { error_code: 'SERVICE_UNAVAILABLE' },
    });
    expect(await counted()).toBe(before);

    journal.asked += 1;
    const { id } = (await request(program.api, KEY, 'POST', '/invoices', { body })).body.data;
    const issued = await request(program.api, KEY, 'POST', `/invoices/${id}/submit`);
    expect(issued.status).toBe(200);
    journal.numbers.set(id, issued.body.data.invoice_number);
    const page = `/invoices/${id}/download/pdf`;
    expect((await request(program.api, KEY, 'GET', page)).body).toMatchObject({
      error_code: 'SERVICE_UNAVAILABLE',
    });

    await giveBack();
    const answer = await fetch(`${program.api}${page}`, { headers: { 'x-api-key': KEY } });
    expect(answer.status).toBe(200);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await expectNothingLost(journal);
  }, 30_000);

  /** Connection of the administrator, whom the program itself never is. */
  async function administrator(): Promise<string> {
    const url = new URL(urls.live.app);
    url.username = 'postgres';
    url.password = (await readFile(join(database, 'password'), 'utf8')).trim();
    return url.href;
  }
});

afterAll(async () => {
  if (!unable) return;
  for (const mounted of Object.values(small)) mounted?.unmount();
  await rm(data, { recursive: true, force: true });
});
