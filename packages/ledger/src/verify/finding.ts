/** What a verification finds, and where. The sentences for people are in sentences.ts. */

/** Where a finding is: a chain, a position in it, a member of the entry, a file of the export and a line of it (1-based). */
export interface Place {
  chain?: string;
  position?: number;
  member?: string;
  file?: string;
  line?: number;
}

/** Kinds of faults; any one of them, and the books are not whole. */
export type FaultCode =
  // of an entry and its links
  | 'altered'
  | 'unreadable-line'
  | 'unknown-version'
  | 'gap'
  | 'out-of-order'
  | 'repeated'
  | 'fork'
  | 'unlinked'
  | 'of-another-chain'
  | 'back-in-time'
  // of seals and keys
  | 'unsealed'
  | 'bad-seal'
  | 'unknown-key'
  | 'key-unannounced'
  | 'key-altered'
  | 'key-unendorsed'
  | 'bad-endorsement'
  | 'key-not-pinned'
  // of closings
  | 'closing-differs'
  | 'inside-closed-period'
  // of documents and files
  | 'document-altered'
  | 'document-missing'
  | 'document-unexpected'
  | 'file-altered'
  | 'file-missing'
  | 'file-unrecorded'
  // of proofs
  | 'proof-invalid'
  | 'proof-of-nothing'
  // of the export as a whole
  | 'manifest-altered'
  | 'manifest-unsigned'
  | 'member-altered'
  | 'member-missing'
  | 'member-unlisted'
  | 'chain-cut'
  | 'head-not-reached';

/** What is no fault, and still to be known. */
export type NoteCode =
  | 'key-older'
  | 'document-erased'
  | 'file-erased'
  | 'proof-pending'
  | 'proof-unjudged'
  | 'totals-from-before';

export interface Finding {
  code: FaultCode | NoteCode;
  place: Place;
  /** What stands there, and what should. */
  found?: string;
  expected?: string;
}

/** What a member holds, for people: whoever tampers may have put anything there. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none');
}

/** Receives findings one by one. */
export type Report = (finding: Finding) => void;

const NOTES: ReadonlySet<string> = new Set<NoteCode>([
  'key-older',
  'document-erased',
  'file-erased',
  'proof-pending',
  'proof-unjudged',
  'totals-from-before',
]);

/** Whether a finding breaks the proof. */
export function isFault({ code }: Finding): boolean {
  return !NOTES.has(code);
}

/**
 * Keeps the first findings and counts them all: a ledger rewritten from its start has as many findings as entries, and
 * memory stays flat.
 */
export class Findings {
  readonly #kept: { finding: Finding; order: number }[] = [];
  readonly #counts = new Map<string, number>();
  readonly #limit: number;
  #faults = 0;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  readonly report: Report = (finding) => {
    this.#counts.set(finding.code, (this.#counts.get(finding.code) ?? 0) + 1);
    if (isFault(finding)) this.#faults += 1;
    // Each code keeps places of its own, so that a flood of one does not hide another.
    const ofCode = this.#counts.get(finding.code) ?? 0;
    if (ofCode <= this.#limit) this.#kept.push({ finding, order: this.#kept.length });
  };

  /** How many faults there are, kept or not. */
  get faults(): number {
    return this.#faults;
  }

  /** How often each code was reported. */
  get counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  /** The kept findings: faults of the books before faults of what carries them, each by its place. */
  sorted(): Finding[] {
    return this.#kept
      .toSorted((a, b) => rank(a.finding) - rank(b.finding) || byPlace(a, b))
      .map(({ finding }) => finding);
  }
}

type Kept = { finding: Finding; order: number };

/** In a chain by the row, which is where the eye finds it; positions may be what was tampered with. */
function byPlace(a: Kept, b: Kept): number {
  const [one, other] = [a.finding.place, b.finding.place];
  if ((one.chain === undefined) !== (other.chain === undefined)) return one.chain === undefined ? 1 : -1;
  if (one.chain === undefined || one.chain !== other.chain) return a.order - b.order;
  const rows = (one.line ?? 0) - (other.line ?? 0);
  return rows || (one.position ?? 0) - (other.position ?? 0) || a.order - b.order;
}

/**
 * What names the deed comes before what only shows that something was done: a forged entry also makes the file that holds
 * it differ from the manifest.
 */
function rank(finding: Finding): number {
  if (!isFault(finding)) return RANKS.length;
  const index = RANKS.findIndex((codes) => codes.includes(finding.code as FaultCode));
  if (index >= 0) return index;
  return RANKS.indexOf(OF_THE_BOOKS);
}

/** Stands for every code that the other ranks do not name: those of entries, seals, closings, documents. */
const OF_THE_BOOKS: readonly FaultCode[] = [];

/** A false list of keys makes every seal look false; a false manifest makes everything it lists look false. */
const RANKS: readonly (readonly FaultCode[])[] = [
  ['key-altered', 'bad-endorsement'],
  OF_THE_BOOKS,
  ['head-not-reached', 'chain-cut'],
  ['key-not-pinned', 'key-unendorsed'],
  ['proof-invalid', 'proof-of-nothing', 'file-unrecorded'],
  ['manifest-altered', 'manifest-unsigned'],
  ['member-altered', 'member-missing', 'member-unlisted'],
];
