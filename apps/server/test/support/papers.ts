import { samples } from '../../../../packages/en16931/test/samples.ts';
import { readConfig } from '../../src/config.ts';
import type { InstallationFacts } from '../../src/features/fiscal/papers/facts.ts';
import type { Holder } from '../../src/features/fiscal/papers/holder.ts';
import { missingFor } from '../../src/features/fiscal/papers/missing.ts';
import { printPaper } from '../../src/features/fiscal/papers/print.ts';
import { attestationPaper } from '../../src/features/fiscal/papers/templates/attestation.ts';
import { measuresRegister } from '../../src/features/fiscal/papers/templates/measures-register.ts';
import { technicalDossier } from '../../src/features/fiscal/papers/templates/technical-dossier.ts';
import { readVersionHistory } from '../../src/features/fiscal/papers/version-history.ts';
import { factsOfDocument, UNREADABLE } from '../../src/features/fiscal/reliable-trail/document-facts.ts';
import { trailPaper } from '../../src/features/fiscal/reliable-trail/paper.ts';
import type { Trail } from '../../src/features/fiscal/reliable-trail/read-trail.ts';
import { readFonts } from '../../src/platform/fonts.ts';
import type { Release } from '../../src/platform/services.ts';

// Fiscal papers of an installation in full use, made without a database: for the judges of other makers, and for eyes.

const at = new Date('2026-05-06T08:00:00Z');
const config = readConfig({
  SCELL_EDITOR_NAME: 'Éditions Exemple',
  SCELL_EDITOR_LEGAL_FORM: 'SAS',
  SCELL_EDITOR_SIREN: '732829320',
  SCELL_EDITOR_ADDRESS: '9 rue du Port, 44000 Nantes',
  SCELL_EDITOR_REPRESENTATIVE: 'Ada Martin',
  SCELL_EDITOR_REPRESENTATIVE_ROLE: 'Présidente',
  SCELL_EDITOR_MARKETING_DATE: '2026-04-01',
});
const release: Release = {
  version: '1.0.0',
  commit: '0123456789abcdef0123456789abcdef01234567',
  committedAt: null,
  proof: { unmodified: true, digest: '0f1e2d3c'.repeat(8) },
};
const holder: Holder = {
  tenantId: '0193af1a-0000-7000-8000-000000000001',
  subTenantId: null,
  name: 'Boulangerie Martin',
  company: null,
};
const facts: InstallationFacts = {
  chains: (['fiscal', 'archive', 'reprint', 'technical'] as const).map((kind, i) => ({
    id: `6a7b88bf-19bf-463f-8d34-87bf38bffc7${i}`,
    kind,
    seller: kind === 'technical' ? '' : 'siren:732829320',
    entries: 1234 * (i + 1),
    headHash: '11b6c08e136edd77'.repeat(4),
    lastRecordedAt: at,
  })),
  keys: [
    { id: '2aeb09d5387103f3'.repeat(4), introducedAt: at, endorsedBy: null },
    { id: 'cf3a2785132840c9'.repeat(4), introducedAt: at, endorsedBy: '2aeb09d5387103f3'.repeat(4) },
  ],
  unsealed: 0,
  killSwitch: null,
  closings: [
    { type: 'daily', day: '2026-05-05', closedAt: at },
    { type: 'monthly', day: '2026-04', closedAt: at },
  ],
  integrity: { checkedAt: at, valid: true, entries: 4936 },
  lastExportAt: at,
  anchors: { openTimestamps: true, timestampAuthority: true, confirmed: 33, pending: 1, failed: 0 },
  archive: { place: 's3', encrypted: true, years: 10, kept: 512, waiting: 0, lastVerifiedAt: at },
};

const [sample] = Object.values(samples);
if (sample === undefined) throw new Error('there are no samples');
const invoice = {
  ...sample,
  contractReference: 'C-2026-12',
  purchaseOrderReference: 'PO-4711',
  despatchAdviceReference: 'BL-99',
};
const hash = Buffer.from('11b6c08e136edd77'.repeat(4), 'hex');
const trail: Trail = {
  id: holder.tenantId,
  number: sample.number,
  status: 'paid',
  recordedAt: at,
  document: factsOfDocument(JSON.stringify(invoice)) ?? UNREADABLE,
  seller: { name: invoice.seller.name, identifier: '732829320' },
  related: [
    { relation: 'preceding', number: 'AC-1', issueDate: '2026-04-01', typeCode: '386', id: null },
    { relation: 'following', number: 'CN-1', issueDate: '2026-06-01', typeCode: '381', id: holder.tenantId },
  ],
  payments: [
    {
      tenant_id: holder.tenantId,
      id: holder.tenantId,
      sub_tenant_id: null,
      invoice_id: holder.tenantId,
      amount: '1200.00',
      currency: 'EUR',
      means_code: '58',
      reference: 'VIR 4711',
      paid_at: at,
      recorded_at: at,
    },
  ],
  entries: ['invoice_created', 'payment', 'file_recorded'].map((entry_type, i) => ({
    chain_id: holder.tenantId,
    chain_kind: i === 2 ? 'archive' : 'fiscal',
    position: String(i + 1),
    entry_type,
    recorded_at: at,
    preimage: '',
    data_hash: hash,
    previous_hash: hash,
    chain_hash: hash,
    key_id: i === 2 ? null : '2aeb09d5387103f3'.repeat(4),
    signature: null,
    public_key: null,
    intact: true,
    sealed: i !== 2,
  })),
  files: [],
  mails: [],
  chronology: Array.from({ length: 40 }, (_, i) => ({
    at: new Date(at.getTime() + i * 1000),
    kind: 'event',
    what: { fr: `Fait ${i}`, en: `Fact ${i}` },
    by: 'operator',
  })),
  intact: false,
};

/** Papers by name: the bytes, and words that must be read in them. */
export const PAPERS: [string, () => Promise<{ pdf: Uint8Array; words: string[] }>][] = [
  [
    'attestation',
    () =>
      print(
        attestationPaper({
          year: 2026,
          editor: config.editor,
          release,
          holder,
          missing: [],
          id: holder.tenantId,
          at,
        }),
        ['Partie 1 – À remplir par l’éditeur', 'Ada Martin, Présidente', 'Signature'],
      ),
  ],
  [
    'attestation-draft',
    () => {
      const editor = readConfig({}).editor;
      const bare: Release = { ...release, proof: { unmodified: false, reason: 'no-list' } };
      const missing = missingFor({
        environment: 'sandbox',
        release: bare,
        editor,
        hasCompany: false,
        year: 2026,
        today: '2026-05-06',
      });
      return print(attestationPaper({ year: 2026, editor, release: bare, holder, missing, id: null, at }), [
        'PROJET – CE DOCUMENT N’EST PAS UNE ATTESTATION ET NE PROUVE RIEN',
        'SCELL_EDITOR_NAME',
      ]);
    },
  ],
  [
    'technical-dossier',
    async () =>
      print(
        technicalDossier(
          { environment: 'production', release, holder, facts, now: at },
          { settings: config.inForce, history: await readVersionHistory() },
        ),
        ['4. Les sceaux et les clés', 'SCELL_DB_POOL', '10. Le cadre légal'],
      ),
  ],
  [
    'measures-register',
    () =>
      print(measuresRegister({ environment: 'production', release, holder, facts, now: at }), [
        'Inaltérabilité',
        'Conservation',
        'Intègre le',
      ]),
  ],
  [
    'audit-trail',
    () =>
      print(trailPaper(trail, release.version, at), [
        'PO-4711',
        'BL-99',
        'AC-1',
        'CN-1',
        'Sans sceau',
        'Fait 39',
      ]),
  ],
];

async function print(
  paper: Parameters<typeof printPaper>[1],
  words: string[],
): Promise<{ pdf: Uint8Array; words: string[] }> {
  const fonts = await readFonts();
  return { pdf: printPaper({ fonts }, paper, { author: 'Éditions Exemple', at, id: paper.title }), words };
}
