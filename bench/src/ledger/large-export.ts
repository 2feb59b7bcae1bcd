/** An export of any length, made as it is written: one fiscal chain of invoices with their documents and of payments, a closing every so often. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ExportPart, type SealedEntry, sealMessage, writeExport } from '@scell/ledger';

const CHAIN = '0198f000-0000-7000-8000-000000000001';
const TENANT = '0198f000-0000-7000-8000-000000000002';
/** Entries of one day, its closing included. */
const PER_DAY = 2000;
const DAY_MS = 86_400_000;
/** Midnight in Paris, in a year that has no summer time: figures do not depend on it. */
const START = Date.parse('2025-12-31T23:00:00Z');

const sha256 = (bytes: Uint8Array | string): Buffer => hash('sha256', bytes, 'buffer');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const instant = (moment: number): string => new Date(moment).toISOString().replace('Z', '000Z');
const euros = (cents: number): string => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** Writes an export of so many entries; answers the fingerprint of its key. */
export async function writeLargeExport(path: string, entries: number): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = Buffer.from(
    createPublicKey(createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))).export({
      format: 'jwk',
    }).x ?? '',
    'base64url',
  );
  const keyId = hex(sha256(publicKey));
  const signer = { keyId, sign: (message: Uint8Array) => sign(null, message, privateKey) };
  const keys = [
    {
      key_id: keyId,
      public_key: hex(publicKey),
      introduced_at: instant(START),
      endorsed_by: null,
      endorsement: null,
    },
  ];
  const parts: ExportPart[] = [
    { name: 'keys.json', bytes: Buffer.from(JSON.stringify(keys)) },
    {
      chain: { chain_id: CHAIN, kind: 'fiscal', seller: 'siren:732829320', sub_tenant_id: null },
      entries: chainOf(entries, signer, hex(publicKey)),
      large: true,
    },
    { name: 'proofs.json', bytes: Buffer.from('[]\n') },
  ];
  const about = {
    release: 'bench',
    environment: 'sandbox' as const,
    tenant: { id: TENANT, name: 'Bench' },
    exported_at: instant(START),
    period: null,
  };
  const crypto = {
    sha256,
    startSha256: () => {
      const running = createHash('sha256');
      return { update: (bytes: Uint8Array) => void running.update(bytes), digest: () => running.digest() };
    },
  };
  await pipeline(Readable.from(writeExport(about, parts, crypto, signer)), createWriteStream(path));
  return keyId;
}

interface Signer {
  keyId: string;
  sign(message: Uint8Array): Uint8Array;
}

async function* chainOf(entries: number, signer: Signer, publicKey: string): AsyncGenerator<SealedEntry[]> {
  let previousHash: Uint8Array = new Uint8Array(32);
  const figures = { invoices: 0, payments: 0, excl: 0, tax: 0, paid: 0 };
  let before = { ...figures };
  let closed = 0;
  let closing: string | null = null;
  let batch: SealedEntry[] = [];
  for (let position = 1; position <= entries; position += 1) {
    const day = Math.floor((position - 1) / PER_DAY);
    const rank = (position - 1) % PER_DAY;
    let document: SealedEntry['document'] = null;
    let type = 'payment';
    let at = START + day * DAY_MS + rank * 40_000;
    let facts: Record<string, unknown>;
    const number = `ACME-${String(position).padStart(9, '0')}`;
    if (position === 1) {
      type = 'seal_key';
      facts = { key_id: signer.keyId, public_key: publicKey, previous_key_id: null, endorsement: null };
    } else if (rank === 0) {
      type = 'closing';
      at = START + day * DAY_MS;
      facts = closingFacts(day, closed, position - 1, before, figures, previousHash, closing);
      before = { ...figures };
      closed = position - 1;
    } else if (position % 4 === 0) {
      figures.payments += 1;
      figures.paid += 120_00;
      facts = {
        invoice_id: TENANT,
        amount: '120.00',
        currency: 'EUR',
        means_code: '30',
        paid_at: instant(at),
      };
    } else {
      type = 'invoice_created';
      figures.invoices += 1;
      figures.excl += 100_00 + (position % 1000);
      figures.tax += 20_00;
      ({ document, facts } = invoiceFacts(
        number,
        euros(100_00 + (position % 1000)),
        euros(120_00 + (position % 1000)),
      ));
    }
    const preimage = JSON.stringify({
      schema_version: '2',
      entry_type: type,
      environment: 'sandbox',
      tenant_id: TENANT,
      sub_tenant_id: null,
      chain_kind: 'fiscal',
      seller: 'siren:732829320',
      chain_id: CHAIN,
      position: String(position),
      recorded_at: instant(at),
      subject_id: `0198f000-0000-7000-8000-${String(position).padStart(12, '0')}`,
      number: type === 'invoice_created' ? number : null,
      ...facts,
    });
    const dataHash = sha256(preimage);
    const chainHash = sha256(Buffer.concat([previousHash, dataHash]));
    const seal = { keyId: signer.keyId, signature: signer.sign(sealMessage(CHAIN, position, chainHash)) };
    batch.push({ position, preimage, dataHash, previousHash, chainHash, seal, document });
    if (type === 'closing') closing = hex(dataHash);
    previousHash = chainHash;
    if (batch.length < 500) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

type Figures = { invoices: number; payments: number; excl: number; tax: number; paid: number };

function closingFacts(
  day: number,
  closed: number,
  last: number,
  before: Figures,
  now: Figures,
  head: Uint8Array,
  previous: string | null,
): Record<string, unknown> {
  const invoices = now.invoices - before.invoices;
  const payments = now.payments - before.payments;
  return {
    closing_type: 'daily',
    manual: 'false',
    day: instant(START + (day - 1) * DAY_MS + DAY_MS / 2).slice(0, 10),
    period_start: instant(START + (day - 1) * DAY_MS),
    period_end: instant(START + day * DAY_MS),
    // One accounting year for all: what it cumulates is what there is since ever.
    fiscal_year: '2026-12-31',
    first_position: String(closed + 1),
    last_position: String(last),
    entries_count: String(invoices + payments),
    counts: { invoices: String(invoices), credit_notes: '0', payments: String(payments) },
    totals: totalsOf(now, before),
    fiscal_year_total: totalsOf(now),
    perpetual_total: totalsOf(now),
    head_position: String(last),
    head_hash: hex(head),
    previous_closing: previous,
  };
}

function totalsOf(now: Figures, before: Figures = { invoices: 0, payments: 0, excl: 0, tax: 0, paid: 0 }) {
  const [excl, tax, paid] = [now.excl - before.excl, now.tax - before.tax, now.paid - before.paid];
  return [
    {
      currency: 'EUR',
      total_excl_tax: euros(excl),
      total_tax: euros(tax),
      total_incl_tax: euros(excl + tax),
      invoices_excl_tax: euros(excl),
      invoices_incl_tax: euros(excl + tax),
      credit_notes_excl_tax: '0.00',
      credit_notes_incl_tax: '0.00',
      vat: [{ category: 'S', rate: '20', taxable: euros(excl), tax: euros(tax) }],
      payments: euros(paid),
    },
  ];
}

/** An invoice of one line and its document, with the hashes that are in the entry. */
function invoiceFacts(number: string, excl: string, incl: string) {
  const salt = sha256(number).subarray(0, 16);
  const salted = (text: string) => hex(sha256(Buffer.concat([salt, Buffer.from(text)])));
  const totals = { lineNet: excl, withoutVat: excl, vat: '20.00', withVat: incl, due: incl };
  const vatBreakdown = [{ taxableAmount: excl, taxAmount: '20.00', category: 'S', rate: '20' }];
  const buyer = {
    name: 'Client SARL',
    address: { line1: '1 rue de la Paix', city: 'Paris', postCode: '75002', country: 'FR' },
  };
  const name = 'Prestation de conseil, une journée';
  const line = { id: '1', quantity: '1', unitCode: 'DAY', netAmount: excl, price: { net: excl } };
  const text = JSON.stringify({
    number,
    issueDate: '2026-01-01',
    typeCode: '380',
    currency: 'EUR',
    specification: 'urn:cen.eu:en16931:2017',
    seller: {
      name: 'Acme SAS',
      address: { line1: '12 rue du Port', city: 'Nantes', postCode: '44000', country: 'FR' },
    },
    buyer,
    totals,
    vatBreakdown,
    lines: [{ ...line, vatCategory: 'S', vatRate: '20', name }],
  });
  const facts = {
    type_code: '380',
    issue_date: '2026-01-01',
    due_date: null,
    currency: 'EUR',
    tax_currency: null,
    preceding_invoices: [],
    totals,
    vat_breakdown: vatBreakdown,
    lines: [
      {
        id: '1',
        label_hash: salted(JSON.stringify(name)),
        quantity: '1',
        unit: 'DAY',
        price: excl,
        net_amount: excl,
        vat_category: 'S',
        vat_rate: '20',
      },
    ],
    payment_means: '30',
    buyer_hash: salted(JSON.stringify(buyer)),
    document_hash: salted(text),
  };
  return { document: { salt, text }, facts };
}
