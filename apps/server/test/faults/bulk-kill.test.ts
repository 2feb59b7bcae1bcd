import { randomInt } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../data/sql.ts';
import { invoiceBody } from '../support/platform.ts';
import { expectBooksToAgree } from './books.ts';
import { newJournal } from './customers.ts';
import { type Heard, type Program, request, startProgram } from './program.ts';

const KEY = 'sk_test_killedInTheBulk0123456789';
const SIZE = 40;
const ROUNDS = 3;

let dataDir: string;
let program: Program | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scell-bulk-kill-'));
});
afterAll(async () => {
  await program?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A list of invoices that are issued at once; known again by key, by external_id, or by neither. */
function list(round: number, known: 'key' | 'external_id' | 'nothing') {
  const day = new Date().toISOString().slice(0, 10);
  return Array.from({ length: SIZE }, (_, index) =>
    invoiceBody({
      issue_date: day,
      due_date: day,
      send_immediately: true,
      ...(known === 'external_id' ? { external_id: `${round}-${index}` } : {}),
    }),
  );
}

test('killed in the middle of a list, the program has issued all of it or nothing, and a repeat doubles nothing', async () => {
  const environment = { SCELL_DATA_DIR: dataDir, SCELL_DEMO_KEY: KEY };
  const journal = newJournal();
  const send = ({ api }: Program, invoices: unknown, idempotencyKey?: string) =>
    request(api, KEY, 'POST', '/tenant/invoices/bulk', {
      body: { invoices },
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
  const take = ({ status, body }: Heard) => {
    expect([200, 201], JSON.stringify(body).slice(0, 500)).toContain(status);
    expect(body.data).toMatchObject({ failed: 0, created: status === 201 ? SIZE : 0 });
    for (const { id, invoice_number } of body.data.invoices) journal.numbers.set(id, invoice_number);
  };
  const issuedSoFar = async ({ api }: Program): Promise<number> =>
    (await request(api, KEY, 'GET', '/tenant/invoices?per_page=1')).body.meta.total;

  let cut = 0;
  for (let round = 0; round < ROUNDS; round++) {
    program = await startProgram(environment);
    const before = await issuedSoFar(program);
    expect(before).toBe(journal.asked);
    const known = (['nothing', 'key', 'external_id'] as const)[round % 3] ?? 'nothing';
    const invoices = list(round, known);
    const key = known === 'key' ? `round-${round}` : undefined;
    const [heard] = await Promise.all([
      send(program, invoices, key).catch(() => null),
      // The first while it is surely being worked on, the others somewhere on the way.
      pause(round === 0 ? 25 : randomInt(30, 400)).then(() => program?.kill()),
    ]);
    if (heard === null) cut += 1;

    program = await startProgram(environment);
    const after = await issuedSoFar(program);
    expect([0, SIZE]).toContain(after - before);
    if (heard !== null) expect(after - before).toBe(SIZE);
    // Who knows it again may repeat whatever happened; who does not asks first.
    if (known !== 'nothing' || after === before) take(await send(program, invoices, key));
    else {
      const { body } = await request(program.api, KEY, 'GET', `/tenant/invoices?per_page=${SIZE}`);
      for (const { id, invoice_number } of body.data) journal.numbers.set(id, invoice_number);
    }
    journal.asked += SIZE;
    expect(await issuedSoFar(program)).toBe(journal.asked);
    await program.stop();
    program = undefined;
  }
  expect(cut).toBeGreaterThan(0);

  program = await startProgram(environment);
  const { live, sandbox } = JSON.parse(await readFile(join(dataDir, 'connections.json'), 'utf8'));
  const [tenant] = await query<{ id: string }>(live.owner, "select id from gate.find_tenant('acme-sas')");
  if (tenant === undefined) throw new Error('the demo tenant is there');
  await expectBooksToAgree({ ownerUrl: sandbox.owner, tenantId: tenant.id }, journal);
  expect(await program.stop()).toBe(0);
  program = undefined;
}, 180_000);
