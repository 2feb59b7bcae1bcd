/** Chance that can be had again: the same numbers for the same seed, on every machine. */

/** Random whole numbers from 0 up to a limit, the limit not included. */
export type Random = (limit: number) => number;

/** Mulberry32: small, fast, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** One of a list. @throws {RangeError} for an empty one. */
export function pick<T>(list: readonly T[], random: Random): T {
  const index = random(list.length);
  if (list.length === 0) throw new RangeError('nothing to pick from');
  return list[index] as T;
}
