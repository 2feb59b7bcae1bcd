import { createHash } from 'node:crypto';
import { readText } from '@scell/pdf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { openArchive } from '../../src/platform/archive/archive.ts';
import { localStore } from '../../src/platform/archive/local-store.ts';
import { issue } from '../support/issue.ts';
import {
  type Answer,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

// The papers an auditor asks for: what they say, when an attestation is one, and that it stays the same.

const EDITOR = {
  SCELL_EDITOR_NAME: 'Éditions Exemple',
  SCELL_EDITOR_LEGAL_FORM: 'SAS',
  SCELL_EDITOR_SIREN: '732829320',
  SCELL_EDITOR_ADDRESS: '9 rue du Port, 44000 Nantes',
  SCELL_EDITOR_REPRESENTATIVE: 'Ada Martin',
  SCELL_EDITOR_REPRESENTATIVE_ROLE: 'Présidente',
  SCELL_EDITOR_MARKETING_DATE: '2026-04-01',
};
const DIGEST = 'ab'.repeat(32);

let platform: TestPlatform;
let tenant: TestTenant;
let live: string;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant({ name: 'Boulangerie Martin' });
  live = await tenant.newKey({ environment: 'production' });
  await tenant.call(
    'PUT',
    `/companies/${tenant.companyId}`,
    { siret: '73282932000074', vat_number: 'FR44732829320' },
    { key: live },
  );
  await tenant.verify();
});
afterAll(() => platform.close());

const draftRelease = () => ({ ...platform.services.release });
let bare: ReturnType<typeof draftRelease>;
beforeAll(() => {
  bare = draftRelease();
});
beforeEach(() => {
  platform.services.editor = readConfig({}).editor;
  platform.services.release = bare;
});

/** An installation whose editor and release are known. */
function complete(): void {
  platform.services.editor = readConfig(EDITOR).editor;
  platform.services.release = { ...bare, proof: { unmodified: true, digest: DIGEST } };
}

const download = (url: string, key = live) =>
  tenant.call('GET', `/tenant/fiscal${url}`, undefined, { key, headers: { accept: '*/*' } });

/** The text of each page in reading order, without blanks: lines end where the page does, not where words do. */
function pagesOf({ status, headers, bytes }: Answer): string[] {
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/pdf');
  return readText(bytes).map(({ flow }) => tight(flow));
}

const tight = (text: string) => text.replace(/\s+/g, '');

const textOf = (answer: Answer) => pagesOf(answer).join('');

/** Holds that a text of pages has, or has not, all of these words. */
function expectWords(text: string, ...words: string[]): void {
  for (const each of words) expect(text.includes(tight(each)), each).toBe(true);
}

/** The technical events of the tenant in live. */
async function technicalEvents(): Promise<{ event: string; data: Record<string, string> }[]> {
  const rows = await platform.services.databases.production.withTenant(
    { tenantId: tenant.summary.id },
    (tx) =>
      tx
        .selectFrom('ledger.entries')
        .select('preimage')
        .where('entry_type', '=', 'technical_event')
        .orderBy('position')
        .execute(),
  );
  return rows.map(({ preimage }) => JSON.parse(preimage));
}

describe('an attestation of which something is missing', () => {
  test('is previewed as a draft, with what to do about each part', async () => {
    const { body } = await tenant.call('GET', '/tenant/fiscal/attestation/2026', undefined, { key: live });
    expect(body.data).toMatchObject({
      year: 2026,
      status: 'draft',
      tenant_name: 'Boulangerie Martin',
      software_version: '0.0.0-test',
      issued_at: null,
      certificate_hash: null,
    });
    expect(body.data.missing.map(({ code }: { code: string }) => code)).toEqual([
      'editor_name',
      'editor_legal_form',
      'editor_siren',
      'editor_address',
      'editor_representative',
      'editor_representative_role',
      'marketing_date',
      'unmodified_release',
    ]);
    expect(body.data.missing[0].message).toBe(
      'The name of the editor is missing: the operator sets SCELL_EDITOR_NAME.',
    );
    expect(body.data.scope_note).toContain('outside of its scope');
  });

  test('is a draft that says so on every page, and is kept nowhere', async () => {
    const answer = await download('/attestation/2026/download');
    const pages = pagesOf(answer);
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, page] of pages.entries()) {
      expectWords(page, 'PROJET – CE DOCUMENT N’EST PAS UNE ATTESTATION ET NE PROUVE RIEN');
      expectWords(page, `Page ${i + 1} / ${pages.length}`);
      expectWords(page, 'modèle 1');
    }
    expectWords(pages[0] ?? '', 'l’exploitant renseigne SCELL_EDITOR_REPRESENTATIVE.');
    expectWords(
      pages[0] ?? '',
      'Rien ne prouve que le logiciel installé est la version 0.0.0-test telle que publiée',
    );
    expectWords(pages.join(''), 'attesterais que ce logiciel');
    expect(await technicalEvents()).toEqual([]);
  });

  test.each([
    ['the sandbox', () => tenant.key, '2026', 'live_environment'],
    ['a year to come', () => live, '2027', 'year_to_come'],
    ['a year before the version', () => live, '2025', 'version_later_than_year'],
  ])('of %s stays a draft, whatever else there is', async (_, key, year, code) => {
    complete();
    const { body } = await tenant.call('GET', `/tenant/fiscal/attestation/${year}`, undefined, {
      key: key(),
    });
    expect(body.data.missing.map((missing: { code: string }) => missing.code)).toEqual([code]);
    expectWords(textOf(await download(`/attestation/${year}/download`, key())), 'PROJET');
  });

  test('names the files that differ from the published release', async () => {
    complete();
    platform.services.release = {
      ...bare,
      proof: { unmodified: false, reason: 'other-files', files: ['apps/server/src/main.ts'] },
    };
    expectWords(
      textOf(await download('/attestation/2026/download')),
      'un logiciel modifié par un tiers n’engage plus l’éditeur',
    );
  });

  test('of no year is refused', async () => {
    expect((await download('/attestation/20x6/download')).status).toBe(422);
    expect((await download('/attestation/1999/download')).status).toBe(422);
  });
});

describe('an attestation of which nothing is missing', () => {
  test('says who attests what of which software to whom, and what the law leaves open', async () => {
    complete();
    const answer = await download('/attestation/2026/download');
    expect(answer.headers['content-disposition']).toContain('attestation-2026.pdf');
    const text = textOf(answer);
    expect(text).not.toContain('PROJET');
    expectWords(
      text,
      ...[
        'Attestation individuelle de l’éditeur – année 2026',
        'Partie 1 – À remplir par l’éditeur',
        'Éditions Exemple',
        '9 rue du Port, 44000 Nantes',
        'Ada Martin, Présidente',
        '1er avril 2026',
        DIGEST,
        'conditions d’inaltérabilité, de sécurisation, de conservation et d’archivage des données',
        'Fonctions couvertes',
        'Fonctions exclues',
        'ce logiciel n’est pas une caisse enregistreuse',
        'une version majeure demande une attestation nouvelle',
        'L’éditeur n’en répond plus dès qu’un tiers a modifié le logiciel.',
        'Partie 2 – À remplir par l’utilisateur',
        '73282932000074',
        'Boulangerie Martin',
        'Signature',
        'La facturation entre assujettis (B2B) n’entre pas dans le champ',
        'La loi n° 2025-127 (art. 43) a supprimé',
        'la loi n° 2026-103 (art. 125) l’a rétablie',
        'À compter du 1er janvier 2027',
        'n’approuve ni n’agrée ce logiciel',
        'n’est certifié ni NF525',
        'code pénal, art. 441-1',
      ],
    );
  });

  test('is issued once: the same bytes ever after, the row and the technical event that name them', async () => {
    complete();
    const first = await download('/attestation/2026/download');
    const hash = createHash('sha256').update(first.bytes).digest('hex');
    platform.now += 86_400_000;
    const again = await download('/attestation/2026/download');
    platform.now -= 86_400_000;
    expect(again.bytes.equals(first.bytes)).toBe(true);
    const { body } = await tenant.call('GET', '/tenant/fiscal/attestation/2026', undefined, { key: live });
    expect(body.data).toMatchObject({
      status: 'issued',
      missing: [],
      issued_at: '2026-05-06T08:00:00+00:00',
      certificate_hash: `sha256:${hash}`,
    });
    const events = (await technicalEvents()).filter(({ event }) => event === 'attestation_issued');
    expect(events.map(({ data }) => [data.year, data.sha256, data.software_version])).toEqual([
      ['2026', hash, '0.0.0-test'],
    ]);
  });

  test('asked for by many at once is issued once', async () => {
    complete();
    platform.services.release = { ...platform.services.release, version: '0.0.1-test' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => download('/attestation/2026/download')),
    );
    expect(new Set(answers.map(({ bytes }) => bytes.toString('base64'))).size).toBe(1);
    const issued = (await technicalEvents()).filter(({ data }) => data.software_version === '0.0.1-test');
    expect(issued).toHaveLength(1);
  });

  test('is another one for another version, and when the editor is another', async () => {
    complete();
    const first = await download('/attestation/2026/download');
    platform.services.release = { ...platform.services.release, version: '0.1.0-test' };
    const later = await download('/attestation/2026/download');
    expectWords(textOf(later), '0.1.0-test');
    platform.services.release = { ...platform.services.release, version: bare.version };
    expect((await download('/attestation/2026/download')).bytes.equals(first.bytes)).toBe(true);
    platform.services.editor = readConfig({ ...EDITOR, SCELL_EDITOR_REPRESENTATIVE: 'Bo Durand' }).editor;
    expectWords(textOf(await download('/attestation/2026/download')), 'Bo Durand');
  });

  test('without a year is that of the version in use, for the account or a sub-account', async () => {
    complete();
    expectWords(
      textOf(await download('/isca/self-attestation/download')),
      'Attestation individuelle de l’éditeur – version en service',
    );
    const { id } = await createSubTenant(platform.services, 'production', tenant.summary, {
      name: 'Fournil du Nord',
      externalId: null,
      country: 'FR',
    });
    const address = `/isca/self-attestation/${id}/download`;
    const draft = textOf(await download(address));
    expectWords(draft, 'PROJET');
    expectWords(draft, 'L’utilisateur n’a pas de société à désigner');
    await tenant.call(
      'POST',
      '/companies',
      {
        name: 'Fournil du Nord SARL',
        siret: '55208131766522',
        address_line1: '2 Rue du Nord',
        postal_code: '59000',
        city: 'Lille',
        operation_category: 'services',
        sub_tenant_id: id,
      },
      { key: live },
    );
    const text = textOf(await download(address));
    expectWords(text, 'Fournil du Nord SARL');
    expect(text).not.toContain('PROJET');
    // A key of the sub-account gets its own without naming it, and nobody else's.
    const own = await tenant.newKey({ environment: 'production', subTenantId: id });
    expectWords(textOf(await download('/isca/self-attestation/download', own)), 'Fournil du Nord SARL');
    const sibling = await createSubTenant(platform.services, 'production', tenant.summary, {
      name: 'Fournil du Sud',
      externalId: null,
      country: 'FR',
    });
    const siblings = `/isca/self-attestation/${sibling.id}/download`;
    expect((await download(siblings, own)).status).toBe(404);
    expect((await download(siblings)).status).toBe(200);
    const stranger = await platform.tenant();
    const strange = await stranger.newKey({ environment: 'production' });
    const answer = await download(address, strange);
    expect(answer.status).toBe(404);
    expect(answer.body.error_code).toBe('SUB_TENANT_NOT_FOUND');
  });
});

describe('papers about the installation', () => {
  test('the technical dossier describes the system, with its chains, its key and its settings, and no secret', async () => {
    await issue(tenant, invoiceBody());
    const text = textOf(await download('/isca/technical-dossier/download', tenant.key));
    expectWords(
      text,
      ...[
        'SHA-256 (previous_hash suivi de data_hash)',
        'SIREN 123456789',
        platform.services.ledgerKey?.id ?? 'no key',
        'Toutes les entrées du titulaire portent un sceau.',
        'scell_ledger',
        'npx scell verify EXPORT',
        'SCELL_SECRET par défaut',
        'SCELL_LOG_LEVEL info',
        'Historique des versions',
        'bac à sable (essais)',
        'n’entre pas dans le champ',
      ],
    );
    expect(text).not.toContain(tight(platform.services.secret));
  });

  test('the register of measures says how each requirement stands here', async () => {
    const before = textOf(await download('/isca/measures-register/download', tenant.key));
    expectWords(
      before,
      ...['BOI § 170', 'LNE ex. 8', 'CGI 289, VII, 1°', 'Prêt, non activé', 'toutes les entrées scellées'],
    );
    await tenant.call('POST', '/tenant/fiscal/kill-switch/activate', { reason: 'A drill' });
    const during = textOf(await download('/isca/measures-register/download', tenant.key));
    await tenant.call('POST', '/tenant/fiscal/kill-switch/deactivate');
    expectWords(during, 'Activé depuis le 2026-05-06');
  });

  test('tell whether documents are archived, and for how long', async () => {
    const register = async () => textOf(await download('/isca/measures-register/download', tenant.key));
    expectWords(await register(), 'Archive non activée');
    const { archive } = platform.services;
    const folder = { ...archive, sandbox: openArchive(localStore('/nowhere'), []) };
    platform.services.archive = folder;
    const told = await register();
    platform.services.archive = archive;
    expectWords(told, '10 ans, dossier à écriture unique : 0 objet gardé');
    expect(told).not.toContain('/nowhere');
  });

  test('tell of the latest export', async () => {
    const register = async () => textOf(await download('/isca/measures-register/download', tenant.key));
    expectWords(await register(), 'Aucun export encore');
    const exported = await tenant.call('GET', '/tenant/fiscal/forensic-export', undefined, {
      headers: { accept: 'application/zip' },
    });
    expect(exported.status).toBe(200);
    expectWords(await register(), 'Dernier export le 2026-05-06');
  });

  test('tell of the latest check', async () => {
    const preview = async () =>
      (await tenant.call('GET', '/tenant/fiscal/attestation/2026')).body.data.compliance;
    expect(await preview()).toMatchObject({ last_integrity_check_at: null, integrity_valid: null });
    expectWords(
      textOf(await download('/isca/measures-register/download', tenant.key)),
      'Aucun contrôle enregistré',
    );
    expect((await tenant.call('GET', '/tenant/fiscal/integrity')).body.data.is_valid).toBe(true);
    expect(await preview()).toMatchObject({
      last_integrity_check_at: '2026-05-06T08:00:00+00:00',
      integrity_valid: true,
    });
    expectWords(
      textOf(await download('/isca/measures-register/download', tenant.key)),
      'Intègre le 2026-05-06 10:00:00',
    );
    expectWords(
      textOf(await download('/isca/technical-dossier/download', tenant.key)),
      'intègre, 2026-05-06',
    );
  });

  test('tell of the latest closings', async () => {
    expect(textOf(await download('/isca/measures-register/download', tenant.key))).toContain(
      tight('Aucune clôture encore'),
    );
    const closed = await tenant.call('POST', '/tenant/fiscal/closings/daily');
    expect(closed.status).toBe(200);
    expectWords(textOf(await download('/isca/measures-register/download', tenant.key)), 'Jour 2026-05-06');
    expectWords(
      textOf(await download('/isca/technical-dossier/download', tenant.key)),
      'journalière, 2026-05-06',
    );
    const { body } = await tenant.call('GET', '/tenant/fiscal/attestation/2026');
    expect(body.data.compliance).toMatchObject({
      closings: 1,
      last_closing_at: '2026-05-06T08:00:00+00:00',
      unsealed_entries: 0,
      kill_switch_active: false,
    });
  });

  test('are the same bytes at the same moment', async () => {
    for (const paper of ['technical-dossier', 'measures-register']) {
      const [one, other] = [
        await download(`/isca/${paper}/download`, tenant.key),
        await download(`/isca/${paper}/download`, tenant.key),
      ];
      expect(one.bytes.equals(other.bytes)).toBe(true);
    }
  });
});

describe('the reliable audit trail', () => {
  const body = invoiceBody({
    purchase_order_reference: 'PO-77',
    contract_reference: 'C-12',
    delivery_date: '2026-05-02',
  });

  async function issued(): Promise<string> {
    const { id } = await issue(tenant, body);
    await tenant.call('POST', `/invoices/${id}/mark-paid`, { payment_reference: 'VIR 4711' });
    await tenant.call('POST', `/invoices/${id}/send-by-email`, { email: 'compta@globex.example' });
    return id;
  }

  test('leads from the order to the payment, in order, each entry checked', async () => {
    const id = await issued();
    const { body: answer } = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}`);
    const { data } = answer;
    expect(data.references.map(({ term, value }: Record<string, string>) => `${term} ${value}`)).toEqual([
      'BT-12 C-12',
      'BT-13 PO-77',
      'BT-72 2026-05-02',
    ]);
    expect(data.payments).toMatchObject([{ amount: '1200.00', currency: 'EUR', reference: 'VIR 4711' }]);
    const types = data.ledger_entries.map((entry: Record<string, string>) => entry.entry_type);
    expect(types).toEqual(expect.arrayContaining(['invoice_created', 'payment', 'file_recorded']));
    for (const entry of data.ledger_entries) {
      expect([entry.intact, entry.sealed]).toEqual([true, true]);
      expect(entry.seal_key_id).toBe(platform.services.ledgerKey?.id);
    }
    expect(data.files.map(({ kind }: { kind: string }) => kind)).toContain('facturx');
    expect(data.mails).toMatchObject([{ recipient: 'compta@globex.example', status: 'queued' }]);
    const kinds = data.chronology.map(({ kind }: { kind: string }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['event', 'payment', 'ledger', 'file', 'mail']));
    const moments = data.chronology.map(({ at }: { at: string }) => Date.parse(at));
    expect(moments).toEqual(moments.toSorted((a: number, b: number) => a - b));
    expect(data.integrity_valid).toBe(true);
  });

  test('is printed when a PDF is asked for by name or preferred', async () => {
    const id = await issued();
    const byName = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}?format=pdf`);
    const preferred = await tenant.call('GET', `/tenant/fiscal/audit-trail/${id}`, undefined, {
      headers: { accept: 'application/pdf' },
    });
    expect(byName.bytes.equals(preferred.bytes)).toBe(true);
    const text = textOf(byName);
    expectWords(
      text,
      ...[
        'PO-77',
        'C-12',
        'VIR 4711',
        '1 200,00 EUR',
        'Intacte, sceau valable',
        'CGI, art. 289, VII, 1°',
        'compta@globex.example',
      ],
    );
    expectWords(text, 'Il n’établit ni que la livraison ou la prestation a eu lieu');
  });

  test('is of issued documents of the caller', async () => {
    const draft = await tenant.call('POST', '/invoices', invoiceBody());
    const early = await tenant.call('GET', `/tenant/fiscal/audit-trail/${draft.body.data.id}`);
    expect([early.status, early.body.error_code]).toEqual([422, 'INVOICE_NOT_ISSUED']);
    const id = await issued();
    const stranger = await platform.tenant();
    expect((await stranger.call('GET', `/tenant/fiscal/audit-trail/${id}`)).status).toBe(404);
  });
});
