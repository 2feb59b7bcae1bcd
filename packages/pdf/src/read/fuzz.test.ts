import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCompressedPdf, buildPdf, withAttachment } from '../../test/build-pdf.ts';
import { encryptedPdfs } from '../../test/encrypted-pdfs.ts';
import { PdfReadError } from './error.ts';
import { readAttachments } from './read-attachments.ts';

const objects = withAttachment('a.xml', '<a>x</a>'.repeat(50));
const seeds = [
  buildPdf(objects),
  buildCompressedPdf(objects),
  buildPdf({ 4: '<</F (b) /EF <</F 5 0 R>>>>' }, { after: buildPdf(objects) }),
  ...Object.values(encryptedPdfs).map((base64) => new Uint8Array(Buffer.from(base64, 'base64'))),
];
const limits = {
  attachmentSize: 1_000_000,
  structureSize: 1_000_000,
  decodedSize: 4_000_000,
  values: 100_000,
  steps: 100_000,
};

/** Everything asked of a document; only a refusal with both languages is allowed. */
function readAll(bytes: Uint8Array): void {
  const refused = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(PdfReadError);
      if (error instanceof PdfReadError) expect(error.messageFr).not.toBe('');
    }
  };
  refused(() => {
    for (const file of readAttachments(bytes, limits).attachments) {
      refused(() => file.read());
      refused(() => file.hasDeclaredChecksum());
    }
  });
}

const seed = fc.constantFrom(...seeds);
const words = [
  'obj',
  'endobj',
  'stream',
  'endstream',
  'xref',
  'trailer',
  '<<',
  '>>',
  '[',
  ']',
  '(',
  '1 0 R',
  '5 0 R',
  '/Kids',
  '/Prev',
  '999999999',
];

describe('damage never does worse than a refusal', () => {
  it('bytes flipped', () => {
    fc.assert(
      fc.property(
        seed,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (bytes, flips) => {
          const changed = bytes.slice();
          for (const [at, byte] of flips) changed[at % changed.length] = byte;
          readAll(changed);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('pieces cut out, moved and repeated', () => {
    fc.assert(
      fc.property(
        seed,
        seed,
        fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
        (one, other, [a = 0, b = 0, c = 0]) => {
          const head = one.subarray(0, a % one.length);
          const from = b % other.length;
          const middle = other.subarray(from, from + (c % 2_000));
          readAll(Buffer.concat([head, middle, one.subarray(a % one.length)]));
          readAll(head);
          readAll(Buffer.concat([head, middle]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('words of the syntax in wrong places', () => {
    const insertions = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...words)), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(seed, insertions, (bytes, inserted) => {
        let source = Buffer.from(bytes).toString('latin1');
        for (const [at, word] of inserted) {
          const place = at % source.length;
          source = `${source.slice(0, place)} ${word} ${source.slice(place)}`;
        }
        readAll(Buffer.from(source, 'latin1'));
      }),
      { numRuns: 300 },
    );
  });

  it('anything after the header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        readAll(Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\n'), bytes]));
      }),
      { numRuns: 300 },
    );
  });
});
