import { createHash, randomUUID } from 'node:crypto';
import { parseProof, verifyOpenTimestamps } from '@scell/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeAuthority, makeRoot } from '../../../../packages/ledger/test/tsa.ts';
import { advanceAnchor, startAnchorStep } from '../../src/features/fiscal/anchors/advance-anchor.ts';
import { requestAnchors } from '../../src/features/fiscal/anchors/request-anchors.ts';
import { closeDue } from '../../src/features/fiscal/closings/close-due.ts';
import { startScheduler } from '../../src/platform/jobs/scheduler.ts';
import { startWorker } from '../../src/platform/jobs/worker.ts';
import { tasksOf, timerHandlersOf } from '../../src/tasks.ts';
import { query } from '../data/sql.ts';
import { until } from '../data/until.ts';
import {
  type AuthorityServer,
  type Blocks,
  type Calendar,
  type Mood,
  startAuthority,
  startBlocks,
  startCalendar,
} from '../support/anchor-services.ts';
import { createTestPlatform, START, type TestPlatform, type TestTenant } from '../support/platform.ts';

// A closing's hash is dated by services outside: what they promise, what they prove, and what happens when they do not.

const HOUR = 3_600_000;
const BLOCK_TIME = Date.parse('2026-05-06T14:12:05Z');
const root = makeRoot();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

let platform: TestPlatform;
let tenant: TestTenant;
let calendars: Calendar[];
let blocks: Blocks;
let authority: AuthorityServer;

beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

beforeEach(async () => {
  platform.now = START;
  calendars = [await startCalendar(), await startCalendar(), await startCalendar()];
  blocks = await startBlocks();
  authority = await startAuthority(makeAuthority(root), () => platform.now);
});
afterEach(async () => {
  vi.restoreAllMocks();
  platform.services.anchoring = { openTimestamps: null, timestamps: null };
  await Promise.all([...calendars, blocks, authority].map((outside) => outside.close()));
});

function askCalendars(checked = true): void {
  const urls = calendars.map(({ url }) => url);
  platform.services.anchoring = {
    openTimestamps: { calendars: urls, blocks: checked ? blocks.url : null },
    timestamps: null,
  };
}

function askAuthority(changes: { roots?: Uint8Array[]; policy?: string; login?: string } = {}): void {
  platform.services.anchoring = {
    openTimestamps: null,
    timestamps: { url: authority.url, roots: [root.certificate], policy: null, login: null, ...changes },
  };
}

const db = () => platform.services.databases.sandbox;
const hash = sha256(Buffer.from('the closing of 6 May'));

/** Asks for the anchors of a closing in the transaction of the closing, and answers the id of the one there is. */
async function request(sourceId: string = randomUUID(), subTenantId: string | null = null): Promise<string> {
  const { id: tenantId } = tenant.summary;
  const source = { tenantId, subTenantId, sourceType: 'daily_closing', sourceId, hash };
  await db().withTenant({ tenantId }, (tx) => requestAnchors(tx, platform.services, [source]));
  const { body } = await tenant.call('GET', `/tenant/fiscal/anchors?entity_id=${sourceId}`);
  return body.data[0]?.id;
}

const advance = (id: string) => advanceAnchor(platform.services, 'sandbox', tenant.summary.id, id);
const read = async (id: string) => (await tenant.call('GET', `/tenant/fiscal/anchors/${id}`)).body.data;
const download = async (id: string, version = 'latest') =>
  tenant.call('GET', `/tenant/fiscal/anchors/${id}/proof?version=${version}`, undefined, {
    headers: { accept: '*/*' },
  });
const timerOf = async (id: string) =>
  (
    await query<{ due_at: Date }>(
      platform.databases.sandbox.ownerUrl,
      'select due_at from timers where subject_id = $1',
      [id],
      { tenantId: tenant.summary.id },
    )
  )[0]?.due_at.getTime();
/** The last calendar puts what it was given into a block that the source of blocks knows. */
function mine(height = 912_345): void {
  const block = calendars.at(-1)?.mine(height);
  if (block === undefined) throw new Error('there is a calendar');
  blocks.add({ ...block, time: BLOCK_TIME / 1_000 });
}

test('without a service that is switched on, nothing is asked for', async () => {
  expect(await request()).toBeUndefined();
  expect((await tenant.call('GET', '/tenant/fiscal/anchors')).body).toMatchObject({
    data: [],
    meta: { total: 0 },
  });
});

describe('a closing', () => {
  const anchorsOf = async (account: TestTenant, closing: string) =>
    (await account.call('GET', `/tenant/fiscal/anchors?entity_id=${closing}`)).body.data;

  test('has its hash dated once it is kept: each daily one, by hand and at night, and no other', async () => {
    askCalendars();
    const account = await platform.tenant();
    const made = await account.call('POST', '/tenant/fiscal/closings/daily', {});
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    platform.now = Date.parse('2026-06-01T22:05:00Z');
    await closeDue(platform.services, 'sandbox', account.summary.id, account.summary.id);

    const closings = (await account.call('GET', '/tenant/fiscal/closings?per_page=100')).body.data;
    const types = closings.map(({ closing_type }: { closing_type: string }) => closing_type);
    expect(types.filter((type: string) => type === 'daily').length).toBeGreaterThan(26);
    expect(types).toContain('monthly');
    for (const { id, closing_type, closing_hash } of closings) {
      const anchors = await anchorsOf(account, id);
      expect(anchors.map(({ source_hash }: { source_hash: string }) => source_hash)).toEqual(
        closing_type === 'daily' ? [closing_hash.replace('sha256:', '')] : [],
      );
    }

    // What is stamped is the hash of the entry's own text: an auditor needs nothing else of ours.
    const [closing] = closings.filter(
      ({ closing_type }: { closing_type: string }) => closing_type === 'daily',
    );
    const [entry] = await query<{ preimage: string }>(
      platform.databases.sandbox.appUrl,
      "select preimage from ledger.entries where entry_type = 'closing' and subject_id = $1",
      [closing.id],
      { role: 'scell_tenant', tenantId: account.summary.id },
    );
    const [anchor] = await anchorsOf(account, closing.id);
    expect(sha256(Buffer.from(entry?.preimage ?? '')).toString('hex')).toBe(anchor.source_hash);
  });
});

describe('OpenTimestamps', () => {
  test('asks in the transaction of the closing, submits, waits, and is confirmed by the block', async () => {
    askCalendars();
    const closing = randomUUID();
    const id = await request(closing);
    expect(calendars.flatMap(({ asked }) => asked)).toEqual([]);
    expect(await read(id)).toMatchObject({
      anchor_type: 'opentimestamps',
      type: 'daily_closing',
      entity_id: closing,
      source_hash: hash.toString('hex'),
      data_hash: `sha256:${hash.toString('hex')}`,
      status: 'submitted',
      verified: false,
      anchored_at: null,
      anchor_reference: null,
      proofs: [],
    });
    expect((await download(id)).status).toBe(404);

    await advance(id);
    expect(calendars.map(({ asked }) => asked)).toEqual([
      ['POST /digest'],
      ['POST /digest'],
      ['POST /digest'],
    ]);
    const pending = await read(id);
    expect(pending).toMatchObject({
      status: 'pending',
      verified: false,
      anchored_at: null,
      anchor_reference: null,
      problem: null,
    });
    expect(pending.explanation).toContain('Nothing is proved yet');
    const original = await download(id);
    expect(original.headers['content-type']).toBe('application/vnd.opentimestamps.v1');
    expect(original.headers['content-disposition']).toContain(`daily_closing-${closing}.ots`);
    const hashes = { sha256 };
    expect(verifyOpenTimestamps(original.bytes, { digest: hash, hashes })).toMatchObject({
      outcome: 'pending',
    });

    // Not in a block yet: asked again later, with longer waits.
    expect(await timerOf(id)).toBe(START + 2 * HOUR);
    platform.now = START + 2 * HOUR;
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'pending', problem: null, proofs: [{ version: 1 }] });
    expect(await timerOf(id)).toBe(START + 3 * HOUR);

    mine();
    platform.now = START + 3 * HOUR;
    await advance(id);
    expect(await read(id)).toMatchObject({
      status: 'confirmed',
      verified: true,
      anchored_at: '2026-05-06T14:12:05+00:00',
      anchor_reference: 'BITCOIN:912345',
      problem: null,
      proofs: [{ version: 1 }, { version: 2 }],
    });
    expect(await timerOf(id)).toBeUndefined();

    // Both proofs are kept, and the first one is still the very same.
    expect((await download(id, 'original')).bytes).toEqual(original.bytes);
    const upgraded = (await download(id)).bytes;
    expect(parseProof(upgraded).digest).toEqual(Uint8Array.from(hash));
    expect(verifyOpenTimestamps(upgraded, { digest: hash, hashes })).toMatchObject({ heights: [912_345] });
  });

  test('is not called dated when nobody here can check the block', async () => {
    askCalendars(false);
    const id = await request();
    await advance(id);
    mine();
    await advance(id);
    const attested = await read(id);
    expect(attested).toMatchObject({
      status: 'attested',
      verified: false,
      anchored_at: null,
      anchor_reference: 'BITCOIN:912345',
    });
    expect(attested.explanation).toContain('Attested by Bitcoin block 912345, not checked here');

    // Where blocks can be read from one day, it is checked then.
    askCalendars();
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'confirmed', verified: true, proofs: [{}, {}] });
  });

  test('stays attested while the source of blocks is away, and says so', async () => {
    askCalendars();
    const id = await request();
    await advance(id);
    mine();
    for (const mood of ['drop', 'unavailable', 'garbage', 'huge', 'redirect', 'empty'] as const) {
      blocks.mood = mood;
      await advance(id);
      expect(await read(id)).toMatchObject({
        status: 'attested',
        problem: { code: 'unreachable' },
        proofs: [{}, {}],
      });
    }
    blocks.mood = 'well';
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'confirmed', problem: null });
  });

  test('a calendar that names a block which says something else is not believed', async () => {
    askCalendars();
    const id = await request();
    await advance(id);
    calendars.at(-1)?.mine(912_345);
    blocks.add({ height: 912_345, merkleRoot: sha256(hash), time: BLOCK_TIME / 1_000 });
    await advance(id);
    expect(await read(id)).toMatchObject({
      status: 'pending',
      verified: false,
      anchored_at: null,
      anchor_reference: null,
      problem: { code: 'contradicted' },
      proofs: [{ version: 1 }],
    });
    // The others are still asked.
    const other = calendars[0]?.mine(912_346);
    if (other !== undefined) blocks.add({ ...other, time: BLOCK_TIME / 1_000 });
    blocks.add({ height: 912_345, merkleRoot: sha256(hash), time: BLOCK_TIME / 1_000 });
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'confirmed', anchor_reference: 'BITCOIN:912346' });
  });

  test.each<[Mood, string]>([
    ['drop', 'unreachable'],
    ['unavailable', 'refused'],
    ['redirect', 'refused'],
    ['huge', 'unreachable'],
    ['garbage', 'unusable'],
    ['empty', 'unusable'],
  ])('calendars that answer with %s are asked again, and two promises are enough', async (mood, code) => {
    askCalendars();
    const id = await request();
    for (const calendar of calendars) calendar.mood = mood;
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'submitted', problem: { code }, proofs: [] });
    expect(await timerOf(id)).toBe(START + 5 * 60_000);
    for (const calendar of calendars.slice(1)) calendar.mood = 'well';
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'pending', problem: { code } });
  });

  test('one promise is enough when the others stay away', async () => {
    askCalendars();
    const id = await request();
    for (const calendar of calendars.slice(1)) calendar.mood = 'drop';
    for (let n = 0; n < 4; n++) {
      await advance(id);
      expect(await read(id)).toMatchObject({ status: 'submitted' });
    }
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'pending' });
  });

  test('a promise that is kept at a stranger’s is not taken, nor is anybody asked there', async () => {
    askCalendars();
    for (const calendar of calendars) calendar.keeper = blocks.url;
    const id = await request();
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'submitted', problem: { code: 'unusable' } });
    expect(blocks.asked).toEqual([]);
  });

  test('is given up in the end, and says that nothing is proved', async () => {
    askCalendars();
    const id = await request();
    for (const calendar of calendars) calendar.mood = 'unavailable';
    for (let n = 0; n < 28; n++) {
      expect(await timerOf(id)).toBeDefined();
      await advance(id);
    }
    expect(await read(id)).toMatchObject({ status: 'failed', verified: false, anchored_at: null });
    expect(await timerOf(id)).toBeUndefined();
    await advance(id);
    expect(calendars[0]?.asked).toHaveLength(28);
  });

  test('waits while the service is switched off', async () => {
    askCalendars();
    const id = await request();
    platform.services.anchoring = { openTimestamps: null, timestamps: null };
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'submitted', problem: { code: 'switched_off' } });
    askCalendars();
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'pending', problem: null });
  });
});

describe('a time-stamping authority', () => {
  test('dates the hash, checked down to the root', async () => {
    askAuthority({ login: 'acme:secret', policy: '1.2.3.4.1' });
    const id = await request();
    await advance(id);
    expect(await read(id)).toMatchObject({
      anchor_type: 'rfc3161',
      status: 'confirmed',
      verified: true,
      anchored_at: '2026-05-06T08:00:00+00:00',
      anchor_reference: 'RFC3161:1e2',
      anchor_provider: 'CN=Test TSA, O=Test SA',
      proofs: [{ version: 1 }],
    });
    expect(authority.login).toBe(`Basic ${Buffer.from('acme:secret').toString('base64')}`);
    const proof = await download(id);
    expect(proof.headers['content-type']).toBe('application/timestamp-reply');
    expect(proof.headers['content-disposition']).toContain('.tsr');
  });

  test.each([
    ['stamps another hash', { imprint: sha256(hash) }, 'wrong-imprint'],
    ['answers another request', { nonce: Buffer.from('01', 'hex') }, 'wrong-nonce'],
    ['keeps to another policy', { policy: '1.2.3.5' }, 'wrong-policy'],
    ['signs badly', { breakSignature: true }, 'bad-signature'],
  ])('that %s is not believed, and asked again', async (_, wish, fault) => {
    askAuthority({ policy: '1.2.3.4.1' });
    authority.wish = wish;
    const id = await request();
    await advance(id);
    const refused = await read(id);
    expect(refused).toMatchObject({
      status: 'submitted',
      verified: false,
      proofs: [],
      problem: { code: 'unusable' },
    });
    expect(refused.problem.detail).toContain(fault);
    authority.wish = {};
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'confirmed', problem: null });
  });

  test('nobody vouches for is not believed', async () => {
    askAuthority({ roots: [makeRoot().certificate] });
    const id = await request();
    await advance(id);
    expect((await read(id)).problem.detail).toContain('untrusted');
  });

  test.each<[Mood, string]>([
    ['drop', 'unreachable'],
    ['unavailable', 'refused'],
    ['redirect', 'refused'],
    ['huge', 'unreachable'],
    ['garbage', 'unusable'],
  ])('that answers with %s is asked again', async (mood, code) => {
    askAuthority();
    authority.mood = mood;
    const id = await request();
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'submitted', problem: { code } });
    authority.mood = 'well';
    await advance(id);
    expect(await read(id)).toMatchObject({ status: 'confirmed' });
  });
});

describe('whatever happens in between', () => {
  test('a closing that is undone takes its anchors with it', async () => {
    askCalendars();
    const { id: tenantId } = tenant.summary;
    const source = { tenantId, subTenantId: null, sourceType: 'daily_closing', sourceId: randomUUID(), hash };
    await expect(
      db().withTenant({ tenantId }, async (tx) => {
        await requestAnchors(tx, platform.services, [source]);
        throw new Error('the closing failed');
      }),
    ).rejects.toThrow('the closing failed');
    expect(
      (await tenant.call('GET', `/tenant/fiscal/anchors?entity_id=${source.sourceId}`)).body.data,
    ).toEqual([]);
  });

  test('asked for twice, a closing has one anchor of a kind', async () => {
    askCalendars();
    const closing = randomUUID();
    const first = await request(closing);
    expect(await request(closing)).toBe(first);
    platform.services.anchoring = {
      ...platform.services.anchoring,
      timestamps: { url: authority.url, roots: [root.certificate], policy: null, login: null },
    };
    await request(closing);
    const { body } = await tenant.call('GET', `/tenant/fiscal/anchors?entity_id=${closing}`);
    expect(body.data.map(({ anchor_type }: { anchor_type: string }) => anchor_type).toSorted()).toEqual([
      'opentimestamps',
      'rfc3161',
    ]);
  });

  test('after months without the program, thousands of closings ask at once', async () => {
    askCalendars();
    const account = await platform.tenant();
    const { id: tenantId } = account.summary;
    const sources = Array.from({ length: 9_000 }, () => ({
      tenantId,
      subTenantId: null,
      sourceType: 'daily_closing',
      sourceId: randomUUID(),
      hash,
    }));
    await db().withTenant({ tenantId }, (tx) => requestAnchors(tx, platform.services, sources));
    const { meta } = (await account.call('GET', '/tenant/fiscal/anchors?status=submitted')).body;
    expect(meta.total).toBe(9_000);
    // Nobody else in this file waits for them.
    await query(platform.databases.sandbox.ownerUrl, 'delete from timers', [], { tenantId });
  });

  test('killed between any two of its effects, a step is done once in the end, and no row names a proof that is not there', async () => {
    askCalendars();
    const { services } = platform;
    for (let death = 0; death < 4; death++) {
      const id = await request();
      // The effects of a step are, in order: read, put the proof, begin to note, noted.
      let effects = 0;
      const dies =
        <A extends unknown[], R>(effect: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          if (effects++ === death) throw new Error('killed');
          return effect(...args);
        };
      const sandbox = services.databases.sandbox;
      const mortal = {
        ...services,
        content: { ...services.content, put: dies(services.content.put) },
        databases: {
          ...services.databases,
          sandbox: {
            ...sandbox,
            withTenant: dies(
              <T>(
                scope: Parameters<typeof sandbox.withTenant>[0],
                fn: Parameters<typeof sandbox.withTenant<T>>[1],
              ) =>
                sandbox.withTenant(scope, async (tx) => {
                  const result = await fn(tx);
                  // Everything was written and nothing is committed yet.
                  if (death === 3 && effects === 3) throw new Error('killed');
                  return result;
                }),
            ) as typeof sandbox.withTenant,
          },
        },
      };
      await expect(advanceAnchor(mortal, 'sandbox', tenant.summary.id, id)).rejects.toThrow('killed');
      expect(await read(id)).toMatchObject({ status: 'submitted', proofs: [] });
      await advance(id);
      expect(await read(id)).toMatchObject({ status: 'pending', proofs: [{ version: 1 }] });
      const [proof] = (await read(id)).proofs;
      expect(sha256((await download(id)).bytes).toString('hex')).toBe(proof.sha256);
    }
  });

  test('two steps at once leave one trace', async () => {
    askCalendars();
    const id = await request();
    await Promise.all([advance(id), advance(id), advance(id)]);
    expect(await read(id)).toMatchObject({ status: 'pending', proofs: [{ version: 1 }] });
    mine();
    await Promise.all([advance(id), advance(id)]);
    expect(await read(id)).toMatchObject({ proofs: [{ version: 1 }, { version: 2 }] });
  });

  test('timer and worker do it all by themselves', async () => {
    askCalendars();
    const id = await request();
    const { services, databases } = platform;
    const scheduler = startScheduler(services, 'sandbox', timerHandlersOf(services));
    const worker = startWorker(databases.sandbox.appUrl, tasksOf(services, 'sandbox'), services.logger);
    try {
      await until(async () => (await read(id)).status === 'pending');
      mine();
      platform.now += 3 * HOUR;
      await until(async () => (await read(id)).status === 'confirmed');
    } finally {
      await Promise.all([scheduler.stop(), worker.stop()]);
    }
    expect(await timerOf(id)).toBeUndefined();
  });

  test('a job that died is entered again by its timer', async () => {
    askCalendars();
    const id = await request();
    await startAnchorStep(platform.services, 'sandbox', tenant.summary.id, id);
    expect(await timerOf(id)).toBe(START + 15 * 60_000);
  });
});

describe('the list', () => {
  test('filters by type, status and closing, pages, and keeps other accounts out', async () => {
    const other = await platform.tenant();
    const all = (await tenant.call('GET', '/tenant/fiscal/anchors?limit=100')).body;
    expect(all.meta.total).toBeGreaterThan(3);
    const count = async (filter: string) =>
      (await tenant.call('GET', `/tenant/fiscal/anchors?${filter}`)).body.meta.total;
    expect((await count('type=ots')) + (await count('type=rfc3161'))).toBe(all.meta.total);
    expect(await count('status=failed')).toBe(1);
    const page = (await tenant.call('GET', '/tenant/fiscal/anchors?limit=2')).body;
    expect(page.data).toHaveLength(2);
    const next = (await tenant.call('GET', `/tenant/fiscal/anchors?limit=2&cursor=${page.meta.next_cursor}`))
      .body;
    expect(next.data[0].id).toBe(all.data[2].id);
    const { id } = all.data[0];
    for (const path of [
      '/tenant/fiscal/anchors',
      `/tenant/fiscal/anchors/${id}`,
      `/tenant/fiscal/anchors/${id}/proof`,
    ]) {
      const answer = await other.call('GET', path);
      expect(answer.body.data ?? answer.status).toEqual(path.endsWith('anchors') ? [] : 404);
    }
    const narrow = await tenant.newKey({ scopes: ['invoices'] });
    expect((await tenant.call('GET', '/tenant/fiscal/anchors', undefined, { key: narrow })).status).toBe(403);
    expect((await tenant.call('GET', '/tenant/fiscal/anchors?status=anchored')).status).toBe(422);
  });
});
