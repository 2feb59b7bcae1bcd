/** PDF files made to cost more than they look, as xml-bombs.ts: swelling streams, loops, huge numbers, broken structures of many parts. */
import { deflateSync } from 'node:zlib';
import {
  type Body,
  buildCompressedPdf,
  buildPdf,
  flate,
  withAttachment,
} from '../../packages/pdf/test/build-pdf.ts';
import type { Bomb } from './xml-bombs.ts';

const MILLION = 1_000_000;
const sound = withAttachment('factur-x.xml', '<a/>');
const ascii = (text: string) => Buffer.from(text, 'latin1');
const count = (size: number, part: (index: number) => string) =>
  Array.from({ length: size }, (_, i) => part(i)).join('');
const changed = (objects: Record<number, Body>) => buildPdf({ ...sound, ...objects });

/** The attachment replaced by other data under other filters. */
const attached = (entries: string, data: Uint8Array | string) =>
  changed({ 5: { entries: `/Type /EmbeddedFile ${entries}`, data } });

/** Deflated again and again: each round takes most of what the last one left. */
function deflated(bytes: number, times: number): Uint8Array {
  let data: Uint8Array = Buffer.alloc(bytes);
  for (let left = times; left > 0; left--) data = deflateSync(data, { level: 9 });
  return data;
}

/** Objects without any cross-reference, to be found by their headers. */
const loose = (body: string) => ascii(`%PDF-1.7\n${body}`);

const predictors = [
  '/Columns 1000000000',
  '/Columns 0',
  '/Columns -1',
  '/Colors 1000000000',
  '/BitsPerComponent 32',
  '/Columns 1',
  '/Columns 0.5',
];

export const pdfBombs: Bomb[] = [
  {
    name: 'a swelling attachment',
    size: 100 * MILLION,
    make: (n) => attached('/Filter /FlateDecode', deflated(n, 1)),
  },
  {
    name: 'an attachment that swells twice',
    size: 200 * MILLION,
    make: (n) => attached('/Filter [/FlateDecode /FlateDecode]', deflated(n, 2)),
  },
  {
    name: 'an attachment that swells three times',
    size: 200 * MILLION,
    make: (n) => attached('/Filter [/FlateDecode /FlateDecode /FlateDecode]', deflated(n, 3)),
  },
  {
    name: 'attachments that swell, a hundred of one stream',
    size: 50 * MILLION,
    make: (n) => {
      const specs = count(100, (i) => `(${i}) <</F (${i}.xml) /EF <</F 5 0 R>>>> `);
      return changed({
        1: `<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [${specs}]>>>>>>`,
        5: { entries: '/Filter /FlateDecode', data: deflated(n, 1) },
      });
    },
  },
  {
    name: 'many filters',
    size: 1_000,
    make: (n) => attached(`/Filter [${'/ASCIIHexDecode '.repeat(n)}]`, '00'),
  },
  {
    name: 'hexadecimal',
    size: 10 * MILLION,
    make: (n) => attached('/Filter /ASCIIHexDecode', Buffer.alloc(n, '0')),
  },
  {
    name: 'base 85 of zeros',
    size: 5 * MILLION,
    make: (n) => attached('/Filter /ASCII85Decode', Buffer.alloc(n, 'z')),
  },
  {
    name: 'base 85 of letters',
    size: 5 * MILLION,
    make: (n) => attached('/Filter /A85', Buffer.alloc(n, 'u')),
  },
  {
    name: 'runs',
    size: 2 * MILLION,
    make: (n) => attached('/Filter /RunLengthDecode', Buffer.alloc(n, Uint8Array.of(129, 0))),
  },
  {
    name: 'empty deflate blocks',
    size: 5 * MILLION,
    make: (n) =>
      attached(
        '/Filter /FlateDecode',
        Buffer.concat([Uint8Array.of(0x78, 0x9c), Buffer.alloc(n, Uint8Array.of(0, 0, 0, 255, 255))]),
      ),
  },
  ...predictors.flatMap((parameters): Bomb[] =>
    [2, 10, 15].map((predictor) => ({
      name: `predictor ${predictor} of ${parameters}`,
      size: 10 * MILLION,
      make: (n) =>
        attached(
          `/Filter /FlateDecode /DecodeParms <</Predictor ${predictor} ${parameters}>>`,
          deflated(n, 1),
        ),
    })),
  ),
  {
    name: 'swelling metadata',
    size: 100 * MILLION,
    make: (n) =>
      changed({
        1: '<</Type /Catalog /Pages 2 0 R /Metadata 6 0 R>>',
        6: { entries: '/Filter /FlateDecode', data: deflated(n, 1) },
      }),
  },
  {
    name: 'metadata of tiny elements',
    size: MILLION,
    make: (n) =>
      changed({
        1: '<</Type /Catalog /Pages 2 0 R /Metadata 6 0 R /AF [4 0 R]>>',
        6: flate('', `<x:xmpmeta xmlns:x="adobe:ns:meta/">${'<a/>'.repeat(n)}</x:xmpmeta>`),
      }),
  },
  {
    name: 'metadata of blanks',
    size: 15 * MILLION,
    make: (n) =>
      changed({
        1: '<</Type /Catalog /Pages 2 0 R /Metadata 6 0 R /AF [4 0 R]>>',
        6: flate('', `<?xpacket begin="${' '.repeat(n)}<pdfaid:part`),
      }),
  },
  {
    name: 'an XML bomb as the attachment',
    size: 500_000,
    make: (n) => changed({ 5: flate('', `<a>${'<b xmlns="u"/>'.repeat(n)}</a>`) }),
  },
  {
    name: 'cross-references in a loop',
    size: 1,
    make: () =>
      Buffer.concat([
        buildPdf(sound),
        ascii('xref\n0 0\ntrailer\n<</Size 6 /Root 1 0 R /Prev 9>>\nstartxref\n9\n%%EOF'),
      ]),
  },
  {
    name: 'a cross-reference before itself',
    size: 1,
    make: () => {
      const file = Buffer.from(buildPdf(sound, { trailer: '/Prev 00000000 /XRefStm 00000000' })).toString(
        'latin1',
      );
      const start = String(file.lastIndexOf('xref\n0 1')).padStart(8, '0');
      return ascii(file.replaceAll('00000000 /XRefStm 00000000', `${start} /XRefStm ${start}`));
    },
  },
  {
    name: 'many updates',
    size: 3_000,
    make: (n) => {
      let text = '%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj 2 0 obj <</Kids []>> endobj\n';
      let previous = '';
      for (let i = 0; i < n; i++) {
        const at = text.length;
        text += `xref\n0 0\ntrailer <</Size 3 /Root 1 0 R ${previous}>>\n`;
        previous = `/Prev ${at}`;
      }
      return ascii(`${text}startxref\n${previous.slice(6)}\n%%EOF`);
    },
  },
  {
    name: 'a table of many entries',
    size: 300_000,
    make: (n) => {
      const body = '%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n';
      return ascii(
        `${body}xref\n0 ${n}\n${'0000000009 00000 n \n'.repeat(n)}trailer <</Size ${n} /Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`,
      );
    },
  },
  {
    name: 'a table that claims many entries',
    size: 1,
    make: () =>
      ascii('%PDF-1.7\nxref\n0 999999999\n0000000009 00000 n \ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF'),
  },
  {
    name: 'a table of huge numbers',
    size: 1,
    make: () =>
      ascii(
        `%PDF-1.7\nxref\n${'9'.repeat(400)} ${'9'.repeat(400)}\n${'9'.repeat(400)} 0 n\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF`,
      ),
  },
  ...[
    '/Size 999999999 /W [1 1 1]',
    '/Size 5 /Index [0 999999999] /W [1 1 1]',
    '/Size 5 /W [0 0 0]',
    '/Size 5 /W [1 999999999 1]',
    '/Size 5 /W [-1 2 1]',
    `/Size 9 /Index [${'0 9 '.repeat(100_000)}] /W [1 2 1]`,
  ].map(
    (entries): Bomb => ({
      name: `a cross-reference stream of ${entries.slice(0, 40)}`,
      size: 5 * MILLION,
      make: (n) => {
        const data = deflated(n, 1);
        return Buffer.concat([
          ascii(
            `%PDF-1.5\n1 0 obj\n<</Type /XRef /Root 2 0 R ${entries} /Filter /FlateDecode /Length ${data.length}>>\nstream\n`,
          ),
          data,
          ascii('\nendstream\nendobj\nstartxref\n9\n%%EOF'),
        ]);
      },
    }),
  ),
  {
    name: 'object streams in a loop',
    size: 1,
    make: () =>
      ascii(
        Buffer.from(buildCompressedPdf(sound))
          .toString('latin1')
          .replace('/Type /ObjStm', '/Type /ObjStm /Extends 6 0 R'),
      ),
  },
  {
    name: 'an object stream that claims many objects',
    size: 10 * MILLION,
    make: (n) =>
      loose(
        `1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj 9 0 obj <</Type /ObjStm /N 999999999 /First 99999 /Length ${n}>> stream\n${'1 1 '.repeat(n / 4)}\nendstream endobj`,
      ),
  },
  {
    name: 'object streams one inside the other',
    size: 5_000,
    make: (n) =>
      loose(
        `1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj ${count(n, (i) => `${i + 10} 0 obj <</Type /ObjStm /N 1 /First 10 /Length 60>> stream\n${String(i + 11).padEnd(6)} 0  <</Type /ObjStm /N 1 /First 10>>                \nendstream endobj `)}`,
      ),
  },
  {
    name: 'a page tree in a loop',
    size: 1,
    make: () =>
      changed({
        2: '<</Type /Pages /Count 1 /Kids [2 0 R 3 0 R 2 0 R]>>',
        3: '<</Type /Pages /Kids [2 0 R]>>',
      }),
  },
  {
    name: 'a page many times',
    size: MILLION,
    make: (n) => changed({ 2: `<</Type /Pages /Kids [${'3 0 R '.repeat(n)}]>>` }),
  },
  {
    name: 'pages in one array',
    size: 100_000,
    make: (n) => changed({ 2: `<</Type /Pages /Kids [${'<</Type /Page /AF [4 0 R]>> '.repeat(n)}]>>` }),
  },
  {
    name: 'a deep page tree',
    size: 50_000,
    make: (n) =>
      loose(
        `1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj ${count(n, (i) => `${i + 2} 0 obj <</Type /Pages /Kids [${i + 3} 0 R]>> endobj `)}`,
      ),
  },
  {
    name: 'a name tree in a loop',
    size: 1,
    make: () =>
      changed({
        1: '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles 6 0 R>>>>',
        6: '<</Kids [6 0 R 6 0 R 7 0 R]>>',
        7: '<</Kids [6 0 R]>>',
      }),
  },
  {
    name: 'names',
    size: 300_000,
    make: (n) =>
      changed({
        1: `<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [${'(key) 4 0 R '.repeat(n)}]>>>>>>`,
      }),
  },
  {
    name: 'annotations',
    size: 300_000,
    make: (n) =>
      changed({ 3: `<</Type /Page /Annots [${'<</Subtype /FileAttachment /FS 4 0 R>>'.repeat(n)}]>>` }),
  },
  {
    name: 'files',
    size: 50_000,
    make: (n) =>
      changed({
        1: `<</Type /Catalog /Pages 2 0 R /AF [${count(n, (i) => `<</F (${i}.xml) /EF <</F 5 0 R>>>>`)}]>>`,
      }),
  },
  {
    name: 'a length that is its own stream',
    size: 1,
    make: () =>
      loose(
        '1 0 obj <</Type /Catalog /Pages 5 0 R>> endobj 5 0 obj <</Length 5 0 R>> stream\nx\nendstream endobj',
      ),
  },
  {
    name: 'references in a ring',
    size: 1,
    make: () =>
      changed({ 1: '<</Type /Catalog /Pages 6 0 R /Names 7 0 R>>', 6: '7 0 R', 7: '8 0 R', 8: '6 0 R' }),
  },
  {
    name: 'references in a row',
    size: 100_000,
    make: (n) =>
      loose(
        `1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj ${count(n, (i) => `${i + 2} 0 obj ${i + 3} 0 R endobj `)}`,
      ),
  },
  { name: 'arrays in arrays', size: 5 * MILLION, make: (n) => changed({ 6: '['.repeat(n) }) },
  {
    name: 'dictionaries in dictionaries',
    size: 2 * MILLION,
    make: (n) => changed({ 2: '<</Kids '.repeat(n / 4) }),
  },
  { name: 'strings in strings', size: 10 * MILLION, make: (n) => changed({ 2: '('.repeat(n) }) },
  { name: 'objects', size: 300_000, make: (n) => loose(count(n, (i) => `${i} 0 obj null endobj `)) },
  {
    name: 'the same object',
    size: 300_000,
    make: (n) => loose('1 0 obj <</Type /Catalog /Pages 1 0 R>> endobj '.repeat(n)),
  },
  { name: 'catalogs and trailers', size: 100_000, make: (n) => loose('trailer <</Root 1 0 R>> '.repeat(n)) },
  {
    name: 'streams that never end',
    size: 100_000,
    make: (n) => loose(count(n, (i) => `${i} 0 obj <</Length 999999>> stream\n`)),
  },
  {
    name: 'streams of a wrong length',
    size: 100_000,
    make: (n) => loose(count(n, (i) => `${i} 0 obj <</Length 7>> stream\nendstream endobj `)),
  },
  { name: 'the word obj', size: 5 * MILLION, make: (n) => loose('obj '.repeat(n / 4)) },
  { name: 'digits before obj', size: 10 * MILLION, make: (n) => loose(`${'9'.repeat(n)} 0 obj`) },
  { name: 'blanks before obj', size: 10 * MILLION, make: (n) => loose(`1${' '.repeat(n)}0 obj`) },
  { name: 'numbers and words in turn', size: 5 * MILLION, make: (n) => loose('1 0 '.repeat(n / 4)) },
  { name: 'a comment', size: 20 * MILLION, make: (n) => loose(`%${'a'.repeat(n)}`) },
  { name: 'comments', size: 5 * MILLION, make: (n) => changed({ 2: '%\n'.repeat(n) }) },
  { name: 'blanks', size: 20 * MILLION, make: (n) => changed({ 2: ' '.repeat(n) }) },
  {
    name: 'a long name',
    size: 10 * MILLION,
    make: (n) => changed({ 4: `<</Type /${'#41'.repeat(n / 3)} /F (a) /EF <</F 5 0 R>>>>` }),
  },
  {
    name: 'a long string',
    size: 10 * MILLION,
    make: (n) => changed({ 4: `<</F (${'\\101'.repeat(n / 4)}) /EF <</F 5 0 R>>>>` }),
  },
  {
    name: 'a long hexadecimal string',
    size: 10 * MILLION,
    make: (n) => changed({ 4: `<</UF <FEFF${'00'.repeat(n / 2)}0> /EF <</F 5 0 R>>>>` }),
  },
  { name: 'keys', size: 300_000, make: (n) => changed({ 4: `<<${count(n, (i) => `/k${i} 0 `)}>>` }) },
  {
    name: 'a header far away',
    size: 20 * MILLION,
    make: (n) => Buffer.concat([Buffer.alloc(n, '%'), buildPdf(sound)]),
  },
  {
    name: 'startxref far away',
    size: 20 * MILLION,
    make: (n) => Buffer.concat([buildPdf(sound), Buffer.alloc(n, 'startxref ')]),
  },
  ...[
    '/V 5 /R 6 /O () /U () /UE () /OE ()',
    '/V 4 /R 4 /Length 999999999 /O (a) /U (b) /P 0',
    '/V 1 /R 2',
    '/V 5 /R 6 /CF <</StdCF 6 0 R>>',
    '/V 4 /CF <</StdCF <</CFM /AESV2 /Length 99999>>>> /StmF /StdCF /R 4',
  ].map(
    (entries): Bomb => ({
      name: `encryption ${entries.slice(0, 30)}`,
      size: MILLION,
      make: (n) =>
        buildPdf(
          { ...sound, 6: `<</Filter /Standard ${entries} /Perms (${'x'.repeat(n)})>>` },
          { trailer: '/Encrypt 6 0 R /ID [(a) (b)]' },
        ),
    }),
  ),
  {
    name: 'a dictionary of encryption that needs itself',
    size: 1,
    make: () =>
      buildPdf(
        { ...sound, 6: '<</Filter /Standard /V 4 /R 6 0 R /O 6 0 R /U 6 0 R>>' },
        { trailer: '/Encrypt 6 0 R' },
      ),
  },
];
