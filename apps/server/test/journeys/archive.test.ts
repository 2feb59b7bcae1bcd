import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { advanceAnchor } from '../../src/features/fiscal/anchors/advance-anchor.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { openArchive } from '../../src/platform/archive/archive.ts';
import { localStore } from '../../src/platform/archive/local-store.ts';
import { query } from '../data/sql.ts';
import { startCalendar } from '../support/anchor-services.ts';
import { workingUntil } from '../support/background.ts';
import {
  createTestPlatform,
  invoiceBody,
  START,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';
import { unzip } from '../support/unzip.ts';

const DAY_MS = 86_400_000;

let platform: TestPlatform;
let tenant: TestTenant;
let folder: string;
beforeAll(async () => {
  platform = await createTestPlatform({
    archive: (root) => {
      folder = root;
      return openArchive(localStore(root), []);
    },
  });
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

async function issued(
  changes: Record<string, unknown> = {},
  of = tenant,
): Promise<{ id: string; number: string }> {
  const { data } = (await of.call('POST', '/invoices', invoiceBody(changes))).body;
  const submitted = await of.call('POST', `/invoices/${data.id}/submit`);
  expect(submitted.status, JSON.stringify(submitted.body)).toBe(200);
  return { id: data.id, number: submitted.body.data.invoice_number };
}

const invoice = async (id: string, of = tenant) => (await of.call('GET', `/invoices/${id}`)).body.data;
const objects = async (filter: string, of = tenant) =>
  (await of.call('GET', `/tenant/fiscal/archive?${filter}`)).body.data;
const raw = { headers: { accept: '*/*' } };
const archived = (id: string, of = tenant) =>
  workingUntil(platform, async () => (await invoice(id, of)).archive_status === 'archived');
const fileOf = (path: string) => join(folder, path, 'content');
const rows = <T extends Record<string, unknown>>(sql: string, values: unknown[] = [], of = tenant) =>
  query<T>(platform.databases.sandbox.appUrl, sql, values, { role: 'scell_tenant', tenantId: of.summary.id });
const journal = (event: string, of = tenant) =>
  rows<{ data: Record<string, string>; actor: string }>(
    `select preimage::json -> 'data' as data, preimage::json ->> 'actor' as actor from ledger.entries
     where entry_type = 'technical_event' and preimage::json ->> 'event' = $1 order by position`,
    [event],
    of,
  );
const verifyNow = async (of = tenant) => {
  const before = (await of.call('GET', '/tenant/fiscal/archive/verifications')).body.meta.total;
  await rows(`update timers set due_at = $1 where kind = 'archive.verify'`, [new Date(platform.now)], of);
  await workingUntil(
    platform,
    async () => (await of.call('GET', '/tenant/fiscal/archive/verifications')).body.meta.total > before,
  );
  return (await of.call('GET', '/tenant/fiscal/archive/verifications')).body.data[0];
};

describe('an issued invoice', () => {
  test('waits for its archive, then is there with every file, until ten years after the year', async () => {
    const { id, number } = await issued({ output_format: 'ubl' });
    expect(await invoice(id)).toMatchObject({
      archive_enabled: true,
      archive_status: 'pending',
      archive_path: null,
      archive_until: '2036-12-31',
    });
    const waiting = await objects(`subject_id=${id}`);
    expect(waiting.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['cii', 'facturx', 'ubl']);
    expect(waiting[0]).toMatchObject({ status: 'pending', attempts: 0, archived_at: null });
    const early = await tenant.call('GET', `/tenant/fiscal/archive/${waiting[0].id}`, undefined, raw);
    expect(early).toMatchObject({ status: 409, body: { error_code: 'ARCHIVE_NOT_READY' } });

    await archived(id);
    const kept = await objects(`subject_id=${id}`);
    for (const object of kept) {
      expect(object).toMatchObject({
        subject_type: 'invoice',
        number,
        status: 'archived',
        archive_path: `sandbox/${tenant.summary.id}/${object.sha256.slice(0, 2)}/${object.sha256}`,
        archive_until: '2036-12-31',
        retain_until: '2036-12-31T23:00:00+00:00',
        locked_until: '2036-12-31T23:00:00+00:00',
        encryption_key_id: null,
        attempts: 1,
      });
      const { status, bytes, headers } = await tenant.call(
        'GET',
        `/tenant/fiscal/archive/${object.id}`,
        undefined,
        raw,
      );
      expect(status).toBe(200);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(object.sha256);
      expect(headers['content-disposition']).toContain(`${number}-${object.kind}.`);
      const download = await tenant.call('GET', `/invoices/${id}/download/${object.kind}`, undefined, raw);
      expect(download.bytes.equals(bytes)).toBe(true);
    }
    // The path of an invoice is that of the file in its own format.
    const own = kept.find(({ kind }: { kind: string }) => kind === 'ubl');
    expect(await invoice(id)).toMatchObject({ archive_status: 'archived', archive_path: own.archive_path });
    // Nothing looks after it any more, and the journal has its trace.
    expect(await rows(`select kind from timers where subject_id = $1`, [id])).toEqual([]);
    const [trace] = (await journal('archive_written')).slice(-1);
    expect(trace).toMatchObject({
      actor: 'worker',
      data: { subject_type: 'invoice', subject_id: id, retain_until: '2036-12-31T23:00:00.000Z' },
    });
    for (const { kind, sha256 } of kept) expect(trace?.data.objects).toContain(`${kind} sha256:${sha256}`);
  });

  test('is not archived when its caller says so', async () => {
    const { id } = await issued({ archive_enabled: false });
    expect(await invoice(id)).toMatchObject({
      archive_enabled: false,
      archive_status: null,
      archive_path: null,
      archive_until: null,
    });
    expect(await objects(`subject_id=${id}`)).toEqual([]);
  });

  test('is kept by the accounting year of its company', async () => {
    const other = await platform.tenant();
    const set = (fiscal_year_end: unknown) =>
      other.call('PUT', `/companies/${other.companyId}`, { fiscal_year_end });
    expect(await set('13-01')).toMatchObject({ status: 422 });
    expect((await set('06-30')).body.data).toMatchObject({ fiscal_year_end: '06-30' });
    expect(await invoice((await issued({}, other)).id, other)).toMatchObject({ archive_until: '2036-06-30' });
    await set('04-30');
    expect(await invoice((await issued({}, other)).id, other)).toMatchObject({ archive_until: '2037-04-30' });
  });

  test('is kept for longer where the rules of its account say so', async () => {
    const other = await platform.tenant();
    const rule = {
      rule_key: 'retention.accounting',
      name: 'Kept for twelve years',
      category: 'retention',
      rule_definition: { years: 12 },
      effective_from: '2026-01-01',
    };
    expect((await other.call('POST', '/tenant/fiscal/rules', rule)).status).toBe(201);
    expect(await invoice((await issued({}, other)).id, other)).toMatchObject({ archive_until: '2038-12-31' });
  });

  test('dated into an earlier year is kept from the year it was recorded in', async () => {
    const { id } = await issued({ issue_date: '2025-12-20', due_date: '2026-01-20' });
    expect(await invoice(id)).toMatchObject({ archive_until: '2036-12-31' });
  });

  test('whose UBL is made later has that archived too', async () => {
    const { id } = await issued();
    await archived(id);
    await tenant.call('GET', `/invoices/${id}/download/ubl`, undefined, raw);
    expect(await invoice(id)).toMatchObject({ archive_status: 'pending' });
    await archived(id);
    expect(await objects(`subject_id=${id}&status=archived`)).toHaveLength(3);
  });

  test('was issued while the archive was off: the daily job enters it', async () => {
    const { archive } = platform.services;
    platform.services.archive = { ...archive, sandbox: null };
    const { id } = await issued();
    platform.services.archive = archive;
    expect(await invoice(id)).toMatchObject({ archive_status: null });
    await verifyNow();
    await archived(id);
  });
});

test('a closing is archived as its table and as the ledger states it', async () => {
  const other = await platform.tenant();
  await issued({}, other);
  const { body } = await other.call('POST', '/tenant/fiscal/closings/daily');
  const { id } = body.data.closings[0];
  await workingUntil(
    platform,
    async () => (await objects(`subject_id=${id}&status=archived`, other)).length === 2,
  );
  const [csv] = await objects(`subject_id=${id}&kind=csv`, other);
  const [record] = await objects(`subject_id=${id}&kind=record`, other);
  for (const object of [csv, record])
    expect(object).toMatchObject({ subject_type: 'closing', number: null, archive_until: '2036-12-31' });
  const read = (object: { id: string }) =>
    other.call('GET', `/tenant/fiscal/archive/${object.id}`, undefined, raw);
  const table = await other.call('GET', `/tenant/fiscal/closings/${id}/csv`, undefined, {
    headers: { accept: 'text/csv' },
  });
  expect((await read(csv)).bytes.equals(table.bytes)).toBe(true);
  const stated = await read(record);
  expect(JSON.parse(stated.bytes.toString())).toMatchObject({ entry_type: 'closing', subject_id: id });
  expect(`sha256:${createHash('sha256').update(stated.bytes).digest('hex')}`).toBe(
    (await other.call('GET', `/tenant/fiscal/closings/${id}`)).body.data.closing_hash,
  );
});

test('the proof of date of a closing is archived as long as the closing', async () => {
  const calendar = await startCalendar();
  onTestFinished(() => calendar.close());
  const { anchoring } = platform.services;
  platform.services.anchoring = {
    openTimestamps: { calendars: [calendar.url], blocks: null },
    timestamps: null,
  };
  onTestFinished(() => {
    platform.services.anchoring = anchoring;
  });
  const other = await platform.tenant();
  await issued({}, other);
  const { body } = await other.call('POST', '/tenant/fiscal/closings/daily');
  const { id } = body.data.closings[0];
  const [anchor] = (await other.call('GET', `/tenant/fiscal/anchors?entity_id=${id}`)).body.data;
  await advanceAnchor(platform.services, 'sandbox', other.summary.id, anchor.id);
  await workingUntil(
    platform,
    async () => (await objects(`subject_id=${anchor.id}&status=archived`, other)).length > 0,
  );
  const [proof] = await objects(`subject_id=${anchor.id}`, other);
  expect(proof).toMatchObject({ subject_type: 'proof', kind: 'ots_1', archive_until: '2036-12-31' });
  const kept = await other.call('GET', `/tenant/fiscal/archive/${proof.id}`, undefined, raw);
  const given = await other.call('GET', `/tenant/fiscal/anchors/${anchor.id}/proof`, undefined, raw);
  expect(kept.bytes.equals(given.bytes)).toBe(true);
});

describe('the list', () => {
  test('is filtered and paged, and shows another tenant nothing', async () => {
    const { id } = await issued();
    await archived(id);
    const page = await tenant.call('GET', '/tenant/fiscal/archive?per_page=1&status=archived&kind=cii');
    expect(page.body.data).toHaveLength(1);
    expect(page.body.meta.total).toBeGreaterThan(1);
    const next = await tenant.call(
      'GET',
      `/tenant/fiscal/archive?per_page=1&status=archived&kind=cii&cursor=${page.body.meta.next_cursor}`,
    );
    expect(next.body.data[0].id).not.toBe(page.body.data[0].id);
    expect(await objects('until_to=2036-12-30&subject_type=invoice')).toEqual([]);
    expect(await objects(`until_from=2036-12-31&subject_id=${id}`)).toHaveLength(2);
    expect(await objects('subject_type=closing')).toEqual([]);

    const other = await platform.tenant();
    expect(await objects(`subject_id=${id}`, other)).toEqual([]);
    const [{ id: object }] = await objects(`subject_id=${id}`);
    expect((await other.call('GET', `/tenant/fiscal/archive/${object}`, undefined, raw)).status).toBe(404);
    expect((await tenant.call('GET', `/tenant/fiscal/archive/${randomUUID()}`, undefined, raw)).status).toBe(
      404,
    );
  });

  test('asks for fiscal:read', async () => {
    const key = await tenant.newKey({ scopes: ['invoices'] });
    for (const path of ['', '/export', '/verifications', `/${randomUUID()}`])
      expect((await tenant.call('GET', `/tenant/fiscal/archive${path}`, undefined, { key })).status).toBe(
        403,
      );
  });
});

describe('the verification', () => {
  test('reads everything back, and keeps what it found', async () => {
    const other = await platform.tenant();
    const { id } = await issued({}, other);
    await archived(id, other);
    expect(await verifyNow(other)).toMatchObject({
      reason: 'daily',
      valid: true,
      checked: 2,
      intact: 2,
      faults: [],
    });
    for (const object of await objects(`subject_id=${id}`, other))
      expect(object).toMatchObject({ verdict: 'intact', verified_at: expect.any(String) });
    const [timer] = await rows<{ due_at: Date }>(
      `select due_at from timers where kind = 'archive.verify'`,
      [],
      other,
    );
    expect(timer?.due_at.getTime()).toBe(platform.now + DAY_MS);
  });

  test('names what was altered, tells it by an event and in the journal, and lets nobody read it', async () => {
    const other = await platform.tenant();
    const { id } = await issued({}, other);
    await archived(id, other);
    const [object, intact] = await objects(`subject_id=${id}&kind=cii`, other).then(async ([cii]) => [
      cii,
      (await objects(`subject_id=${id}&kind=facturx`, other))[0],
    ]);
    await chmod(fileOf(object.archive_path), 0o600);
    await writeFile(fileOf(object.archive_path), 'falsified');
    const report = await verifyNow(other);
    expect(report).toMatchObject({
      valid: false,
      checked: 2,
      intact: 1,
      faults: [
        { object_id: object.id, subject_id: id, kind: 'cii', sha256: object.sha256, verdict: 'altered' },
      ],
    });
    expect(JSON.stringify(report)).not.toContain(folder);
    const [event] = await rows<{ data: Record<string, unknown>; subject_id: string }>(
      `select data, subject_id from events where type = 'archive.integrity_failed'`,
      [],
      other,
    );
    expect(event).toMatchObject({ subject_id: report.id, data: { faults_count: 1, checked: 2 } });
    expect(await journal('archive_verification_failed', other)).toMatchObject([
      { data: { verification_id: report.id, faults: `altered sha256:${object.sha256}` } },
    ]);
    expect(await invoice(id, other)).toMatchObject({ archive_status: 'error' });
    const refused = await other.call('GET', `/tenant/fiscal/archive/${object.id}`, undefined, raw);
    expect(refused).toMatchObject({ status: 500, body: { error_code: 'ARCHIVE_DAMAGED' } });
    expect((await other.call('GET', `/tenant/fiscal/archive/${intact.id}`, undefined, raw)).status).toBe(200);
    // Nothing writes over the evidence. Once the operator has put it aside, the object is archived anew.
    await rename(join(folder, object.archive_path), join(folder, 'evidence'));
    await rows(`update timers set due_at = $1 where kind = 'archive.copy'`, [new Date(platform.now)], other);
    await archived(id, other);
    expect(await verifyNow(other)).toMatchObject({ valid: true, checked: 2 });
  });

  test('finds what is missing or kept too short, and it is archived again', async () => {
    const other = await platform.tenant();
    const { id } = await issued({}, other);
    await archived(id, other);
    const [cii] = await objects(`subject_id=${id}&kind=cii`, other);
    const [pdf] = await objects(`subject_id=${id}&kind=facturx`, other);
    await rm(join(folder, cii.archive_path), { recursive: true });
    const term = join(folder, pdf.archive_path, 'until-20361231T230000Z');
    await rename(term, term.replace('2036', '2030'));
    const report = await verifyNow(other);
    expect(
      report.faults.map(({ kind, verdict }: Record<string, string>) => `${kind} ${verdict}`).sort(),
    ).toEqual(['cii missing', 'facturx retention_too_short']);
    await archived(id, other);
    expect(await verifyNow(other)).toMatchObject({ valid: true });
  });

  test('comes round to everything within thirty days', async () => {
    const other = await platform.tenant();
    const { id } = await issued({}, other);
    await archived(id, other);
    await verifyNow(other);
    const seen = async () =>
      (await objects(`subject_id=${id}`, other)).map(({ verified_at: at }: Record<string, string>) => at);
    const first = await seen();
    platform.now = START + 31 * DAY_MS;
    onTestFinished(() => {
      platform.now = START;
    });
    expect(await verifyNow(other)).toMatchObject({ checked: 2 });
    expect((await seen()).every((at: string, i: number) => at > (first[i] ?? ''))).toBe(true);
  });
});

describe('an archive that was moved', () => {
  test('is filled again at the new place, and read there', async () => {
    const other = await platform.tenant();
    const { id } = await issued({}, other);
    await archived(id, other);
    const { archive } = platform.services;
    const elsewhere = await mkdtemp(join(tmpdir(), 'scell-moved-'));
    platform.services.archive = { ...archive, sandbox: openArchive(localStore(elsewhere), []) };
    onTestFinished(async () => {
      platform.services.archive = archive;
      await rm(elsewhere, { recursive: true });
    });
    const [object] = await objects(`subject_id=${id}`, other);
    const path = `/tenant/fiscal/archive/${object.id}`;
    expect((await other.call('GET', path, undefined, raw)).status).toBe(409);
    await verifyNow(other);
    await workingUntil(platform, async () => (await other.call('GET', path, undefined, raw)).status === 200);
    await rm(folder, { recursive: true });
    expect((await other.call('GET', path, undefined, raw)).status).toBe(200);
  });
});

describe('the export', () => {
  let other: TestTenant;
  let zip: (
    query?: string,
    key?: string,
  ) => Promise<{ names: string[]; read: (name: string) => Buffer; sha256: string }>;
  beforeAll(async () => {
    other = await platform.tenant({ name: 'Boulangerie Léo' });
    zip = async (filter = '', key) => {
      const { status, headers, bytes } = await other.call(
        'GET',
        `/tenant/fiscal/archive/export${filter}`,
        undefined,
        {
          ...raw,
          ...(key === undefined ? {} : { key }),
        },
      );
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/zip');
      const members = unzip(bytes);
      return {
        names: [...members.keys()],
        read: (name) => members.get(name) ?? Buffer.alloc(0),
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    };
  });

  test('has PDF/A, XML and JSON of every issued invoice, an index whose hashes hold, and a notice', async () => {
    const first = await issued({}, other);
    const second = await issued({ output_format: 'ubl', issue_date: '2026-04-30' }, other);
    await other.call('POST', '/invoices', invoiceBody()); // a draft is no invoice
    const { names, read, sha256 } = await zip();
    const stem = (number: string) => `factures/siren-123456789/2026-05/${number}`;
    expect(names).toEqual([
      ...['.pdf', '.cii.xml', '.json'].map((end) => stem(first.number) + end),
      ...['.pdf', '.cii.xml', '.ubl.xml', '.json'].map((end) => stem(second.number) + end),
      'index.csv',
      'index.json',
      'LISEZMOI.txt',
    ]);
    const { bytes } = await other.call('GET', `/invoices/${first.id}/download/pdf`, undefined, raw);
    expect(read(`${stem(first.number)}.pdf`).equals(bytes)).toBe(true);
    expect(JSON.parse(read(`${stem(first.number)}.json`).toString())).toMatchObject({
      format: 'scell-invoice',
      id: first.id,
      number: first.number,
      document: { issueDate: '2026-05-06', totals: { withVat: '1200.00' } },
    });
    const index = JSON.parse(read('index.json').toString());
    expect(index).toMatchObject({ format: 'scell-invoice-export', environment: 'sandbox' });
    expect(index.files.map(({ path }: { path: string }) => path)).toEqual(names.slice(0, 7));
    for (const { path, sha256: hash, size, state } of index.files) {
      const content = read(path);
      expect({ size, state }).toEqual({ size: content.length, state: 'present' });
      expect(createHash('sha256').update(content).digest('hex')).toBe(hash);
    }
    const lines = read('index.csv').toString().trim().split('\n');
    expect(lines).toHaveLength(8);
    expect(lines[1]?.split(';').slice(1, 4)).toEqual(['facturx', first.number, '2026-05-06']);
    const notice = read('LISEZMOI.txt').toString();
    for (const word of ['Boulangerie Léo', 'bac à sable', 'SHA-256', 'L. 102 B', 'PDF/A-3'])
      expect(notice).toContain(word);
    expect((await journal('archive_exported', other)).at(-1)).toMatchObject({
      actor: expect.stringMatching(/^api_key:/),
      data: { documents: '2', files: '7', missing: '0', sha256, start_date: null, end_date: null },
    });

    expect((await zip('?start_date=2026-05-01')).names).toHaveLength(6);
    expect((await zip('?from=2026-04-01&to=2026-04-30')).names).toHaveLength(7);
    expect((await zip('?end_date=2025-12-31')).names).toEqual(['index.csv', 'index.json', 'LISEZMOI.txt']);
  });

  test('of a sub-tenant’s key has its own invoices and no other', async () => {
    const make = (name: string) =>
      createSubTenant(platform.services, 'sandbox', other.summary, { name, externalId: null, country: 'FR' });
    const [one, two] = [await make('Stand Nord'), await make('Stand Sud')];
    const company = await other.call('POST', '/companies', {
      sub_tenant_id: one.id,
      name: 'North SARL',
      siret: '73282932000074',
      address_line1: '2 Rue du Nord',
      postal_code: '59000',
      city: 'Lille',
      operation_category: 'goods',
    });
    expect(company.status).toBe(201);
    const body = invoiceBody();
    const { data } = (await other.call('POST', `/tenant/sub-tenants/${one.id}/invoices`, body)).body;
    await other.call('POST', `/invoices/${data.id}/submit`);
    const key = await other.newKey({ subTenantId: one.id });
    expect((await zip('', key)).names).toHaveLength(6);
    expect((await zip(`?sub_tenant_id=${one.id}`)).names).toHaveLength(6);
    expect((await zip(`?sub_tenant_id=${two.id}`)).names).toHaveLength(3);
    const widened = await other.call(
      'GET',
      `/tenant/fiscal/archive/export?sub_tenant_id=${two.id}`,
      undefined,
      { key },
    );
    expect(widened.status).toBe(404);
  });

  test('takes from the archive what the store of documents has lost, and says what nobody has', async () => {
    const lossy = await platform.tenant();
    other = lossy;
    const { id } = await issued({}, lossy);
    await archived(id, lossy);
    const { content } = platform.services;
    platform.services.content = localStoreWithout();
    onTestFinished(() => {
      platform.services.content = content;
    });
    const { names, read } = await zip();
    expect(names).toHaveLength(6);
    expect(JSON.parse(read('index.json').toString()).files).toMatchObject([
      { kind: 'facturx', state: 'present' },
      { kind: 'cii', state: 'present' },
      { kind: 'json', state: 'present' },
    ]);
    const [cii] = await objects(`subject_id=${id}&kind=cii`, lossy);
    await rm(join(folder, cii.archive_path), { recursive: true });
    const without = await zip();
    expect(without.names).toHaveLength(5);
    expect(without.read('index.csv').toString()).toContain(';introuvable\n');
  });

  function localStoreWithout(): TestPlatform['services']['content'] {
    const lost = async () => {
      const { ContentLost } = await import('../../src/platform/storage/content-store.ts');
      throw new ContentLost('the disk is gone');
    };
    return { put: lost, get: lost, drop: lost };
  }
});
