/** A document that the official rules would refuse is not issued: the draft says so, and is mended and submitted again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ slug: 'acme-sas' });
});
afterAll(() => platform.close());

/** In UBL a note bears its subject in its text: this one would be a second note PMT beside the legal one. */
const second = (changes: Record<string, unknown> = {}) =>
  invoiceBody({ output_format: 'ubl', notes: 'Rappel : #PMT#', ...changes });
const RULE = 'BR-FR-06_BT-21-1';

async function draft(body = second()): Promise<string> {
  const { status, body: answer } = await tenant.call('POST', '/invoices', body);
  expect(status).toBe(201);
  return answer.data.id;
}

const submit = (id: string, headers: Record<string, string> = {}) =>
  tenant.call('POST', `/invoices/${id}/submit`, undefined, { headers });

const counters = () =>
  platform.services.databases.sandbox.withTenant({ tenantId: tenant.summary.id }, (tx) =>
    tx.selectFrom('counters').select(['kind', 'value']).where('kind', '=', 'invoice').execute(),
  );

test('the answer names the rules and the field, in the language of the caller', async () => {
  const id = await draft();
  const english = await submit(id);
  expect(english.status).toBe(422);
  expect(english.body).toMatchObject({
    message: `The invoice is not issued: the document would break ${RULE}.`,
    code: 'invoice_rejected',
    error_code: 'INVOICE_REJECTED',
    rules: [RULE],
  });
  expect(Object.keys(english.body.errors)).toEqual(['notes']);
  expect(english.body.errors.notes[0]).toMatch(/^notes: There are several notes .* \(BR-FR-06_BT-21-1\)$/);
  const french = await submit(id, { 'accept-language': 'fr' });
  expect(french.body.errors.notes[0]).toMatch(/^notes : .* \(BR-FR-06_BT-21-1\)$/);
});

describe('what is rejected', () => {
  test('has a status, a moment and a reason, and neither number nor files', async () => {
    const id = await draft();
    await submit(id);
    const { data } = (await tenant.call('GET', `/invoices/${id}`)).body;
    expect(data).toMatchObject({
      status: 'rejected',
      lifecycle_status: 'rejected',
      rejected_at: '2026-05-06T08:00:00+00:00',
      rejection_reason: RULE,
      status_message: RULE,
      validated_at: null,
      format_paths: null,
    });
    expect(data.invoice_number).toMatch(/^DRAFT-/);
    const state = await tenant.call('GET', `/tenant/invoices/${id}/status`);
    expect(state.body.data).toMatchObject({ status: 'rejected', message: RULE });
    const listed = await tenant.call('GET', '/invoices?status=rejected');
    expect(listed.body.data.map((row: { id: string }) => row.id)).toContain(id);
    expect((await tenant.call('GET', `/invoices/${id}/download/pdf`)).body.error_code).toBe('FILE_NOT_FOUND');
    expect((await tenant.call('POST', `/invoices/${id}/mark-paid`)).body.error_code).toBe(
      'INVOICE_NOT_PAYABLE',
    );
    expect((await tenant.call('POST', `/invoices/${id}/send-by-email`)).body.error_code).toBe(
      'INVOICE_NOT_ISSUED',
    );
    expect((await tenant.call('GET', `/invoices/${id}/remaining-creditable`)).body.error_code).toBe(
      'INVOICE_NOT_CREDITABLE',
    );
  });

  test('has written nothing fiscal: no counter, no document, no entry', async () => {
    const other = await platform.tenant();
    const { data } = (await other.call('POST', '/invoices', second())).body;
    expect((await other.call('POST', `/invoices/${data.id}/submit`)).status).toBe(422);
    const written = await platform.services.databases.sandbox.withTenant(
      { tenantId: other.summary.id },
      async (tx) => [
        ...(await tx.selectFrom('counters').select('kind').where('kind', '=', 'invoice').execute()),
        ...(await tx.selectFrom('issued_documents').select('id').execute()),
        ...(await tx.selectFrom('ledger.entries').select('position').execute()),
        ...(await tx.selectFrom('files').select('kind').execute()),
        ...(await tx.selectFrom('timers').select('kind').execute()),
      ],
    );
    expect(written).toEqual([]);
  });

  test('is told of in the audit trail, which holds', async () => {
    const id = await draft();
    await submit(id);
    const { data, integrity_valid } = (await tenant.call('GET', `/invoices/${id}/audit-trail`)).body;
    expect(integrity_valid).toBe(true);
    expect(data.map(({ action }: { action: string }) => action)).toEqual([
      'invoice.created',
      'invoice.rejected',
    ]);
    expect(data[1].details).toBe(`Émission refusée par les règles ${RULE}`);
  });

  test('is rejected again when nothing was mended', async () => {
    const id = await draft();
    await submit(id);
    platform.now = START + 60_000;
    expect((await submit(id)).status).toBe(422);
    const { data } = (await tenant.call('GET', `/invoices/${id}`)).body;
    expect(data.rejected_at).toBe('2026-05-06T08:01:00+00:00');
    platform.now = START;
  });
});

test('an update makes it a draft again, which is issued with the next number', async () => {
  const id = await draft();
  await submit(id);
  const before = await counters();
  const mended = await tenant.call('PUT', `/invoices/${id}`, { notes: 'Rappel' });
  expect(mended.body.data).toMatchObject({ status: 'draft', rejected_at: null, rejection_reason: null });
  const issued = await submit(id);
  expect(issued.status).toBe(200);
  expect(issued.body.data).toMatchObject({ status: 'validated', rejected_at: null, rejection_reason: null });
  const last = Number(before[0]?.value ?? 0) + 1;
  expect(issued.body.data.invoice_number).toMatch(new RegExp(`-202605-${String(last).padStart(5, '0')}$`));
  const trail = await tenant.call('GET', `/invoices/${id}/audit-trail`);
  expect(trail.body.integrity_valid).toBe(true);
  expect(trail.body.data.map(({ action }: { action: string }) => action)).toEqual([
    'invoice.created',
    'invoice.rejected',
    'invoice.updated',
    'invoice.validated',
  ]);
});

test('it can be mended and submitted under the same Idempotency-Key', async () => {
  const id = await draft();
  const headers = { 'idempotency-key': 'submit-once' };
  expect((await submit(id, headers)).status).toBe(422);
  await tenant.call('PUT', `/invoices/${id}`, { notes: null });
  const issued = await submit(id, headers);
  expect(issued.status).toBe(200);
  expect(issued.headers).not.toHaveProperty('idempotency-replayed');
});

test('a creation that issues at once is refused as a whole', async () => {
  const body = second({ send_immediately: true, external_id: 'WHOLE-1' });
  const refused = await tenant.call('POST', '/invoices', body);
  expect(refused.body).toMatchObject({ error_code: 'INVOICE_REJECTED', rules: [RULE] });
  const found = await tenant.call('GET', '/invoices?external_id=WHOLE-1');
  expect(found.body.data).toEqual([]);
});

test('only the syntaxes that are issued are judged', async () => {
  expect((await submit(await draft(second({ output_format: 'facturx' })))).status).toBe(200);
});
