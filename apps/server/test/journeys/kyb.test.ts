/** Documents that show who a tenant is: taken in by their bytes, kept encrypted, reviewed, and the tenant verified by them. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import {
  openKybDocument,
  reviewKybDocument,
  waitingKybDocuments,
} from '../../src/features/tenants/kyb/review-kyb-document.ts';
import { clamavScanner } from '../../src/platform/virus-scan/clamav.ts';
import { timerHandlersOf } from '../../src/tasks.ts';
import { EICAR, startClamd } from '../support/clamd.ts';
import { form, jpegFile, pdfFile, pngFile, zipFile } from '../support/files.ts';
import { answerOf, createTestPlatform, type TestPlatform, type TestTenant } from '../support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ uploadLimit: 20 * 1024 * 1024 });
});
afterAll(() => platform.close());

/** A file nobody sent before. */
let files = 0;
const pdf = () => pdfFile({ extra: `% ${++files}\n` });

interface Wish {
  type?: string;
  bytes?: Uint8Array;
  filename?: string;
  key?: string;
  headers?: Record<string, string>;
  name?: string;
}

async function send(tenant: TestTenant, wish: Wish = {}) {
  const { payload, headers } = form(
    { name: wish.name ?? 'document', filename: wish.filename ?? 'kbis.pdf', bytes: wish.bytes ?? pdf() },
    { type: wish.type ?? 'kbis' },
  );
  return answerOf(
    await platform.app.inject({
      method: 'POST',
      url: '/api/v1/tenant/kyb/documents',
      headers: { 'x-api-key': wish.key ?? tenant.key, 'accept-language': 'en', ...headers, ...wish.headers },
      payload,
    }),
  );
}
const sent = async (tenant: TestTenant, wish: Wish = {}) => {
  const answer = await send(tenant, wish);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.data as { id: string; type: string; mime_type: string };
};
const status = async (tenant: TestTenant, key = tenant.key) =>
  (await tenant.call('GET', '/tenant/kyb/status', undefined, { key })).body.data;
const BOSS = { by: 'user:boss' };

test('a file is taken in, listed, read, given back to the byte, and lies encrypted', async () => {
  const tenant = await platform.tenant();
  expect(await status(tenant)).toEqual({
    status: 'pending',
    verified_at: null,
    documents_count: 0,
    missing_documents: ['kbis', 'id_card'],
    rejection_reason: null,
  });
  const bytes = pdfFile({ extra: '% the secret of Marie Dupont\n' });
  const made = await sent(tenant, { bytes, filename: '../../étrange nom.exe' });
  expect(made).toMatchObject({
    type: 'kbis',
    mime_type: 'application/pdf',
    filename: 'étrange nom.exe',
    status: 'pending',
    scan_status: 'not_scanned',
    size: bytes.length,
  });
  expect((await tenant.call('GET', `/tenant/kyb/documents/${made.id}`)).body.data).toEqual(made);
  const file = await tenant.call('GET', `/tenant/kyb/documents/${made.id}/download`);
  expect(file.bytes.equals(bytes)).toBe(true);
  expect(file.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment; filename="kbis.pdf"',
    'x-content-type-options': 'nosniff',
  });
  expect(await status(tenant)).toMatchObject({
    status: 'documents_submitted',
    documents_count: 1,
    missing_documents: ['id_card'],
  });
  for (const entry of await readdir(platform.contentRoot, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      expect((await readFile(join(entry.parentPath, entry.name))).includes('Marie')).toBe(false);
});

test('by what it is, whatever it is called, from either part', async () => {
  const tenant = await platform.tenant();
  expect(await sent(tenant, { bytes: pngFile(), filename: 'kbis.pdf' })).toMatchObject({
    mime_type: 'image/png',
  });
  expect(await sent(tenant, { bytes: jpegFile(), type: 'id_card', name: 'file' })).toMatchObject({
    mime_type: 'image/jpeg',
  });
  for (const [bytes, filename] of [
    [Buffer.from('<svg onload="alert(1)"/>'), 'kbis.png'],
    [Buffer.from('MZ'), 'kbis.pdf'],
    [zipFile(), 'kbis.pdf'],
    [pdfFile({ after: zipFile() }), 'kbis.pdf'],
    [pdfFile({ extra: '<< /S /JavaScript /JS (x) >>' }), 'kbis.pdf'],
    [Buffer.concat([pngFile(), Buffer.from('<html>')]), 'kbis.png'],
  ] as const) {
    const answer = await send(tenant, { bytes, filename });
    expect({ filename, status: answer.status, code: answer.body.error_code }).toEqual({
      filename,
      status: 422,
      code: 'FILE_REFUSED',
    });
  }
  expect((await send(tenant, { type: 'passport' })).body.errors).toHaveProperty('type');
  const none = form(null, { type: 'kbis' });
  const missing = await platform.app.inject({
    method: 'POST',
    url: '/api/v1/tenant/kyb/documents',
    headers: { 'x-api-key': tenant.key, ...none.headers },
    payload: none.payload,
  });
  expect({ status: missing.statusCode, fields: Object.keys(missing.json().errors) }).toEqual({
    status: 422,
    fields: ['document'],
  });
  const large = await send(tenant, { bytes: pdfFile({ extra: Buffer.alloc(10 * 1024 * 1024, ' ') }) });
  expect({ status: large.status, code: large.body.error_code }).toEqual({
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
  });
  expect((await tenant.call('GET', '/tenant/kyb/documents')).body.meta.total).toBe(2);
});

test('once: the same bytes again are a conflict, also of four at once; a repeat under a key is answered', async () => {
  const tenant = await platform.tenant();
  const bytes = pdf();
  const race = await Promise.all([1, 2, 3, 4].map(() => send(tenant, { bytes })));
  expect(race.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
  expect((await send(tenant, { bytes, type: 'articles' })).body.error_code).toBe('KYB_DOCUMENT_EXISTS');
  // Another tenant may have the same.
  await sent(await platform.tenant(), { bytes });

  const again = { bytes: pdf(), headers: { 'idempotency-key': 'kyb-1' } };
  const first = await send(tenant, again);
  const second = await send(tenant, again);
  expect(second.body).toEqual(first.body);
  expect((await tenant.call('GET', '/tenant/kyb/documents')).body.meta.total).toBe(2);
  expect(await leftBytes(tenant)).toBe(2);
});

/** How many files of the tenant lie in the store, and that no timer waits for one more. */
async function leftBytes(tenant: TestTenant): Promise<number> {
  const rows = await platform.services.databases.sandbox.withTenant(
    { tenantId: tenant.summary.id },
    async (tx) => ({
      documents: await tx.selectFrom('kyb_documents').select('id').execute(),
      timers: await tx.selectFrom('timers').select('subject_id').where('kind', '=', 'kyb.bytes').execute(),
    }),
  );
  expect(rows.timers).toEqual([]);
  const folders = await readdir(join(platform.contentRoot, 'confidential'));
  return rows.documents.filter(({ id }) => folders.includes(id)).length;
}

describe('a virus scanner', () => {
  test('says clean, or the file is not kept; without its verdict nothing is', async () => {
    const tenant = await platform.tenant();
    const clamd = await startClamd();
    platform.services.virusScanner = clamavScanner(clamd);
    try {
      expect(await sent(tenant)).toMatchObject({ scan_status: 'clean' });
      const infected = await send(tenant, { bytes: pdfFile({ extra: EICAR }) });
      expect({ status: infected.status, code: infected.body.error_code }).toEqual({
        status: 422,
        code: 'FILE_INFECTED',
      });
      expect(infected.body.message).toContain('Eicar-Test-Signature');
      await clamd.close();
      const silent = await send(tenant);
      expect({ status: silent.status, code: silent.body.error_code }).toEqual({
        status: 503,
        code: 'VIRUS_SCAN_UNAVAILABLE',
      });
      expect(await leftBytes(tenant)).toBe(1);
    } finally {
      platform.services.virusScanner = null;
    }
  });
});

describe('reviewing', () => {
  const review = (
    id: string,
    decision: 'take' | 'approve' | 'reject',
    reason?: string,
    environment: 'sandbox' | 'production' = 'sandbox',
  ) => reviewKybDocument(platform.services, environment, id, { decision, reason: reason ?? null }, BOSS);

  test('verifies a tenant once its extract and its card are approved: live keys issue then, and the sandbox’s review opens nothing', async () => {
    const tenant = await platform.tenant();
    const key = await tenant.newKey({ environment: 'production' });
    const kbis = await sent(tenant, { key });
    const card = await sent(tenant, { key, type: 'id_card' });
    const waiting = await waitingKybDocuments(platform.services, 'production');
    expect(waiting.map(({ id }) => id)).toEqual([kbis.id, card.id]);
    await review(kbis.id, 'take', undefined, 'production');
    expect(await status(tenant, key)).toMatchObject({ status: 'under_review' });
    await review(kbis.id, 'approve', undefined, 'production');
    const { state } = await review(card.id, 'approve', undefined, 'production');
    expect(state).toMatchObject({ status: 'verified', changed_by: 'user:boss' });
    expect(await status(tenant, key)).toMatchObject({ status: 'verified', missing_documents: [] });
    const me = await tenant.call('GET', '/tenant/me', undefined, { key });
    expect(me.body.data).toMatchObject({
      kyb_status: 'verified',
      kyb_verified_at: '2026-05-06T08:00:00+00:00',
    });
    expect(await platform.services.keys.find(key)).toMatchObject({ principal: { kybStatus: 'verified' } });
    expect(await waitingKybDocuments(platform.services, 'production')).toEqual([]);
    const moves = await platform.services.databases.production.withTenant(
      { tenantId: tenant.summary.id },
      (tx) =>
        tx
          .selectFrom('events')
          .select('type')
          .where('subject_id', '=', tenant.summary.id)
          .where('type', 'like', 'kyb.%')
          .orderBy('sequence')
          .execute(),
    );
    expect(moves.map(({ type }) => type)).toEqual(['kyb.submitted', 'kyb.under_review', 'kyb.verified']);

    const other = await platform.tenant();
    for (const type of ['kbis', 'id_card']) await review((await sent(other, { type })).id, 'approve');
    expect(await status(other)).toMatchObject({ status: 'verified' });
    expect((await other.call('GET', '/tenant/me')).body.data.kyb_status).toBe('pending');
  });

  test('rejects with a reason, which the tenant reads; a new document of the type opens it again', async () => {
    const tenant = await platform.tenant();
    const { id } = await sent(tenant);
    for (const reason of [undefined, '  ', 'x'.repeat(1_001)])
      await expect(review(id, 'reject', reason)).rejects.toMatchObject({ errorCode: 'VALIDATION_FAILED' });
    await review(id, 'reject', 'Older than three months');
    expect(await status(tenant)).toMatchObject({
      status: 'rejected',
      rejection_reason: 'Older than three months',
      missing_documents: ['kbis', 'id_card'],
    });
    // The same again is nothing new; otherwise is refused.
    await review(id, 'reject', 'Another word');
    await expect(review(id, 'approve')).rejects.toMatchObject({ errorCode: 'KYB_DOCUMENT_LOCKED' });
    platform.now += 1;
    await sent(tenant);
    expect(await status(tenant)).toMatchObject({ status: 'documents_submitted', rejection_reason: null });
  });

  test('opens a document of any tenant, and that is recorded; one that is not there is not', async () => {
    const tenant = await platform.tenant();
    const bytes = pdf();
    const { id } = await sent(tenant, { bytes });
    expect((await openKybDocument(platform.services, 'sandbox', id, BOSS)).bytes.equals(bytes)).toBe(true);
    const events = await platform.services.databases.sandbox.withTenant(
      { tenantId: tenant.summary.id },
      (tx) =>
        tx
          .selectFrom('events')
          .select(['type', 'actor'])
          .where('subject_id', '=', id)
          .orderBy('sequence')
          .execute(),
    );
    expect(events).toEqual([
      { type: 'kyb_document.submitted', actor: expect.stringMatching(/^api_key:/) },
      { type: 'kyb_document.opened', actor: 'user:boss' },
    ]);
    for (const work of [
      () => openKybDocument(platform.services, 'production', id, BOSS),
      () => review(id, 'approve', undefined, 'production'),
    ])
      await expect(work()).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
  });

  test('a review and a withdrawal at once: one of both, and never an approved document without its file', async () => {
    const tenant = await platform.tenant();
    for (let round = 0; round < 4; round++) {
      const { id } = await sent(tenant);
      const [withdrawn] = await Promise.all([
        tenant.call('DELETE', `/tenant/kyb/documents/${id}`),
        review(id, 'approve').catch((error) => error),
      ]);
      expect([200, 409]).toContain(withdrawn.status);
      const read = await tenant.call('GET', `/tenant/kyb/documents/${id}/download`);
      expect(read.status).toBe(withdrawn.status === 200 ? 404 : 200);
    }
  });
});

test('a document is withdrawn before it has verified anybody, and its bytes are erased', async () => {
  const tenant = await platform.tenant();
  const { id } = await sent(tenant);
  const gone = await tenant.call('DELETE', `/tenant/kyb/documents/${id}`);
  expect(gone.status).toBe(200);
  expect((await tenant.call('GET', `/tenant/kyb/documents/${id}`)).status).toBe(404);
  expect(await status(tenant)).toMatchObject({ status: 'pending', documents_count: 0 });
  await timerHandlersOf(platform.services)['kyb.bytes']?.('sandbox', {
    tenantId: tenant.summary.id,
    kind: 'kyb.bytes',
    subjectId: id,
    attempts: 1,
  });
  expect(await leftBytes(tenant)).toBe(0);

  const { id: kept } = await sent(tenant);
  await reviewKybDocument(platform.services, 'sandbox', kept, { decision: 'approve' }, BOSS);
  expect((await tenant.call('DELETE', `/tenant/kyb/documents/${kept}`)).body.error_code).toBe(
    'KYB_DOCUMENT_LOCKED',
  );
});

test('a submission that dies before its row leaves a timer that erases its bytes, and spares a document that is there', async () => {
  const tenant = await platform.tenant();
  const { confidential } = platform.services;
  platform.services.confidential = {
    ...confidential,
    put: async (id, bytes) => {
      await confidential.put(id, bytes);
      throw new Error('killed');
    },
  };
  try {
    expect((await send(tenant)).status).toBe(500);
  } finally {
    platform.services.confidential = confidential;
  }
  const { id: named } = await sent(tenant, { type: 'articles' });
  const due = await platform.services.databases.sandbox.withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx.selectFrom('timers').selectAll().where('kind', '=', 'kyb.bytes').execute(),
  );
  expect(due).toHaveLength(1);
  for (const subjectId of [due[0]?.subject_id ?? '', named])
    await timerHandlersOf(platform.services)['kyb.bytes']?.('sandbox', {
      tenantId: tenant.summary.id,
      kind: 'kyb.bytes',
      subjectId,
      attempts: 1,
    });
  expect(await leftBytes(tenant)).toBe(1);
  expect(await readdir(join(platform.contentRoot, 'confidential'))).not.toContain(due[0]?.subject_id);
});

test('no sub-tenant, no other environment and no other tenant sees a document; no tenant moves another’s verification', async () => {
  const tenant = await platform.tenant();
  const { id } = await sent(tenant);
  const { id: sub } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
    name: 'Sub',
    externalId: null,
    country: 'FR',
  });
  const narrow = await tenant.newKey({ subTenantId: sub });
  const live = await tenant.newKey({ environment: 'production' });
  const rival = await platform.tenant();
  for (const key of [narrow, live, rival.key])
    for (const path of [id, `${id}/download`])
      expect((await tenant.call('GET', `/tenant/kyb/documents/${path}`, undefined, { key })).status).toBe(
        404,
      );
  for (const path of ['/tenant/kyb/status', '/tenant/kyb/documents'])
    expect((await tenant.call('GET', path, undefined, { key: narrow })).body.error_code).toBe(
      'SUB_TENANT_FORBIDDEN',
    );
  expect((await send(tenant, { key: narrow })).body.error_code).toBe('SUB_TENANT_FORBIDDEN');
  // The database says so too, whatever the program asks.
  const { sandbox } = platform.services.databases;
  const scope = { tenantId: tenant.summary.id, subTenantId: sub };
  expect(
    await sandbox.withTenant(scope, (tx) => tx.selectFrom('kyb_documents').selectAll().execute()),
  ).toEqual([]);
  for (const [within, whose] of [
    [scope, tenant.summary.id],
    [{ tenantId: rival.summary.id }, tenant.summary.id],
  ] as const)
    await expect(
      sandbox.withTenant(within, (tx) =>
        sql`select gate.move_kyb(${whose}, 'verified', null, 'x', now())`.execute(tx),
      ),
    ).rejects.toThrow(/for the tenant of the transaction/);
});
