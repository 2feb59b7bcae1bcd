import { writeCii } from '@scell/syntax';
import { afterAll, expect, test } from 'vitest';
import { samples } from '../../../../../packages/en16931/test/samples.ts';
import { readFonts } from '../fonts.ts';
import { inlineForeignDocuments, threadedForeignDocuments } from './foreign-documents.ts';

const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');
const cii = new TextEncoder().encode(writeCii(invoice));

const threads = threadedForeignDocuments();
const inline = inlineForeignDocuments(await readFonts());
afterAll(() => threads.close());

const job = (bytes: Uint8Array) =>
  ({
    kind: 'judge',
    bytes,
    name: 'a.xml',
    rules: 'auto',
    on: null,
    language: 'en',
    format: 'json',
    version: '1',
  }) as const;

test('threads and the calling thread say the same, and leave the bytes to their owner', async () => {
  // A window on memory that holds other things too, as those of requests are.
  const window = Buffer.concat([Buffer.from('before'), cii, Buffer.from('after')]).subarray(
    6,
    6 + cii.length,
  );
  const said = await threads.run(job(window));
  expect(said).toEqual(await inline.run(job(cii)));
  expect(said).toMatchObject({ judgement: { valid: true, syntax: 'cii' } });
  expect(Buffer.from(window).equals(cii)).toBe(true);
});

test('a fault is told the same by both', async () => {
  const broken = new TextEncoder().encode('<a>\n<b></a>');
  const errors = await Promise.all(
    [threads, inline].map((documents) => documents.run(job(broken)).catch((error: unknown) => error)),
  );
  for (const error of errors) {
    expect(error).toMatchObject({
      errorCode: 'DOCUMENT_NOT_READABLE',
      details: { fault: 'wrong-end-tag', line: 2 },
    });
  }
});

test('a document that takes too long is given up, and the next one is judged', async () => {
  const hasty = threadedForeignDocuments(1);
  try {
    await expect(hasty.run(job(cii))).rejects.toMatchObject({ errorCode: 'DOCUMENT_TOO_COMPLEX' });
  } finally {
    await hasty.close();
  }
  expect(await threads.run(job(cii))).toMatchObject({ judgement: { valid: true } });
});
