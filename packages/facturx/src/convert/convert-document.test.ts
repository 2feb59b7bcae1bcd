import type { Invoice } from '@scell/en16931';
import { A4, PdfDocument, readAttachments } from '@scell/pdf';
import { readInvoice, readXml, writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { fonts } from '../../test/fonts.ts';
import { extractInvoice } from '../extract/extract-invoice.ts';
import { PROFILES } from '../profiles/profiles.ts';
import { renderFacturX } from '../render-facturx.ts';
import { type ConvertOptions, convertDocument } from './convert-document.ts';

const options: ConvertOptions = {
  language: 'fr',
  fonts,
  creationDate: '2026-11-20T10:00:00Z',
  documentId: 'test',
};
const base = samples.servicesFrance as Invoice;
const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const whole = { complete: true, lost: [], added: [], irregularities: [] };

describe('convertDocument', () => {
  it.each([
    ['cii', 'ubl', writeCii, writeUbl],
    ['ubl', 'cii', writeUbl, writeCii],
  ] as const)('writes %s as %s', (syntax, target, from, to) => {
    expect(convertDocument(utf8(from(base)), target, options)).toEqual({
      bytes: utf8(to(base)),
      mediaType: 'application/xml',
      extension: 'xml',
      certificate: {
        ...whole,
        source: { container: 'xml', syntax, specification: base.specification },
        target,
      },
      findings: [],
      changes: [],
    });
  });

  it('gives back what is already what is asked for, byte for byte', () => {
    const odd = utf8(
      `\uFEFF${writeCii(base).replace('<rsm:ExchangedDocument>', '<!-- mine --> <rsm:ExchangedDocument>')}`,
    );
    expect(convertDocument(odd, 'cii', options).bytes).toEqual(odd);
    const { pdf, xml } = renderFacturX(base, options);
    expect(text(convertDocument(pdf, 'cii', options).bytes)).toBe(xml);
  });

  it('takes the invoice of a hybrid PDF to UBL', () => {
    const { bytes, certificate } = convertDocument(renderFacturX(base, options).pdf, 'ubl', options);
    expect(text(bytes)).toBe(writeUbl(base));
    expect(certificate).toMatchObject({ ...whole, source: { container: 'pdf', syntax: 'cii' } });
  });

  it('makes a Factur-X PDF of UBL', () => {
    const { bytes, mediaType, certificate } = convertDocument(utf8(writeUbl(base)), 'facturx', options);
    expect(mediaType).toBe('application/pdf');
    expect(certificate).toMatchObject({ ...whole, target: 'facturx' });
    const hybrid = extractInvoice(bytes);
    expect(hybrid).toMatchObject({ format: 'factur-x', profile: 'EN 16931', findings: [] });
    expect(text(hybrid.xml)).toBe(writeCii(base));
  });

  it.each([
    // What the buyer's country would have told is left out.
    ['MINIMUM', 'refuses', 0],
    ['BASIC WL', 'first year', 1],
    ['BASIC', 'refuses', 1],
    ['EXTENDED', undefined, 0],
  ] as const)('makes a PDF of profile %s, and says what France says of it', (profile, says, seen) => {
    const { bytes, certificate, findings } = convertDocument(utf8(writeUbl(base)), 'facturx', {
      ...options,
      profile,
    });
    expect(extractInvoice(bytes)).toMatchObject({
      profile,
      guideline: PROFILES[profile].specification,
      relationship: PROFILES[profile].relationship,
    });
    expect(extractInvoice(bytes).findings).toEqual(findings.slice(0, seen));
    expect(findings.map(({ code }) => code)).toEqual(says === undefined ? [] : ['SCELL-HYBRID-FR-PROFILE']);
    if (says !== undefined) expect(findings[0]?.text.en).toContain(says);
    expect(certificate.complete).toBe(false);
    expect(certificate.lost[0]).toMatchObject({ term: 'BT-24', value: base.specification });
    expect(certificate.lost.some(({ term }) => term === 'BT-153')).toBe(
      profile === 'MINIMUM' || profile === 'BASIC WL',
    );
  });

  it('embeds the XML as it stands when it is of a Factur-X profile already', () => {
    const xml = writeCii({ ...base, specification: PROFILES.EXTENDED.specification });
    const { bytes, certificate } = convertDocument(utf8(xml), 'facturx', options);
    expect(text(extractInvoice(bytes).xml)).toBe(xml);
    expect(certificate.complete).toBe(true);
  });

  it('keeps the pages of a hybrid PDF, and the whole of it where nothing changes', () => {
    const { pdf } = renderFacturX(base, options);
    expect(convertDocument(pdf, 'facturx', options)).toMatchObject({ bytes: pdf, changes: [] });
    const basic = convertDocument(pdf, 'facturx', { ...options, profile: 'BASIC' });
    expect(extractInvoice(basic.bytes)).toMatchObject({ profile: 'BASIC' });
    expect(basic.changes.map(({ code }) => code)).toContain('attachment_replaced');
    expect(readAttachments(basic.bytes).pageCount).toBe(readAttachments(pdf).pageCount);
  });

  it('makes a Factur-X of a PDF that another standard made, on its own pages', () => {
    const document = new PdfDocument({
      title: 'Facture',
      author: 'Autre',
      language: 'fr-FR',
      creator: 'test',
      creationDate: options.creationDate,
      id: 'other',
      attachments: [
        {
          name: 'ubl.xml',
          bytes: utf8(writeUbl(base)),
          mimeType: 'text/xml',
          description: 'UBL',
          relationship: 'Data',
        },
      ],
    });
    document.addPage(A4);
    const { bytes, changes } = convertDocument(document.toBytes(), 'facturx', options);
    expect(extractInvoice(bytes)).toMatchObject({ format: 'factur-x', profile: 'EN 16931' });
    expect(text(extractInvoice(bytes).xml)).toBe(writeCii(base));
    expect(changes.length).toBeGreaterThan(0);
  });

  it('embeds an EXTENDED-CTC-FR invoice as EXTENDED', () => {
    const specification = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
    const { bytes } = convertDocument(utf8(writeCii({ ...base, specification })), 'facturx', options);
    expect(extractInvoice(bytes)).toMatchObject({ profile: 'EXTENDED', findings: [] });
  });

  it('names what has no home, with its place', () => {
    const xml = writeCii(base).replace('<ram:TypeCode>', '<ram:Name>FACTURE</ram:Name>\n<ram:TypeCode>');
    const { certificate } = convertDocument(utf8(xml), 'ubl', options);
    expect(certificate).toMatchObject({ complete: false });
    expect(certificate.lost).toEqual([
      expect.objectContaining({
        term: 'BT-X-2',
        place: '/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:Name',
        line: xml.slice(0, xml.indexOf('<ram:Name>FACTURE')).split('\n').length,
        value: 'FACTURE',
      }),
    ]);
  });

  it('names a term that goes, in words and by its place in the invoice', () => {
    const identifiers = [{ value: 'C-1' }, { value: '43892015700033', scheme: '0009' }];
    const xml = writeCii({ ...base, buyer: { ...base.buyer, identifiers } });
    const { certificate } = convertDocument(utf8(xml), 'ubl', options);
    expect(certificate.lost).toEqual([
      expect.objectContaining({ term: 'BT-46', place: 'buyer.identifiers[0].value', value: 'C-1' }),
    ]);
    expect(certificate.lost[0]?.name?.fr).toMatch(/acheteur/);
  });

  it('refuses a page of an invoice that lacks what a page needs, and writes its XML', () => {
    const xml = utf8(writeCii(base).replace(/<ram:DuePayableAmount>[^<]*</, '<ram:DuePayableAmount>cent<'));
    expect(() => convertDocument(xml, 'facturx', options)).toThrow(
      expect.objectContaining({ code: 'not-printable' }),
    );
    const { bytes, certificate } = convertDocument(xml, 'ubl', options);
    expect(certificate.irregularities).toEqual([expect.objectContaining({ term: 'BT-115', value: 'cent' })]);
    expect(readInvoice(readXml(bytes)).invoice.totals.due).toBe('cent');
  });

  it.each([
    ['<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', 'unsupported-format'],
    ['<a>', 'unclosed'],
    ['%PDF-1.7\nnothing', 'pdf_damaged'],
  ])('refuses %s', (document, code) => {
    expect(() => convertDocument(utf8(document), 'ubl', options)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['ZUGFeRD 1.0', '<CrossIndustryDocument xmlns="urn:ferd:CrossIndustryDocument:invoice:1p0"/>'],
    [
      'Order-X',
      '<SCRDMCCBDACIOMessageStructure xmlns="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>',
    ],
  ])('names %s, which it does not convert', (name, document) => {
    expect(() => convertDocument(utf8(document), 'ubl', options)).toThrow(
      expect.objectContaining({ code: 'unsupported-format', message: expect.stringContaining(name) }),
    );
  });
});
