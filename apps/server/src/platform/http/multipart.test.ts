import { Readable } from 'node:stream';
import { ApiError } from '@scell/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FormPart, readMultipart } from './multipart.ts';

const TYPE = 'multipart/form-data; boundary=edge';
const LIMIT = 100_000;

function form(...parts: { head: string; body: string }[]): Buffer {
  const written = parts.map(
    ({ head, body }) => `--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`,
  );
  return Buffer.from(`${written.join('')}--edge--\r\n`);
}

/** The parts of bytes that arrive in chunks of a size. */
const read = (bytes: Uint8Array, chunk = 7, type = TYPE): Promise<FormPart[]> => {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(Buffer.from(bytes.subarray(at, at + chunk)));
  return readMultipart(Readable.from(chunks), type, LIMIT);
};

const good = form(
  { head: 'name="a"', body: '1' },
  { head: 'name="file"; filename="../b/c.xml"', body: '<a/>' },
);

test.each([1, 7, 1000])('parts come whole and in order, in chunks of %i', async (chunk) => {
  expect(await read(good, chunk)).toEqual([
    { name: 'a', filename: '', bytes: Buffer.from('1') },
    { name: 'file', filename: 'c.xml', bytes: Buffer.from('<a/>') },
  ]);
});

test('a form of nothing has no parts', async () => {
  expect(await read(Buffer.from('--edge--\r\n'))).toEqual([]);
});

test.each<[string, Buffer, string]>([
  ['no boundary in its type', good, 'multipart/form-data'],
  ['another boundary than its type', good, 'multipart/form-data; boundary=other'],
  ['no end', good.subarray(0, -12), TYPE],
  ['a part without a name', form({ head: 'x="y"', body: '' }), TYPE],
  ['a name beyond measure', form({ head: `name="${'n'.repeat(300)}"`, body: '' }), TYPE],
  ['too many parts', form(...Array.from({ length: 10_001 }, () => ({ head: 'name="a"', body: '' }))), TYPE],
])('%s is refused', async (_, bytes, type) => {
  const reading = readMultipart(Readable.from([bytes]), type, 10 * LIMIT);
  await expect(reading).rejects.toMatchObject({ errorCode: 'MALFORMED_FORM' });
});

test('more than the limit is refused before it is all read', async () => {
  let sent = 0;
  const endless = Readable.from(
    (function* () {
      yield Buffer.from('--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\n');
      for (;;) {
        sent += 10_000;
        yield Buffer.alloc(10_000, 'x');
      }
    })(),
  );
  await expect(readMultipart(endless, TYPE, LIMIT)).rejects.toMatchObject({ errorCode: 'PAYLOAD_TOO_LARGE' });
  expect(sent).toBeLessThan(5 * LIMIT);
});

test('a caller who goes away is an end, not a wait', async () => {
  const gone = new Readable({ read() {} });
  const reading = readMultipart(gone, TYPE, LIMIT);
  gone.push(good.subarray(0, 30));
  gone.destroy(new Error('aborted'));
  await expect(reading).rejects.toMatchObject({ errorCode: 'MALFORMED_FORM' });
});

test('whatever is cut, spoilt or put in, the form is read or refused', async () => {
  const spoilt = fc.tuple(
    fc.nat(good.length),
    fc.nat(20),
    fc.uint8Array({ maxLength: 20 }),
    fc.integer({ min: 1, max: 64 }),
  );
  await fc.assert(
    fc.asyncProperty(spoilt, async ([at, cut, put, chunk]) => {
      const bytes = Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]);
      const outcome = await read(bytes, chunk).catch((error: unknown) => error);
      expect(Array.isArray(outcome) || outcome instanceof ApiError).toBe(true);
    }),
    { numRuns: 300 },
  );
});
