import { writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { foreignPdf } from '../../../pdf/test/foreign-pdfs.ts';
import { fonts } from '../../test/fonts.ts';
import { extractInvoice } from '../extract/extract-invoice.ts';
import { renderFacturX } from '../render-facturx.ts';
import { embedInvoice, NotEmbeddableError } from './embed-invoice.ts';

const invoice = samples.servicesFrance;
if (invoice === undefined) throw new Error('no sample servicesFrance');
const xml = writeCii(invoice);
const options = { date: '2026-11-20T10:00:00+01:00', documentId: 'invoice 1' };
const guideline = (id: string) => xml.replace('urn:cen.eu:en16931:2017', id);

function reasonsOf(pdf: Uint8Array, content: string | Uint8Array, replace = false) {
  try {
    embedInvoice(pdf, content, { ...options, replace });
    return [];
  } catch (error) {
    if (error instanceof NotEmbeddableError) return error.reasons;
    throw error;
  }
}
const codesOf = (...words: Parameters<typeof reasonsOf>) => reasonsOf(...words).map(({ code }) => code);

it.each([
  ['urn:factur-x.eu:1p0:minimum', 'MINIMUM', 'Data', 'factur-x.xml'],
  ['urn:factur-x.eu:1p0:basicwl', 'BASIC WL', 'Data', 'factur-x.xml'],
  ['urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic', 'BASIC', 'Alternative', 'factur-x.xml'],
  ['urn:cen.eu:en16931:2017', 'EN 16931', 'Alternative', 'factur-x.xml'],
  [
    'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
    'EXTENDED',
    'Alternative',
    'factur-x.xml',
  ],
  [
    'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
    'XRECHNUNG',
    'Alternative',
    'xrechnung.xml',
  ],
])('BT-24 %s is level %s', (id, profile, relationship, filename) => {
  const content = guideline(id);
  const embedded = embedInvoice(foreignPdf(), content, options);
  expect(embedded).toMatchObject({ profile, relationship, conformance: 'B' });
  const extracted = extractInvoice(embedded.pdf);
  expect(Buffer.from(extracted.xml).toString()).toBe(content);
  expect(extracted).toMatchObject({ profile, relationship, filename });
  expect(
    extracted.findings.filter(({ severity, code }) => severity === 'fatal' && code !== 'BR-HYBRID-FR-01'),
  ).toEqual([]);
});

it('gives the same bytes for the same input', () => {
  const { pdf } = embedInvoice(foreignPdf(), xml, options);
  expect(embedInvoice(foreignPdf(), new TextEncoder().encode(xml), options).pdf).toEqual(pdf);
  expect(embedInvoice(foreignPdf(), xml, { ...options, documentId: 'other' }).pdf).not.toEqual(pdf);
});

it('names a document without title after the invoice', () => {
  const { xmp } = extractInvoice(embedInvoice(foreignPdf(), xml, options).pdf).pdf;
  expect(xmp).toContain(`Factur-X ${invoice.number}`);
  expect(xmp).toContain(invoice.seller.name);
});

describe('is refused', () => {
  it.each([
    ['XML that is broken', '<a>', ['xml_malformed']],
    ['UBL', writeUbl(invoice), ['xml_not_cii']],
    ['XML of another kind', '<a/>', ['xml_not_cii']],
    ['a specification that no profile has', guideline('urn:other'), ['profile_unknown']],
    [
      'the French extension',
      guideline('urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr'),
      ['profile_bare'],
    ],
  ])('%s', (_, content, codes) => {
    expect(codesOf(foreignPdf(), content)).toEqual(codes);
  });

  it('with the reasons of XML and PDF together, each with a remedy in both languages', () => {
    const reasons = reasonsOf(foreignPdf({ page: '/PresSteps <<>>', content: '0 0 0 1 k' }), '<a>');
    expect(reasons.map(({ code }) => code)).toEqual(['xml_malformed', 'presentation', 'device_colour']);
    for (const { text, remedy } of reasons)
      for (const language of ['en', 'fr'] as const) {
        expect(text[language]).toMatch(/\.$/);
        expect(remedy[language]).toMatch(/\.$/);
      }
  });

  it('a PDF that carries an invoice, unless it is to be replaced', () => {
    const { pdf } = renderFacturX(invoice, {
      language: 'fr',
      fonts,
      creationDate: '2026-05-06T10:00:00+02:00',
      documentId: 'test',
    });
    expect(reasonsOf(pdf, xml)).toMatchObject([
      { code: 'invoice_present', text: { en: 'The PDF already carries an invoice, "factur-x.xml".' } },
    ]);
    const other = xml.replace(invoice.number, 'NEW-1');
    const { pdf: replaced, changes } = embedInvoice(pdf, other, { ...options, replace: true });
    expect(changes.map(({ code }) => code)).toEqual(['rewritten', 'attachment_replaced', 'metadata']);
    const extracted = extractInvoice(replaced);
    expect(Buffer.from(extracted.xml).toString()).toBe(other);
    expect(extracted.pdf.attachments).toHaveLength(1);
  });
});
