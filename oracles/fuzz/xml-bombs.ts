/**
 * XML made to cost more than it looks: each bomb by what it swells, `size` parts of it. Sizes are such that a linear reader takes a moment and
 * another one minutes.
 */
import type { Invoice } from '@scell/en16931';
import { writeCii, writeUbl } from '@scell/syntax';
import { samples } from '../../packages/en16931/test/samples.ts';

/** What it swells, the number of parts at full size, and the document of so many parts. */
export interface Bomb {
  name: string;
  size: number;
  make(size: number): string | Uint8Array;
}

const invoice = samples.severalRates as Invoice;
const [line] = invoice.lines;
const [vat] = invoice.vatBreakdown;
if (line === undefined || vat === undefined) throw new Error('the sample has lines and VAT');

const cii = writeCii(invoice);
const ubl = writeUbl(invoice);
const MILLION = 1_000_000;

/** The text with something put in before the first place of another text. */
function before(document: string, mark: string, more: string): string {
  const at = document.indexOf(mark);
  if (at < 0) throw new Error(`the sample has no ${mark}`);
  return document.slice(0, at) + more + document.slice(at);
}

const count = (size: number, part: (index: number) => string) =>
  Array.from({ length: size }, (_, i) => part(i)).join('');

/** An invoice in which a list of the model has many entries, in each syntax. */
function many(name: string, size: number, change: (size: number) => Partial<Invoice>): Bomb[] {
  return [
    { name: `${name}, CII`, size, make: (parts) => writeCii({ ...invoice, ...change(parts) }) },
    { name: `${name}, UBL`, size, make: (parts) => writeUbl({ ...invoice, ...change(parts) }) },
  ];
}

/** One text of an invoice replaced by a long one, in each syntax. */
function long(what: string, size: number, make: (size: number) => string): Bomb[] {
  const inAmounts = (document: string, text: string) =>
    document.replaceAll(/(Amount[^>]*>)[-0-9.]+</g, `$1${text}<`);
  const inTexts = (document: string, text: string) => document.replaceAll(/>[^<>\n]+</g, `>${text}<`);
  return (['cii', 'ubl'] as const).flatMap((syntax) => {
    const document = syntax === 'cii' ? cii : ubl;
    return [
      { name: `${what} as each amount, ${syntax}`, size, make: (parts) => inAmounts(document, make(parts)) },
      { name: `${what} as each text, ${syntax}`, size, make: (parts) => inTexts(document, make(parts)) },
    ];
  });
}

const entities = (depth: number) =>
  `<!DOCTYPE a [<!ENTITY e0 "ha">${count(depth, (i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`)}]><a>&e${depth};</a>`;

export const xmlBombs: Bomb[] = [
  { name: 'entities of entities', size: 9, make: entities },
  {
    name: 'entities of entities in UTF-16',
    size: 9,
    make: (n) => Buffer.from(`\uFEFF${entities(n)}`, 'utf16le'),
  },
  {
    name: 'a document type after comments',
    size: 100_000,
    make: (n) => `${'<!---->'.repeat(n)}<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`,
  },
  { name: 'elements in one another', size: MILLION, make: (n) => '<a>'.repeat(n) },
  { name: 'elements in one another, closed', size: MILLION, make: (n) => '<a>'.repeat(n) + '</a>'.repeat(n) },
  {
    name: 'texts under a hundred levels',
    size: 200_000,
    make: (n) => '<a>'.repeat(98) + 'text<b/>'.repeat(n) + '</a>'.repeat(98),
  },
  {
    name: 'an invoice of a hundred levels of text',
    size: 200_000,
    make: (n) =>
      before(
        cii,
        '<rsm:SupplyChainTradeTransaction>',
        '<a>'.repeat(98) + 'text<b/>'.repeat(n) + '</a>'.repeat(98),
      ),
  },
  {
    name: 'attributes of one element',
    size: MILLION,
    make: (n) => `<a ${count(n, (i) => `a${i}=""`.concat(' '))}/>`,
  },
  {
    name: 'a hundred attributes of each element',
    size: 20_000,
    make: (n) => `<a>${`<a ${count(99, (i) => `a${i}="" `)}/>`.repeat(n)}</a>`,
  },
  {
    name: 'other attributes of each element',
    size: 10_000,
    make: (n) => `<a>${count(n, (i) => `<a ${count(30, (j) => `a${i}b${j}="" `)}/>`)}</a>`,
  },
  {
    name: 'a namespace of its own for each element',
    size: 200_000,
    make: (n) => `<a>${count(n, (i) => `<b xmlns="${i}"/>`)}</a>`,
  },
  { name: 'two namespaces by turns', size: 400_000, make: (n) => `<a>${'<b xmlns="u"/>'.repeat(n)}</a>` },
  {
    name: 'ninety scopes of ninety prefixes',
    size: 100_000,
    make: (n) =>
      count(90, (i) => `<a ${count(90, (j) => `xmlns:p${j}="${i}" `)}>`) +
      '<p1:b/>'.repeat(n) +
      '</a>'.repeat(90),
  },
  {
    name: 'prefixes by a hundred, one element after the other',
    size: 10_000,
    make: (n) => `<a>${count(n, (i) => `<a ${count(99, (j) => `xmlns:p${j}="${i}" `)}/>`)}</a>`,
  },
  { name: 'a long name', size: 10 * MILLION, make: (n) => `<${'a'.repeat(n)}/>` },
  {
    name: 'long names, each another',
    size: 20_000,
    make: (n) => `<a>${count(n, (i) => `<${'a'.repeat(900)}${i}/>`)}</a>`,
  },
  {
    name: 'long prefixes, each another',
    size: 10_000,
    make: (n) => `<a>${count(n, (i) => `<${'a'.repeat(900)}:${i} xmlns:${'a'.repeat(900)}="${i}"/>`)}</a>`,
  },
  { name: 'tiny elements', size: MILLION, make: (n) => `<a>${'<b/>'.repeat(n)}</a>` },
  { name: 'more elements than the limit', size: 2 * MILLION + 1, make: (n) => `<a>${'<b/>'.repeat(n)}</a>` },
  {
    name: 'tiny elements in a CII invoice',
    size: 500_000,
    make: (n) => before(cii, '<rsm:SupplyChainTradeTransaction>', '<b/>'.repeat(n)),
  },
  {
    name: 'tiny elements in a UBL invoice',
    size: 250_000,
    make: (n) => before(ubl, '<cac:InvoiceLine>', '<b/>'.repeat(n)),
  },
  {
    name: 'identifiers repeated in a CII invoice',
    size: 100_000,
    make: (n) => before(cii, '<ram:TypeCode>', '<ram:ID>1</ram:ID>'.repeat(n)),
  },
  {
    name: 'notes repeated in a UBL invoice',
    size: 50_000,
    make: (n) => before(ubl, '<cbc:Note>', '<cbc:Note>#PMT#a</cbc:Note>'.repeat(n)),
  },
  { name: 'references to characters', size: MILLION, make: (n) => `<a>${'&#65;'.repeat(n)}</a>` },
  { name: 'references in an attribute', size: MILLION, make: (n) => `<a b="${'&amp;'.repeat(n)}"/>` },
  { name: 'a reference that never ends', size: 5 * MILLION, make: (n) => `<a>&${'a'.repeat(n)}</a>` },
  {
    name: 'a character reference of many digits',
    size: 5 * MILLION,
    make: (n) => `<a>&#${'0'.repeat(n)}65;</a>`,
  },
  { name: 'ampersands', size: 5 * MILLION, make: (n) => `<a>${'&'.repeat(n)};</a>` },
  { name: 'CDATA sections', size: 500_000, make: (n) => `<a>${'<![CDATA[x]]>'.repeat(n)}</a>` },
  {
    name: 'a CDATA section that never ends',
    size: 10 * MILLION,
    make: (n) => `<a><![CDATA[${']]'.repeat(n / 2)}`,
  },
  { name: 'brackets', size: 10 * MILLION, make: (n) => `<a>${']'.repeat(n)}</a>` },
  { name: 'comments', size: MILLION, make: (n) => `<a>${'<!---->'.repeat(n)}</a>` },
  { name: 'a comment that never ends', size: 10 * MILLION, make: (n) => `<a><!--${'- '.repeat(n / 2)}` },
  { name: 'instructions', size: MILLION, make: (n) => `<a>${'<?p?>'.repeat(n)}</a>` },
  { name: 'an instruction that never ends', size: 10 * MILLION, make: (n) => `<a><?p ${'?'.repeat(n)}` },
  { name: 'an attribute that never ends', size: 10 * MILLION, make: (n) => `<a b="${'<'.repeat(n)}` },
  { name: 'attributes without quotes', size: MILLION, make: (n) => `<a ${'b= '.repeat(n)}/>` },
  { name: 'blanks in a tag', size: 10 * MILLION, make: (n) => `<a${' '.repeat(n)}>` },
  { name: 'blanks before the root', size: 20 * MILLION, make: (n) => `${' '.repeat(n)}x` },
  {
    name: 'blanks in the declaration',
    size: 10 * MILLION,
    make: (n) => `<?xml version="1.0"${' '.repeat(n)}x?><a/>`,
  },
  {
    name: 'encodings in the declaration, UTF-16',
    size: MILLION,
    make: (n) => Buffer.from(`<?xml ${'encoding '.repeat(n)}?><a/>`, 'utf16le'),
  },
  { name: 'line ends before an error', size: 20 * MILLION, make: (n) => `<a>${'\n'.repeat(n)}</b>` },
  { name: 'carriage returns', size: 10 * MILLION, make: (n) => `<a>${'\r'.repeat(n)}</a>` },
  { name: 'carriage returns in an attribute', size: 5 * MILLION, make: (n) => `<a b="${'\r'.repeat(n)}"/>` },
  {
    name: 'a wrong byte at the end',
    size: 20 * MILLION,
    make: (n) => Buffer.concat([Buffer.from('<a>'), Buffer.alloc(n, 'é'), Buffer.from([0xff])]),
  },
  {
    name: 'a wrong byte after line ends',
    size: 20 * MILLION,
    make: (n) => Buffer.concat([Buffer.from('<a>'), Buffer.alloc(n, '\n'), Buffer.from([0xff])]),
  },
  {
    name: 'half a character at the end, UTF-16',
    size: 10 * MILLION,
    make: (n) =>
      Buffer.concat([Buffer.from('\uFEFF<a>', 'utf16le'), Buffer.alloc(2 * n, '\n\0'), Buffer.from([0x00])]),
  },
  { name: 'a lone surrogate at the end', size: 10 * MILLION, make: (n) => `<a>${'\n'.repeat(n)}\uD800</a>` },
  {
    name: 'eight-bit text',
    size: 10 * MILLION,
    make: (n) =>
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>'),
        Buffer.alloc(n, 0xe9),
        Buffer.from('</a>'),
      ]),
  },
  { name: 'zeros', size: 20 * MILLION, make: (n) => Buffer.alloc(n) },
  { name: 'end tags', size: MILLION, make: (n) => `<a>${'</a>'.repeat(n)}` },
  ...many('invoice lines', 5_000, (n) => ({
    lines: Array.from({ length: n }, (_, i) => ({ ...line, id: String(i) })),
  })),
  ...many('VAT groups', 5_000, (n) => ({
    vatBreakdown: Array.from({ length: n }, (_, i) => ({ ...vat, rate: String(i) })),
  })),
  ...many('VAT groups and lines of as many rates', 5_000, (n) => ({
    vatBreakdown: Array.from({ length: n }, (_, i) => ({ ...vat, rate: String(i) })),
    lines: Array.from({ length: n }, (_, i) => ({ ...line, id: String(i), vatRate: String(i) })),
  })),
  ...many('VAT groups and lines of the same rate', 5_000, (n) => ({
    vatBreakdown: Array.from({ length: n }, () => vat),
    lines: Array.from({ length: n }, () => line),
  })),
  ...many('notes', 20_000, (n) => ({
    notes: Array.from({ length: n }, () => ({ subjectCode: 'PMT', text: 'a' })),
  })),
  ...many('preceding invoices', 20_000, (n) => ({
    precedingInvoices: Array.from({ length: n }, (_, i) => ({ number: String(i) })),
  })),
  ...long('digits', 20_000, (n) => '9'.repeat(n)),
  ...long('a fraction', 20_000, (n) => `0.${'1'.repeat(n)}`),
  ...long('blanks', 20_000, (n) => `1${' '.repeat(n)}x`),
  ...long('line ends', 20_000, (n) => `${'\n'.repeat(n)}x`),
  ...long('number signs', 20_000, (n) => '#'.repeat(n)),
  ...long('letters', 20_000, (n) => 'a'.repeat(n)),
  ...long('a date', 20_000, (n) => '2026-02-30'.repeat(n / 10)),
];
