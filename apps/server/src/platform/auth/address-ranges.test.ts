import { expect, test } from 'vitest';
import { covers, isIn, readRange, writeRange } from './address-ranges.ts';

test.each([
  ['192.0.2.7', '192.0.2.7/32'],
  ['192.0.2.7/24', '192.0.2.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['::ffff:192.0.2.7', '192.0.2.7/32'],
  ['::ffff:c000:207/120', '192.0.2.0/24'],
  ['2001:DB8:0:0::1', '2001:db8::1/128'],
  ['2001:db8:1:2:3:4:5:6/48', '2001:db8:1::/48'],
  ['::/0', '::/0'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201/128'],
])('%s is %s', (given, block) => {
  const range = readRange(given);
  expect(range && writeRange(range)).toBe(block);
});

test.each([
  '',
  '192.0.2',
  '192.0.2.256',
  '192.0.2.1/33',
  '::/129',
  '2001:db8::1%eth0',
  'localhost',
  '1.2.3.4/',
  '01.2.3.4',
  ' ::1',
])('"%s" is no block', (text) => {
  expect(readRange(text)).toBeNull();
});

test.each<[string | null, string[], boolean]>([
  ['192.0.2.255', ['192.0.2.0/24'], true],
  ['192.0.3.0', ['192.0.2.0/24'], false],
  ['::ffff:192.0.2.9', ['192.0.2.0/24'], true],
  ['2001:db8::ffff', ['10.0.0.0/8', '2001:db8::/64'], true],
  ['2001:db8:0:1::', ['2001:db8::/64'], false],
  ['192.0.2.1', ['::/0'], false],
  ['fe80::1%eth0', ['fe80::/10'], true],
  ['nonsense', ['0.0.0.0/0', '::/0'], false],
  [null, ['0.0.0.0/0'], false],
])('%s in %s: %s', (address, blocks, inside) => {
  expect(isIn(address, blocks)).toBe(inside);
});

test('a block covers its parts and itself, not what is wider', () => {
  const [wide, narrow] = [readRange('10.0.0.0/8'), readRange('10.1.0.0/16')];
  if (wide === null || narrow === null) throw new Error('unreadable');
  expect([covers(wide, narrow), covers(wide, wide), covers(narrow, wide)]).toEqual([true, true, false]);
});
