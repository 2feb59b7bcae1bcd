/**
 * UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 bits of which 12 + 30 are a counter that keeps the
 * identifiers of one process in order inside one millisecond (RFC 9562 §6.2, method 2: monotonic random).
 */

/** Cryptographic randomness, handed in: returns `length` fresh random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const MAX_MS = 2 ** 48 - 1;
/** rand_a and the top 30 bits of rand_b. Only 41 are seeded, so that a millisecond has room to count. */
const COUNTER_BITS = 42;
const COUNTER_LIMIT = 2 ** COUNTER_BITS;
/** A clock that steps back less than this (NTP) is waited out; one that goes back more was set, and is followed. */
const BACKWARD_TOLERANCE_MS = 10_000;

let lastMs = -1;
let counter = 0;

/**
 * A new UUID v7 in lower case, greater than every one this process made before (small backward steps of the clock
 * included). `nowMs` is the epoch in milliseconds; throws `RangeError` outside 0 … 2^48 - 1.
 */
export function uuidv7(nowMs: number, random: RandomBytes): string {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs > MAX_MS)
    throw new RangeError(`not a time a UUID v7 can hold: ${nowMs}`);
  const bytes = random(10);
  if (bytes.length < 10) throw new RangeError('too few random bytes');
  const byte = (index: number): number => bytes[index] ?? 0;

  if (nowMs > lastMs || lastMs - nowMs > BACKWARD_TOLERANCE_MS) {
    lastMs = nowMs;
    counter =
      (byte(0) & 1) * 2 ** 40 +
      byte(1) * 2 ** 32 +
      byte(2) * 2 ** 24 +
      byte(3) * 2 ** 16 +
      byte(4) * 2 ** 8 +
      byte(5);
  } else {
    counter += 1 + (byte(5) & 0x7f);
    if (counter >= COUNTER_LIMIT) {
      lastMs += 1;
      counter = byte(4) * 2 ** 8 + byte(5);
    }
  }

  const high = Math.floor(lastMs / 2 ** 16);
  const low = lastMs % 2 ** 16;
  const randA = Math.floor(counter / 2 ** 30);
  const randB = counter % 2 ** 30;
  return (
    `${hex(high >>> 24)}${hex(high >>> 16)}${hex(high >>> 8)}${hex(high)}-${hex(low >>> 8)}${hex(low)}` +
    `-${hex(0x70 | (randA >>> 8))}${hex(randA)}-${hex(0x80 | (randB >>> 24))}${hex(randB >>> 16)}` +
    `-${hex(randB >>> 8)}${hex(randB)}${hex(byte(6))}${hex(byte(7))}${hex(byte(8))}${hex(byte(9))}`
  );
}

/** Whether the text is a UUID of RFC 9562, any version, upper or lower case. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

function hex(value: number): string {
  return HEX[value & 0xff] ?? '';
}
