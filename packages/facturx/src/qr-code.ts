/**
 * QR codes (ISO/IEC 18004) of byte mode and error correction level M, versions 1 to 13: what EPC069-12 §2 prescribes for
 * payment codes, and nothing else.
 */

/** `size` modules a side; `dark` holds 1 for each dark module, row by row. */
export interface QrCode {
  size: number;
  dark: Uint8Array;
}

/** ISO/IEC 18004 tables 7 and 9 for level M: error correction bytes a block, then the data bytes of each block. */
const BLOCKS: [correction: number, ...[count: number, data: number][]][] = [
  [10, [1, 16]],
  [16, [1, 28]],
  [26, [1, 44]],
  [18, [2, 32]],
  [24, [2, 43]],
  [16, [4, 27]],
  [18, [4, 31]],
  [22, [2, 38], [2, 39]],
  [22, [3, 36], [2, 37]],
  [26, [4, 43], [1, 44]],
  [30, [1, 50], [4, 51]],
  [22, [6, 36], [2, 37]],
  [22, [8, 37], [1, 38]],
];

/** Annex E: distance of the alignment patterns after the first one, which is at 6. */
const ALIGNMENT: number[][] = [
  [],
  [18],
  [22],
  [26],
  [30],
  [34],
  [22, 38],
  [24, 42],
  [26, 46],
  [28, 50],
  [30, 54],
  [32, 58],
  [34, 62],
];

/** The largest number of bytes a code can hold. */
export const QR_CAPACITY = 331;

/** Table 10: whether a mask turns the module at row `y`, column `x`. */
const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Encodes bytes in the smallest version that holds them. Throws `RangeError` above `QR_CAPACITY` bytes. */
export function qrCode(bytes: Uint8Array): QrCode {
  const version = versionFor(bytes.length);
  const size = 17 + 4 * version;
  const dark = new Uint8Array(size * size);
  // 1 where a function pattern stands: no data there, and masks leave it alone (§7.3).
  const reserved = new Uint8Array(size * size);
  drawFunctionPatterns({ size, dark }, reserved, version);
  drawData({ size, dark }, reserved, codewords(bytes, version));

  let best: QrCode | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (let mask = 0; mask < MASKS.length; mask++) {
    const candidate = masked({ size, dark }, reserved, mask);
    const points = penalty(candidate);
    if (points < lowest) {
      lowest = points;
      best = candidate;
    }
  }
  return best ?? { size, dark };
}

function dataBytes(version: number): number {
  const [, ...groups] = BLOCKS[version - 1] ?? [0];
  return groups.reduce((sum, [count, data]) => sum + count * data, 0);
}

/** Bits before the data: mode, then the length in one byte up to version 9, in two above (table 3). */
function headerBits(version: number): number {
  return version < 10 ? 12 : 20;
}

function versionFor(length: number): number {
  for (let version = 1; version <= BLOCKS.length; version++)
    if (headerBits(version) + 8 * length <= 8 * dataBytes(version)) return version;
  throw new RangeError(`a QR code holds ${QR_CAPACITY} bytes, not ${length}`);
}

/** Data and error correction, interleaved as they are laid out (§7.6). */
function codewords(bytes: Uint8Array, version: number): Uint8Array {
  const [correction, ...groups] = BLOCKS[version - 1] ?? [0];
  const data = padded(bytes, version);
  const blocks: Uint8Array[] = [];
  for (const [count, length] of groups)
    for (let i = 0, at = blocks.reduce((sum, block) => sum + block.length, 0); i < count; i++, at += length)
      blocks.push(data.subarray(at, at + length));
  const remainders = blocks.map((block) => reedSolomon(block, correction));
  const result: number[] = [];
  for (const parts of [blocks, remainders]) {
    const longest = Math.max(...parts.map(({ length }) => length));
    for (let i = 0; i < longest; i++)
      for (const part of parts) if (i < part.length) result.push(part[i] ?? 0);
  }
  return Uint8Array.from(result);
}

/** Mode, length, bytes, terminator and pad bytes (§7.4). */
function padded(bytes: Uint8Array, version: number): Uint8Array {
  const data = new Uint8Array(dataBytes(version));
  // Mode 0100 leaves everything after it half a byte off.
  const shifted = version < 10 ? [bytes.length, ...bytes] : [bytes.length >> 8, bytes.length & 255, ...bytes];
  let carry = 4;
  for (const [i, byte] of shifted.entries()) {
    data[i] = (carry << 4) | (byte >> 4);
    carry = byte & 15;
  }
  data[shifted.length] = carry << 4;
  for (let i = shifted.length + 1, pad = 0xec; i < data.length; i++, pad ^= 0xec ^ 0x11) data[i] = pad;
  return data;
}

// Powers of 2 in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1, and their logarithms.
const EXP = new Uint8Array(510);
const LOG = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i++) {
  EXP[i] = value;
  EXP[i + 255] = value;
  LOG[value] = i;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}

function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0);
}

const generators = new Map<number, Uint8Array>();

/** Coefficients after the leading 1 of (x − 2^0)(x − 2^1)…, highest power first (annex A). */
function generator(degree: number): Uint8Array {
  let polynomial = generators.get(degree);
  if (polynomial === undefined) {
    polynomial = new Uint8Array(degree);
    polynomial[degree - 1] = 1;
    for (let root = 0; root < degree; root++)
      for (let i = 0; i < degree; i++)
        polynomial[i] = multiply(polynomial[i] ?? 0, EXP[root] ?? 0) ^ (polynomial[i + 1] ?? 0);
    generators.set(degree, polynomial);
  }
  return polynomial;
}

function reedSolomon(block: Uint8Array, degree: number): Uint8Array {
  const divisor = generator(degree);
  const remainder = new Uint8Array(degree);
  for (const byte of block) {
    const factor = byte ^ (remainder[0] ?? 0);
    remainder.copyWithin(0, 1);
    remainder[degree - 1] = 0;
    for (let i = 0; i < degree; i++) remainder[i] = (remainder[i] ?? 0) ^ multiply(divisor[i] ?? 0, factor);
  }
  return remainder;
}

/** Finders, timing, alignment and version information; the room of the format information is reserved (§6.3, §7.10). */
function drawFunctionPatterns({ size, dark }: QrCode, reserved: Uint8Array, version: number): void {
  const set = (x: number, y: number, value: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    dark[y * size + x] = value ? 1 : 0;
    reserved[y * size + x] = 1;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [left, top] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const)
    for (let dy = -1; dy <= 7; dy++)
      for (let dx = -1; dx <= 7; dx++) {
        const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
        set(left + dx, top + dy, ring !== 2 && ring !== 4);
      }
  const centres = [6, ...(ALIGNMENT[version - 1] ?? [])];
  const last = centres.length - 1;
  for (const [i, y] of centres.entries())
    for (const [j, x] of centres.entries()) {
      const inFinder = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0);
      if (version === 1 || inFinder) continue;
      for (let dy = -2; dy <= 2; dy++)
        for (let dx = -2; dx <= 2; dx++) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  drawFormat({ size, dark }, 0, reserved);
  if (version < 7) return;
  const bits = (version << 12) | checkBits(version, 0x1f25, 12);
  for (let i = 0; i < 18; i++) {
    const [near, far] = [Math.floor(i / 3), size - 11 + (i % 3)];
    set(near, far, ((bits >> i) & 1) === 1);
    set(far, near, ((bits >> i) & 1) === 1);
  }
}

/** Both copies of the level and mask (§7.9), and the module that is always dark. */
function drawFormat({ size, dark }: QrCode, mask: number, reserved?: Uint8Array): void {
  // Level M is 00, so the five data bits are the mask's number.
  const bits = ((mask << 10) | checkBits(mask, 0x537, 10)) ^ 0x5412;
  const set = (x: number, y: number, value: number) => {
    dark[y * size + x] = value;
    if (reserved !== undefined) reserved[y * size + x] = 1;
  };
  for (let i = 0; i < 15; i++) {
    const bit = (bits >> i) & 1;
    if (i < 6) set(8, i, bit);
    else if (i < 8) set(8, i + 1, bit);
    else if (i === 8) set(7, 8, bit);
    else set(14 - i, 8, bit);
    if (i < 8) set(size - 1 - i, 8, bit);
    else set(8, size - 15 + i, bit);
  }
  set(8, size - 8, 1);
}

/** The remainder of `value` · 2^`degree` by a BCH generator (annexes C and D). */
function checkBits(value: number, divisor: number, degree: number): number {
  let remainder = value;
  for (let i = 0; i < degree; i++) remainder = (remainder << 1) ^ ((remainder >> (degree - 1)) * divisor);
  return remainder;
}

/** Bits up and down in columns two modules wide, from the right, around what is reserved (§7.7.3). */
function drawData({ size, dark }: QrCode, reserved: Uint8Array, data: Uint8Array): void {
  let bit = 0;
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    // The vertical timing pattern takes a column of its own.
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step;
      for (const at of [row * size + right, row * size + right - 1]) {
        if (reserved[at] === 1) continue;
        dark[at] = ((data[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        bit++;
      }
    }
    upwards = !upwards;
  }
}

function masked({ size, dark }: QrCode, reserved: Uint8Array, mask: number): QrCode {
  const result = { size, dark: dark.slice() };
  const turns = MASKS[mask];
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0; x < size; x++, at++)
      if (reserved[at] === 0 && turns?.(x, y)) result.dark[at] = (result.dark[at] ?? 0) ^ 1;
  drawFormat(result, mask);
  return result;
}

/** Points against a mask (§7.8.3): the code with the fewest is the easiest to read. */
function penalty({ size, dark }: QrCode): number {
  let points = 0;
  let total = 0;
  for (let i = 0; i < size; i++)
    points += linePenalty(dark, i * size, 1, size) + linePenalty(dark, i, size, size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = y * size + x;
      const value = dark[at] ?? 0;
      total += value;
      if (
        x + 1 < size &&
        y + 1 < size &&
        dark[at + 1] === value &&
        dark[at + size] === value &&
        dark[at + size + 1] === value
      )
        points += 3;
    }
  return points + 10 * Math.floor(Math.abs((20 * total) / (size * size) - 10));
}

/** Runs of five and more, and finder-like patterns 1:1:3:1:1 with four light modules before or after. */
function linePenalty(dark: Uint8Array, start: number, step: number, size: number): number {
  let points = 0;
  let run = 0;
  let previous = -1;
  // The last eleven modules of the line; what lies outside the code is light.
  let window = 0;
  for (let i = 0, at = start; i < size + 4; i++, at += step) {
    const value = i < size ? (dark[at] ?? 0) : 0;
    window = ((window << 1) | value) & 0x7ff;
    if (window === 0b10111010000 || (window === 0b00001011101 && i < size)) points += 40;
    if (i >= size) continue;
    run = value === previous ? run + 1 : 1;
    previous = value;
    if (run === 5) points += 3;
    else if (run > 5) points++;
  }
  return points;
}
