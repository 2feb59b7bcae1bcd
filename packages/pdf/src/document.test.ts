import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interFile } from '../test/fonts.ts';
import { Name, PdfReader, type PdfValue, text } from '../test/read-pdf.ts';
import { type DocumentOptions, PdfDocument } from './document.ts';
import { MissingGlyphsError, PdfError } from './errors.ts';
import { drawable, Font, missingGlyphs, textWidth } from './font.ts';
import { A4 } from './geometry.ts';

const font = new Font(interFile('regular'));
const black = [0, 0, 0] as const;
const xml = new TextEncoder().encode('<?xml version="1.0"?><a>é</a>');

const options: DocumentOptions = {
  title: 'Facture F & co <n° 1> "é"',
  author: 'Ακμή & Фирма',
  subject: 'Sujet (1) \\ 2',
  language: 'fr-FR',
  creator: 'Test',
  creationDate: '2026-05-06T09:08:07+02:00',
  id: 'document 1',
  attachments: [
    {
      name: 'b.xml',
      bytes: xml,
      mimeType: 'text/xml',
      description: 'Les données',
      relationship: 'Alternative',
    },
    {
      name: 'a.bin',
      bytes: new Uint8Array(0),
      mimeType: 'application/octet-stream',
      description: 'Vide',
      relationship: 'Supplement',
    },
  ],
  schemas: [
    {
      name: 'Schema & more',
      namespace: 'urn:test#',
      prefix: 'tt',
      properties: [{ name: 'Level', value: 'EN <16931>', description: 'A level' }],
    },
  ],
};

function make(lines: string[], more: Partial<DocumentOptions> = {}): Uint8Array {
  const document = new PdfDocument({ ...options, ...more });
  const page = document.addPage(A4);
  for (const [i, line] of lines.entries()) page.text(line, 50, 60 + 15 * i, { font, size: 10, color: black });
  return document.toBytes();
}

describe('the file', () => {
  const reader = new PdfReader(make(['Bonjour']));

  it('has its header, a binary comment and every object where the table says', () => {
    expect(Buffer.from(reader.bytes.subarray(0, 9)).toString()).toBe('%PDF-1.7\n');
    const [percent, ...comment] = reader.bytes.subarray(9, 14);
    expect(percent).toBe(0x25);
    expect(comment.every((byte) => byte > 127)).toBe(true);
    for (let id = 1; id <= reader.objectCount; id++) expect(() => reader.object(id)).not.toThrow();
    expect(reader.trailer.get('Size')).toBe(reader.objectCount + 1);
  });

  it('is the same bytes for the same input, and identified by the id alone', () => {
    expect(make(['Bonjour', 'Ω'])).toEqual(make(['Bonjour', 'Ω']));
    const ids = (bytes: Uint8Array) => new PdfReader(bytes).trailer.get('ID') as PdfValue[];
    expect(ids(make(['x']))).toEqual(ids(make(['y'])));
    expect(ids(make(['x'], { id: 'document 2' }))).not.toEqual(ids(make(['x'])));
    expect(ids(make(['x']))[0]).toHaveLength(16);
  });

  it('does not depend on what the font was used for before', () => {
    const fresh = new Font(interFile('regular'));
    const document = new PdfDocument(options);
    document.addPage(A4).text('Ω and Я', 50, 60, { font: fresh, size: 10, color: black });
    expect(make(['Ω and Я'])).toEqual(document.toBytes());
  });

  it('carries an output intent with an sRGB profile, the language and the title display', () => {
    const [intent] = reader.catalog.get('OutputIntents') as PdfValue[];
    const profile = reader.stream(reader.dictionary(intent).get('DestOutputProfile'));
    expect(Buffer.from(profile.subarray(12, 24)).toString()).toBe('mntrRGB XYZ ');
    expect(new DataView(profile.buffer, profile.byteOffset).getUint32(0)).toBe(profile.length);
    expect(text(reader.catalog.get('Lang'))).toBe('fr-FR');
    expect(reader.dictionary(reader.catalog.get('ViewerPreferences')).get('DisplayDocTitle')).toBe(true);
  });
});

describe('attachments', () => {
  const reader = new PdfReader(make(['x']));

  it('are listed by name in order, associated with the document, and equal to what was given', () => {
    expect(reader.attachments.map(({ name }) => name)).toEqual(['a.bin', 'b.xml']);
    expect(reader.attachments[1]?.bytes).toEqual(xml);
    expect(reader.attachments[0]?.bytes).toHaveLength(0);
    expect(reader.catalog.get('AF') as PdfValue[]).toHaveLength(2);
  });

  it('say their type, relationship, both names, size, date and checksum', () => {
    const { specification, embedded } = reader.attachments[1] ?? {};
    expect(specification?.get('AFRelationship')).toEqual(new Name('Alternative'));
    expect([text(specification?.get('F')), text(specification?.get('UF'))]).toEqual(['b.xml', 'b.xml']);
    expect(text(specification?.get('Desc'))).toBe('Les données');
    expect(embedded?.get('Subtype')).toEqual(new Name('text/xml'));
    const params = reader.dictionary(embedded?.get('Params'));
    expect(params.get('Size')).toBe(xml.length);
    expect(text(params.get('ModDate'))).toBe("D:20260506090807+02'00'");
    expect(params.get('CheckSum')).toEqual(Uint8Array.from(createHash('md5').update(xml).digest()));
  });
});

describe('metadata', () => {
  it('agree between the Info dictionary and XMP, whatever the texts', () => {
    const entity: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
    const plain = (value: string) => value.replace(/&(?:lt|gt|quot|amp);/g, (found) => entity[found] ?? '');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (title, author) => {
        const { info, xmp } = new PdfReader(make([], { title, author }));
        expect(text(info.get('Title'))).toBe(title);
        expect(text(info.get('Author'))).toBe(author);
        const inXmp = /<dc:title><rdf:Alt><rdf:li xml:lang="x-default">([^<]*)<\/rdf:li>/.exec(xmp)?.[1];
        const carried = [...title.toWellFormed()].filter(isXmlCharacter).join('');
        expect(plain(inXmp ?? '')).toBe(carried);
        // Every ampersand left starts one of the four references, so the packet is well-formed.
        expect(xmp.match(/&(?!(?:lt|gt|quot|amp);)/)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('claim PDF/A-3b and declare the schemas that are not predefined', () => {
    const { xmp, info } = new PdfReader(make([]));
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>');
    expect(xmp).toContain('<pdfaSchema:schema>Schema &amp; more</pdfaSchema:schema>');
    expect(xmp).toContain('<tt:Level>EN &lt;16931&gt;</tt:Level>');
    expect(xmp).toContain('<xmp:CreateDate>2026-05-06T09:08:07+02:00</xmp:CreateDate>');
    expect(text(info.get('CreationDate'))).toBe("D:20260506090807+02'00'");
    expect(xmp).toContain(`<pdf:Producer>${text(info.get('Producer'))}</pdf:Producer>`);
    expect(text(info.get('Subject'))).toBe('Sujet (1) \\ 2');
  });

  it('refuse a date without offset', () => {
    for (const creationDate of [
      '2026-05-06',
      '2026-05-06T10:00:00',
      '2026-13-06T10:00:00Z',
      '2026-02-30T10:00:00Z',
      '',
    ])
      expect(() => make([], { creationDate })).toThrow(PdfError);
  });
});

describe('fonts', () => {
  it('give every text back, in the base subset or beside it, at the measured width', () => {
    const lines = ['Élève n° 123 – 4 € « œ »', 'Ακμή Привіт Łódź – ő ș ş', 'mixed: Ω and a', '111 1 000,00'];
    const reader = new PdfReader(make(lines));
    expect(reader.texts().map((shown) => shown.text)).toEqual(lines);
    for (const shown of reader.texts()) expect(shown.width).toBeCloseTo(textWidth(shown.text, font, 10), 6);
    expect([...reader.fonts.keys()]).toEqual(['F1', 'F1x']);
    expect([...new PdfReader(make(['plain'])).fonts.keys()]).toEqual(['F1']);
  });

  it('embed subsets whose own metrics are the widths announced', () => {
    const reader = new PdfReader(make(['Abc', 'Ω Я']));
    for (const { widths, file, baseFont, unicode } of reader.fonts.values()) {
      expect(baseFont).toMatch(/^[A-Z]{6}\+Inter-Regular$/);
      const { advances, glyphCount } = readTrueType(file);
      expect(widths.size).toBe(unicode.size);
      for (const [id, width] of widths)
        expect(Math.abs(width - (advances[id] ?? Number.NaN))).toBeLessThanOrEqual(0.5);
      expect(glyphCount).toBeGreaterThan(widths.size);
    }
  });

  it('set digits on one width', () => {
    const widths = [...'0123456789'].map((digit) => textWidth(digit, font, 1000));
    expect(new Set(widths).size).toBe(1);
  });

  it('name the characters they lack, and refuse to draw them', () => {
    expect(missingGlyphs('Prix 日本 😀 日', font)).toEqual(['日', '本', '😀']);
    expect(missingGlyphs('Ça coûte 5\u202f000\u00a0€\nΩ Ж\u200b', font)).toEqual([]);
    expect(() => make(['日'])).toThrow(MissingGlyphsError);
    expect(missingGlyphs('\u0007', font)).toEqual(['\u0007']);
  });

  it('draw decomposed accents as the composed letter', () => {
    expect(new PdfReader(make(['e\u0301'])).texts()[0]?.text).toBe('é');
    expect(drawable('a\tb\r\nc ﬁn \ufeffx\u00ady')).toBe('a b\nc fin xy');
  });

  it('refuse what is no TrueType font', () => {
    expect(() => new Font(new Uint8Array(10))).toThrow(PdfError);
    expect(() => new Font(Buffer.from('OTTO000000000000'))).toThrow(/TrueType/);
    const cut = interFile('regular').slice(0, 2000);
    expect(() => new Font(cut)).toThrow(PdfError);
  });
});

/** XML 1.0 §2.2, production Char. */
function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code !== 0xfffe && code !== 0xffff);
}

/** Advances in thousandths and the number of glyphs, checked against loca and the table checksums. */
function readTrueType(file: Uint8Array): { advances: number[]; glyphCount: number } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const [tag, sum, offset, length] = [
      Buffer.from(file.subarray(entry, entry + 4)).toString(),
      view.getUint32(entry + 4),
      view.getUint32(entry + 8),
      view.getUint32(entry + 12),
    ];
    let computed = 0;
    for (let at = offset; at < offset + length; at += 4) {
      const adjusted = tag === 'head' && at === offset + 8;
      computed = (computed + (adjusted ? 0 : view.getUint32(at))) >>> 0;
    }
    expect(computed).toBe(sum);
    tables.set(tag, offset);
  }
  const at = (tag: string) => tables.get(tag) ?? Number.NaN;
  const glyphCount = view.getUint16(at('maxp') + 4);
  const unitsPerEm = view.getUint16(at('head') + 18);
  expect(view.getUint16(at('hhea') + 34)).toBe(glyphCount);
  for (let id = 0; id < glyphCount; id++) {
    const [start, end] = [view.getUint32(at('loca') + 4 * id), view.getUint32(at('loca') + 4 * id + 4)];
    expect(end).toBeGreaterThanOrEqual(start);
  }
  const advances = Array.from(
    { length: glyphCount },
    (_, id) => (view.getUint16(at('hmtx') + 4 * id) * 1000) / unitsPerEm,
  );
  return { advances, glyphCount };
}
