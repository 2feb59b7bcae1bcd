import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArchiveFault } from './fault.ts';
import { archiveKey, open, seal } from './sealing.ts';

const now = archiveKey(Buffer.alloc(32, 1));
const older = archiveKey(Buffer.alloc(32, 2));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const facture = Buffer.from('facture');

test('without a key things lie in clear', () => {
  expect(seal(facture, sha256(facture), [])).toEqual({ bytes: facture, keyId: null });
});

test('what is sealed shows nothing of its content, never twice the same, and opens again', () => {
  const one = seal(facture, sha256(facture), [now, older]);
  const other = seal(facture, sha256(facture), [now, older]);
  expect(one.keyId).toBe(now.id);
  expect(Buffer.from(one.bytes).includes('facture')).toBe(false);
  expect(one.bytes).not.toEqual(other.bytes);
  for (const { bytes } of [one, other])
    expect(open(Buffer.from(bytes), sha256(facture), [older, now])).toEqual({
      bytes: facture,
      keyId: now.id,
    });
});

test('after a change of keys the older ones still open, and without theirs an object says which it needs', () => {
  const { bytes } = seal(facture, sha256(facture), [older]);
  expect(open(Buffer.from(bytes), sha256(facture), [now, older])?.bytes).toEqual(facture);
  const withoutIt = () => open(Buffer.from(bytes), sha256(facture), [now]);
  expect(withoutIt).toThrow(ArchiveFault);
  expect(withoutIt).toThrow(`encrypted with key ${older.id}`);
});

test('an object cannot be passed off under another address', () => {
  const { bytes } = seal(facture, sha256(facture), [now]);
  expect(open(Buffer.from(bytes), sha256(Buffer.from('autre')), [now])).toBeNull();
});

test('no byte of a sealed object can be changed, nor its end cut off', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (content, at, flip) => {
        const address = sha256(content);
        const stored = Buffer.from(seal(content, address, [now]).bytes);
        const opened = (bytes: Buffer) => {
          try {
            return open(bytes, address, [now]);
          } catch (error) {
            // The id of the key itself was changed.
            return error instanceof ArchiveFault && error.kind === 'unreadable' ? null : 'threw';
          }
        };
        const changed = Buffer.from(stored);
        const place = at % stored.length;
        changed[place] = (changed[place] ?? 0) ^ flip;
        expect(opened(changed)).toBeNull();
        expect(opened(stored.subarray(0, place))).toBeNull();
        expect(opened(stored)).toMatchObject({ keyId: now.id });
      },
    ),
  );
});

test('what never was an object of ours is none', () => {
  for (const bytes of ['', 'x', 'SCELLARC', '%PDF-1.7 and more than forty-five bytes of a document in clear'])
    expect(open(Buffer.from(bytes), sha256(facture), [now])).toBeNull();
});

test('a key has 32 bytes, and an id that gives it not away', () => {
  expect(() => archiveKey(Buffer.alloc(16))).toThrow('32 bytes');
  expect(now.id).toMatch(/^[0-9a-f]{16}$/);
  expect(now.bytes.toString('hex')).not.toContain(now.id);
});
