/** A gap in a sequence: the numbers from the one after `before` to the one before `after` are missing. */
export interface Gap {
  sequence: string;
  before: number;
  after: number;
}

/** The last run of digits of a number of an entry, and what stands before it: "VE-202601-00012" → "VE-202601-", 12. */
export function splitNumber(text: string): { prefix: string; rank: number } | null {
  const [, prefix, digits] = /^(.*?)(\d{1,15})$/.exec(text) ?? [];
  return prefix === undefined || digits === undefined ? null : { prefix, rank: Number(digits) };
}

/** The numbers seen, kept as runs without gaps: sorted files hold one a sequence, however long they are. */
export class NumberRuns {
  readonly #runs = new Map<string, [number, number][]>();
  readonly #capacity: number;
  #size = 0;
  full = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Notes a number; answers whether it had been seen. */
  add(sequence: string, rank: number): boolean {
    let runs = this.#runs.get(sequence);
    if (runs === undefined) {
      if (this.#size >= this.#capacity) {
        this.full = true;
        return false;
      }
      runs = [];
      this.#runs.set(sequence, runs);
    }
    const last = runs.at(-1);
    if (last !== undefined && rank === last[1] + 1) {
      last[1] = rank;
      return false;
    }
    // The first run that ends at the number or beyond.
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runs[middle]?.[1] ?? 0) < rank) low = middle + 1;
      else high = middle;
    }
    const next = runs[low];
    if (next !== undefined && next[0] <= rank) return true;
    const before = runs[low - 1];
    const joinsBefore = before !== undefined && before[1] + 1 === rank;
    const joinsNext = next !== undefined && rank + 1 === next[0];
    if (joinsBefore && joinsNext) {
      before[1] = next[1];
      runs.splice(low, 1);
      this.#size -= 1;
    } else if (joinsBefore) before[1] = rank;
    else if (joinsNext) next[0] = rank;
    else if (this.#size >= this.#capacity) this.full = true;
    else {
      runs.splice(low, 0, [rank, rank]);
      this.#size += 1;
    }
    return false;
  }

  /** Every gap between the numbers seen. */
  gaps(): Gap[] {
    return [...this.#runs].flatMap(([sequence, runs]) =>
      runs.slice(1).map(([after], index) => ({ sequence, before: runs[index]?.[1] ?? 0, after })),
    );
  }
}
