import { describe, expect, it } from 'vitest';
import { isUuid, type RandomBytes, uuidv7 } from './ids.ts';

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
const ones: RandomBytes = (length) => new Uint8Array(length).fill(0xff);

describe('uuidv7', () => {
  it('carries the time, the version and the variant', () => {
    const id = uuidv7(0x017f22e279b0, random);
    expect(id).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isUuid(id)).toBe(true);
  });

  it('stays in order inside a millisecond and when the clock steps back a little', () => {
    const now = Date.UTC(2030, 0, 1);
    const ids = Array.from({ length: 5000 }, (_, i) => uuidv7(now - (i % 3) * 1000, random));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stays in order with the poorest randomness', () => {
    const now = Date.UTC(2031, 0, 1);
    const ids = Array.from({ length: 1000 }, () => uuidv7(now, ones));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('follows a clock that was set back', () => {
    uuidv7(Date.UTC(2040, 0, 1), random);
    expect(uuidv7(0x017f22e279b0, random).slice(0, 13)).toBe('017f22e2-79b0');
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 48])('refuses the time %s', (ms) =>
    expect(() => uuidv7(ms, random)).toThrow(RangeError),
  );
});

describe('isUuid', () => {
  it('knows a UUID from another text', () => {
    expect(isUuid('0193AF1A-7c64-7b9b-94e3-dbcfe4ff0000')).toBe(true);
    for (const text of ['', '0193af1a7c647b9b94e3dbcfe4ff0000', '0193af1a-7c64-7b9b-14e3-dbcfe4ff0000', 'x'])
      expect(isUuid(text)).toBe(false);
  });
});
