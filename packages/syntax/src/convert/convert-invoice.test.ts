import { type Invoice, termValues } from '@scell/en16931';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { readInvoice } from '../read-invoice.ts';
import { writeCii } from '../write-cii.ts';
import { writeUbl } from '../write-ubl.ts';
import { readXml } from '../xml/read-xml.ts';
import { type Conversion, convertInvoice } from './convert-invoice.ts';

const base = samples.servicesFrance as Invoice;
const whole = { unread: [], homeless: [], lost: [], added: [], irregularities: [] };
const written = { cii: writeCii, ubl: writeUbl };

const terms = (list: Conversion['lost']): string[] => list.map(({ term, value }) => `${term} ${value}`);

describe('convertInvoice', () => {
  it.each(Object.entries(samples))('loses nothing of the sample %s, either way', (_, invoice) => {
    const toUbl = convertInvoice(readXml(writeCii(invoice)), 'ubl');
    expect(toUbl).toEqual({ ...whole, syntax: 'ubl', xml: writeUbl(invoice) });
    const toCii = convertInvoice(readXml(toUbl.xml), 'cii');
    expect(toCii).toEqual({ ...whole, syntax: 'cii', xml: writeCii(invoice) });
  });

  it('says what is no term of EN 16931', () => {
    const xml = writeCii(base).replace('<ram:TypeCode>', '<ram:Name>FACTURE</ram:Name><ram:TypeCode>');
    const { unread, lost } = convertInvoice(readXml(xml), 'ubl');
    expect(unread.map(({ node }) => [node.tag, node.text])).toEqual([['ram:Name', 'FACTURE']]);
    expect(lost).toEqual([]);
  });

  it('carries the terms of an extension that BT-24 announces, and names those without a home', () => {
    const specification = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
    const xml = writeCii({ ...base, specification })
      .replace('<ram:TypeCode>', '<ram:Name>FACTURE</ram:Name>\n<ram:TypeCode>')
      .replace(
        '<ram:LineID>1</ram:LineID>',
        '<ram:LineID>1</ram:LineID>\n<ram:LineStatusReasonCode>DETAIL</ram:LineStatusReasonCode>',
      );
    const there = convertInvoice(readXml(xml), 'ubl');
    expect(there).toMatchObject({ unread: [], lost: [], added: [] });
    expect(there.homeless).toEqual([{ term: 'BT-X-2', place: [], value: 'FACTURE' }]);
    expect(there.xml).toContain('<cbc:DocumentStatusCode>DETAIL</cbc:DocumentStatusCode>');
    const back = convertInvoice(readXml(there.xml), 'cii');
    expect(back.xml).toBe(xml.replace('<ram:Name>FACTURE</ram:Name>\n', ''));
    expect(back).toMatchObject(whole);
  });

  it('leaves the terms of an extension out of an invoice that claims EN 16931', () => {
    const specification = 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended';
    const xml = writeCii({ ...base, specification }).replace(
      '<ram:TypeCode>',
      '<ram:Name>FACTURE</ram:Name>\n<ram:TypeCode>',
    );
    expect(convertInvoice(readXml(xml), 'cii').xml).toBe(xml);
    const claimed = convertInvoice(readXml(xml), 'cii', base.specification);
    expect(claimed.xml).toBe(writeCii(base));
    expect(claimed.unread.map(({ node }) => node.text)).toEqual(['FACTURE']);
    expect(terms(claimed.lost)).toEqual([`BT-24 ${specification}`]);
    expect(terms(claimed.added)).toEqual([`BT-24 ${base.specification}`]);
  });

  it('keeps one identifier of the buyer in UBL, that with a scheme, and says which went', () => {
    const identifiers = [{ value: 'CLIENT-1' }, { value: '43892015700033', scheme: '0009' }];
    const invoice = { ...base, buyer: { ...base.buyer, identifiers } };
    const { xml, lost } = convertInvoice(readXml(writeCii(invoice)), 'ubl');
    expect(terms(lost)).toEqual(['BT-46 CLIENT-1']);
    expect(readInvoice(readXml(xml)).invoice.buyer.identifiers).toEqual([identifiers[1]]);
  });

  it('gives UBL the VAT total its schema asks for, and says so', () => {
    const { vat: _, ...totals } = base.totals;
    const { xml, lost, added } = convertInvoice(readXml(writeCii({ ...base, totals })), 'ubl');
    expect(lost).toEqual([]);
    expect(terms(added)).toEqual([`BT-110 ${base.totals.vat}`]);
    expect(readInvoice(readXml(xml)).invoice).toEqual(base);
  });

  it('leaves out of CII an accounting currency that is the currency of the invoice', () => {
    const xml = writeUbl({ ...base, taxCurrency: base.currency });
    const { lost } = convertInvoice(readXml(xml), 'cii');
    expect(terms(lost)).toEqual([`BT-6 ${base.currency}`]);
  });

  it('keeps a remittance and a mandate that stand without payment means', () => {
    const { payment: _, ...rest } = base;
    const payment = { meansCode: '', remittance: 'R-1', directDebit: { mandate: 'M-1', creditorId: 'C-1' } };
    const cii = writeCii({ ...rest, payment });
    expect(cii).not.toContain('SpecifiedTradeSettlementPaymentMeans');
    const { lost, added } = convertInvoice(readXml(cii), 'ubl');
    expect(lost).toEqual([]);
    expect(terms(added)).toEqual(['BT-81 1']);
  });

  it('keeps figures as they are written', () => {
    const xml = writeCii(base).replaceAll(
      '<ram:RateApplicablePercent>20<',
      '<ram:RateApplicablePercent>20.00<',
    );
    const back = convertInvoice(readXml(convertInvoice(readXml(xml), 'ubl').xml), 'cii');
    expect(back.xml).toBe(xml);
  });

  it('keeps what is malformed as it stands, and says so', () => {
    const xml = writeCii(base).replace(/(BilledQuantity[^>]*>)[^<]*/, '$1beaucoup');
    const conversion = convertInvoice(readXml(xml), 'ubl');
    expect(conversion.irregularities.map(({ term, kind }) => `${term} ${kind}`)).toEqual([
      'BT-129 malformed',
    ]);
    expect(conversion.xml).toContain('>beaucoup</cbc:InvoicedQuantity>');
  });

  it.each(['net', 'discount'])('reckons no gross price with a malformed %s', (which) => {
    const [line, ...lines] = base.lines;
    if (line === undefined) throw new Error('the sample has lines');
    const price = { net: '100.00', discount: '10.00', [which]: 'beaucoup' };
    const xml = writeCii({ ...base, lines: [{ ...line, price }, ...lines] });
    expect(xml).toContain('<ram:AppliedTradeAllowanceCharge>');
    for (const syntax of ['cii', 'ubl'] as const) {
      const conversion = convertInvoice(readXml(xml), syntax);
      expect(readInvoice(readXml(conversion.xml)).invoice.lines[0]?.price).toEqual(price);
      expect(conversion.lost).toEqual([]);
    }
  });

  it('refuses to write an invoice without lines in UBL', () => {
    const xml = readXml(writeCii({ ...base, lines: [] }));
    expect(() => convertInvoice(xml, 'ubl')).toThrow(expect.objectContaining({ code: 'no-lines' }));
    expect(convertInvoice(xml, 'cii')).toMatchObject(whole);
  });

  it('refuses what is no invoice', () => {
    const order = readXml('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>');
    expect(() => convertInvoice(order, 'cii')).toThrow(RangeError);
  });
});

describe('termValues', () => {
  it('names every value of an invoice once', () => {
    const found = termValues(base);
    expect(new Set(found.map(({ path }) => path.join('/'))).size).toBe(found.length);
    expect(found).toContainEqual({ term: 'BT-1', path: ['number'], value: base.number });
    expect(found.every(({ term }) => /^B[TG]-\d+(-\d)?$/.test(term))).toBe(true);
  });

  it.each(Object.entries(written))('accounts for the texts of a %s document', (_, write) => {
    const values = termValues(base).map(({ value }) => String(value));
    expect(values).toContain(base.lines[0]?.name);
    expect(write(base)).toContain(base.seller.name);
  });
});
