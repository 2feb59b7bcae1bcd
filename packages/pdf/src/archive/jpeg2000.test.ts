import { expect, it } from 'vitest';
import { jpeg2000Fault } from './jpeg2000.ts';

const box = (type: string, ...content: (number | Uint8Array)[]): Uint8Array => {
  const data = Buffer.concat(content.map((part) => (typeof part === 'number' ? Uint8Array.of(part) : part)));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length + 8);
  return Buffer.concat([size, Buffer.from(type, 'latin1'), data]);
};
const colour = (method: number, approximation: number, space: number) =>
  box('colr', method, 0, approximation, 0, 0, 0, space);
const file = (channels: number, ...more: Uint8Array[]) =>
  Buffer.concat([
    box('jP  ', 0x0d, 0x0a, 0x87, 0x0a),
    box('jp2h', box('ihdr', 0, 0, 0, 1, 0, 0, 0, 1, 0, channels, 7, 7, 0, 0), ...more),
  ]);

it.each([
  ['sRGB', file(3, colour(1, 0, 16)), false, undefined],
  ['two descriptions, one exact', file(3, colour(1, 1, 16), colour(2, 0, 0)), false, undefined],
  ['two descriptions, none exact', file(3, colour(1, 0, 16), colour(2, 0, 0)), false, 'unambiguously'],
  ['the dictionary decides', file(3, colour(1, 0, 16), colour(2, 0, 0)), true, undefined],
  ['two channels', file(2, colour(1, 0, 17)), false, '2 channels'],
  ['CIEJab', file(3, colour(1, 0, 19)), false, 'unambiguously'],
  ['CMYK of a device', file(4, colour(1, 0, 12)), false, 'CMYK'],
  ['channels of different depth', file(3, colour(1, 0, 16), box('bpcc', 7, 7, 3)), false, 'depth'],
  ['a bare codestream', Buffer.from([0xff, 0x4f, 0xff, 0x51]), false, 'no header'],
])('%s', (_, data, spaced, fault) => {
  const found = jpeg2000Fault(data, spaced)?.en;
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(fault);
});
