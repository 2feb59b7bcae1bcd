import { createHash } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChainedEntry, verifyChain } from '@scell/ledger';
import { readText } from '@scell/pdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseDocument, takeOffCopies } from '../../src/features/fiscal/erasures/take-off-copies.ts';
import { sendInvoiceMail } from '../../src/features/invoices/send-by-email.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { query, superuserUrl } from '../data/sql.ts';
import { memoryLogger } from '../support/log.ts';
import { PLAIN_PDF } from '../support/plain-pdf.ts';
import {
  type Answer,
  answerOf,
  createTestPlatform,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

let platform: TestPlatform;
const { logger, lines } = memoryLogger();
beforeAll(async () => {
  platform = await createTestPlatform({ logger });
});
afterAll(() => platform.close());

const FILE = Buffer.from(PLAIN_PDF, 'latin1');
const ADDRESS = { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' };

interface Person {
  name: string;
  email: string;
  phone: string;
}

let people = 0;
/** Somebody nobody else is: what is found of them is theirs. */
function somebody(): Person {
  people += 1;
  const letters = String.fromCharCode(97 + (people % 26), 97 + ((people * 7) % 26));
  return {
    name: `Zoé Quentin${letters}`,
    email: `zoe.quentin${letters}@personne.example`,
    phone: `06 12 34 50 ${String(people + 10)}`,
  };
}

const buyerBody = ({ name, email, phone }: Person) => ({
  name,
  is_individual: true,
  email,
  phone,
  billing_address: ADDRESS,
  notes: `Rappeler ${name}`,
  metadata: { carte: email },
});

const invoiceFor = (person: Person, changes: Record<string, unknown> = {}) => ({
  issue_date: '2026-05-06',
  due_date: '2026-05-06',
  buyer_name: person.name,
  buyer_is_individual: true,
  buyer_country: 'FR',
  buyer_address: ADDRESS,
  buyer_email: person.email,
  buyer_phone: person.phone,
  internal_reference: `Dossier ${person.name}`,
  metadata: { contact: person.phone.replaceAll(' ', '') },
  lines: [{ description: 'Conseil', quantity: 1, unit_price: 100, vat_rate: 20 }],
  ...changes,
});

const good = (answer: Answer, status = 201) => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return answer.body.data;
};

async function issued(tenant: TestTenant, body: object, key = tenant.key): Promise<string> {
  const { id } = good(await tenant.call('POST', '/invoices', body, { key }));
  good(await tenant.call('POST', `/invoices/${id}/submit`, undefined, { key }), 200);
  return id;
}

const erase = (tenant: TestTenant, body: object, key = tenant.key) =>
  tenant.call('POST', '/tenant/fiscal/erasures', { reason: 'Demande reçue par courrier', ...body }, { key });

/** Every place of both databases that holds a text: table and column, the queue's tables too. */
async function placesOf(...texts: string[]): Promise<string[]> {
  const places: string[] = [];
  for (const database of [platform.databases.live, platform.databases.sandbox]) {
    const url = superuserUrl(database);
    const columns = await query<{ table: string; column: string; type: string }>(
      url,
      `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column, a.atttypid::regtype::text as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'm') and a.attnum > 0 and not a.attisdropped
         and n.nspname in ('scell', 'ledger', 'gate', 'public', 'graphile_worker')`,
    );
    expect(columns.length).toBeGreaterThan(150);
    const looks = columns.map(({ table, column, type }) => {
      const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
      const holds = texts.map((_, i) => `position(lower($${i + 1}) in lower(${value})) > 0`).join(' or ');
      return `select '${table}.${column}' as place where exists (select from ${table} where ${holds})`;
    });
    const found = await query<{ place: string }>(url, looks.join(' union all '), texts);
    places.push(...found.map(({ place }) => place.replace(/^scell\./, '')));
  }
  return [...new Set(places)].sort();
}

const textsOf = ({ name, email, phone }: Person) => [name, email, phone, phone.replaceAll(' ', '')];

/** Whether all chains of a tenant verify, and every entry is sealed. */
async function chainsHold(tenant: TestTenant): Promise<boolean> {
  const rows = await query<{
    chain_id: string;
    preimage: string;
    data_hash: Buffer;
    previous_hash: Buffer;
    chain_hash: Buffer;
    sealed: boolean;
  }>(
    superuserUrl(platform.databases.sandbox),
    `select e.*, exists (select from ledger.seals s where s.chain_id = e.chain_id and s.position = e.position) as sealed
     from ledger.entries e where tenant_id = $1 order by chain_id, position`,
    [tenant.summary.id],
  );
  expect(rows.length).toBeGreaterThan(0);
  const chains = Map.groupBy(rows, ({ chain_id }) => chain_id);
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  return [...chains.values()].every(
    (entries) =>
      entries.every(({ sealed }) => sealed) &&
      verifyChain(
        entries.map(
          (row): ChainedEntry => ({
            preimage: row.preimage,
            dataHash: row.data_hash,
            previousHash: row.previous_hash,
            chainHash: row.chain_hash,
          }),
        ),
        sha256,
      ).length === 0,
  );
}

const auditHolds = async (tenant: TestTenant, id: string, key = tenant.key) =>
  (await tenant.call('GET', `/invoices/${id}/audit-trail`, undefined, { key })).body.integrity_valid;

/** The live check of every chain. */
const integrityOf = async (tenant: TestTenant) =>
  good(await tenant.call('GET', '/tenant/fiscal/integrity'), 200).is_valid;

const timersOf = (kind: string, tenant: TestTenant) =>
  query<{ subject_id: string; due_at: Date }>(
    superuserUrl(platform.databases.sandbox),
    'select subject_id, due_at from scell.timers where kind = $1 and tenant_id = $2 order by due_at',
    [kind, tenant.summary.id],
  );

const copies = async (tenant: TestTenant, id: string) =>
  takeOffCopies(platform.services, 'sandbox', tenant.summary.id, id);

/** A life of a buyer: registered, invoiced, paid, mailed to, with a draft and a file of their own. */
async function liveWith(
  tenant: TestTenant,
  person: Person,
): Promise<{ paid: string; draft: string; buyer: string }> {
  const { id: buyer } = good(await tenant.call('POST', '/buyers', buyerBody(person)));
  const paid = await issued(
    tenant,
    invoiceFor(person, { buyer_id: buyer, external_id: crypto.randomUUID() }),
  );
  good(
    await tenant.call(
      'POST',
      `/invoices/${paid}/mark-paid`,
      { payment_reference: `Virement ${person.name}`, note: `Payé par ${person.email}` },
      { headers: { 'idempotency-key': crypto.randomUUID() } },
    ),
    200,
  );
  await tenant.call(
    'POST',
    `/invoices/${paid}/send-by-email`,
    {},
    {
      headers: { 'idempotency-key': crypto.randomUUID() },
    },
  );
  const form = new FormData();
  form.set('original_file', new Blob([new Uint8Array(FILE)]), `${person.name}.pdf`);
  form.set('data', JSON.stringify(invoiceFor(person, { buyer_id: buyer })));
  const created = answerOf(
    await platform.app.inject({
      method: 'POST',
      url: '/api/v1/invoices',
      headers: { 'x-api-key': tenant.key },
      payload: form,
    }),
  );
  return { paid, draft: good(created).id, buyer };
}

describe('a person who bought', () => {
  let tenant: TestTenant;
  let person: Person;
  let life: { paid: string; draft: string; buyer: string };
  let report: Answer;
  let lineCount: number;
  beforeAll(async () => {
    platform.now = START;
    tenant = await platform.tenant();
    person = somebody();
    life = await liveWith(tenant, person);
    expect(await placesOf(person.email)).toContain('mails.recipient');
    expect(await placesOf(person.name)).toContain('payments.reference');
    expect(await chainsHold(tenant)).toBe(true);
    lineCount = lines.length;
    report = await erase(tenant, { email: person.email.toUpperCase(), reference: 'RGPD-1' });
  });

  test('is told what was erased, what is kept, until when and why', () => {
    const data = good(report);
    expect(data.erased).toEqual(
      expect.arrayContaining(
        ['buyers', 'invoices', 'files', 'payments', 'events', 'mails', 'idempotency_keys'].map((place) =>
          expect.objectContaining({ place }),
        ),
      ),
    );
    expect(data.documents).toEqual([
      {
        id: life.paid,
        invoice_number: expect.stringMatching(/-202605-00001$/),
        issue_date: '2026-05-06',
        kept_until: '2036-12-31',
        kept_by: 'law',
        erased_at: null,
      },
    ]);
    expect(data.kept).toEqual([
      expect.objectContaining({
        place: 'invoices',
        count: 1,
        ground: 'legal_retention',
        until: '2036-12-31',
      }),
      expect.objectContaining({
        place: 'issued_documents',
        count: 1,
        ground: 'legal_retention',
        legal_basis: expect.stringContaining('L.123-22'),
      }),
    ]);
  });

  test('is in no table of either database outside of what was answered as kept, nor in any log line', async () => {
    const places = await placesOf(person.email, person.phone, person.phone.replaceAll(' ', ''));
    expect(places).toEqual([]);
    expect(await placesOf(person.name)).toEqual([
      'invoices.buyer_name',
      'invoices.content',
      'issued_documents.document',
    ]);
    expect(lines.slice(lineCount).length).toBeGreaterThan(0);
    for (const text of textsOf(person)) expect(lines.filter((line) => line.includes(text))).toEqual([]);
  });

  test('leaves chains that verify, sealed, an invoice that proves itself, and a trace in the journal', async () => {
    expect(await chainsHold(tenant)).toBe(true);
    expect(await auditHolds(tenant, life.paid)).toBe(true);
    const { body } = await tenant.call('GET', '/tenant/fiscal/entries?entry_type=technical_event');
    expect(body.data[0].data_snapshot).toMatchObject({
      event: 'personal_data_erased',
      data: { erasure_id: report.body.data.id },
    });
  });

  test('leaves a document that is still delivered, word for word', async () => {
    const { status, bytes } = await tenant.call('GET', `/invoices/${life.paid}/download/cii`, undefined, {
      headers: { accept: '*/*' },
    });
    expect(status).toBe(200);
    expect(bytes.toString()).toContain(person.name);
    const shown = good(await tenant.call('GET', `/invoices/${life.paid}`), 200);
    expect(shown).toMatchObject({
      buyer_email: null,
      buyer_phone: null,
      metadata: null,
      buyer_name: person.name,
    });
  });

  test('leaves a draft without anybody, which cannot be issued', async () => {
    const shown = good(await tenant.call('GET', `/invoices/${life.draft}`), 200);
    expect(shown).toMatchObject({ buyer_name: '', buyer_email: null, status: 'draft' });
    const submitted = await tenant.call('POST', `/invoices/${life.draft}/submit`);
    expect(submitted.status).toBe(422);
    const file = await tenant.call('GET', `/invoices/${life.draft}/download/original`, undefined, {
      headers: { accept: '*/*' },
    });
    expect({ status: file.status, code: file.body.error_code }).toEqual({
      status: 410,
      code: 'DOCUMENT_ERASED',
    });
  });

  test('gets no mail that was still waiting', async () => {
    const [mail] = await query<{ id: string; status: string }>(
      superuserUrl(platform.databases.sandbox),
      'select id, status from scell.mails where subject_id = $1',
      [life.paid],
    );
    expect(mail?.status).toBe('erased');
    await sendInvoiceMail(platform.services, 'sandbox', tenant.summary.id, mail?.id ?? '');
    expect(platform.mails).toEqual([]);
  });

  test('asked for again, nothing happens and the same report is answered', async () => {
    const again = await erase(tenant, { email: person.email });
    expect(good(again, 200)).toEqual(report.body.data);
    const { body } = await tenant.call('GET', '/tenant/fiscal/erasures');
    expect(body.data).toEqual([report.body.data]);
    const one = await tenant.call('GET', `/tenant/fiscal/erasures/${report.body.data.id}`);
    expect(one.body.data).toEqual(report.body.data);
  });

  test('the file of the draft goes from the store once it has settled, and not before', async () => {
    const { id } = report.body.data;
    const sha256 = createHash('sha256').update(FILE).digest();
    await copies(tenant, id);
    expect(report.body.data.status).toBe('files_pending');
    expect(await timersOf('erasure.copies', tenant)).toHaveLength(1);
    await platform.services.content.get(sha256);
    await settle(sha256);
    await copies(tenant, id);
    await expect(platform.services.content.get(sha256)).rejects.toThrow(/cannot be read/);
    expect(await timersOf('erasure.copies', tenant)).toEqual([]);
    expect((await tenant.call('GET', `/tenant/fiscal/erasures/${id}`)).body.data.status).toBe('completed');
    // Safe to run again, as after a crash between the two.
    await copies(tenant, id);
  });
});

/** As if it had been stored an hour ago. */
async function settle(sha256: Buffer): Promise<void> {
  const name = sha256.toString('hex');
  const before = new Date(Date.now() - 3_600_000);
  await utimes(join(platform.contentRoot, name.slice(0, 2), name), before, before);
}

test('bytes that somebody else names stay', async () => {
  platform.now = START;
  const [one, other] = [await platform.tenant(), await platform.tenant()];
  const [person, stranger] = [somebody(), somebody()];
  const { buyer } = await liveWith(one, person);
  await liveWith(other, stranger);
  const { id } = good(await erase(one, { buyer_id: buyer }));
  const sha256 = createHash('sha256').update(FILE).digest();
  await settle(sha256);
  await copies(one, id);
  expect(await platform.services.content.get(sha256)).toEqual(FILE);
  expect(await timersOf('erasure.copies', one)).toEqual([]);
  expect(await placesOf(stranger.email)).toContain('buyers.email');
});

describe('once the law keeps the document no longer', () => {
  let tenant: TestTenant;
  let person: Person;
  let id: string;
  beforeAll(async () => {
    platform.now = START;
    tenant = await platform.tenant();
    person = somebody();
    id = await issued(tenant, invoiceFor(person));
  });

  test('it erases itself on that day, not before, and the chain says so', async () => {
    const { id: erasureId, documents } = good(
      await erase(tenant, { name: `Quentin${person.name.slice(-2)} Zoé`, postal_code: '75018' }),
    );
    expect(documents).toHaveLength(1);
    const [timer] = await timersOf('erasure.document', tenant);
    expect(timer).toEqual({ subject_id: id, due_at: new Date('2036-12-31T23:00:00Z') });

    platform.now = Date.parse('2036-12-31T22:59:59Z');
    await eraseDocument(platform.services, 'sandbox', tenant.summary.id, id);
    expect(await placesOf(person.name)).toContain('issued_documents.document');

    platform.now = Date.parse('2036-12-31T23:00:00Z');
    const files = await query<{ sha256: Buffer }>(
      superuserUrl(platform.databases.sandbox),
      'select sha256 from scell.files where subject_id = $1',
      [id],
    );
    expect(files.length).toBeGreaterThan(0);
    for (const { sha256 } of files) await settle(sha256);
    await eraseDocument(platform.services, 'sandbox', tenant.summary.id, id);
    await eraseDocument(platform.services, 'sandbox', tenant.summary.id, id);
    expect(await placesOf(...textsOf(person))).toEqual([]);
    expect(await timersOf('erasure.document', tenant)).toEqual([]);
    for (const { sha256 } of files)
      await expect(platform.services.content.get(sha256)).rejects.toThrow(/cannot be read/);
    const after = good(await tenant.call('GET', `/tenant/fiscal/erasures/${erasureId}`), 200);
    expect(after.documents[0]).toMatchObject({ id, erased_at: '2036-12-31T23:00:00+00:00' });
    const { body } = await tenant.call('GET', '/tenant/fiscal/entries?entry_type=technical_event');
    expect(body.data[0].data_snapshot).toMatchObject({
      event: 'document_erased',
      data: { document_id: id, erasure_id: erasureId },
    });
  });

  test('what is left holds: chains, audit trail, figures; the document answers that it is erased', async () => {
    expect(await chainsHold(tenant)).toBe(true);
    expect(await auditHolds(tenant, id)).toBe(true);
    expect(await integrityOf(tenant)).toBe(true);
    expect((await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}`)).status).toBe(200);
    expect(good(await tenant.call('GET', `/invoices/${id}`), 200)).toMatchObject({
      buyer_name: '',
      total_ttc: 120,
      status: 'validated',
    });
    for (const type of ['pdf', 'cii', 'ubl', 'original']) {
      const answer = await tenant.call('GET', `/invoices/${id}/download/${type}`, undefined, {
        headers: { accept: '*/*' },
      });
      expect({ type, status: answer.status }).toEqual({ type, status: 410 });
    }
    const mail = await tenant.call('POST', `/invoices/${id}/send-by-email`, { email: 'a@b.example' });
    expect(mail.body.error_code).toBe('DOCUMENT_ERASED');
  });

  test('the reliable audit trail tells what the ledger keeps by value, and nobody', async () => {
    const { status, body } = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}`);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      invoice: { type_code: '380', currency: 'EUR', buyer_name: null, buyer_identifier: null },
      references: [],
      integrity_valid: true,
    });
    expect(body.data.invoice.total_ttc).toMatch(/^\d+\.\d\d$/);
    const printed = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}?format=pdf`);
    expect(readText(printed.bytes)[0]?.flow).toContain('Effacé sur demande (RGPD)');
  });

  test('an erasure without its entry in the journal does not pass for one', async () => {
    platform.now = START + 1000;
    const other = await platform.tenant();
    const document = await issued(other, invoiceFor(somebody()));
    await query(
      superuserUrl(platform.databases.sandbox),
      `do $$ begin set local session_replication_role = 'replica';
         update scell.issued_documents set document = '', salt = '', erased_at = now() where id = '${document}'; end $$`,
    );
    expect(await auditHolds(other, document)).toBe(false);
    expect(await integrityOf(other)).toBe(false);
  });

  test('a request that comes later erases it at once', async () => {
    platform.now = START;
    const late = await platform.tenant();
    const somebodyElse = somebody();
    const document = await issued(late, invoiceFor(somebodyElse));
    platform.now = Date.parse('2040-01-01T00:00:00Z');
    const data = good(await erase(late, { email: somebodyElse.email }));
    expect(data.documents).toEqual([
      expect.objectContaining({ id: document, erased_at: expect.any(String) }),
    ]);
    expect(data.kept).toEqual([]);
    expect(await placesOf(...textsOf(somebodyElse))).toEqual([]);
    expect(await chainsHold(late)).toBe(true);
    expect(await auditHolds(late, document)).toBe(true);
  });

  test('a company whose year ends in another month keeps its documents ten years from there', async () => {
    platform.now = START;
    const company = await platform.tenant();
    good(await company.call('PATCH', `/companies/${company.companyId}`, { fiscal_year_end: '03-31' }), 200);
    const buyer = somebody();
    await issued(company, invoiceFor(buyer));
    expect(good(await erase(company, { email: buyer.email })).documents[0].kept_until).toBe('2037-03-31');
  });
});

test('of a business the contact goes and the business stays', async () => {
  platform.now = START;
  const tenant = await platform.tenant();
  const person = somebody();
  const { id: buyer } = good(
    await tenant.call('POST', '/buyers', {
      name: 'Globex SAS',
      siret: '98765432109876',
      email: person.email,
      phone: person.phone,
      notes: 'Livrer le matin',
      billing_address: ADDRESS,
    }),
  );
  const body = {
    ...invoiceFor(person, { buyer_id: buyer, metadata: { commande: 7 }, internal_reference: 'C-7' }),
    buyer_is_individual: false,
    buyer_name: 'Globex SAS',
    buyer_siret: '98765432109876',
  };
  const document = await issued(tenant, body);
  const draft = good(await tenant.call('POST', '/invoices', body)).id;
  good(await erase(tenant, { email: person.email }));
  expect(await placesOf(person.email, person.phone)).toEqual([]);
  const shown = good(await tenant.call('GET', `/buyers/${buyer}`), 200);
  expect(shown).toMatchObject({
    name: 'Globex SAS',
    siret: '98765432109876',
    email: null,
    phone: null,
    notes: 'Livrer le matin',
  });
  expect(good(await tenant.call('GET', `/invoices/${document}`), 200)).toMatchObject({
    internal_reference: 'C-7',
    metadata: { commande: 7 },
    buyer_email: null,
  });
  good(await tenant.call('PATCH', `/invoices/${draft}`, { notes: 'Merci' }), 200);
  good(await tenant.call('POST', `/invoices/${draft}/submit`), 200);
});

test('a sub-tenant erases only its own', async () => {
  platform.now = START;
  const tenant = await platform.tenant();
  const person = somebody();
  const subTenants = [];
  for (const [name, siret] of [
    ['North', '73282932000074'],
    ['South', '44306184100047'],
  ] as const) {
    const { id } = await createSubTenant(platform.services, 'sandbox', tenant.summary, {
      name,
      externalId: null,
      country: 'FR',
    });
    good(
      await tenant.call('POST', '/companies', {
        name,
        siret,
        address_line1: '2 Rue du Nord',
        postal_code: '59000',
        city: 'Lille',
        operation_category: 'services',
        sub_tenant_id: id,
      }),
    );
    const key = await tenant.newKey({ subTenantId: id });
    const document = await issued(tenant, invoiceFor(person), key);
    subTenants.push({ key, document });
  }
  const [north, south] = subTenants;
  if (north === undefined || south === undefined) throw new Error('two sub-tenants');
  const data = good(await erase(tenant, { email: person.email }, north.key));
  expect(data.documents.map(({ id }: { id: string }) => id)).toEqual([north.document]);
  const emailOf = async ({ document, key }: typeof north) =>
    good(await tenant.call('GET', `/invoices/${document}`, undefined, { key }), 200).buyer_email;
  expect(await emailOf(north)).toBeNull();
  expect(await emailOf(south)).toBe(person.email);
  expect(
    (await tenant.call('GET', '/tenant/fiscal/erasures', undefined, { key: south.key })).body.data,
  ).toEqual([]);
  const foreign = await tenant.call('GET', `/tenant/fiscal/erasures/${data.id}`, undefined, {
    key: south.key,
  });
  expect(foreign.status).toBe(404);
  expect(await auditHolds(tenant, north.document, north.key)).toBe(true);

  // The whole tenant's key reaches both, and the entry of a document's erasure is where its sub-tenant sees it.
  platform.now = Date.parse('2040-01-01T00:00:00Z');
  good(await erase(tenant, { email: person.email }));
  for (const { document, key } of subTenants) expect(await auditHolds(tenant, document, key)).toBe(true);
  expect(await chainsHold(tenant)).toBe(true);
});

test('a failure in the middle leaves nothing half done', async () => {
  platform.now = START;
  const tenant = await platform.tenant();
  const person = somebody();
  const { buyer } = await liveWith(tenant, person);
  const before = await placesOf(...textsOf(person));
  const key = platform.services.ledgerKey;
  // The journal of technical events is told last: without a key that fails.
  platform.services.ledgerKey = null;
  try {
    const refused = await erase(tenant, { buyer_id: buyer });
    expect({ status: refused.status, code: refused.body.error_code }).toEqual({
      status: 503,
      code: 'LEDGER_UNAVAILABLE',
    });
  } finally {
    platform.services.ledgerKey = key;
  }
  expect(await placesOf(...textsOf(person))).toEqual(before);
  expect((await tenant.call('GET', '/tenant/fiscal/erasures')).body.data).toEqual([]);
  good(await erase(tenant, { buyer_id: buyer }));
});

describe('a request', () => {
  let tenant: TestTenant;
  beforeAll(async () => {
    platform.now = START;
    tenant = await platform.tenant();
  });

  test.each([
    [{}, 'email'],
    [{ email: 'a@b.example', name: 'Zoé Quentin', postal_code: '75018' }, 'email'],
    [{ name: 'Zoé Quentin' }, 'postal_code'],
    [{ name: 'Li', postal_code: '75018' }, 'name'],
    [{ email: 'zoe@personne.example', reason: 'Demande de Zoe@Personne.example' }, 'reason'],
    [{ name: 'Zoé Quentin', postal_code: '75018', reason: 'r', reference: 'QUENTIN ZOE' }, 'reference'],
  ])('%j is refused for its %s', async (body, field) => {
    const answer = await erase(tenant, body);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual([field]);
  });

  test('for a buyer of another tenant, or that is not there, is 404', async () => {
    const other = await platform.tenant();
    const { id } = good(await other.call('POST', '/buyers', buyerBody(somebody())));
    expect((await erase(tenant, { buyer_id: id })).status).toBe(404);
    expect((await erase(tenant, { buyer_id: crypto.randomUUID() })).status).toBe(404);
  });

  test('needs fiscal:admin, its report fiscal:read', async () => {
    const reader = await tenant.newKey({ scopes: ['fiscal:read'] });
    expect((await erase(tenant, { email: 'a@b.example' }, reader)).status).toBe(403);
    expect((await tenant.call('GET', '/tenant/fiscal/erasures', undefined, { key: reader })).status).toBe(
      200,
    );
  });

  test('about nobody we know is answered and kept, naming nobody', async () => {
    const person = somebody();
    const data = good(await erase(tenant, { email: person.email, phone: person.phone }));
    expect(data).toMatchObject({ erased: [], kept: [], documents: [] });
    expect(await placesOf(...textsOf(person))).toEqual([]);
  });

  test('tells where else the words are read, and leaves that alone', async () => {
    const person = somebody();
    good(await tenant.call('PATCH', `/companies/${tenant.companyId}`, { email: person.email }), 200);
    const { id } = good(
      await tenant.call('POST', '/buyers', {
        ...buyerBody(somebody()),
        notes: `Voir ${person.email}`,
      }),
    );
    const data = good(await erase(tenant, { email: person.email }));
    expect(data.kept.map(({ place, ground }: Record<string, string>) => [place, ground])).toEqual([
      ['buyers', 'another_subject'],
      ['companies', 'account_in_use'],
    ]);
    expect(good(await tenant.call('GET', `/buyers/${id}`), 200).notes).toContain(person.email);
  });

  test('under an Idempotency-Key is done once; an answer that named the person is not given again', async () => {
    const person = somebody();
    const key = { headers: { 'idempotency-key': crypto.randomUUID() } };
    const created = await tenant.call('POST', '/invoices', invoiceFor(person), key);
    good(created);
    good(await erase(tenant, { email: person.email }));
    const repeated = await tenant.call('POST', '/invoices', invoiceFor(person), key);
    expect(repeated.body.error_code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await placesOf(person.email)).toEqual([]);
  });
});

test('no stored file is left that nobody names', async () => {
  const named = new Set<string>();
  for (const database of [platform.databases.live, platform.databases.sandbox])
    for (const { name } of await query<{ name: string }>(
      superuserUrl(database),
      "select encode(sha256, 'hex') as name from scell.files",
    ))
      named.add(name);
  const stored = (await readdir(platform.contentRoot, { recursive: true })).filter((path) =>
    /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(path),
  );
  expect(stored.filter((path) => !named.has(path.slice(3)))).toEqual([]);
});
