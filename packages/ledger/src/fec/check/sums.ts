/** A sum that is not zero (yet), and where it began. */
export interface OpenSum {
  sum: bigint;
  line: number;
}

/** Running sums by key, of which only those that are not zero are held: sorted files hold a handful, however long they are. */
export class OpenSums {
  readonly #sums = new Map<string, OpenSum>();
  readonly #capacity: number;
  /** Whether there were too many at once to hold them all. */
  full = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(key: string, amount: bigint, line: number): void {
    const open = this.#sums.get(key);
    if (open !== undefined) {
      open.sum += amount;
      if (open.sum === 0n) this.#sums.delete(key);
    } else if (amount !== 0n) {
      if (this.#sums.size >= this.#capacity) this.full = true;
      else this.#sums.set(key, { sum: amount, line });
    }
  }

  /** What does not add up, in the order in which it began. */
  entries(): Iterable<[string, OpenSum]> {
    return this.#sums;
  }
}
