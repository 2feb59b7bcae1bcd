import { type ChainIdentity, ChainWalk, type LinkFinding, type Start, type Step } from '../chain-walk.ts';
import type { ChainedEntry } from '../entry.ts';
import { ClosingCheck } from './closings.ts';
import { checkDocument, hasDocument, type KeptDocument } from './documents.ts';
import type { Place, Report } from './finding.ts';
import type { KeyRing } from './key-ring.ts';
import type { Cryptography } from './ports.ts';
import { type Seal, SealCheck } from './seals.ts';

/** An entry with its seal and, where it is kept, its document. */
export interface SealedEntry extends ChainedEntry {
  position: number;
  seal: Seal | null;
  /** `undefined` leaves documents unjudged; `null` is one that is no longer kept. */
  document?: KeptDocument | null;
}

/** What a walk over one chain needs. */
export interface ChainContext {
  /** The id that every entry must bear. */
  chain: string;
  /** What else every entry must say of its chain. */
  identity?: Omit<ChainIdentity, 'chain_id'>;
  crypto: Cryptography;
  keys: KeyRing;
  report: Report;
  /** What the first entry must follow; the start of the chain when left out. */
  start?: Start | undefined;
  /** The file that the entries stand in, one a line. */
  file?: string;
  /** Sees every entry that was walked over: for files and proofs that entries name, and for heads. */
  visit?: ((entry: SealedEntry, step: Step, place: Place) => void) | undefined;
}

/** What there was in a chain. */
export interface ChainSummary {
  chain: string;
  entries: number;
  sealed: number;
  closings: number;
  documents: number;
  lastPosition: number;
  /** `chain_hash` of the last entry; what the chain started from when there is none. */
  head: Uint8Array | null;
}

/**
 * Verifies one chain in batches of any size, in flat memory: hashes, links, positions, times, seals and their keys, closings
 * recomputed from the entries, kept documents. Findings go to `report` as they are known; `finish` decides what was in doubt.
 */
export class ChainVerifier {
  readonly #context: ChainContext;
  readonly #walk: ChainWalk;
  readonly #seals: SealCheck;
  #closings: ClosingCheck | null = null;
  readonly #chain: string;
  #judging: Promise<void> = Promise.resolve();
  #entries = 0;
  #documents = 0;
  #head: Uint8Array | null;

  constructor(context: ChainContext) {
    const { crypto, keys, report, start, chain, identity } = context;
    this.#context = context;
    this.#chain = chain;
    this.#head = start === undefined || start === 'anywhere' ? null : start.head;
    this.#walk = new ChainWalk(crypto.sha256, (finding) => report(this.#link(finding)), start, {
      ...identity,
      chain_id: chain,
    });
    this.#seals = new SealCheck(keys, crypto, report, start === 'anywhere' || (start?.position ?? 0) > 0);
  }

  /** Walks over the next entries, in the order in which they are stored. */
  async push(entries: readonly SealedEntry[]): Promise<void> {
    for (const entry of entries) this.#entry(entry);
    // Where signatures are judged on other threads, the next batch is read meanwhile.
    await this.#judging;
    this.#judging = this.#seals.judge();
    this.#judging.catch(() => {});
  }

  /** Passes over a row that nobody can read, and says so at the position it must have had. */
  skip(found: string): void {
    this.#entries += 1;
    const position = this.#walk.skip();
    this.#context.report({ code: 'unreadable-line', place: this.#place(position, this.#entries), found });
  }

  async finish(): Promise<ChainSummary> {
    this.#walk.finish();
    await this.#judging;
    await this.#seals.finish();
    return {
      chain: this.#chain,
      entries: this.#entries,
      sealed: this.#seals.sealed,
      closings: this.#closings?.closings ?? 0,
      documents: this.#documents,
      lastPosition: this.#walk.lastPosition,
      head: this.#head,
    };
  }

  #entry(entry: SealedEntry): void {
    this.#entries += 1;
    const step = this.#walk.step(entry, entry.position);
    const place = this.#place(step.position, this.#entries);
    this.#seals.take(entry.seal, this.#chain, step, place);
    if (step.inOrder) {
      this.#head = entry.chainHash;
      this.#closings ??= new ClosingCheck(this.#context.report, step.position);
      this.#closings.take(step, entry, place);
    }
    this.#document(entry, step, place);
    this.#context.visit?.(entry, step, place);
  }

  #document({ document }: SealedEntry, { preimage }: Step, place: Place): void {
    const { report, crypto } = this.#context;
    if (preimage === null || document === undefined) return;
    const expected = hasDocument(preimage.entry_type);
    if (document === null) {
      if (expected) report({ code: 'document-erased', place: { ...place, member: 'document' } });
      return;
    }
    this.#documents += 1;
    if (expected) checkDocument(document, preimage, crypto.sha256, place, report);
    else report({ code: 'document-unexpected', place: { ...place, member: 'document' } });
  }

  #link({ problem, position, row, ...rest }: LinkFinding) {
    const { member, found, expected } = rest;
    const place = { ...this.#place(position, row), ...(member === undefined ? {} : { member }) };
    return {
      code: problem,
      place,
      ...(found === undefined ? {} : { found }),
      ...(expected === undefined ? {} : { expected }),
    };
  }

  #place(position: number, line: number): Place {
    const { file } = this.#context;
    return { chain: this.#chain, position, ...(file === undefined ? {} : { file, line }) };
  }
}

/** Verifies a chain from whatever gives its entries, in batches or one by one: a cursor of a database, lines of a file, an array. */
export async function verifyEntries(
  entries: AsyncIterable<readonly SealedEntry[]> | Iterable<readonly SealedEntry[]>,
  context: ChainContext,
): Promise<ChainSummary> {
  const verifier = new ChainVerifier(context);
  for await (const batch of entries) await verifier.push(batch);
  return verifier.finish();
}
