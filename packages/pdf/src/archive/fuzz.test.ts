import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mendedPdfs, refusedPdfs, writtenPdf } from '../../test/foreign-pdfs.ts';
import { PdfReadError } from '../read/error.ts';
import { archivePdf, NotArchivableError } from './archive-pdf.ts';

const seeds = [
  ...Object.values(mendedPdfs).map(({ pdf }) => pdf),
  ...Object.values(refusedPdfs).map(({ pdf }) => pdf),
  writtenPdf(),
];
const limits = { structureSize: 1_000_000, decodedSize: 8_000_000, values: 200_000, steps: 200_000 };

/** A result or a typed refusal; a result can be archived again. */
function archive(pdf: Uint8Array): void {
  const attempt = (bytes: Uint8Array) => {
    try {
      return archivePdf(bytes, { title: 'T', author: 'A', date: '2026-11-20T10:00:00Z', id: 'x', limits })
        .pdf;
    } catch (error) {
      if (!(error instanceof PdfReadError || error instanceof NotArchivableError)) throw error;
      return undefined;
    }
  };
  const once = attempt(pdf);
  if (once !== undefined) expect(attempt(once)).toBeDefined();
}

const seed = fc.constantFrom(...seeds);
const words = [
  ...[
    'obj',
    'endobj',
    'stream',
    '<<',
    '>>',
    '[',
    ']',
    '(',
    '3 0 R',
    '4 0 R',
    '10 0 R',
    '999999999',
    '-1',
    '/Kids',
    '/Resources',
  ],
  ...[
    '/XObject',
    '/Font',
    '/Contents',
    '/Annots',
    '/AP',
    '/Names',
    '/OutputIntents',
    '/Metadata',
    '/Parent',
    'null',
    'true',
  ],
];

it('bytes flipped end in a PDF/A or a refusal', () => {
  fc.assert(
    fc.property(
      seed,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 20 }),
      (pdf, flips) => {
        const changed = pdf.slice();
        for (const [at, byte] of flips) changed[at % changed.length] = byte;
        archive(changed);
      },
    ),
    { numRuns: 400 },
  );
});

it('words of the syntax in wrong places do too', () => {
  const insertions = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...words)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(seed, insertions, (pdf, inserted) => {
      let source = Buffer.from(pdf).toString('latin1');
      for (const [at, word] of inserted) {
        const place = at % source.length;
        source = `${source.slice(0, place)} ${word} ${source.slice(place)}`;
      }
      archive(Buffer.from(source, 'latin1'));
    }),
    { numRuns: 400 },
  );
});
