import { describe, expect, it } from 'vitest';
import { type Body, buildCompressedPdf, buildPdf, flate, withAttachment } from '../../test/build-pdf.ts';
import { encryptedPdfs } from '../../test/encrypted-pdfs.ts';
import { PdfDocument } from '../document.ts';
import { A4 } from '../geometry.ts';
import { PdfReadError } from './error.ts';
import type { ReadLimits } from './limits.ts';
import { type PdfContents, readAttachments } from './read-attachments.ts';

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');
const contents = ({ attachments }: PdfContents) =>
  Object.fromEntries(attachments.map((file) => [file.name, text(file.read())]));

function refusal(run: () => unknown): PdfReadError {
  try {
    run();
  } catch (error) {
    if (error instanceof PdfReadError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const codeOf = (bytes: Uint8Array, limits: Partial<ReadLimits> = {}) =>
  refusal(() => readAttachments(bytes, limits)).code;

describe('a document of this package', () => {
  const document = new PdfDocument({
    title: 'T',
    author: 'A',
    language: 'fr-FR',
    creator: 'test',
    creationDate: '2026-05-06T10:00:00+02:00',
    id: 'x',
    attachments: [
      {
        name: 'factur-x.xml',
        bytes: Buffer.from('<a>é</a>'),
        mimeType: 'text/xml',
        description: 'Factur-X',
        relationship: 'Alternative',
      },
      {
        name: 'bordereau n° 7.csv',
        bytes: Buffer.from('1;2'),
        mimeType: 'text/csv',
        description: 'Détail',
        relationship: 'Supplement',
      },
    ],
  });
  document.addPage(A4);
  document.addPage(A4);
  const read = readAttachments(document.toBytes());

  it('gives its attachments back, each once, with all that is said of them', () => {
    const {
      read: _,
      hasDeclaredChecksum,
      ...first
    } = read.attachments.find(({ name }) => name === 'factur-x.xml') ?? {
      read: undefined,
      hasDeclaredChecksum: () => null,
    };
    expect(first).toEqual({
      name: 'factur-x.xml',
      fileName: 'factur-x.xml',
      unicodeName: 'factur-x.xml',
      description: 'Factur-X',
      mimeType: 'text/xml',
      relationship: 'Alternative',
      checksumForm: 'bytes',
      modificationDate: '2026-05-06T10:00:00+02:00',
      creationDate: null,
      declaredSize: 9,
      places: ['names', 'catalog-af'],
    });
    expect(hasDeclaredChecksum()).toBe(true);
    expect(contents(read)).toEqual({ 'factur-x.xml': '<a>é</a>', 'bordereau n° 7.csv': '1;2' });
  });

  it('tells pages, version, PDF/A and metadata', () => {
    expect(read).toMatchObject({
      version: '1.7',
      pageCount: 2,
      pdfA: { part: '3', conformance: 'B' },
      encryption: null,
      repaired: false,
      problems: [],
    });
    expect(read.xmp).toContain('<pdfaid:part>3</pdfaid:part>');
  });
});

describe('files are found', () => {
  const file = (name: string, id: number) => `<</Type /Filespec /F (${name}) /EF <</F ${id} 0 R>>>>`;
  const embedded = (data: string): Body => ({ entries: '/Type /EmbeddedFile', data });

  it('through all levels of the name tree', () => {
    const read = readAttachments(
      buildPdf({
        1: '<</Type /Catalog /Pages 2 0 R /Names 3 0 R>>',
        2: '<</Type /Pages /Count 0 /Kids []>>',
        3: '<</EmbeddedFiles 4 0 R>>',
        4: '<</Kids [5 0 R 6 0 R]>>',
        5: '<</Limits [(a) (a)] /Kids [7 0 R]>>',
        6: `<</Names [(b) ${file('b.txt', 9)}]>>`,
        7: `<</Names [(a) ${file('a.txt', 8)}]>>`,
        8: embedded('A'),
        9: embedded('B'),
      }),
    );
    expect(contents(read)).toEqual({ 'a.txt': 'A', 'b.txt': 'B' });
  });

  it('in the AF arrays of pages and in annotations, also when the name tree has them', () => {
    const read = readAttachments(
      buildPdf({
        1: '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(x) 5 0 R]>>>>>>',
        2: '<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R]>>',
        3: '<</Type /Page /Parent 2 0 R /AF [5 0 R 6 0 R]>>',
        4: '<</Type /Page /Parent 2 0 R /Annots [<</Subtype /Link>> <</Subtype /FileAttachment /FS 7 0 R>>]>>',
        5: file('tree.txt', 8),
        6: file('page.txt', 9),
        7: file('note.txt', 10),
        8: embedded('1'),
        9: embedded('2'),
        10: embedded('3'),
      }),
    );
    expect(read.attachments.map(({ name, places }) => [name, places])).toEqual([
      ['tree.txt', ['names', 'page-af']],
      ['page.txt', ['page-af']],
      ['note.txt', ['annotation']],
    ]);
    expect(read.pageCount).toBe(2);
  });

  it('by the key of the name tree when they have no name, in any text encoding', () => {
    const read = readAttachments(
      buildPdf({
        ...withAttachment('a', 'x'),
        1: '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(k\\351y) 6 0 R (b) 7 0 R]>>>>>>',
        6: '<</EF <</F 5 0 R>>>>',
        7: '<</UF <FEFF20AC002E> /EF <</F 8 0 R>>>>',
        8: embedded('€'),
      }),
    );
    expect(read.attachments.map(({ name }) => name)).toEqual(['kéy', '€.']);
  });

  it('in no place when the specification points outside the document', () => {
    const objects = {
      ...withAttachment('a', 'x'),
      4: '<</Type /Filespec /F (http://example.com/a.xml) /FS /URL>>',
    };
    expect(readAttachments(buildPdf(objects)).attachments).toEqual([]);
  });
});

describe('file structures', () => {
  const objects = withAttachment('a.xml', '<a/>');

  it('object streams and a predicted cross-reference stream', () => {
    const read = readAttachments(buildCompressedPdf(objects));
    expect(contents(read)).toEqual({ 'a.xml': '<a/>' });
    expect(read).toMatchObject({ repaired: false, pageCount: 1, version: '1.5' });
  });

  it('an incremental update replaces what it repeats', () => {
    const update = { 5: flate('/Type /EmbeddedFile', '<b/>') };
    const read = readAttachments(buildPdf(update, { after: buildPdf(objects) }));
    expect(contents(read)).toEqual({ 'a.xml': '<b/>' });
    expect(read.repaired).toBe(false);
  });

  it('a file that begins after something else, offsets counted from its header', () => {
    const read = readAttachments(Buffer.concat([Buffer.from('HTTP noise\r\n\r\n'), buildPdf(objects)]));
    expect(contents(read)).toEqual({ 'a.xml': '<a/>' });
    expect(read.repaired).toBe(false);
  });

  it('streams whose length is a reference, absent or wrong', () => {
    for (const length of ['/Length 6 0 R', '', '/Length 9999', '/Length 1']) {
      const source = Buffer.from(buildPdf({ ...objects, 5: { entries: '', data: '<a/>' }, 6: '4' })).toString(
        'latin1',
      );
      const changed = source.replace('/Length 4', length);
      expect(contents(readAttachments(Buffer.from(changed, 'latin1'))), length).toEqual({ 'a.xml': '<a/>' });
    }
  });

  const damages: [string, (file: Buffer) => Buffer][] = [
    ['the end is missing', (file) => file.subarray(0, file.indexOf('xref\n'))],
    [
      'startxref points nowhere',
      (file) => Buffer.from(file.toString('latin1').replace(/startxref\n\d+/, 'startxref\n99'), 'latin1'),
    ],
    [
      'every offset is wrong',
      (file) => Buffer.from(file.toString('latin1').replace('1 0 obj', '  \n1 0 obj'), 'latin1'),
    ],
    [
      'lines end otherwise',
      (file) => Buffer.from(file.toString('latin1').replace(/ 0 obj\n/g, ' 0 obj\r\n'), 'latin1'),
    ],
  ];
  it.each(damages)('a damaged file is repaired: %s', (_, damage) => {
    for (const build of [buildPdf, buildCompressedPdf]) {
      const broken = damage(Buffer.from(build(objects)));
      if (build === buildCompressedPdf && !broken.includes('/ObjStm')) continue;
      const read = readAttachments(broken);
      expect(contents(read)).toEqual({ 'a.xml': '<a/>' });
      expect(read.pageCount).toBe(1);
    }
  });

  it('a PDF attached without compression stays inside when the outer one is repaired', () => {
    const inner = buildPdf(withAttachment('inner.xml', '<inner/>'));
    const outer = buildPdf({
      ...withAttachment('a.pdf', ''),
      5: { entries: '/Type /EmbeddedFile', data: inner },
    });
    const read = readAttachments(outer.subarray(0, outer.length - 60));
    expect(read.repaired).toBe(true);
    expect(read.attachments.map(({ name }) => name)).toEqual(['a.pdf']);
    expect(read.attachments[0]?.read()).toEqual(new Uint8Array(inner));
  });
});

describe('encryption with an empty password', () => {
  it.each(Object.entries(encryptedPdfs))('%s', (cipher, base64) => {
    const read = readAttachments(Buffer.from(base64, 'base64'));
    expect(read.encryption).toEqual({
      cipher: cipher.replace(/ .*/, ''),
      bits: Number(/\d+$/.exec(cipher)?.[0]),
    });
    expect(contents(read)).toEqual({ 'facture é.xml': '<facture/>' });
  });

  it('a password is asked for by an error', () => {
    const encrypt = `<</Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}>>>`;
    const file = buildPdf(withAttachment('a', 'x'), { trailer: `/Encrypt ${encrypt} /ID [<00> <00>]` });
    const error = refusal(() => readAttachments(file));
    expect([error.code, error.message, error.messageFr]).toEqual([
      'pdf_encrypted',
      'the file is encrypted and asks for a password',
      'le fichier est chiffré et demande un mot de passe',
    ]);
  });

  it('certificates are not supported', () => {
    const file = buildPdf(withAttachment('a', 'x'), { trailer: '/Encrypt <</Filter /Adobe.PubSec /V 4>>' });
    expect(codeOf(file)).toBe('pdf_encryption_unsupported');
  });
});

describe('hostile files', () => {
  const bomb = (size: number) => flate('/Type /EmbeddedFile', new Uint8Array(size));

  it('an attachment that swells is refused when it is read, with its place', () => {
    const read = readAttachments(buildPdf({ ...withAttachment('a', ''), 5: bomb(3_000_000) }), {
      attachmentSize: 1_000_000,
    });
    const error = refusal(() => read.attachments[0]?.read());
    expect(error.code).toBe('pdf_stream_too_large');
    expect(error.object).toBe(5);
    expect(error.message).toBe(
      `a stream decodes to more than 1000000 bytes (object 5, byte ${error.offset})`,
    );
    expect(error.messageFr).toBe(`un flux décodé dépasse 1000000 octets (objet 5, octet ${error.offset})`);
  });

  it('attachments that swell only together are refused too', () => {
    const names = [5, 6, 7].map((id) => `(${id}) <</F (${id}) /EF <</F ${id} 0 R>>>>`);
    const file = buildPdf({
      ...withAttachment('a', ''),
      1: `<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [${names.join(' ')}]>>>>>>`,
      5: bomb(400_000),
      6: bomb(400_000),
      7: bomb(400_000),
    });
    const [first, second, third] = readAttachments(file, { decodedSize: 1_000_000 }).attachments;
    expect(first?.read().length).toBe(400_000);
    expect(second?.read().length).toBe(400_000);
    expect(first?.read().length).toBe(400_000);
    expect(refusal(() => third?.read()).code).toBe('pdf_stream_too_large');
  });

  it('metadata that swell are a problem, and the attachments stay readable', () => {
    const read = readAttachments(
      buildPdf({
        ...withAttachment('a.xml', '<a/>'),
        1: '<</Type /Catalog /Pages 2 0 R /Metadata 6 0 R /Names <</EmbeddedFiles <</Names [(key) 4 0 R]>>>>>>',
        6: bomb(3_000_000),
      }),
      { structureSize: 1_000_000 },
    );
    expect(read.xmp).toBeNull();
    expect(read.problems.map(({ code, object }) => [code, object])).toEqual([['pdf_stream_too_large', 6]]);
    expect(contents(read)).toEqual({ 'a.xml': '<a/>' });
  });

  it('data after the end of a compressed stream cost nothing', () => {
    const sound = flate('', '<a/>');
    const data =
      typeof sound === 'string' ? '' : Buffer.concat([Buffer.from(sound.data), Buffer.alloc(20_000_000)]);
    const read = readAttachments(
      buildPdf({ ...withAttachment('a', ''), 5: { entries: '/Filter /FlateDecode', data } }),
    );
    expect(contents(read)).toEqual({ a: '<a/>' });
  });

  it('damaged and truncated data are told apart from missing ones', () => {
    for (const data of ['nonsense', Buffer.from('789c4b4c', 'hex'), '']) {
      const file = { ...withAttachment('a', ''), 5: { entries: '/Filter /FlateDecode', data } };
      const [attachment] = readAttachments(buildPdf(file)).attachments;
      expect(refusal(() => attachment?.read()).code).toBe('pdf_stream_damaged');
    }
  });

  it('a filter of images is named', () => {
    const file = {
      ...withAttachment('a', ''),
      5: { entries: '/Filter [/ASCIIHexDecode /JBIG2Decode]', data: '00>' },
    };
    const error = refusal(() => readAttachments(buildPdf(file)).attachments[0]?.read());
    expect(error.code).toBe('pdf_filter_unsupported');
    expect(error.message).toContain('JBIG2Decode');
  });

  it('trees that contain themselves end', () => {
    const read = readAttachments(
      buildPdf({
        ...withAttachment('a.xml', '<a/>'),
        1: '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles 6 0 R>> /AF 1 0 R>>',
        2: '<</Type /Pages /Count 9 /Kids [2 0 R 3 0 R 2 0 R 3 0 R]>>',
        6: '<</Kids [6 0 R 6 0 R 7 0 R] /Names [(a) 4 0 R]>>',
        7: '<</Kids [6 0 R 7 0 R]>>',
      }),
    );
    expect(read.pageCount).toBe(1);
    expect(contents(read)).toEqual({ 'a.xml': '<a/>' });
  });

  it('references that lead in circles lead nowhere', () => {
    const read = readAttachments(
      buildPdf({
        ...withAttachment('a', 'x'),
        4: '<</F 6 0 R /EF 8 0 R>>',
        6: '7 0 R',
        7: '6 0 R',
        8: '8 0 R',
      }),
    );
    expect(read.attachments).toEqual([]);
  });

  it('a stream whose length is itself is still read', () => {
    const source = Buffer.from(
      buildPdf({ ...withAttachment('a', ''), 5: { entries: '', data: 'x' } }),
    ).toString('latin1');
    const file = Buffer.from(source.replace('/Length 1', '/Length 5 0 R'), 'latin1');
    expect(contents(readAttachments(file))).toEqual({ a: 'x' });
  });

  it('lengths that hang on lengths without end are refused', () => {
    const objects: Record<number, Body> = withAttachment('a', 'x');
    for (let id = 5; id < 60; id++) objects[id] = { entries: '', data: 'x' };
    const source = Buffer.from(buildPdf(objects)).toString('latin1');
    let id = 5;
    const file = Buffer.from(
      source.replace(/\/Length 1>>/g, () => `/Length ${++id} 0 R>>`),
      'latin1',
    );
    expect(codeOf(file)).toBe('pdf_too_complex');
  });

  it('nesting without end is refused', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['<</A ', '>>'],
    ] as const) {
      const file = buildPdf({ ...withAttachment('a', 'x'), 2: open.repeat(100_000) + close.repeat(100_000) });
      expect(codeOf(file)).toBe('pdf_too_complex');
    }
  });

  it('counts that no file can hold are not believed', () => {
    const source = Buffer.from(buildPdf(withAttachment('a.xml', '<a/>'))).toString('latin1');
    for (const changed of [
      source.replace('xref\n0 1\n', 'xref\n0 999999999999\n'),
      source.replace('/Size 6', '/Size 999999999999'),
      source.replace('/Count 1', '/Count 999999999'),
    ])
      expect(contents(readAttachments(Buffer.from(changed, 'latin1')))).toEqual({ 'a.xml': '<a/>' });
  });

  it('the limits on objects, attachments, values, steps and size hold', () => {
    const file = buildPdf(withAttachment('a', 'x'));
    expect(codeOf(file, { objects: 3 })).toBe('pdf_too_complex');
    expect(codeOf(file, { values: 10 })).toBe('pdf_too_complex');
    expect(codeOf(file, { steps: 3 })).toBe('pdf_too_complex');
    expect(codeOf(file, { attachments: 0 })).toBe('pdf_too_complex');
    expect(codeOf(file, { fileSize: 100 })).toBe('pdf_too_large');
  });

  it('an object stream that gives one large body to many objects does not multiply the work', () => {
    const header = Array.from({ length: 50_000 }, (_, i) => `${i + 10} 0 `).join('');
    const body = `(${'x'.repeat(1_000_000)})`;
    const file = buildPdf({
      ...withAttachment('a', 'x'),
      6: flate(`/Type /ObjStm /N 50000 /First ${header.length}`, header + body),
    });
    expect(codeOf(file.subarray(0, file.length - 60))).toBe('pdf_too_complex');
  });

  it('trailers by the thousand are read once each', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `/K${i} 0`).join(' ');
    const trailers = `trailer <</Root 1 0 R ${keys}>>\n${'trailer <</Root 1 0 R>>\n'.repeat(20_000)}`;
    const file = Buffer.from(buildPdf(withAttachment('a', 'x')));
    expect(contents(readAttachments(Buffer.concat([file.subarray(0, -60), Buffer.from(trailers)])))).toEqual({
      a: 'x',
    });
  });

  it('what is no PDF, or has nothing in it, is named', () => {
    expect(codeOf(new Uint8Array(0))).toBe('pdf_not_a_pdf');
    expect(codeOf(Buffer.from('<?xml version="1.0"?><Invoice/>'))).toBe('pdf_not_a_pdf');
    expect(codeOf(Buffer.from('%PDF-1.7\nnothing'))).toBe('pdf_damaged');
  });
});
