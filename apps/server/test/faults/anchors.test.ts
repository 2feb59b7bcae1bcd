import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyOpenTimestamps } from '@scell/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localContentStore } from '../../src/platform/storage/content-store.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import { type Calendar, startCalendar } from '../support/anchor-services.ts';
import { type Program, request, startProgram } from './program.ts';

const KEY = 'sk_test_killedWhileAnchoring012345';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

let dataDir: string;
let calendars: Calendar[];
let program: Program | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scell-anchors-'));
  calendars = [await startCalendar(), await startCalendar()];
});
afterAll(async () => {
  await program?.stop();
  await Promise.all(calendars.map((calendar) => calendar.close()));
  await rm(dataDir, { recursive: true, force: true });
});

test('killed while calendars are asked, the program asks again and keeps one proof', async () => {
  const environment = {
    SCELL_DATA_DIR: dataDir,
    SCELL_DEMO_KEY: KEY,
    SCELL_OTS_CALENDARS: calendars.map(({ url }) => url).join(','),
  };
  for (const calendar of calendars) calendar.mood = 'silent';
  program = await startProgram(environment);
  const closed = await request(program.api, KEY, 'POST', '/tenant/fiscal/closings/daily', { body: {} });
  expect(closed.status, JSON.stringify(closed.body)).toBe(200);
  await until(() => calendars.every(({ asked }) => asked.length > 0));
  await program.kill();

  for (const calendar of calendars) calendar.mood = 'well';
  program = await startProgram(environment);
  const { api } = program;
  const list = async () => (await request(api, KEY, 'GET', '/tenant/fiscal/anchors')).body.data;
  expect(await list()).toMatchObject([{ status: 'submitted', verified: false, proofs: [] }]);

  // Its hour is brought forward.
  const { sandbox } = JSON.parse(await readFile(join(dataDir, 'connections.json'), 'utf8'));
  const [{ tenant_id: tenantId, source_hash: hash }] = await list();
  await query(sandbox.owner, "update timers set due_at = now() where kind = 'anchor.step'", [], { tenantId });
  await until(async () => (await list())[0].status === 'pending');
  const [{ proofs }] = await list();
  expect(proofs).toHaveLength(1);
  const file = await localContentStore(join(dataDir, 'content')).get(Buffer.from(proofs[0].sha256, 'hex'));
  expect(verifyOpenTimestamps(file, { digest: Buffer.from(hash, 'hex'), hashes: { sha256 } })).toMatchObject({
    outcome: 'pending',
    calendars: expect.arrayContaining([calendars[0]?.url]),
  });
}, 120_000);
