import { describe, expect, it } from 'vitest';
import { interFile } from '../../test/fonts.ts';
import { foreignPdf } from '../../test/foreign-pdfs.ts';
import { PdfDocument } from '../document.ts';
import { Font } from '../font.ts';
import { readText } from './read-text.ts';

const FONT =
  '/Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths 10 0 R>>>>';
const widths = { 10: `[${'500 '.repeat(224)}]` };
const linesOf = (content: string, resources = FONT) =>
  readText(foreignPdf({ resources, content, objects: widths }))[0]?.lines;

it('reads back what the writer of this package wrote', () => {
  const document = new PdfDocument({
    title: 'T',
    author: 'A',
    language: 'fr-FR',
    creator: 'test',
    creationDate: '2026-05-06T10:00:00+02:00',
    id: 'x',
  });
  const font = new Font(interFile('regular'));
  const page = document.addPage({ width: 300, height: 200 });
  const style = { font, size: 10, color: [0, 0, 0] } as const;
  page.text('Total TTC', 20, 40, style);
  page.text('1\u202f234,56 €', 200, 40, style);
  page.text('Œuvre « été »', 20, 20, style);
  const [text] = readText(document.toBytes());
  expect(text?.lines).toEqual(['Œuvre « été »', 'Total TTC\t1\u202f234,56 €']);
  expect(text?.unreadable).toBe(0);
});

describe('lines', () => {
  it.each([
    ['one string', 'BT /F 10 Tf 10 100 Td (Total 12,50) Tj ET', ['Total 12,50']],
    [
      'kerning is no space, a wide gap is one',
      'BT /F 10 Tf 10 100 Td [(To) 30 (tal) -400 (12)] TJ ET',
      ['Total 12'],
    ],
    ['columns', 'BT /F 10 Tf 10 100 Td (Total) Tj 100 0 Td (12) Tj ET', ['Total\t12']],
    [
      'next line operators',
      'BT /F 10 Tf 12 TL 10 100 Td (a) Tj T* (b) Tj (c) \' 1 2 (d) " ET',
      ['a', 'b', 'c', 'd'],
    ],
    [
      'top to bottom, whatever the order',
      'BT /F 10 Tf 10 50 Td (low) Tj 0 50 Td (high) Tj ET',
      ['high', 'low'],
    ],
    ['matrices', 'q 2 0 0 2 0 0 cm BT /F 5 Tf 1 0 0 1 10 20 Tm (a) Tj 1 0 0 1 14 20 Tm (b) Tj ET Q', ['a b']],
    ['bold by drawing twice', 'BT /F 10 Tf 10 100 Td (Total) Tj 0.3 0 Td (Total) Tj ET', ['Total']],
    [
      'a page turned by a quarter',
      'BT /F 10 Tf 0 1 -1 0 50 10 Tm (Total) Tj 0 1 -1 0 50 60 Tm (12) Tj ET',
      ['Total\t12'],
    ],
    ['WinAnsi', 'BT /F 10 Tf 10 100 Td (\\351t\\351 12 \\200) Tj ET', ['été 12 €']],
  ])('%s', (_, content, lines) => {
    expect(linesOf(content)).toEqual(lines);
  });
});

it('text in forms stands where the form stands', () => {
  const pdf = foreignPdf({
    resources: `${FONT} /XObject <</X 11 0 R>>`,
    content: 'BT /F 10 Tf 10 100 Td (high) Tj ET /X Do',
    objects: {
      ...widths,
      11: {
        entries: '/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [1 0 0 1 0 -60]',
        data: 'BT /F 10 Tf 10 100 Td (low) Tj ET',
      },
    },
  });
  expect(readText(pdf)[0]?.lines).toEqual(['high', 'low']);
});

it('a font whose codes nothing explains is unreadable, not guessed', () => {
  const resources =
    '/Font <</F <</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /X>>]>>>>';
  const [page] = readText(foreignPdf({ resources, content: 'BT /F 10 Tf 10 100 Td <00410042> Tj ET' }));
  expect(page).toMatchObject({ characters: 2, unreadable: 2, lines: ['\uFFFD\uFFFD'] });
});

it('a form that shows itself ends', () => {
  const pdf = foreignPdf({
    resources: '/XObject <</X 10 0 R>>',
    content: '/X Do',
    objects: {
      10: {
        entries: '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 10 0 R>>>>',
        data: '/X Do /X Do',
      },
    },
  });
  expect(() => readText(pdf, { steps: 50_000 })).toThrowError('too complex');
});
