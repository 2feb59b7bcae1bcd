import { expect, test } from 'vitest';
import { openText, sealText } from './sealed-text.ts';

const SECRET = 'a secret of this installation, long enough';

test('a text comes back, and is never stored twice alike', () => {
  const one = sealText(SECRET, 'p', 'row', 'whsec_é');
  expect(openText(SECRET, 'p', 'row', one)).toBe('whsec_é');
  expect(one.includes(Buffer.from('whsec_'))).toBe(false);
  expect(sealText(SECRET, 'p', 'row', 'whsec_é').equals(one)).toBe(false);
});

test('another secret, purpose or owner, and any changed byte, open nothing', () => {
  const sealed = sealText(SECRET, 'p', 'row', 'text');
  expect(() => openText(`${SECRET}!`, 'p', 'row', sealed)).toThrow();
  expect(() => openText(SECRET, 'q', 'row', sealed)).toThrow();
  expect(() => openText(SECRET, 'p', 'other', sealed)).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => openText(SECRET, 'p', 'row', changed)).toThrow();
  }
  expect(() => openText(SECRET, 'p', 'row', sealed.subarray(0, 20))).toThrow();
});
