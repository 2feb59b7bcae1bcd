import { describe, expect, it } from 'vitest';
import { buildPdf, flate, withAttachment } from '../../test/build-pdf.ts';
import { encryptedPdfs } from '../../test/encrypted-pdfs.ts';
import { foreignPdf, mendedPdfs, refusedPdfs, writtenPdf } from '../../test/foreign-pdfs.ts';
import { readAttachments } from '../read/read-attachments.ts';
import { type ArchiveOptions, archivePdf, NotArchivableError } from './archive-pdf.ts';
import type { Obstacle } from './obstacles.ts';

const options: ArchiveOptions = {
  title: 'Invoice 1',
  author: 'Acme',
  date: '2026-11-20T10:00:00+01:00',
  id: 'invoice 1',
  attachments: [
    {
      name: 'data.xml',
      bytes: new TextEncoder().encode('<a/>'),
      mimeType: 'text/xml',
      description: 'Data',
      relationship: 'Data',
    },
  ],
};

function obstaclesOf(pdf: Uint8Array, changes: Partial<ArchiveOptions> = {}): Obstacle[] {
  try {
    archivePdf(pdf, { ...options, ...changes });
    return [];
  } catch (error) {
    if (error instanceof NotArchivableError) return error.obstacles;
    throw error;
  }
}

describe('a document that cannot be mended is refused with the reason', () => {
  it.each(Object.entries(refusedPdfs))('%s', (_, { pdf, code }) => {
    expect(obstaclesOf(pdf).map((obstacle) => obstacle.code)).toContain(code);
  });

  it('every reason is told at once, with page, object and both languages', () => {
    const pdf = foreignPdf({
      page: '/PresSteps <<>>',
      resources: '/Font <</F 10 0 R>>',
      content: '0 0 0 1 k BT /F 12 Tf (x) Tj ET',
      objects: { 10: '<</Type /Font /Subtype /Type1 /BaseFont /Courier>>' },
    });
    const obstacles = obstaclesOf(pdf);
    expect(obstacles.map(({ code }) => code)).toEqual(['presentation', 'device_colour', 'font_not_embedded']);
    expect(obstacles.at(-1)).toEqual({
      code: 'font_not_embedded',
      clause: '6.2.11.4',
      pages: [1],
      object: 10,
      text: {
        en: 'The font "Courier" is not embedded (page 1, object 10).',
        fr: 'La police « Courier » n’est pas incorporée (page 1, objet 10).',
      },
      remedy: {
        en: 'Export the document again with all fonts embedded (PDF/A does so).',
        fr: 'Exportez à nouveau le document avec toutes ses polices incorporées (le format PDF/A le fait).',
      },
    });
  });

  it.each(Object.entries(encryptedPdfs))('encryption %s', (_, base64) => {
    const pdf = new Uint8Array(Buffer.from(base64, 'base64'));
    expect(obstaclesOf(pdf).map(({ code }) => code)).toEqual(['encrypted']);
  });

  it('an attachment of the same name, unless it is to be replaced', () => {
    const pdf = buildPdf({ ...withAttachment('data.xml', '<old/>') });
    expect(obstaclesOf(pdf).map(({ code }) => code)).toEqual([]);
    const same = buildPdf({
      ...withAttachment('data.xml', '<old/>'),
      1: '<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names [(data.xml) 4 0 R]>>>> /AF [4 0 R]>>',
    });
    expect(obstaclesOf(same).map(({ code }) => code)).toEqual(['attachment_exists']);
    const { pdf: replaced } = archivePdf(same, { ...options, replace: ['data.xml'] });
    const { attachments } = readAttachments(replaced);
    expect(attachments.map((file) => Buffer.from(file.read()).toString())).toEqual(['<a/>']);
  });
});

describe('what can be mended without touching the page is mended and listed', () => {
  it.each(Object.entries(mendedPdfs))('%s', (_, { pdf, change }) => {
    const { changes, conformance } = archivePdf(pdf, options);
    expect(changes.map(({ code }) => code)).toEqual(expect.arrayContaining(['rewritten', change]));
    expect(conformance).toBe('B');
  });

  it('a document of this package keeps all it has', () => {
    const { changes } = archivePdf(writtenPdf(), options);
    expect(changes.map(({ code }) => code)).toEqual(['rewritten', 'metadata']);
  });
});

describe('the result', () => {
  it('carries the attachment in every place, and claims PDF/A-3', () => {
    const { attachments, pdfA, repaired, pageCount } = readAttachments(archivePdf(foreignPdf(), options).pdf);
    expect({ pdfA, repaired, pageCount }).toEqual({
      pdfA: { part: '3', conformance: 'B' },
      repaired: false,
      pageCount: 1,
    });
    const [file] = attachments;
    expect(file).toMatchObject({
      name: 'data.xml',
      fileName: 'data.xml',
      mimeType: 'text/xml',
      relationship: 'Data',
      modificationDate: '2026-11-20T10:00:00+01:00',
      declaredSize: 4,
      places: ['names', 'catalog-af'],
    });
    expect(file?.hasDeclaredChecksum()).toBe(true);
  });

  it('is the same for the same input, and archives again to itself', () => {
    const { pdf } = archivePdf(foreignPdf(), options);
    expect(archivePdf(foreignPdf(), options).pdf).toEqual(pdf);
    const again = archivePdf(pdf, { ...options, replace: ['data.xml'] }).pdf;
    expect(archivePdf(again, { ...options, replace: ['data.xml'] }).pdf).toEqual(again);
  });

  it('keeps title, author and dates of the document, the same in Info and XMP', () => {
    const pdf = foreignPdf({
      trailer: `/Info <</Title (Facture n\\260 1 & co) /Author (Acme) /CreationDate (D:20260102030405+01'00')>>`,
    });
    const text = Buffer.from(archivePdf(pdf, options).pdf).toString('latin1');
    expect(readAttachments(Buffer.from(text, 'latin1')).xmp).toContain('Facture n° 1 &amp; co');
    expect(text).toContain("/CreationDate (D:20260102030405+01'00')");
    expect(text).toContain('<xmp:CreateDate>2026-01-02T03:04:05+01:00</xmp:CreateDate>');
    expect(text).toContain("/ModDate (D:20261120100000+01'00')");
  });

  it('keeps the first half of the file identifier', () => {
    const text = Buffer.from(
      archivePdf(foreignPdf({ trailer: '/ID [<0102> <0304>]' }), options).pdf,
    ).toString('latin1');
    expect(text).toMatch(/\/ID \[<0102> <[0-9a-f]{32}>\]/);
  });

  it('is whole where the cross-reference proves wrong only half-way', () => {
    const source = Buffer.from(foreignPdf()).toString('latin1');
    const table = source.lastIndexOf('\nxref');
    // The content of the page is not where the table says.
    const wrong = source.slice(table).replace(/(\n4 1\n)\d{10}/, '$10000000012');
    const { pdf } = archivePdf(Buffer.from(source.slice(0, table) + wrong, 'latin1'), options);
    const { attachments, outputIntent, pdfA } = readAttachments(pdf);
    expect({ files: attachments.length, outputIntent, part: pdfA?.part }).toEqual({
      files: 1,
      outputIntent: true,
      part: '3',
    });
    expect(Buffer.from(pdf).toString('latin1')).toContain('/Contents');
  });

  it('has only what the pages lead to', () => {
    const { pdf } = archivePdf(foreignPdf({ objects: { 10: '(left over)' } }), options);
    expect(Buffer.from(pdf).toString('latin1')).not.toContain('left over');
  });

  describe('keeps the level that the document claims where it meets it', () => {
    const claim = (level: string) =>
      `<x xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>1</pdfaid:part><pdfaid:conformance>${level}</pdfaid:conformance></x>`;
    const claiming = (level: string, catalog = '', type = 'P') =>
      foreignPdf({
        catalog: `/Metadata 10 0 R ${catalog}`,
        objects: {
          10: { entries: '/Type /Metadata /Subtype /XML', data: claim(level) },
          11: '<</Type /StructTreeRoot /K 12 0 R /RoleMap <</Words /P /Loop /Loop>>>>',
          12: `<</Type /StructElem /P 11 0 R /S /${type}>>`,
        },
      });
    const tagged = '/MarkInfo <</Marked true>> /StructTreeRoot 11 0 R';

    it.each([
      ['B', claiming('B'), 'B'],
      ['U', claiming('U'), 'U'],
      ['A without structure', claiming('A'), 'U'],
      ['A', claiming('A', tagged), 'A'],
      ['A with a type of its own that is mapped', claiming('A', tagged, 'Words'), 'A'],
      ['A with a type that is mapped to itself', claiming('A', tagged, 'Loop'), 'U'],
      ['A with a language that is no tag', claiming('A', `${tagged} /Lang (fran\\347ais)`), 'U'],
    ])('%s', (_, pdf, level) => {
      const { conformance, changes } = archivePdf(pdf, options);
      expect(conformance).toBe(level);
      const lowered = readAttachments(pdf).pdfA?.conformance !== level;
      expect(changes.some(({ code }) => code === 'level')).toBe(lowered);
    });
  });
});

describe('hostile documents', () => {
  const image = (more: string) =>
    flate(
      `/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ${more}`,
      'x',
    );

  it('masks that mask one another end', () => {
    const pdf = foreignPdf({
      resources: '/XObject <</I 10 0 R>>',
      content: '/I Do',
      objects: { 10: image('/SMask 11 0 R'), 11: image('/SMask 10 0 R') },
    });
    expect(obstaclesOf(pdf)).toEqual([]);
  });

  it('forms that show themselves end', () => {
    const form = {
      entries: '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 10 0 R>>>>',
      data: '/X Do',
    };
    const pdf = foreignPdf({ resources: '/XObject <</X 10 0 R>>', content: '/X Do', objects: { 10: form } });
    expect(obstaclesOf(pdf)).toEqual([]);
  });

  it('arrays that hold one another a million times over end', () => {
    const objects = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [10 + i, `[/Separation /X${i} ${`${11 + i} 0 R `.repeat(9)}]`]),
    );
    const pdf = foreignPdf({ resources: '/ColorSpace <</C 10 0 R>>', content: '/C cs', objects });
    expect(() => archivePdf(pdf, { ...options, limits: { steps: 100_000 } })).toThrowError('too complex');
  });

  it('resources that all pages inherit are written once', () => {
    const pages = Array.from({ length: 50 }, (_, i) => 10 + i);
    const states = Array.from({ length: 200 }, (_, i) => `/G${i} <</CA 0.5>>`).join(' ');
    const pdf = buildPdf({
      1: '<</Type /Catalog /Pages 2 0 R>>',
      2: `<</Type /Pages /Count 50 /MediaBox [0 0 90 90] /Resources <</ExtGState <<${states}>>>> /Kids [${pages.map((id) => `${id} 0 R`).join(' ')}]>>`,
      ...Object.fromEntries(pages.map((id) => [id, '<</Type /Page /Parent 2 0 R>>'])),
    });
    expect(archivePdf(pdf, options).pdf.length).toBeLessThan(pdf.length + 20_000);
  });
});
