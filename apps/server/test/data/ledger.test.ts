import { createHash } from 'node:crypto';
import { type ChainedEntry, type Preimage, readEntry, verifyChain } from '@scell/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { type As, inTransaction, query, superuserUrl } from './sql.ts';

let platform: TestPlatform;
let app: string;
beforeAll(async () => {
  platform = await createTestPlatform({ documents: 'later', poolSize: 10 });
  app = platform.databases.sandbox.appUrl;
});
afterAll(() => platform.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const asTenant = ({ summary }: TestTenant): As => ({ role: 'scell_tenant', tenantId: summary.id });

interface EntryRow {
  chain_id: string;
  position: string;
  sub_tenant_id: string | null;
  entry_type: string;
  subject_id: string;
  fiscal_date: string;
  schema_version: number;
  preimage: string;
  data_hash: Buffer;
  previous_hash: Buffer;
  chain_hash: Buffer;
  recorded_at: Date;
}

/** All entries of a tenant, chain by chain in their order. */
const entriesOf = (tenant: TestTenant) =>
  query<EntryRow>(
    app,
    'select e.*, e.fiscal_date::text as fiscal_date from ledger.entries e order by chain_id, position',
    [],
    asTenant(tenant),
  );
/** Those of documents: a chain begins with the key that seals it. */
const documentsOf = async (tenant: TestTenant) =>
  (await entriesOf(tenant)).filter(({ entry_type }) => entry_type === 'invoice_created');
const chained = (row: EntryRow): ChainedEntry => ({
  preimage: row.preimage,
  dataHash: row.data_hash,
  previousHash: row.previous_hash,
  chainHash: row.chain_hash,
});
const chainsIn = (rows: EntryRow[]) => [...Map.groupBy(rows, ({ chain_id }) => chain_id).values()];
const preimageOf = (row: EntryRow): Preimage => {
  const preimage = readEntry(chained(row), sha256);
  if (preimage === null) throw new Error('the entry does not hold');
  return preimage;
};

async function issue(
  tenant: TestTenant,
  changes: Record<string, unknown> = {},
  key = tenant.key,
): Promise<string> {
  const created = await tenant.call('POST', '/invoices', invoiceBody(changes), { key });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const { id } = created.body.data;
  const submitted = await tenant.call('POST', `/invoices/${id}/submit`, undefined, { key });
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return id;
}

async function draft(tenant: TestTenant): Promise<string> {
  return (await tenant.call('POST', '/invoices', invoiceBody())).body.data.id;
}

/** Issues a draft the way a program that went around ours would: by plain SQL. */
const ISSUE_AROUND = `
  with document as (
    insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
    select tenant_id, $1, environment, kind, seller, $2, issue_year, document, '{}', $3 from issued_documents where id = $4
    returning tenant_id, id, number, recorded_at
  )
  update invoices i set status = 'validated', invoice_number = d.number, validated_at = d.recorded_at
  from document d where i.tenant_id = d.tenant_id and i.id = d.id`;

describe('what the chain says', () => {
  let tenant: TestTenant;
  let invoiceId: string;
  const BUYER = {
    buyer_name: 'Zoé Ünïque & Fils',
    buyer_country: 'FR',
    buyer_siret: '73282932000074',
    buyer_email: 'zoe@unique.example',
    buyer_address: { line1: '7 impasse du Secret', postal_code: '69001', city: 'Lyon', country: 'FR' },
  };
  beforeAll(async () => {
    tenant = await platform.tenant({ slug: 'preimage-sas' });
    invoiceId = await issue(tenant, {
      ...BUYER,
      total_ht: undefined,
      total_tax: undefined,
      total_ttc: undefined,
      payment_method: 'virement',
      lines: [
        { description: 'Câble "60 %" \\ été', quantity: 3, unit: 'MTR', unit_price: 33.335, vat_rate: 20 },
        { description: 'Livre', quantity: 1, unit: 'C62', unit_price: 233.32, vat_rate: 5.5 },
      ],
    });
  });

  test('field by field, what the document says, with numbers as text', async () => {
    const [entry] = await documentsOf(tenant);
    const [row] = await query<{ document: string; salt: Buffer; number: string }>(
      app,
      'select document, salt, number from issued_documents',
      [],
      asTenant(tenant),
    );
    if (entry === undefined || row === undefined) throw new Error('the entry and the document are there');
    const document = JSON.parse(row.document);
    expect(document.lines.map(({ netAmount }: { netAmount: string }) => netAmount)).toEqual([
      '100.01',
      '233.32',
    ]);
    const labelHash = (label: string) =>
      sha256(Buffer.concat([row.salt, Buffer.from(JSON.stringify(label))])).toString('hex');
    const { buyer_hash, ...preimage } = preimageOf(entry) as Preimage & { buyer_hash: string };
    expect(preimage).toEqual({
      schema_version: '2',
      entry_type: 'invoice_created',
      environment: 'sandbox',
      tenant_id: tenant.summary.id,
      sub_tenant_id: null,
      chain_kind: 'fiscal',
      seller: 'siren:123456789',
      chain_id: entry.chain_id,
      position: '2',
      recorded_at: '2026-05-06T08:00:00.000000Z',
      subject_id: invoiceId,
      number: 'PREIM-202605-00001',
      type_code: '380',
      issue_date: '2026-05-06',
      due_date: '2026-06-05',
      currency: 'EUR',
      tax_currency: null,
      preceding_invoices: [],
      totals: { lineNet: '333.33', withoutVat: '333.33', vat: '32.83', withVat: '366.16', due: '366.16' },
      vat_breakdown: [
        { category: 'S', rate: '20', taxableAmount: '100.01', taxAmount: '20.00' },
        { category: 'S', rate: '5.5', taxableAmount: '233.32', taxAmount: '12.83' },
      ],
      lines: [
        {
          id: '1',
          label_hash: labelHash('Câble "60 %" \\ été'),
          quantity: '3',
          unit: 'MTR',
          price: '33.335',
          net_amount: '100.01',
          vat_category: 'S',
          vat_rate: '20',
        },
        {
          id: '2',
          label_hash: labelHash('Livre'),
          quantity: '1',
          unit: 'C62',
          price: '233.32',
          net_amount: '233.32',
          vat_category: 'S',
          vat_rate: '5.5',
        },
      ],
      payment_means: '58',
      document_hash: sha256(Buffer.concat([row.salt, Buffer.from(row.document)])).toString('hex'),
    });
    expect(preimage.number).toBe(row.number);
    expect(buyer_hash).toBe(
      sha256(Buffer.concat([row.salt, Buffer.from(memberText(row.document, 'buyer'))])).toString('hex'),
    );
  });

  test('no number is anything but text, at any depth', async () => {
    const [entry] = await documentsOf(tenant);
    const walk = (value: unknown): void => {
      expect(typeof value).not.toBe('number');
      expect(typeof value).not.toBe('boolean');
      if (value !== null && typeof value === 'object') Object.values(value).forEach(walk);
    };
    walk(JSON.parse(entry?.preimage ?? ''));
  });

  test('nothing in it tells who the buyer is, nor what the lines are called', async () => {
    const [entry] = await documentsOf(tenant);
    for (const word of [
      'Livre',
      'Zoé',
      'nique',
      'impasse',
      'Secret',
      'Lyon',
      '69001',
      '73282932',
      'example',
      '@',
    ])
      expect(entry?.preimage).not.toContain(word);
  });

  test('the row beside it says the same', async () => {
    const [key, entry] = await entriesOf(tenant);
    expect(entry).toMatchObject({
      position: '2',
      sub_tenant_id: null,
      entry_type: 'invoice_created',
      subject_id: invoiceId,
      fiscal_date: '2026-05-06',
      schema_version: 2,
      recorded_at: new Date(START),
      previous_hash: key?.chain_hash,
    });
  });

  test('a document that lacks what the chain must say is not issued at all', async () => {
    const id = await draft(tenant);
    for (const document of [
      '{}',
      '{"totals":{},"vatBreakdown":[]}',
      '{"totals":{},"vatBreakdown":[],"lines":[]}',
      'no JSON',
    ]) {
      const around = query(
        app,
        `insert into issued_documents (tenant_id, id, environment, kind, seller, number, issue_year, document, rendering, recorded_at)
         values ($1, $2, 'sandbox', 'invoice', 'siren:123456789', 'X-1', 2026, $3, '{}', now())`,
        [tenant.summary.id, id, document],
        asTenant(tenant),
      );
      await expect(around).rejects.toThrow(
        /null value in column "preimage"|not-null|invalid input syntax for type json/,
      );
    }
    expect(await documentsOf(tenant)).toHaveLength(1);
  });

  test('the fiscal day is the one in Paris', async () => {
    platform.now = Date.parse('2026-06-30T22:30:00Z');
    const late = await issue(tenant, { issue_date: '2026-06-30', due_date: '2026-07-30' });
    platform.now = START;
    const entry = (await entriesOf(tenant)).find(({ subject_id }) => subject_id === late);
    expect(entry).toMatchObject({ fiscal_date: '2026-07-01', recorded_at: new Date('2026-06-30T22:30:00Z') });
  });
});

describe('how entries come', () => {
  test('a document written around the program is chained all the same', async () => {
    const tenant = await platform.tenant();
    const first = await issue(tenant);
    const second = await draft(tenant);
    await query(app, ISSUE_AROUND, [second, 'AROUND-1', new Date(START + 1000), first], asTenant(tenant));
    const entries = await documentsOf(tenant);
    expect(entries.map(({ subject_id }) => subject_id)).toEqual([first, second]);
    expect(entries.map(preimageOf).map(({ number }) => number)).toEqual([expect.any(String), 'AROUND-1']);
    expect(verifyChain((await entriesOf(tenant)).map(chained), sha256)).toEqual([]);
  });

  test('entry and fact are one: undone together', async () => {
    const tenant = await platform.tenant();
    const first = await issue(tenant);
    const second = await draft(tenant);
    const undone = inTransaction(app, asTenant(tenant), async (client) => {
      await client.query(ISSUE_AROUND, [second, 'UNDONE-1', new Date(START), first]);
      expect((await client.query('select count(*)::int as n from ledger.entries')).rows).toEqual([{ n: 3 }]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await documentsOf(tenant)).toHaveLength(1);
    const heads = await query(app, 'select last_position from ledger.chains', [], asTenant(tenant));
    expect(heads).toEqual([{ last_position: '2' }]);
    expect((await tenant.call('GET', `/invoices/${second}`)).body.data.status).toBe('draft');
  });

  test('no role of the program writes an entry or moves a head itself', async () => {
    const tenant = await platform.tenant();
    await issue(tenant);
    for (const statement of [
      'insert into ledger.entries (tenant_id, chain_id, position) select tenant_id, chain_id, position from ledger.entries',
      'insert into ledger.chains (tenant_id, seller) select tenant_id, seller from ledger.chains',
      'update ledger.chains set last_position = 0',
      'delete from ledger.chains',
    ])
      await expect(query(app, statement, [], asTenant(tenant))).rejects.toThrow(
        /permission denied for table/,
      );
    await expect(query(app, 'select ledger.append_document()', [], asTenant(tenant))).rejects.toThrow(
      /permission denied for function/,
    );
  });
});

describe('chains', () => {
  test('thirty invoices are one chain that holds, and every change of a byte shows', async () => {
    const tenant = await platform.tenant();
    for (let i = 0; i < 30; i++) await issue(tenant);
    const entries = (await entriesOf(tenant)).map(chained);
    expect(entries).toHaveLength(31);
    expect(verifyChain(entries, sha256)).toEqual([]);

    const twelfth = entries[11];
    if (twelfth === undefined) throw new Error('there are thirty-one');
    const altered = entries.with(11, {
      ...twelfth,
      preimage: twelfth.preimage.replace('1000.00', '1000.01'),
    });
    expect(verifyChain(altered, sha256)).toEqual([{ position: 12, problem: 'altered' }]);
    const removed = entries.toSpliced(11, 1);
    expect(verifyChain(removed, sha256)[0]).toEqual({ position: 12, problem: 'gap' });
    // Recomputed as a forger without the rest of the chain would: it holds by itself, and links to nothing after it.
    const preimage = twelfth.preimage.replace('1000.00', '1000.01');
    const dataHash = sha256(Buffer.from(preimage));
    const chainHash = sha256(Buffer.concat([twelfth.previousHash, dataHash]));
    const forged = entries.with(11, { preimage, dataHash, previousHash: twelfth.previousHash, chainHash });
    expect(verifyChain(forged, sha256)).toEqual([{ position: 13, problem: 'unlinked' }]);
  });

  test('run apart by tenant, by sub-tenant and by seller', async () => {
    const [one, other] = [await platform.tenant(), await platform.tenant()];
    await issue(one);
    await issue(other);
    await issue(one);

    const second = await one.call('POST', '/companies', {
      name: 'Acme Deux SARL',
      siret: '73282932000074',
      address_line1: '2 rue Deux',
      postal_code: '75002',
      city: 'Paris',
      country: 'FR',
      operation_category: 'services',
    });
    expect(second.status, JSON.stringify(second.body)).toBe(201);
    await issue(one, { company_id: second.body.data.id });

    const shop = await createSubTenant(platform.services, 'sandbox', one.summary, {
      name: 'Boutique',
      externalId: null,
      country: 'FR',
    });
    const ofShop = await one.call('POST', '/companies', {
      sub_tenant_id: shop.id,
      name: 'Acme SAS boutique',
      siret: '12345678900099',
      address_line1: '3 rue Trois',
      postal_code: '75003',
      city: 'Paris',
      country: 'FR',
      operation_category: 'services',
    });
    expect(ofShop.status, JSON.stringify(ofShop.body)).toBe(201);
    const shopKey = await one.newKey({ subTenantId: shop.id });
    await issue(one, {}, shopKey);

    const chains = chainsIn(await entriesOf(one)).map((rows) => ({
      findings: verifyChain(rows.map(chained), sha256),
      sub_tenant_id: rows[0]?.sub_tenant_id,
      seller: rows.map(preimageOf)[0]?.seller,
      positions: rows.map(({ position }) => position),
    }));
    expect(
      chains.toSorted(
        (a, b) => b.positions.length - a.positions.length || (a.seller ?? '').localeCompare(b.seller ?? ''),
      ),
    ).toEqual([
      { findings: [], sub_tenant_id: null, seller: 'siren:123456789', positions: ['1', '2', '3'] },
      { findings: [], sub_tenant_id: shop.id, seller: 'siren:123456789', positions: ['1', '2'] },
      { findings: [], sub_tenant_id: null, seller: 'siren:732829320', positions: ['1', '2'] },
    ]);
    expect((await entriesOf(other)).map(({ position }) => position)).toEqual(['1', '2']);
    // The sub-tenant sees its own chain only.
    const seen = await query(app, 'select distinct sub_tenant_id from ledger.entries', [], {
      ...asTenant(one),
      subTenantId: shop.id,
    });
    expect(seen).toEqual([{ sub_tenant_id: shop.id }]);
  });

  test('never fork under concurrent writers, the very first entry included', async () => {
    const tenant = await platform.tenant();
    const ids = await Promise.all(Array.from({ length: 24 }, () => draft(tenant)));
    const answers = await Promise.all(ids.map((id) => tenant.call('POST', `/invoices/${id}/submit`)));
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
    const entries = await entriesOf(tenant);
    expect(chainsIn(entries)).toHaveLength(1);
    expect(verifyChain(entries.map(chained), sha256)).toEqual([]);
    expect(new Set((await documentsOf(tenant)).map(({ subject_id }) => subject_id))).toEqual(new Set(ids));
  });

  // Numbers are given under a lock of their own; without it, the head of the chain alone keeps writers in a row.
  test('never fork either where no counter keeps writers in a row', async () => {
    const tenant = await platform.tenant();
    const first = await issue(tenant);
    const ids = await Promise.all(Array.from({ length: 12 }, () => draft(tenant)));
    await Promise.all(
      ids.map((id, i) =>
        query(app, ISSUE_AROUND, [id, `FORK-${i}`, new Date(START), first], asTenant(tenant)),
      ),
    );
    const entries = await entriesOf(tenant);
    expect(entries.map(({ position }) => Number(position))).toEqual(
      Array.from({ length: 14 }, (_, i) => i + 1),
    );
    expect(verifyChain(entries.map(chained), sha256)).toEqual([]);
  });

  test('time never runs back in them, whatever the servers’ clocks say', async () => {
    const tenant = await platform.tenant();
    const moments = [0, 60_000, -3_600_000, 90_000];
    for (const offset of moments) {
      platform.now = START + offset;
      await issue(tenant);
    }
    platform.now = START;
    const entries = await entriesOf(tenant);
    const documents = await documentsOf(tenant);
    expect(documents.map(({ recorded_at }) => recorded_at.getTime() - START)).toEqual([
      0, 60_000, 60_000, 90_000,
    ]);
    expect(verifyChain(entries.map(chained), sha256)).toEqual([]);
    // Document, invoice and entry carry the same moment.
    const moved = await query<{ same: boolean }>(
      app,
      `select d.recorded_at = e.recorded_at and i.validated_at = e.recorded_at as same from ledger.entries e
       join issued_documents d on d.id = e.subject_id join invoices i on i.id = e.subject_id`,
      [],
      asTenant(tenant),
    );
    expect(moved).toEqual(moments.map(() => ({ same: true })));
  });
});

describe('what was falsified by somebody who may switch triggers off', () => {
  const falsifications: Record<string, string> = {
    'the document': `update scell.issued_documents set document = replace(document, '1200.00', '1100.00') where id = $1`,
    'the number of the document': `update scell.issued_documents set number = 'X-1' where id = $1`,
    'the number of the invoice': `update scell.invoices set invoice_number = 'X-2' where id = $1`,
    'the salt': `update scell.issued_documents set salt = '\\x00' where id = $1`,
    'the entry': `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00') where subject_id = $1`,
    'the entry and its own hash': `update ledger.entries set preimage = replace(preimage, '1200.00', '1100.00'),
       data_hash = sha256(convert_to(replace(preimage, '1200.00', '1100.00'), 'UTF8')) where subject_id = $1`,
    'the link of the entry': `update ledger.entries set previous_hash = sha256(previous_hash) where subject_id = $1`,
    'the entry, which is gone': `delete from ledger.entries where subject_id = $1`,
    'an event': `update scell.events set details = 'rien' where subject_id = $1 and sequence = 1`,
    'the actor of an event': `update scell.events set actor = 'personne' where subject_id = $1 and sequence = 2`,
    'the first event, which is gone': `delete from scell.events where subject_id = $1 and sequence = 1`,
  };

  test.each(Object.entries(falsifications))('%s: the audit trail says so', async (_what, statement) => {
    const tenant = await platform.tenant();
    const before = await issue(tenant);
    const id = await issue(tenant);
    const integrity = async (of: string) =>
      (await tenant.call('GET', `/invoices/${of}/audit-trail`)).body.integrity_valid;
    expect(await integrity(id)).toBe(true);
    const changed = await inTransaction(superuserUrl(platform.databases.sandbox), {}, async (client) => {
      await client.query("set local session_replication_role = 'replica'");
      return (await client.query(statement, [id])).rowCount;
    });
    expect(changed).toBe(1);
    expect(await integrity(id)).toBe(false);
    expect(await integrity(before)).toBe(true);
  });
});

test('the same number twice for one SIREN and year is refused across tenants', async () => {
  const [one, other] = [await platform.tenant(), await platform.tenant()];
  const [first, second] = [await issue(one), await issue(other)];
  const [{ number } = { number: '' }] = await query<{ number: string }>(
    app,
    'select number from issued_documents where id = $1',
    [first],
    asTenant(one),
  );
  const id = await draft(other);
  await expect(
    query(app, ISSUE_AROUND, [id, number, new Date(START), second], asTenant(other)),
  ).rejects.toMatchObject({ constraint: 'issued_documents_number' });
});

/** The text of one member of a canonical JSON object, as it stands. */
function memberText(json: string, name: string): string {
  const start = json.indexOf(`"${name}":`) + name.length + 3;
  let depth = 0;
  let quoted = false;
  for (let i = start; i < json.length; i++) {
    const letter = json[i];
    if (quoted) {
      if (letter === '\\') i++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === '{' || letter === '[') depth++;
    else if (letter === '}' || letter === ']') {
      depth--;
      if (depth === 0) return json.slice(start, i + 1);
    }
  }
  throw new Error(`no member ${name}`);
}
