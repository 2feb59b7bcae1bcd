import { webcrypto } from 'node:crypto';
import { proofJudge, type VerifyOptions, verifyExport } from '@scell/ledger';
import { beforeEach, expect, test } from 'vitest';
import { randomOf } from '../../../../packages/ledger/test/books.ts';
import { keyOf } from '../../../../packages/ledger/test/cryptography.ts';
import { DEEDS, takeApart } from '../../../../packages/ledger/test/tampering.ts';
import { closeDue } from '../../src/features/fiscal/closings/close-due.ts';
import { recordTechnicalEvent } from '../../src/platform/ledger/technical-events.ts';
import { nodeInflate } from '../../src/platform/verification/export-file.ts';
import { nodeCryptography } from '../../src/platform/verification/node-cryptography.ts';
import { inTransaction, query, superuserUrl } from '../data/sql.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';

const ADDRESS = '/tenant/fiscal/forensic-export';
const ZIP = { headers: { Accept: 'application/zip' } };

let platform: TestPlatform;
let tenant: TestTenant;
beforeEach(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
  return () => platform.close();
});

async function issue(): Promise<string> {
  const { body } = await tenant.call('POST', '/invoices', invoiceBody());
  const { status } = await tenant.call('POST', `/invoices/${body.data.id}/submit`);
  expect(status).toBe(200);
  return body.data.id;
}

/** Three days with invoices, payments and their closings, the end of a month among them. */
async function someDays(): Promise<void> {
  for (const day of ['2026-05-30', '2026-05-31', '2026-06-01']) {
    platform.now = Date.parse(`${day}T08:00:00Z`);
    const first = await issue();
    await issue();
    await tenant.call('POST', `/invoices/${first}/mark-paid`);
    platform.now = Date.parse(`${day}T22:05:00Z`);
    await closeDue(platform.services, 'sandbox', tenant.summary.id, tenant.summary.id);
  }
}

const crypto = nodeCryptography();
const judgeProof = proofJudge({ hashes: crypto, signatures: webcrypto.subtle });

const verify = (bytes: Uint8Array, options: VerifyOptions = {}) =>
  verifyExport(
    { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) },
    { crypto, judgeProof, inflate: nodeInflate },
    { pins: [platform.services.ledgerKey?.id ?? ''], ...options },
  );

test('the archive of what the database wrote proves itself: chains, seals, closings, documents and files', async () => {
  await someDays();
  const { status, headers, bytes } = await tenant.call('GET', ADDRESS, undefined, ZIP);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/zip');
  expect(headers['content-disposition']).toMatch(/filename="scell-ledger-acme-sas-2026-06-01\.zip"/);

  const verdict = await verify(bytes);
  expect(verdict.findings).toEqual([]);
  expect(verdict).toMatchObject({ whole: true, pinned: true });
  expect(verdict.manifest).toMatchObject({
    environment: 'sandbox',
    tenant: { id: tenant.summary.id },
    period: null,
  });
  const kinds = new Map(verdict.manifest?.chains.map(({ kind, entries }) => [kind, entries]));
  // A key, six invoices, three payments, three days and a month; a key and two files of each invoice; a key and this export.
  expect(Object.fromEntries(kinds)).toEqual({ fiscal: 14, archive: 13, technical: 2 });
  expect(verdict.chains[0]).toMatchObject({ closings: 4, documents: 6, sealed: 14 });

  const { members } = await takeApart(bytes);
  const names = [...members.keys()];
  expect(names.filter((name) => name.startsWith('documents/'))).toHaveLength(12);
  expect(names.filter((name) => name.startsWith('closings/'))).toHaveLength(4);
  expect(names).toEqual(expect.arrayContaining(['verify.html', 'LISEZMOI.txt', 'keys.json']));
});

test('it can be read: the entries in their order, their links, an account of each chain', async () => {
  await someDays();
  const { members } = await takeApart((await tenant.call('GET', ADDRESS, undefined, ZIP)).bytes);
  const text = (name: string) => Buffer.from(members.get(name) ?? []).toString();
  const rows = text('views/chronology.csv')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  const [head = [], ...entries] = rows;
  expect(head.slice(0, 6)).toEqual(['recorded_at', 'chain_id', 'chain', 'position', 'entry_type', 'number']);
  const moments = entries.map(([moment = '']) => moment);
  expect(moments).toEqual(moments.toSorted());
  const named = entries.map(([, chain, , position]) => `${chain} ${position}`);
  const listed = [...members]
    .filter(([name]) => name.startsWith('chains/'))
    .flatMap(([name, bytes]) =>
      Buffer.from(bytes)
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => `${name.slice(7, -6)} ${JSON.parse(line).position}`),
    );
  expect(named.toSorted()).toEqual(listed.toSorted());
  expect(entries.every((row) => row.at(-1) === platform.services.ledgerKey?.id)).toBe(true);

  const links = text('views/graph.csv').trimEnd().split('\r\n');
  expect(links.filter((line) => line.includes(',pays,'))).toHaveLength(3);
  expect(links.filter((line) => line.includes(',closes_to,'))).toHaveLength(4);
  const page = text('views/report.html');
  expect(page).toContain('29, dont 0 sans scellement');
  expect(page).toContain('<td>facture émise</td><td>6</td>');
});

test('whatever is done to it is found, and where', { timeout: 240_000 }, async () => {
  await someDays();
  const { ledgerKey } = platform.services;
  if (ledgerKey === null) throw new Error('no key');
  const { bytes } = await tenant.call('GET', ADDRESS, undefined, ZIP);
  const scene = {
    archive: await takeApart(bytes),
    random: randomOf(5),
    rightKey: ledgerKey.id,
    currentKey: {
      id: ledgerKey.id,
      publicKey: ledgerKey.publicKey,
      sign: ledgerKey.sign,
    },
    attacker: keyOf('attacker'),
  };
  const missed: string[] = [];
  for (const [kind, deed] of Object.entries(DEEDS)) {
    // There is no proof of date among them.
    if (/proof/.test(kind)) continue;
    for (let place = 0; place < 5; place += 1) {
      const done = await deed(scene);
      const verdict = await verify(done.bytes, done.options);
      const [first] = verdict.findings;
      if (verdict.whole || first === undefined || !done.named(first, verdict))
        missed.push(`${kind}, ${done.what}: ${JSON.stringify(first)}`);
    }
  }
  expect(missed).toEqual([]);
});

test('a byte of it changed, and the place is named', async () => {
  await someDays();
  const { bytes } = await tenant.call('GET', ADDRESS, undefined, ZIP);
  const { members } = await takeApart(bytes);
  const [name = ''] = [...members.keys()].filter((member) => member.endsWith('.pdf'));
  const altered = Buffer.from(bytes);
  const at = altered.indexOf(Buffer.from(members.get(name) ?? []).subarray(0, 2000)) + 1000;
  altered[at] = (altered[at] ?? 0) ^ 1;
  const { whole, findings } = await verify(altered);
  expect(whole).toBe(false);
  expect(findings[0]).toMatchObject({ code: 'file-altered', place: { file: name } });
});

test('what was erased is not in it: the rest proves itself where the journal tells of it, and not before', async () => {
  const { ownerUrl } = platform.databases.sandbox;
  const id = await issue();
  await issue();
  await query(ownerUrl, 'alter table scell.issued_documents disable trigger user');
  await query(ownerUrl, 'alter table scell.issued_documents no force row level security');
  await query(ownerUrl, "update scell.issued_documents set document = '', salt = '\\x' where id = $1", [id]);
  await query(ownerUrl, 'alter table scell.issued_documents force row level security');
  await query(ownerUrl, 'alter table scell.issued_documents enable trigger user');
  const { bytes } = await tenant.call('GET', ADDRESS, undefined, ZIP);
  // Whoever owns the database can empty a text, and cannot seal that he did.
  const taken = await verify(bytes);
  expect(taken).toMatchObject({ whole: false, counts: { 'document-missing': 1, 'file-missing': 2 } });
  expect(taken.findings[0]).toMatchObject({ code: 'document-missing', place: { position: 2 } });

  const scope = { tenantId: tenant.summary.id };
  const actor = { by: 'test', scope, environment: 'sandbox' as const, now: new Date(platform.now) };
  await platform.services.databases.sandbox.withTenant(scope, (tx) =>
    recordTechnicalEvent(tx, actor, 'document_erased' as 'ledger_exported', { document_id: id }),
  );
  const verdict = await verify((await tenant.call('GET', ADDRESS, undefined, ZIP)).bytes);
  expect(verdict).toMatchObject({ whole: true, counts: { 'document-erased': 1, 'file-erased': 2 } });
  expect(verdict.manifest?.erased).toHaveLength(2);
  expect([...(await takeApart(bytes)).members.keys()].filter((name) => /^documents/.test(name))).toHaveLength(
    2,
  );
});

/** What somebody who owns the database server may put in the place of an entry or a document, and who is to be told. */
const GARBAGE: [what: string, statement: string][] = [
  ['no JSON', `update ledger.entries set preimage = 'x'`],
  ['JSON that is no object', `update ledger.entries set preimage = 'null'`],
  ['a list', `update ledger.entries set preimage = '[{}]'`],
  ['a text that no column takes', `update ledger.entries set preimage = '{"event":"\\u0000"}'`],
  [
    'an object that says nothing, with hashes of its own',
    `update ledger.entries set preimage = '{"schema_version":"2"}', data_hash = sha256('{"schema_version":"2"}')`,
  ],
];

test.each(GARBAGE)(
  '%s in the place of entries: the ledger is listed, exported and checked all the same, and the fault is named',
  async (_what, statement) => {
    const id = await issue();
    await tenant.call('GET', ADDRESS, undefined, ZIP);
    await tenant.call('GET', `/invoices/${id}/download/pdf`, undefined, { headers: { Accept: '*/*' } });
    platform.now += 86_400_000;
    await closeDue(platform.services, 'sandbox', tenant.summary.id, tenant.summary.id);
    await inTransaction(superuserUrl(platform.databases.sandbox), {}, async (client) => {
      await client.query("set local session_replication_role = 'replica'");
      await client.query('alter table ledger.entries drop column booked_on');
      await client.query(`${statement} where position > 1`);
    });

    for (const chain of ['fiscal', 'archive', 'technical', 'reprint']) {
      const { status, body } = await tenant.call('GET', `/tenant/fiscal/entries?chain=${chain}`);
      expect(status).toBe(200);
      expect(body.data.length).toBeGreaterThan(0);
    }
    for (const type of ['chronology', 'graph', 'report'])
      expect((await tenant.call('GET', `${ADDRESS}?type=${type}`)).status).toBe(200);
    const report = await tenant.call('GET', '/tenant/fiscal/integrity');
    expect(report.status).toBe(200);
    expect(report.body.data.is_valid).toBe(false);
    for (const { chain_id, position } of report.body.data.broken_link_details.slice(0, 1)) {
      expect(chain_id).toMatch(/-/);
      expect(position).toBe(2);
    }
    expect((await tenant.call('GET', '/tenant/fiscal/compliance')).status).toBe(200);
    const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
    expect([trail.status, trail.body.integrity_valid]).toEqual([200, false]);
    const reliable = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}`);
    expect([reliable.status, reliable.body.data.integrity_valid]).toEqual([200, false]);
    const verdict = await verify((await tenant.call('GET', ADDRESS, undefined, ZIP)).bytes);
    expect(verdict.whole).toBe(false);
    expect(verdict.findings[0]?.place).toMatchObject({ position: 2, file: expect.stringMatching(/^chains/) });
  },
);

test('a document that is no JSON any more: the trail is read, and says so', async () => {
  const id = await issue();
  await inTransaction(superuserUrl(platform.databases.sandbox), {}, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    await client.query("update scell.issued_documents set document = 'x' where id = $1", [id]);
  });
  const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
  expect([trail.status, trail.body.integrity_valid]).toEqual([200, false]);
  const reliable = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}`);
  expect([reliable.status, reliable.body.data.integrity_valid]).toEqual([200, false]);
});

test.each([
  ['its end', 'position > 6'],
  ['all of it', 'position > 0'],
])('a chain that lost %s is exported with the head it had, and the cut is named', async (_what, cut) => {
  await someDays();
  await inTransaction(superuserUrl(platform.databases.sandbox), {}, async (client) => {
    await client.query("set local session_replication_role = 'replica'");
    const { rowCount } = await client.query(
      `delete from ledger.entries where chain_kind = 'fiscal' and ${cut}`,
    );
    expect(rowCount).toBeGreaterThan(0);
  });
  for (const type of ['chronology', 'graph', 'report'])
    expect((await tenant.call('GET', `${ADDRESS}?type=${type}`)).status).toBe(200);
  const { findings } = await verify((await tenant.call('GET', ADDRESS, undefined, ZIP)).bytes);
  expect(findings.map(({ code }) => code)).toContain('chain-cut');
  expect(findings.find(({ code }) => code === 'chain-cut')?.place.file).toMatch(/^chains/);
});

test('a later export passes through the heads of an earlier one', async () => {
  await someDays();
  const before = await verify((await tenant.call('GET', ADDRESS, undefined, ZIP)).bytes);
  const heads = before.chains.map(({ head }) => Buffer.from(head ?? []).toString('hex'));
  await issue();
  const after = await verify((await tenant.call('GET', ADDRESS, undefined, ZIP)).bytes, { heads });
  expect(after).toMatchObject({ whole: true });
  expect(after.heads.map(({ position }) => position)).toEqual(before.chains.map(({ entries }) => entries));
});

test('the export of a period is a part of the chains, and proves itself', async () => {
  await someDays();
  const address = `${ADDRESS}?start_date=2026-05-31&end_date=2026-06-01`;
  const verdict = await verify((await tenant.call('GET', address, undefined, ZIP)).bytes);
  expect(verdict.findings.filter(({ code }) => code !== 'totals-from-before')).toEqual([]);
  expect(verdict).toMatchObject({ whole: true });
  const [fiscal] = verdict.manifest?.chains ?? [];
  // From the closing of the thirtieth, which is recorded on the thirty-first, on.
  expect(fiscal).toMatchObject({ kind: 'fiscal', first_position: 5 });
  expect(verdict.manifest?.period).toEqual({ start_date: '2026-05-31', end_date: '2026-06-01' });

  const wrong = await tenant.call('GET', `${ADDRESS}?start_date=2026-06-02&end_date=2026-06-01`);
  expect(wrong).toMatchObject({ status: 422, body: { errors: { end_date: expect.anything() } } });
});

test('days that were closed late are of a part that begins behind them, and it proves itself', async () => {
  for (const day of ['2026-05-29', '2026-05-30', '2026-05-31', '2026-06-01', '2026-06-02']) {
    platform.now = Date.parse(`${day}T08:00:00Z`);
    await issue();
  }
  platform.now = Date.parse('2026-06-02T22:05:00Z');
  await closeDue(platform.services, 'sandbox', tenant.summary.id, tenant.summary.id);
  await issue();
  platform.now = Date.parse('2026-06-03T22:05:00Z');
  await closeDue(platform.services, 'sandbox', tenant.summary.id, tenant.summary.id);
  for (const start of ['2026-05-31', '2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04']) {
    const { bytes } = await tenant.call('GET', `${ADDRESS}?start_date=${start}`, undefined, ZIP);
    const { findings, whole } = await verify(bytes);
    expect({ start, whole, faults: findings.filter(({ code }) => code !== 'totals-from-before') }).toEqual({
      start,
      whole: true,
      faults: [],
    });
    const { body } = await tenant.call('GET', `/tenant/fiscal/integrity/${start}`);
    expect({ start, is_valid: body.data.is_valid }).toEqual({ start, is_valid: true });
  }
});

test('in JSON it is a view to read, a page at a time', async () => {
  await someDays();
  const { status, body } = await tenant.call('GET', `${ADDRESS}?per_page=5&page=2`);
  expect(status).toBe(200);
  expect(body.meta).toEqual({ current_page: 2, last_page: 6, per_page: 5, total: 29 });
  expect(body.data).toMatchObject({ type: 'chronology', environment: 'sandbox', graph: null });
  expect(body.data.entries).toHaveLength(5);
  expect(body.data.entries[0].seal.signature).toMatch(/^[0-9a-f]{128}$/);

  const graph = (await tenant.call('GET', `${ADDRESS}?type=graph&per_page=100`)).body.data.graph;
  const relations = new Set(graph.edges.map(({ relation }: { relation: string }) => relation));
  expect(relations).toEqual(new Set(['follows', 'about', 'pays', 'closes_from', 'closes_to']));

  const report = (await tenant.call('GET', `${ADDRESS}?type=report`)).body.data;
  expect(report).toMatchObject({ type: 'report', entries: null, graph: null });
  expect(report.chains[0]).toMatchObject({
    kind: 'fiscal',
    unsealed_count: 0,
    by_type: { invoice_created: 6, payment: 3, closing: 4, seal_key: 1 },
  });
});

test('a key without the right gets nothing', async () => {
  await issue();
  const key = await tenant.newKey({ scopes: ['invoices:read'] });
  expect(await tenant.call('GET', ADDRESS, undefined, { key })).toMatchObject({ status: 403 });
});
