import { randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localContentStore } from '../../src/platform/storage/content-store.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { type Books, expectBooksToAgree, filesNamed, isDone, workLeft } from './books.ts';
import { Customer, newJournal } from './customers.ts';
import { type Program, startProgram } from './program.ts';

const KEY = 'sk_test_killedInMidLoad0123456789';
const ROUNDS = 3;
const CUSTOMERS = 6;

let dataDir: string;
let program: Program | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scell-kill-'));
});
afterAll(async () => {
  await program?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The demo tenant's books in the sandbox. */
async function openBooks(): Promise<Books> {
  const { live, sandbox } = JSON.parse(await readFile(join(dataDir, 'connections.json'), 'utf8'));
  const [tenant] = await query<{ id: string }>(live.owner, "select id from gate.find_tenant('acme-sas')");
  if (tenant === undefined) throw new Error('the demo tenant is there');
  return { ownerUrl: sandbox.owner, tenantId: tenant.id };
}

test('killed in mid load again and again, the program has done all it said, once, and nothing by half', async () => {
  const environment = { SCELL_DATA_DIR: dataDir, SCELL_DEMO_KEY: KEY };
  const journal = newJournal();
  const customers = Array.from({ length: CUSTOMERS }, () => new Customer(journal));

  for (let round = 0; round < ROUNDS; round++) {
    const running = await startProgram(environment);
    program = running;
    // The moment of the kill is an answer more or less, and some way into the requests that follow it.
    const enough = journal.numbers.size + randomInt(15, 60);
    let killed: Promise<void> | undefined;
    const finished = await Promise.all(
      customers.map((customer) =>
        customer.work(running.api, KEY, () => {
          if (journal.numbers.size >= enough) killed ??= pause(randomInt(0, 8)).then(() => running.kill());
          return true;
        }),
      ),
    );
    await killed;
    expect(finished).toEqual(customers.map(() => false));
  }

  program = await startProgram(environment);
  const { api } = program;
  const finished = await Promise.all(customers.map((customer) => customer.work(api, KEY, () => false)));
  expect(finished).toEqual(customers.map(() => true));
  expect(journal.unavailable).toEqual([]);
  const books = await openBooks();
  await expectBooksToAgree(books, journal);

  // Files that a killed process did not get to make are made by the worker at their hour, which is brought forward.
  await query(books.ownerUrl, 'update timers set due_at = now()', [], { tenantId: books.tenantId });
  await until(async () => isDone(await workLeft(books)));
  const { names, lacking } = await filesNamed(books);
  expect(lacking).toBe(0);
  expect(names).toHaveLength(2 * journal.asked);
  const content = localContentStore(join(dataDir, 'content'));
  for (const name of names) await content.get(Buffer.from(name, 'hex'));

  const mails = await query<{ id: string; subject_id: string }>(
    books.ownerUrl,
    'select id, subject_id from mails',
    [],
    { tenantId: books.tenantId },
  );
  expect(new Set(mails.map(({ subject_id }) => subject_id))).toEqual(journal.mailed);
  expect((await readdir(join(dataDir, 'mailbox'))).filter((name) => name.endsWith('.eml')).sort()).toEqual(
    mails.map(({ id }) => `${id}.eml`).sort(),
  );
  expect(await program.stop()).toBe(0);
  program = undefined;
}, 120_000);
