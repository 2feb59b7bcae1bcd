import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PdfError, type PdfErrorCode } from './errors.ts';
import { type PdfImage, readImage } from './image.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, body: Uint8Array): Buffer {
  const result = Buffer.alloc(12 + body.length);
  result.writeUInt32BE(body.length, 0);
  result.write(type, 4, 'latin1');
  result.set(body, 8);
  result.writeUInt32BE(crc32(result.subarray(4, 8 + body.length)), 8 + body.length);
  return result;
}

interface PngInput {
  width: number;
  height: number;
  depth: number;
  type: number;
  interlace?: number;
  /** Rows with their filter byte, pass after pass. */
  rows: number[][];
  extra?: [type: string, body: number[]][];
}

function png({ width, height, depth, type, interlace = 0, rows, extra = [] }: PngInput): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlace], 8);
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', header),
    ...extra.map(([name, body]) => chunk(name, Uint8Array.from(body))),
    chunk('IDAT', deflateSync(Uint8Array.from(rows.flat()))),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

const samples = (image: PdfImage) => [...unzlibSync(image.data)];
const alpha = (image: PdfImage) => (image.alpha === undefined ? undefined : [...unzlibSync(image.alpha)]);

function refusal(bytes: Uint8Array, limits?: Parameters<typeof readImage>[1]): PdfErrorCode | undefined {
  try {
    readImage(bytes, limits);
  } catch (error) {
    if (error instanceof PdfError) return error.code;
    throw error;
  }
  return undefined;
}

describe('PNG', () => {
  it('reads grey of one to sixteen bits', () => {
    const bits = readImage(png({ width: 3, height: 1, depth: 1, type: 0, rows: [[0, 0b10100000]] }));
    expect([bits.colorSpace, samples(bits)]).toEqual(['DeviceGray', [255, 0, 255]]);
    const four = readImage(png({ width: 2, height: 1, depth: 4, type: 0, rows: [[0, 0x0f]] }));
    expect(samples(four)).toEqual([0, 255]);
    const sixteen = readImage(png({ width: 1, height: 1, depth: 16, type: 0, rows: [[0, 0xab, 0xcd]] }));
    expect(samples(sixteen)).toEqual([0xab]);
    expect(sixteen.alpha).toBeUndefined();
  });

  it('reads colour, with transparency by channel or by key colour', () => {
    const rgb = readImage(
      png({
        width: 2,
        height: 1,
        depth: 8,
        type: 2,
        rows: [[0, 1, 2, 3, 4, 5, 6]],
        extra: [['tRNS', [0, 4, 0, 5, 0, 6]]],
      }),
    );
    expect([rgb.colorSpace, samples(rgb), alpha(rgb)]).toEqual(['DeviceRGB', [1, 2, 3, 4, 5, 6], [255, 0]]);
    const rgba = readImage(
      png({ width: 2, height: 1, depth: 8, type: 6, rows: [[0, 1, 2, 3, 128, 4, 5, 6, 255]] }),
    );
    expect([samples(rgba), alpha(rgba)]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [128, 255],
    ]);
    const greyAlpha = readImage(png({ width: 1, height: 1, depth: 16, type: 4, rows: [[0, 9, 1, 7, 2]] }));
    expect([samples(greyAlpha), alpha(greyAlpha)]).toEqual([[9], [7]]);
    const opaque = readImage(png({ width: 1, height: 1, depth: 8, type: 6, rows: [[0, 1, 2, 3, 255]] }));
    expect(opaque.alpha).toBeUndefined();
  });

  it('reads palettes with transparency', () => {
    const extra: PngInput['extra'] = [
      ['PLTE', [10, 20, 30, 40, 50, 60]],
      ['tRNS', [0]],
    ];
    const image = readImage(png({ width: 4, height: 1, depth: 2, type: 3, rows: [[0, 0b00010001]], extra }));
    expect(samples(image)).toEqual([10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60]);
    expect(alpha(image)).toEqual([0, 255, 0, 255]);
    expect(refusal(png({ width: 1, height: 1, depth: 8, type: 3, rows: [[0, 2]], extra }))).toBe(
      'image_invalid',
    );
    expect(refusal(png({ width: 1, height: 1, depth: 8, type: 3, rows: [[0, 0]] }))).toBe('image_invalid');
  });

  it('undoes the five filters', () => {
    // The same picture, 10 20 30 / 40 55 75, each second row written with another filter.
    const rows = {
      none: [0, 40, 55, 75],
      sub: [1, 40, 15, 20],
      up: [2, 30, 35, 45],
      average: [3, 35, 25, 33],
      paeth: [4, 30, 15, 20],
    };
    for (const row of Object.values(rows)) {
      const image = readImage(png({ width: 3, height: 2, depth: 8, type: 0, rows: [[0, 10, 20, 30], row] }));
      expect(samples(image)).toEqual([10, 20, 30, 40, 55, 75]);
    }
    expect(refusal(png({ width: 1, height: 1, depth: 8, type: 0, rows: [[5, 1]] }))).toBe('image_invalid');
  });

  it('reads interlaced images', () => {
    // 3 × 3 pixels valued 0 to 8: Adam7 passes 1, 4, 5, 6 and 7 hold pixels.
    const rows = [
      [0, 0],
      [0, 2],
      [0, 6, 8],
      [0, 1],
      [0, 7],
      [0, 3, 4, 5],
    ];
    const image = readImage(png({ width: 3, height: 3, depth: 8, type: 0, interlace: 1, rows }));
    expect(samples(image)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('is an image or a refusal, whatever the header and the data', () => {
    const input = fc.record({
      width: fc.integer({ min: 0, max: 20 }),
      height: fc.integer({ min: 0, max: 20 }),
      depth: fc.constantFrom(1, 2, 3, 4, 8, 16),
      type: fc.constantFrom(0, 1, 2, 3, 4, 6),
      interlace: fc.constantFrom(0, 1, 2),
      rows: fc.array(fc.array(fc.nat({ max: 255 }), { maxLength: 200 }), { maxLength: 20 }),
      palette: fc.array(fc.nat({ max: 255 }), { maxLength: 30 }),
      transparency: fc.array(fc.nat({ max: 255 }), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(input, ({ palette, transparency, ...rest }) => {
        refusal(
          png({
            ...rest,
            extra: [
              ['PLTE', palette],
              ['tRNS', transparency],
            ],
          }),
        );
        refusal(Uint8Array.from([0xff, 0xd8, 0xff, ...palette, 0xff, 0xc0, ...transparency]));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses bombs, damage and excess with a typed error', () => {
    const good = png({
      width: 2,
      height: 2,
      depth: 8,
      type: 0,
      rows: [
        [0, 1, 2],
        [0, 3, 4],
      ],
    });
    for (let length = 2; length < good.length; length++)
      expect(refusal(good.slice(0, length))).toBe('image_invalid');
    const flipped = good.slice();
    flipped[45] = (flipped[45] ?? 0) ^ 0xff;
    expect(refusal(flipped)).toBe('image_invalid');
    const bomb = png({ width: 1, height: 1, depth: 8, type: 0, rows: [new Array(10_000_000).fill(0)] });
    expect(refusal(bomb)).toBe('image_invalid');
    expect(refusal(png({ width: 100_000, height: 100_000, depth: 8, type: 0, rows: [[0]] }))).toBe(
      'image_too_large',
    );
    expect(refusal(png({ width: 0, height: 1, depth: 8, type: 0, rows: [[0]] }))).toBe('image_invalid');
    expect(refusal(png({ width: 1, height: 1, depth: 3, type: 0, rows: [[0, 0]] }))).toBe('image_invalid');
    expect(refusal(good, { maxBytes: 10, maxPixels: 10 })).toBe('image_too_large');
  });
});

describe('JPEG', () => {
  const jpeg = (
    frame: number[],
    { marker = 0xc0, end = [0xff, 0xd9] }: { marker?: number; end?: number[] } = {},
  ) =>
    Uint8Array.from([
      0xff,
      0xd8,
      0xff,
      0xe0,
      0,
      4,
      0,
      0,
      0xff,
      marker,
      0,
      2 + frame.length,
      ...frame,
      0xff,
      0xda,
      0,
      2,
      1,
      2,
      3,
      ...end,
    ]);
  const frame = (components: number, bits = 8) => [bits, 0, 7, 0, 9, components];

  it('passes the file through with its size and colour space', () => {
    const bytes = jpeg(frame(3));
    expect(readImage(bytes)).toEqual({
      width: 9,
      height: 7,
      colorSpace: 'DeviceRGB',
      filter: 'DCTDecode',
      data: bytes,
    });
    expect(readImage(jpeg(frame(1), { marker: 0xc2 })).colorSpace).toBe('DeviceGray');
  });

  it('refuses CMYK, exotic coding, damage and other formats', () => {
    expect(refusal(jpeg(frame(4)))).toBe('image_unsupported');
    expect(refusal(jpeg(frame(3, 12)))).toBe('image_unsupported');
    expect(refusal(jpeg(frame(3), { marker: 0xc9 }))).toBe('image_unsupported');
    expect(refusal(jpeg(frame(3), { end: [0, 0] }))).toBe('image_invalid');
    expect(refusal(jpeg([8, 0, 0, 0, 9, 3]))).toBe('image_invalid');
    expect(refusal(jpeg([8, 255, 255, 255, 255, 3]))).toBe('image_too_large');
    for (let length = 2; length < 24; length++)
      expect(refusal(jpeg(frame(3)).slice(0, length))).toBe('image_invalid');
    expect(refusal(Buffer.from('GIF89a'))).toBe('image_unsupported');
    expect(refusal(new Uint8Array(0))).toBe('image_unsupported');
  });
});
