import { joinBytes } from './bytes.ts';
import { type ChainedEntry, GENESIS, type Preimage, parsePreimage, type Sha256 } from './entry.ts';
import { equal, utf8 } from './hex.ts';
import { shown } from './verify/finding.ts';

/** What can be wrong with an entry itself and with its place in the chain. */
export type LinkProblem =
  | 'altered'
  | 'unknown-version'
  | 'gap'
  | 'out-of-order'
  | 'repeated'
  | 'fork'
  | 'unlinked'
  | 'of-another-chain'
  | 'back-in-time';

export interface LinkFinding {
  problem: LinkProblem;
  position: number;
  /** Which member was altered, where that can be told. */
  member?: string;
  /** The row that showed it, counted from 1. */
  row: number;
  found?: string;
  expected?: string;
}

/** An entry that was walked over. */
export interface Step {
  /** Where the entry stands by its own word, or by its row when it says nothing credible. */
  position: number;
  /** What the entry says, when its text is what was hashed. */
  preimage: Preimage | null;
  /** `chain_hash` as stored, and as the parts give it where that differs: what a seal may be over. */
  hashes: Uint8Array[];
  /** Whether this is the next entry of the chain: one out of order or repeated is not. */
  inOrder: boolean;
}

/** What comes before the first row: a position and its `chain_hash`, or whatever the row itself says. */
export type Start = { position: number; head: Uint8Array } | 'anywhere';

/** What all entries of a chain have in common. */
const IDENTITY = ['chain_id', 'chain_kind', 'tenant_id', 'sub_tenant_id', 'environment', 'seller'] as const;

/** Whose chain it is, as far as that is known from elsewhere than its entries. */
export type ChainIdentity = Partial<Pick<Preimage, (typeof IDENTITY)[number]>>;

/** A row that stands further on than the next: what it bears, and what the walk knew before it. */
interface Jump {
  from: number;
  to: number;
  row: number;
  heads: Uint8Array[];
  before: { heads: Uint8Array[] | null; recordedAt: string };
}

/** More rows out of order than this, and the chain is called so as a whole. */
const MAX_STRAYS = 10_000;

/**
 * Walks a chain row by row and says of each what is wrong with it: its own hashes, its link to the one before, its place.
 * Knows which member was altered where the others tell, and goes on behind a fault so that one deed is one finding.
 */
export class ChainWalk {
  readonly #sha256: Sha256;
  readonly #report: (finding: LinkFinding) => void;
  readonly #known: ChainIdentity;
  #row = 0;
  /** The position that comes next; `null` before the first entry of a part whose start is not known. */
  #expected: number | null;
  /** What the next entry may follow: more than one hash behind an entry whose `chain_hash` was altered. */
  #heads: Uint8Array[] | null;
  #identity: Record<string, unknown> | null = null;
  #recordedAt = '';
  /** A jump forward, not yet known for a gap or for a row out of order. */
  #jump: Jump | null = null;
  /** Rows that stand too early, by position. */
  readonly #strays = new Map<number, Uint8Array[]>();
  /** Positions whose place is taken by a stray, and the row of it. */
  readonly #missing = new Map<number, number>();

  /**
   * `start` is what the first row must follow: nothing given means the start of the chain. `known` is what every entry must say of its chain; what is
   * not known must be as in the first.
   */
  constructor(
    sha256: Sha256,
    report: (finding: LinkFinding) => void,
    start: Start = { position: 0, head: GENESIS },
    known: ChainIdentity = {},
  ) {
    this.#sha256 = sha256;
    this.#report = report;
    this.#known = known;
    this.#expected = start === 'anywhere' ? null : start.position + 1;
    this.#heads = start === 'anywhere' ? null : [start.head];
  }

  /** The position of the last entry in order; 0 before the first. */
  get lastPosition(): number {
    return this.#jump === null ? (this.#expected ?? 1) - 1 : this.#jump.to;
  }

  /** Walks over one row. `position` is what the row says beside the preimage. */
  step(entry: ChainedEntry, position?: number): Step {
    this.#row += 1;
    const dataHash = this.#sha256(utf8(entry.preimage));
    const said = parsePreimage(entry.preimage);
    // Text with half a surrogate pair has no UTF-8 of its own: it is hashed as if the half were U+FFFD.
    const dataHolds = entry.preimage.isWellFormed() && equal(dataHash, entry.dataHash);
    const chained = this.#sha256(joinBytes(entry.previousHash, dataHash));
    const chainHolds = equal(chained, entry.chainHash);
    const holds = dataHolds && chainHolds;
    const own = said === null ? Number.NaN : Number(said.position);
    const credible = Number.isSafeInteger(own) && own > 0 && String(own) === said?.position;
    const row = position ?? this.#next;
    // The text that was hashed knows its place; a text that was not may say anything.
    const at = credible && (holds || chainHolds) ? own : row;

    const inOrder = this.#place(at, entry.chainHash);
    const member = holds ? null : this.#alteredMember(entry, dataHash, dataHolds, chained);
    const hashes = dataHolds && member !== 'chain_hash' ? [entry.chainHash] : [entry.chainHash, chained];
    if (member !== null) this.#finding('altered', at, { member });
    else if (said === null || !credible) this.#finding('unknown-version', at, { member: 'preimage' });
    else if (position !== undefined && position !== own) {
      this.#finding('altered', at, { member: 'position', found: String(position), expected: String(own) });
    }
    if (inOrder) {
      const follows = this.#heads?.some((head) => equal(head, entry.previousHash)) ?? true;
      if (!follows && member !== 'previous_hash') this.#finding('unlinked', at, {});
      this.#heads = hashes;
      this.#expected = at + 1;
    }
    const preimage = dataHolds ? said : null;
    if (preimage !== null) this.#facts(preimage, at, inOrder);
    return { position: at, preimage, hashes, inOrder };
  }

  /** Passes over a row that nobody can read; answers the position it must have had. */
  skip(): number {
    this.#row += 1;
    this.#settleAsGap();
    const position = this.#expected ?? 1;
    this.#heads = null;
    this.#expected = position + 1;
    return position;
  }

  /** Ends the chain: what was in doubt is decided. */
  finish(): void {
    this.#settleAsGap();
    for (const [position, row] of this.#missing)
      this.#report({ problem: 'gap', position, row, found: 'none', expected: String(position) });
    this.#missing.clear();
  }

  get #next(): number {
    return this.#jump === null ? (this.#expected ?? 1) : this.#jump.to + 1;
  }

  /** Decides whether the row is the next of the chain; reports gaps, rows out of order, repeated ones. */
  #place(at: number, hash: Uint8Array): boolean {
    if (this.#expected === null) {
      this.#expected = at;
      if (at === 1) this.#heads = [GENESIS];
      return true;
    }
    if (this.#jump !== null) this.#decideJump(at);
    if (at > this.#expected) this.#passStrays(at);
    if (at === this.#expected) return true;
    if (at > this.#expected) {
      const before = { heads: this.#heads, recordedAt: this.#recordedAt };
      this.#jump = { from: this.#expected, to: at, row: this.#row, heads: [hash], before };
      // Until the next row tells: taken for a gap, whose other side links to what is not there.
      this.#heads = null;
      this.#expected = at;
      return true;
    }
    if (this.#missing.delete(at)) {
      this.#finding('out-of-order', at, { expected: String(this.#expected) });
      const taken = this.#strays.get(this.#expected);
      if (taken !== undefined) this.#passStray(this.#expected, taken);
    } else {
      const same = this.#last !== null && equal(this.#last, hash);
      this.#finding(same ? 'repeated' : 'fork', at, {});
    }
    return false;
  }

  get #last(): Uint8Array | null {
    return this.#heads?.[0] ?? null;
  }

  /** The row behind a jump tells what it was: the chain goes on from there (a gap), or from before (one row too early). */
  #decideJump(at: number): void {
    const jump = this.#jump;
    if (jump === null) return;
    const returns = at === jump.from || at === jump.from + 1;
    if (!returns || at === jump.to + 1 || this.#strays.size >= MAX_STRAYS) {
      this.#settleAsGap();
      return;
    }
    this.#jump = null;
    this.#report({
      problem: 'out-of-order',
      position: jump.to,
      row: jump.row,
      expected: String(jump.from),
    });
    this.#strays.set(jump.to, jump.heads);
    this.#recordedAt = jump.before.recordedAt;
    if (at === jump.from) this.#heads = jump.before.heads;
    else {
      this.#missing.set(jump.from, jump.row);
      this.#heads = null;
    }
    this.#expected = at;
  }

  #settleAsGap(): void {
    const jump = this.#jump;
    if (jump === null) return;
    this.#jump = null;
    this.#report({
      problem: 'gap',
      position: jump.from,
      row: jump.row,
      found: String(jump.to),
      expected: String(jump.from),
    });
  }

  /** Positions already seen too early are no gap. */
  #passStrays(at: number): void {
    while (this.#expected !== null && this.#expected < at) {
      const taken = this.#strays.get(this.#expected);
      if (taken === undefined) return;
      this.#passStray(this.#expected, taken);
    }
  }

  #passStray(position: number, hashes: Uint8Array[]): void {
    this.#strays.delete(position);
    this.#heads = hashes;
    this.#expected = position + 1;
  }

  /** Which member of the entry was altered: where all others agree it is the odd one. */
  #alteredMember(
    entry: ChainedEntry,
    dataHash: Uint8Array,
    dataHolds: boolean,
    chained: Uint8Array,
  ): 'preimage' | 'data_hash' | 'previous_hash' | 'chain_hash' {
    if (!dataHolds)
      return equal(chained, entry.chainHash) && entry.preimage.isWellFormed() ? 'data_hash' : 'preimage';
    const linkAltered = this.#heads?.some(
      (head) =>
        !equal(head, entry.previousHash) && equal(this.#sha256(joinBytes(head, dataHash)), entry.chainHash),
    );
    return linkAltered ? 'previous_hash' : 'chain_hash';
  }

  #facts(preimage: Preimage, at: number, inOrder: boolean): void {
    // Version 1 knew fiscal chains only.
    const { chain_kind = 'fiscal' } = preimage;
    const identity = Object.fromEntries(IDENTITY.map((member) => [member, preimage[member]]));
    Object.assign(identity, { chain_kind });
    this.#identity ??= { ...identity, ...this.#known };
    const stranger = IDENTITY.find((member) => identity[member] !== this.#identity?.[member]);
    if (stranger !== undefined) {
      this.#finding('of-another-chain', at, {
        member: stranger,
        found: shown(identity[stranger]),
        expected: shown(this.#identity[stranger]),
      });
    }
    if (!inOrder) return;
    const { recorded_at: recordedAt } = preimage;
    if (recordedAt < this.#recordedAt) {
      this.#finding('back-in-time', at, { found: recordedAt, expected: `>= ${this.#recordedAt}` });
    } else this.#recordedAt = recordedAt;
  }

  #finding(problem: LinkProblem, position: number, rest: Partial<LinkFinding>): void {
    this.#report({ problem, position, row: this.#row, ...rest });
  }
}
