/**
 * Hybrid PDFs damaged at random: bytes flipped, files cut, spliced and shortened, words of the syntax put in. Whatever comes of it is an
 * invoice or a typed refusal, and so it is when an invoice is to be embedded into one of ten. The same 10 000 each time, or those from SCELL_FUZZ_SEED for SCELL_FUZZ_SECONDS; a failure is named by seed and
 * number, and becomes a test of packages/pdf.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Invoice } from '@scell/en16931';
import {
  embedInvoice,
  extractInvoice,
  loadInvoiceFonts,
  NoInvoiceError,
  NotEmbeddableError,
  renderFacturX,
} from '@scell/facturx';
import { PdfReadError } from '@scell/pdf';
import { writeCii } from '@scell/syntax';
import { expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { encryptedPdfs } from '../packages/pdf/test/encrypted-pdfs.ts';

const seconds = Number(process.env.SCELL_FUZZ_SECONDS ?? 0);
const FIXED = 10_000;
const EMBED_EACH = 10;
const seed = Number(process.env.SCELL_FUZZ_SEED ?? 2);

const inter = (file: string) =>
  readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)));
const fonts = loadInvoiceFonts({
  regular: inter('400Regular/Inter_400Regular.ttf'),
  bold: inter('700Bold/Inter_700Bold.ttf'),
});
const xml = writeCii(samples.servicesFrance as Invoice);
const documents: Buffer[] = [
  ...Object.values(samples).map((invoice) =>
    Buffer.from(
      renderFacturX(invoice, {
        language: 'fr',
        fonts,
        creationDate: `${invoice.issueDate}T10:00:00+01:00`,
        documentId: invoice.number,
      }).pdf,
    ),
  ),
  ...Object.values(encryptedPdfs).map((base64) => Buffer.from(base64, 'base64')),
];

const WORDS = [
  'obj',
  'endobj',
  'stream',
  'endstream',
  'xref',
  'trailer',
  'startxref',
  '<<',
  '>>',
  '[',
  ']',
  '(',
];
const NAMES = ['1 0 R', '5 0 R', '/Kids', '/Prev', '/Length', '/ObjStm', '999999999', '%'];

/** Integers from 0 to `below` - 1, the same for the same seed (the constants are those of Numerical Recipes). */
function generator(from: number): (below: number) => number {
  let state = from >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function damaged(random: (below: number) => number): Buffer {
  const pick = <T>(list: readonly T[], otherwise: T) => list[random(list.length)] ?? otherwise;
  const document = Buffer.from(pick(documents, Buffer.alloc(0)));
  const place = () => random(document.length);
  const times = (most: number, change: () => void) => {
    for (let i = random(most); i >= 0; i--) change();
  };
  switch (random(5)) {
    case 0:
      times(30, () => document.writeUInt8(random(256), place()));
      return document;
    case 1:
      return document.subarray(0, place());
    case 2: {
      const other = pick(documents, document);
      return Buffer.concat([document.subarray(0, place()), other.subarray(random(other.length))]);
    }
    case 3:
      times(10, () => document.write(pick([...WORDS, ...NAMES], ''), place(), 'latin1'));
      return document;
    default: {
      const at = place();
      return Buffer.concat([document.subarray(0, at), document.subarray(at + random(5_000))]);
    }
  }
}

it(
  'damage ends in an invoice or a refusal',
  () => {
    const random = generator(seed);
    const until = Date.now() + seconds * 1000;
    let count = 0;
    const crashes: string[] = [];
    const over = () => (seconds > 0 ? Date.now() > until : count >= FIXED);
    for (; !over() && crashes.length < 10; count++) {
      const file = damaged(random);
      try {
        if (count % EMBED_EACH === 0)
          embedInvoice(file, xml, { date: '2026-11-20T10:00:00Z', documentId: 'x', replace: true });
        else for (const attachment of extractInvoice(file).pdf.attachments) attachment.read();
      } catch (error) {
        const refused =
          error instanceof PdfReadError ||
          error instanceof NoInvoiceError ||
          error instanceof NotEmbeddableError;
        if (!refused) crashes.push(`seed ${seed}, document ${count}: ${error}`);
      }
    }
    process.stdout.write(`damage: ${count} documents\n`);
    expect(crashes).toEqual([]);
  },
  Math.max(240, seconds + 60) * 1000,
);
