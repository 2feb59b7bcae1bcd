import type { Invoice } from '@scell/en16931';
import { A4, MissingGlyphsError, PdfError, readImage } from '@scell/pdf';
import { writeCii } from '@scell/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { Name, PdfReader, type PdfValue, type ShownText } from '../../pdf/test/read-pdf.ts';
import { fonts } from '../test/fonts.ts';
import { renderFacturX } from './render-facturx.ts';
import { type RenderOptions, renderInvoicePdf } from './render-invoice-pdf.ts';
import { missingCharacters } from './theme.ts';

const options: RenderOptions = {
  language: 'fr',
  fonts,
  creationDate: '2026-11-20T10:00:00Z',
  documentId: 'test',
};
const services = samples.servicesFrance as Invoice;

const render = (invoice: Invoice, more: Partial<RenderOptions> = {}) =>
  new PdfReader(renderInvoicePdf(invoice, { ...options, ...more, xml: '<x/>' }));

/** All that is shown, blanks removed, in the order of drawing. */
const inked = (texts: ShownText[]) => texts.map(({ text }) => squeeze(text)).join('');
const squeeze = (text: string) => text.normalize('NFC').replace(/\s/g, '');

function expectTidy(texts: ShownText[]): void {
  const boxes = texts
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, page, x, y, width, size }) => ({
      text,
      page,
      left: x,
      right: x + width,
      // From the descenders to the capitals.
      bottom: y - 0.2 * size,
      top: y + 0.73 * size,
    }));
  for (const box of boxes) {
    expect(box.left).toBeGreaterThanOrEqual(40);
    expect(box.right).toBeLessThanOrEqual(A4.width - 40);
    expect(box.bottom).toBeGreaterThanOrEqual(20);
    expect(box.top).toBeLessThanOrEqual(A4.height - 15);
  }
  boxes.sort((a, b) => a.page - b.page || b.top - a.top);
  for (const [i, a] of boxes.entries())
    for (let j = i + 1; j < boxes.length; j++) {
      const b = boxes[j];
      if (b === undefined || b.page !== a.page || b.top <= a.bottom + 0.05) break;
      const overlap = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (overlap > 0.05) expect.fail(`"${a.text}" and "${b.text}" overlap on page ${a.page + 1}`);
    }
}

/** Every text set in one column, in order over the pages: what a reader follows down a column. */
function columns(texts: ShownText[]): string {
  const byColumn = new Map<string, string>();
  for (const { text, x, size } of texts) {
    const key = `${x} ${size}`;
    byColumn.set(key, (byColumn.get(key) ?? '') + squeeze(text));
  }
  return [...byColumn.values()].join('\n');
}

describe('every sample, in both languages', () => {
  for (const [name, invoice] of Object.entries(samples))
    for (const language of ['fr', 'en'] as const)
      it(`${name} (${language}) is tidy and complete`, () => {
        const texts = render(invoice, { language }).texts();
        expectTidy(texts);
        const column = columns(texts);
        const expected = [
          invoice.seller.name,
          invoice.buyer.name,
          invoice.seller.legalInfo,
          invoice.paymentTerms?.trim(),
          ...invoice.lines.flatMap((line) => [line.name, line.description, line.note]),
          ...(invoice.notes ?? []).filter(({ subjectCode }) => subjectCode !== 'BAR').map(({ text }) => text),
          ...invoice.vatBreakdown.map(({ exemptionReason }) => exemptionReason),
        ];
        for (const text of expected) if (text !== undefined) expect(column).toContain(squeeze(text));
        const pages = new Set(texts.map(({ page }) => page)).size;
        expect(texts.filter(({ text }) => /^Page \d+\/\d+$/.test(text)).map(({ text }) => text)).toEqual(
          Array.from({ length: pages }, (_, i) => `Page ${i + 1}/${pages}`),
        );
      });
});

describe('the hybrid', () => {
  const { pdf, xml } = renderFacturX(services, options);
  const reader = new PdfReader(pdf);

  it('carries the CII document, byte for byte, as an alternative of the page', () => {
    expect(xml).toBe(writeCii(services));
    const [attachment, ...others] = reader.attachments;
    expect(others).toHaveLength(0);
    expect(attachment?.name).toBe('factur-x.xml');
    expect(Buffer.from(attachment?.bytes ?? []).toString('utf8')).toBe(xml);
    expect(attachment?.specification.get('AFRelationship')).toEqual(new Name('Alternative'));
    expect(attachment?.embedded.get('Subtype')).toEqual(new Name('text/xml'));
    expect(reader.catalog.get('AF') as PdfValue[]).toHaveLength(1);
  });

  it('says in its metadata what it carries', () => {
    expect(reader.xmp).toContain('xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"');
    for (const [property, value] of [
      ['DocumentFileName', 'factur-x.xml'],
      ['DocumentType', 'INVOICE'],
      ['Version', '1.0'],
      ['ConformanceLevel', 'EN 16931'],
    ]) {
      expect(reader.xmp).toContain(`<fx:${property}>${value}</fx:${property}>`);
      expect(reader.xmp).toContain(`<pdfaProperty:name>${property}</pdfaProperty:name>`);
    }
  });

  it('is the same bytes each time', () => {
    expect(renderFacturX(services, options).pdf).toEqual(pdf);
    expect(renderFacturX(services, { ...options, documentId: 'other' }).pdf).not.toEqual(pdf);
  });
});

describe('what the page says', () => {
  it('writes amounts, dates and account numbers as the language does', () => {
    const french = inked(render(services).texts());
    expect(french).toContain(squeeze('20/11/2026'));
    expect(french).toContain(squeeze('FR76 3000 6000 0112 3456 7890 189'));
    expect(french).toContain('5100,00€');
    const english = inked(render(services, { language: 'en' }).texts());
    expect(english).toContain('20November2026');
    expect(english).toContain('€5,100.00');
  });

  it('states SIREN, VAT number, category of operation and the option for debits', () => {
    const shown = inked(render({ ...services, taxPointCode: '5' }).texts());
    expect(shown).toContain('SIREN732829320·SIRET73282932000074');
    expect(shown).toContain('N°TVAFR44732829320');
    expect(shown).toContain('Prestationdeservices');
    expect(shown).toContain(squeeze('Option pour le paiement de la taxe d’après les débits.'));
    const belgian: Invoice = {
      ...services,
      taxPointCode: '5',
      seller: { ...services.seller, address: { ...services.seller.address, country: 'BE' } },
    };
    expect(inked(render(belgian).texts())).not.toContain('Optionpourlepaiement');
  });

  it('marks what is paid, and only that', () => {
    expect(inked(render(samples.alreadyPaid as Invoice).texts())).toContain('ACQUITTÉE');
    expect(inked(render(samples.alreadyPaid as Invoice, { language: 'en' }).texts())).toContain('PAID');
    expect(inked(render(services).texts())).not.toContain('ACQUITTÉE');
  });

  it('names the document by its type', () => {
    expect(inked(render(samples.creditNote as Invoice).texts())).toContain('Avoir');
    const selfBilled = inked(render({ ...services, typeCode: '389' }).texts());
    expect(selfBilled).toContain('Autofacturation');
  });

  it('says what the invoices it refers to are', () => {
    expect(inked(render(samples.creditNote as Invoice).texts())).toContain(squeeze('Facture d’origine'));
    expect(inked(render(samples.finalAfterDeposit as Invoice).texts())).toContain(
      squeeze('Facture d’acompte'),
    );
  });

  it('shows the VAT total in the tax currency', () => {
    const dollars = samples.dollars as Invoice;
    expect(inked(render(dollars).texts())).toContain('TotalTVAenEUR');
  });

  it('repeats the head of the table on every page that goes on with lines', () => {
    const texts = render(samples.hundredLines as Invoice).texts();
    const heads = texts.filter(({ text }) => text === 'Désignation').map(({ page }) => page);
    const names = texts.filter(({ text }) => /^Article n° \d+$/.test(text));
    expect(names).toHaveLength(100);
    expect(new Set(heads)).toEqual(new Set(names.map(({ page }) => page)));
    for (const head of texts.filter(({ text }) => text === 'Désignation'))
      for (const { page, y } of names) if (page === head.page) expect(y).toBeLessThan(head.y);
  });
});

describe('hostile content', () => {
  const word = fc.string({ unit: fc.constantFrom(...'aéŒW iΩЖß-/&<>()\\'), minLength: 1, maxLength: 300 });
  const amount = fc
    .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(2, '0')}`);

  it('is never cut and never overlaps', () => {
    fc.assert(
      fc.property(
        word,
        word,
        word,
        amount,
        fc.integer({ min: 1, max: 30 }),
        word,
        (name, text, code, money, count, footer) => {
          const [line] = services.lines;
          if (line === undefined) throw new Error('a sample has lines');
          const address = {
            line1: text,
            line2: name,
            line3: text,
            city: name,
            postCode: code,
            subdivision: text,
            country: 'GR',
          };
          const invoice: Invoice = {
            ...services,
            number: code,
            seller: { ...services.seller, name, tradingName: text, legalInfo: text, address },
            buyer: { ...services.buyer, name: text, address, contact: { name, phone: code, email: text } },
            buyerReference: text,
            purchaseOrderReference: code,
            contractReference: name,
            delivery: { name, address },
            payee: { name: text },
            paymentTerms: text,
            allowances: [{ amount: money, reason: text, vatCategory: 'S', vatRate: '20' }],
            lines: Array.from({ length: count }, (_, i) => ({
              ...line,
              id: `${i + 1}`,
              name: i % 3 === 0 ? name : 'Article',
              ...(i % 4 === 0 ? { description: text.repeat(3) } : {}),
              quantity: i % 2 === 0 ? '1' : '1234567.1234',
              netAmount: money,
              allowances: [{ amount: money }],
              price: { net: money, baseQuantity: '1000' },
            })),
            totals: { ...services.totals, due: money, withVat: money },
            notes: [{ text: text.repeat(10) }, { subjectCode: 'AAI', text: name }],
          };
          const texts = render(invoice, { footer }).texts();
          expectTidy(texts);
          const column = columns(texts);
          for (const expected of [name, text, text.repeat(10), code])
            expect(column).toContain(squeeze(expected));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is refused when the fonts cannot draw it', () => {
    const invoice: Invoice = { ...services, buyer: { ...services.buyer, name: '日本 Trading' } };
    expect(() => render(invoice)).toThrow(MissingGlyphsError);
    expect(missingCharacters('日本 Trading', fonts)).toEqual(['日', '本']);
    expect(missingCharacters('Ελλάς & Cie – « Żółć »', fonts)).toEqual([]);
  });

  it('is refused when the logo is no image', () => {
    expect(() => render(services, { logo: new TextEncoder().encode('<svg/>') })).toThrow(PdfError);
  });
});

describe('the logo', () => {
  // One red pixel, half transparent.
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );

  it('is drawn from bytes or from an image read before, in place of the name', () => {
    const fromBytes = renderInvoicePdf(services, { ...options, logo: png, xml: '<x/>' });
    expect(renderInvoicePdf(services, { ...options, logo: readImage(png), xml: '<x/>' })).toEqual(fromBytes);
    const reader = new PdfReader(fromBytes);
    const resources = reader.dictionary(reader.pages[0]?.get('Resources'));
    expect([...reader.dictionary(resources.get('XObject')).keys()]).toEqual(['I1']);
    expect(
      reader.texts().filter(({ text, size }) => text === services.seller.name && size > 12),
    ).toHaveLength(0);
  });
});
