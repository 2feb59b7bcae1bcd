import fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { expect, it } from 'vitest';
import { QR_CAPACITY, type QrCode, qrCode } from './qr-code.ts';

/** The same bytes by another encoder, which chooses its mask by rules of its own. */
function reference(bytes: Uint8Array): QrCode {
  const code = qrcode(0, 'M');
  code.addData(String.fromCharCode(...bytes), 'Byte');
  code.make();
  const size = code.getModuleCount();
  const dark = Uint8Array.from({ length: size * size }, (_, at) =>
    code.isDark(Math.floor(at / size), at % size) ? 1 : 0,
  );
  return { size, dark };
}

/** The mask a code says it uses, from the format information beside the upper left finder. */
function maskOf({ size, dark }: QrCode): number {
  const module = (x: number, y: number) => dark[y * size + x] ?? 0;
  return ((module(2, 8) << 2) | (module(3, 8) << 1) | module(4, 8)) ^ 0b101;
}

const TURNS: ((i: number, j: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

it('agrees with another encoder on every module, masks and format information apart', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: QR_CAPACITY }), (bytes) => {
      const [ours, theirs] = [qrCode(bytes), reference(bytes)];
      expect(ours.size).toBe(theirs.size);
      const [mine, other] = [TURNS[maskOf(ours)], TURNS[maskOf(theirs)]];
      const { size } = ours;
      let differences = 0;
      for (let row = 0; row < size; row++)
        for (let column = 0; column < size; column++) {
          const at = row * size + column;
          const same = ours.dark[at] === theirs.dark[at];
          const turnedAlike = mine?.(row, column) === other?.(row, column);
          // Function patterns are equal whatever the masks; data modules once both masks are taken off.
          if (!same && turnedAlike && !isFormat(row, column, size)) differences++;
        }
      expect(differences).toBe(0);
    }),
    { numRuns: 60 },
  );
});

function isFormat(row: number, column: number, size: number): boolean {
  return (row === 8 && (column < 9 || column >= size - 8)) || (column === 8 && (row < 9 || row >= size - 8));
}

it('takes every length up to its capacity and no more', () => {
  for (let length = 0; length <= QR_CAPACITY; length += 1)
    expect(qrCode(new Uint8Array(length)).size).toBeLessThanOrEqual(17 + 4 * 13);
  expect(() => qrCode(new Uint8Array(QR_CAPACITY + 1))).toThrow(RangeError);
});
