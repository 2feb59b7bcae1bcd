/**
 * Books as the database writes them, made in memory: chains of every kind over some months, closings, a change of the key, documents,
 * files, proofs. Figures are kept in cents as integers, so that what the verifier adds up is compared with another arithmetic.
 */
import { createHash } from 'node:crypto';
import type { ChainKind } from '../src/entry.ts';
import { type ExportPart, writeExport } from '../src/export/write-export.ts';
import { serializeProof } from '../src/opentimestamps/serialize.ts';
import { stampOf } from '../src/opentimestamps/stamp.ts';
import { endorsementMessage, sealMessage } from '../src/seal.ts';
import type { KeptDocument } from '../src/verify/documents.ts';
import type { ListedKey } from '../src/verify/key-ring.ts';
import type { SealedEntry } from '../src/verify/verify-entries.ts';
import { keyOf, nodeCryptography, type TestKey } from './cryptography.ts';
import { grant, makeAuthority, makeRoot, makeToken } from './tsa.ts';

const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  parts.reduce((running, part) => running.update(part), createHash('sha256')).digest();
const hex = (...parts: (string | Uint8Array)[]): string => sha256(...parts).toString('hex');

/** A small generator of numbers, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HOUR = 3_600_000;
/** Summer time of 2026 in Paris. */
const SUMMER = Date.parse('2026-03-29T01:00:00Z');
/** Midnight in Paris that begins a day, counted from 1 January 1970. */
const midnight = (day: number): number => {
  const winter = day * 24 * HOUR - HOUR;
  return winter >= SUMMER ? winter - HOUR : winter;
};
const dayName = (day: number): string => new Date(day * 24 * HOUR).toISOString().slice(0, 10);
const instant = (moment: number): string => new Date(moment).toISOString().replace('Z', '000Z');
const euros = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const root = makeRoot();
const tsa = makeAuthority(root);

/** Certificates behind the time stamps of these books. */
export const TSA_ROOTS = [root.certificate];

/** A proof that leads to a block of Bitcoin. */
function blockStamp(digest: Uint8Array, height: number): Uint8Array {
  const attestation = { attestations: [{ kind: 'bitcoin', height }], branches: [] } as const;
  return serializeProof(stampOf(digest, sha256(digest).subarray(0, 16), [attestation]));
}

interface Tally {
  invoices: number;
  credit_notes: number;
  payments: number;
  excl: number;
  tax: number;
  paid: number;
  /** Of credit notes alone, positive. */
  noteExcl: number;
  noteIncl: number;
  rates: Record<string, { taxable: number; tax: number }>;
}

const nothing = (): Tally => ({
  invoices: 0,
  credit_notes: 0,
  payments: 0,
  excl: 0,
  tax: 0,
  paid: 0,
  noteExcl: 0,
  noteIncl: 0,
  rates: {},
});

function plus(a: Tally, b: Tally): Tally {
  const rates = structuredClone(a.rates);
  for (const [rate, { taxable, tax }] of Object.entries(b.rates)) {
    const sum = rates[rate] ?? { taxable: 0, tax: 0 };
    rates[rate] = { taxable: sum.taxable + taxable, tax: sum.tax + tax };
  }
  return {
    invoices: a.invoices + b.invoices,
    credit_notes: a.credit_notes + b.credit_notes,
    payments: a.payments + b.payments,
    excl: a.excl + b.excl,
    tax: a.tax + b.tax,
    paid: a.paid + b.paid,
    noteExcl: a.noteExcl + b.noteExcl,
    noteIncl: a.noteIncl + b.noteIncl,
    rates,
  };
}

function totalsOf(tally: Tally) {
  if (tally.invoices + tally.credit_notes + tally.payments === 0) return [];
  return [
    {
      currency: 'EUR',
      total_excl_tax: euros(tally.excl),
      total_tax: euros(tally.tax),
      total_incl_tax: euros(tally.excl + tally.tax),
      invoices_excl_tax: euros(tally.excl + tally.noteExcl),
      invoices_incl_tax: euros(tally.excl + tally.tax + tally.noteIncl),
      credit_notes_excl_tax: euros(tally.noteExcl),
      credit_notes_incl_tax: euros(tally.noteIncl),
      vat: Object.entries(tally.rates).map(([rate, { taxable, tax }]) => ({
        category: 'S',
        rate,
        taxable: euros(taxable),
        tax: euros(tax),
      })),
      payments: euros(tally.paid),
    },
  ];
}

export interface BookChain {
  chain_id: string;
  kind: ChainKind;
  seller: string;
  sub_tenant_id: string | null;
  /** What seals it, as its last `seal_key` entry says. */
  keyId: string | null;
  entries: SealedEntry[];
}

interface Closed {
  hash: string | null;
  end: number;
  position: number;
}

export class Books {
  readonly chains: BookChain[] = [];
  readonly keys: ListedKey[] = [];
  readonly files = new Map<string, Uint8Array>();
  readonly proofs: { path: string; kind: 'opentimestamps' | 'rfc3161'; hash: string; bytes: Uint8Array }[] =
    [];
  readonly tenant: string;
  readonly random: () => number;
  key: TestKey;
  now: number;
  #invoices = 0;

  constructor(seed = 1, from = '2025-12-20', key = 'first key') {
    this.random = randomOf(seed);
    this.tenant = this.uuid();
    this.now = midnight(Date.parse(from) / (24 * HOUR));
    this.key = keyOf(key);
    this.keys.push(this.#listed(this.key, null));
  }

  uuid(): string {
    const digits = Array.from({ length: 32 }, () => Math.floor(this.random() * 16).toString(16)).join('');
    return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-7${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.random() * values.length)] as T;
  }

  open(kind: ChainKind, subTenant: string | null = null): BookChain {
    const chain: BookChain = {
      chain_id: this.uuid(),
      kind,
      seller: kind === 'technical' ? '' : 'siren:732829320',
      sub_tenant_id: subTenant,
      keyId: null,
      entries: [],
    };
    this.chains.push(chain);
    return chain;
  }

  /** Appends an entry, as the trigger does, and its seal, as the program does. */
  append(
    chain: BookChain,
    type: string,
    facts: Record<string, unknown>,
    { subject = this.uuid(), number = null as string | null, document = null as KeptDocument | null } = {},
  ): SealedEntry {
    if (chain.keyId !== this.key.id) {
      const before = chain.keyId;
      chain.keyId = this.key.id;
      const listed = this.keys.find(({ key_id }) => key_id === this.key.id);
      this.append(
        chain,
        'seal_key',
        {
          key_id: this.key.id,
          public_key: Buffer.from(this.key.publicKey).toString('hex'),
          previous_key_id: before,
          endorsement: listed?.endorsement ?? null,
        },
        { subject: chain.chain_id },
      );
    }
    const position = chain.entries.length + 1;
    const previousHash = chain.entries.at(-1)?.chainHash ?? new Uint8Array(32);
    const preimage = JSON.stringify({
      schema_version: '2',
      entry_type: type,
      environment: 'sandbox',
      tenant_id: this.tenant,
      sub_tenant_id: chain.sub_tenant_id,
      chain_kind: chain.kind,
      seller: chain.seller,
      chain_id: chain.chain_id,
      position: String(position),
      recorded_at: instant(this.now),
      subject_id: subject,
      number,
      ...facts,
    });
    const dataHash = sha256(preimage);
    const chainHash = sha256(previousHash, dataHash);
    const signature = this.key.sign(sealMessage(chain.chain_id, position, chainHash));
    const entry = {
      position,
      preimage,
      dataHash,
      previousHash,
      chainHash,
      document,
      seal: { keyId: this.key.id, signature },
    };
    chain.entries.push(entry);
    return entry;
  }

  invoice(
    chain: BookChain,
    archive: BookChain | null = null,
    kind: 'invoice_created' | 'credit_note_issued' = 'invoice_created',
  ): SealedEntry {
    this.#invoices += 1;
    const number = `ACME-${String(this.#invoices).padStart(6, '0')}`;
    const subject = this.uuid();
    const count = 1 + Math.floor(this.random() * 3);
    const rates: Record<string, { taxable: number; tax: number }> = {};
    const lines = Array.from({ length: count }, (_, index) => {
      const rate = this.pick(['20', '10', '5.5']);
      const net = 100 + Math.floor(this.random() * 1_000_000);
      const sum = rates[rate] ?? { taxable: 0, tax: 0 };
      rates[rate] = { taxable: sum.taxable + net, tax: sum.tax };
      return {
        id: String(index + 1),
        name: `Prestation « ${this.pick(['conseil', 'forme', 'écran 27″'])} » ${index}`,
        net,
        rate,
      };
    });
    for (const [rate, sum] of Object.entries(rates)) sum.tax = Math.round((sum.taxable * Number(rate)) / 100);
    const tally = Object.values(rates).reduce(
      (sum, { taxable, tax }) => ({ excl: sum.excl + taxable, tax: sum.tax + tax }),
      { excl: 0, tax: 0 },
    );
    const totals = {
      lineNet: euros(tally.excl),
      withoutVat: euros(tally.excl),
      vat: euros(tally.tax),
      withVat: euros(tally.excl + tally.tax),
      due: euros(tally.excl + tally.tax),
    };
    const vatBreakdown = Object.entries(rates).map(([rate, { taxable, tax }]) => ({
      taxableAmount: euros(taxable),
      taxAmount: euros(tax),
      category: 'S',
      rate,
    }));
    const buyer = {
      name: `Client ${Math.floor(this.random() * 1000)} & fils`,
      address: { city: 'Orléans', country: 'FR' },
    };
    const issueDate = new Date(this.now).toISOString().slice(0, 10);
    const text = JSON.stringify({
      number,
      issueDate,
      typeCode: '380',
      currency: 'EUR',
      buyer,
      totals,
      vatBreakdown,
      lines: lines.map(({ id, name }) => ({ id, name })),
    });
    const salt = sha256(`salt ${number}`).subarray(0, 16);
    const entry = this.append(
      chain,
      kind,
      {
        type_code: kind === 'invoice_created' ? '380' : '381',
        issue_date: issueDate,
        due_date: null,
        currency: 'EUR',
        tax_currency: null,
        preceding_invoices: [],
        totals,
        vat_breakdown: vatBreakdown,
        lines: lines.map(({ id, name, net, rate }) => ({
          id,
          label_hash: hex(salt, JSON.stringify(name)),
          quantity: '1',
          unit: 'C62',
          price: euros(net),
          net_amount: euros(net),
          vat_category: 'S',
          vat_rate: rate,
        })),
        payment_means: '30',
        buyer_hash: hex(salt, JSON.stringify(buyer)),
        document_hash: hex(salt, text),
      },
      { subject, number, document: { salt, text } },
    );
    if (archive !== null) this.file(archive, subject, kind === 'invoice_created' ? 'pdf' : 'xml');
    return entry;
  }

  payment(chain: BookChain): SealedEntry {
    return this.append(chain, 'payment', this.#payment());
  }

  #payment(): Record<string, unknown> {
    return {
      invoice_id: this.uuid(),
      amount: euros(100 + Math.floor(this.random() * 50_000)),
      currency: 'EUR',
      means_code: '30',
      paid_at: instant(this.now),
    };
  }

  file(archive: BookChain, subject: string, extension: 'pdf' | 'xml'): void {
    const bytes = Buffer.from(`%${extension} of ${subject}\n${'x'.repeat(Math.floor(this.random() * 300))}`);
    const name = hex(bytes);
    this.files.set(`documents/${name}.${extension}`, bytes);
    this.append(
      archive,
      'file_recorded',
      {
        kind: extension === 'pdf' ? 'facturx' : 'cii',
        sha256: name,
        size: String(bytes.length),
        made_by: 'scell',
      },
      { subject },
    );
  }

  /** The next key, endorsed by the one in force; each chain announces it when it is next written. */
  changeKey(seed: string): void {
    const previous = this.key;
    const next = keyOf(seed);
    const endorsement = previous.sign(endorsementMessage(next.id, next.publicKey));
    this.key = next;
    this.keys.push(this.#listed(next, { by: previous.id, endorsement }));
  }

  #listed({ id, publicKey }: TestKey, endorsed: { by: string; endorsement: Uint8Array } | null): ListedKey {
    return {
      key_id: id,
      public_key: Buffer.from(publicKey).toString('hex'),
      introduced_at: instant(this.now),
      endorsed_by: endorsed?.by ?? null,
      endorsement: endorsed === null ? null : Buffer.from(endorsed.endorsement).toString('hex'),
    };
  }

  readonly #closed = new Map<string, Closed>();

  /** Closes a period, as the scheduler does some minutes after its end. */
  close(chain: BookChain, type: 'daily' | 'monthly' | 'annual', label: string, end: number): void {
    const key = `${chain.chain_id} ${type}`;
    // What announces a new key comes before what the closing looks back on.
    if (chain.keyId !== this.key.id) this.append(chain, 'payment', this.#payment());
    const last = this.#closed.get(key) ?? { hash: null, end: this.#opened, position: 0 };
    const inside = chain.entries.filter(({ preimage }) => {
      const at = Date.parse((JSON.parse(preimage) as { recorded_at: string }).recorded_at);
      return at < end;
    });
    const sum = (entries: readonly SealedEntry[]) =>
      entries.reduce((tally, entry) => plus(tally, tallyOf(entry)), nothing());
    const period = sum(inside.slice(last.position));
    const year = label.slice(0, 4);
    const yearStart = inside.findLastIndex(({ preimage }) => {
      const { recorded_at } = JSON.parse(preimage) as { recorded_at: string };
      return Date.parse(recorded_at) < midnight(Date.parse(`${year}-01-01`) / (24 * HOUR));
    });
    const position = inside.length;
    const empty = position === last.position;
    const entry = this.append(chain, 'closing', {
      closing_type: type,
      manual: 'false',
      day: label,
      period_start: instant(last.end),
      period_end: instant(end),
      fiscal_year: `${year}-12-31`,
      first_position: empty ? null : String(last.position + 1),
      last_position: empty ? null : String(position),
      entries_count: String(period.invoices + period.credit_notes + period.payments),
      counts: {
        invoices: String(period.invoices),
        credit_notes: String(period.credit_notes),
        payments: String(period.payments),
      },
      totals: totalsOf(period),
      fiscal_year_total: totalsOf(sum(inside.slice(yearStart + 1))),
      perpetual_total: totalsOf(sum(inside)),
      head_position: String(position),
      head_hash: Buffer.from(inside.at(-1)?.chainHash ?? new Uint8Array(32)).toString('hex'),
      previous_closing: last.hash,
    });
    this.#closed.set(key, { hash: Buffer.from(entry.dataHash).toString('hex'), end, position });
    if (type === 'daily') return;
    const hash = Buffer.from(entry.chainHash).toString('hex');
    const kind = this.random() < 0.5 ? 'opentimestamps' : 'rfc3161';
    const path = `proofs/${hash}.${kind === 'opentimestamps' ? 'ots' : 'tsr'}`;
    const bytes =
      kind === 'opentimestamps'
        ? blockStamp(entry.chainHash, 900_000 + chain.entries.length)
        : grant(makeToken(tsa, { imprint: Buffer.from(entry.chainHash), at: this.now }));
    this.proofs.push({ path, kind, hash, bytes });
  }

  #opened = 0;

  /** Goes to a day (from 1970): what `work` does in it, then the closings of its end. */
  day(day: number, closed: readonly BookChain[], work: (at: (hour: number) => void) => void): void {
    if (this.#opened === 0) this.#opened = midnight(day);
    work((hour) => {
      this.now = Math.max(this.now, midnight(day) + Math.floor(hour * HOUR));
    });
    const end = midnight(day + 1);
    this.now = Math.max(this.now, end + 5 * 60_000);
    for (const chain of closed) {
      this.close(chain, 'daily', dayName(day), end);
      const tomorrow = dayName(day + 1);
      if (tomorrow.endsWith('-01')) this.close(chain, 'monthly', dayName(day), end);
      if (tomorrow.endsWith('-01-01')) this.close(chain, 'annual', dayName(day), end);
    }
  }

  /** The parts of an export of everything. */
  *parts(): Generator<ExportPart> {
    yield { name: 'keys.json', bytes: Buffer.from(`${JSON.stringify(this.keys, null, 1)}\n`) };
    for (const { entries, keyId: _, ...chain } of this.chains) yield { chain, entries: [entries] };
    for (const [name, bytes] of this.files) yield { name, bytes };
    yield {
      name: 'proofs.json',
      bytes: Buffer.from(
        `${JSON.stringify(
          this.proofs.map(({ path, kind, hash }) => ({ path, kind, hash })),
          null,
          1,
        )}\n`,
      ),
    };
    for (const { path, bytes } of this.proofs) yield { name: path, bytes };
    yield { name: 'LISEZMOI.txt', bytes: Buffer.from('Ces livres se vérifient seuls.\n') };
  }

  async export(): Promise<Uint8Array> {
    return exportOf(this.parts(), this.key, this.tenant);
  }
}

/** An export of these parts in memory. */
async function exportOf(parts: Iterable<ExportPart>, key: TestKey, tenant: string): Promise<Uint8Array> {
  const about = {
    release: '0.1.0',
    environment: 'sandbox' as const,
    tenant: { id: tenant, name: 'Acme' },
    exported_at: '2026-05-01T08:00:00Z',
    period: null,
  };
  const signer = { keyId: key.id, sign: key.sign };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeExport(about, parts, nodeCryptography, signer)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function tallyOf({ preimage }: SealedEntry): Tally {
  const facts = JSON.parse(preimage) as {
    entry_type: string;
    amount?: string;
    vat_breakdown?: { rate: string; taxableAmount: string; taxAmount: string }[];
  };
  const cents = (text: string) => Math.round(Number(text) * 100);
  const tally = nothing();
  if (facts.entry_type === 'payment') return { ...tally, payments: 1, paid: cents(facts.amount ?? '0') };
  const sign = facts.entry_type === 'credit_note_issued' ? -1 : 1;
  for (const { rate, taxableAmount, taxAmount } of facts.vat_breakdown ?? []) {
    tally.rates[rate] = { taxable: sign * cents(taxableAmount), tax: sign * cents(taxAmount) };
    tally.excl += sign * cents(taxableAmount);
    tally.tax += sign * cents(taxAmount);
  }
  if (facts.entry_type === 'invoice_created') tally.invoices = 1;
  if (facts.entry_type === 'credit_note_issued') {
    tally.credit_notes = 1;
    tally.noteExcl = -tally.excl;
    tally.noteIncl = -tally.excl - tally.tax;
  }
  return tally;
}

/** Books of some months: at least so many entries in all, two sellers' chains and those beside them. */
export function someBooks(entries: number, seed = 1): Books {
  const books = new Books(seed);
  const own = books.open('fiscal');
  const partner = books.open('fiscal', books.uuid());
  const archive = books.open('archive');
  const technical = books.open('technical');
  const reprint = books.open('reprint');
  const first = Date.parse('2025-12-20') / (24 * HOUR);
  const days = 107;
  const perDay = Math.max(1, Math.ceil((entries - 2 * days) / days / 1.35));
  for (let day = 0; day < days; day += 1) {
    books.day(first + day, [own, partner], (at) => {
      // Sundays are empty days, closed all the same.
      if ((first + day + 4) % 7 === 0) return;
      for (let index = 0; index < perDay; index += 1) {
        at(0.2 + (23.5 * index) / perDay);
        const chain = books.random() < 0.7 ? own : partner;
        const deed = books.random();
        if (deed < 0.6) books.invoice(chain, archive);
        else if (deed < 0.7) books.invoice(chain, archive, 'credit_note_issued');
        else if (deed < 0.9) books.payment(chain);
        else if (deed < 0.95)
          books.append(technical, 'technical_event', {
            event: 'export.made',
            actor: 'operator',
            data: { n: String(index) },
          });
        else books.append(reprint, 'reprint', { kind: 'facturx', reason: null, copy: '1' });
      }
      if (day === 60) books.changeKey('second key');
    });
  }
  return books;
}
