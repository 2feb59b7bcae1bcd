import { describe, expect, it } from 'vitest';
import { changed, itHits, rulesHit, ublInvoice } from '../../test/ubl-invoice.ts';

it('is silent on an invoice that is as it should be', () => expect(rulesHit(ublInvoice)).toEqual([]));

describe('the document', () => {
  itHits([
    ['has a specification identifier', [['urn:cen.eu:en16931:2017', ' ']], ['BR-01']],
    ['has a number', [['<cbc:ID>2026-0117</cbc:ID>', '']], ['BR-02']],
    ['has a date', [['<cbc:IssueDate>2026-11-20</cbc:IssueDate>', '']], ['BR-03']],
    ['has a type', [['<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>', '']], ['BR-04']],
    ['has a type of the list', [['>380<', '>381<']], ['BR-CL-01']],
    ['may have blanks around the type', [['>380<', '> 380\n<']], []],
    ['has a currency', [['<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>', '']], ['BR-05']],
    ['has a currency of the list', [['CurrencyCode>EUR<', 'CurrencyCode>eur<']], ['BR-CL-04', 'BR-CO-15']],
    [
      'has its VAT in the accounting currency too',
      [['<cac:InvoicePeriod>', '<cbc:TaxCurrencyCode>SEK</cbc:TaxCurrencyCode><cac:InvoicePeriod>']],
      ['BR-53'],
    ],
    [
      'has a date of the tax point or a code for it, not both',
      [
        ['<cac:InvoicePeriod>', '<cbc:TaxPointDate>2026-11-20</cbc:TaxPointDate><cac:InvoicePeriod>'],
        ['</cbc:EndDate>', '</cbc:EndDate><cbc:DescriptionCode>35</cbc:DescriptionCode>'],
      ],
      ['BR-CO-03'],
    ],
    ['has notes with listed subjects', [['#AAI#', '#QQQ#']], ['BR-CL-08']],
    ['takes three characters for a subject, no more', [['#AAI#', '#AAIX#']], []],
    ['finds part of a subject in the list, as the official test does', [['#AAI#', '#AA #']], []],
    ['finds no part that the list does not have', [['#AAI#', '#Q Q#']], ['BR-CL-08']],
    [
      'is of UBL 2.1',
      [['<cbc:Custom', '<cbc:UBLVersionID>2.4</cbc:UBLVersionID><cbc:Custom']],
      ['UBL-CR-002'],
    ],
  ]);

  it('is judged whatever prefixes it uses', () => {
    const prefixed = changed(['<cbc:ID>2026-0117</cbc:ID>', ''])
      .replaceAll('cbc:', 'b:')
      .replace('xmlns:cbc', 'xmlns:b')
      .replaceAll(/<(\/?)Invoice\b/g, '<$1u:Invoice')
      .replace('xmlns=', 'xmlns:u=');
    expect(rulesHit(prefixed)).toEqual(['BR-02']);
  });

  it('is no invoice in a foreign namespace: only the rules of its parts speak', () => {
    const foreign = changed(['<cbc:ID>2026-0117</cbc:ID>', ''], ['<cbc:ID>1</cbc:ID>', '']);
    expect(rulesHit(foreign.replace('schema:xsd:Invoice-2', 'schema:xsd:Order-2'))).toEqual(['BR-21']);
  });
});

describe('a credit note', () => {
  const note = ublInvoice
    .replaceAll(/<(\/?)Invoice\b/g, '<$1CreditNote')
    .replace('schema:xsd:Invoice-2', 'schema:xsd:CreditNote-2')
    .replaceAll('InvoiceTypeCode', 'CreditNoteTypeCode')
    .replace('>380<', '>381<')
    .replaceAll('InvoiceLine', 'CreditNoteLine')
    .replaceAll('InvoicedQuantity', 'CreditedQuantity');
  const due: [string, string] = [
    '<cac:CardAccount>',
    '<cbc:PaymentDueDate>2026-12-20</cbc:PaymentDueDate><cac:CardAccount>',
  ];
  const project: [string, string] = [
    '<cbc:ID>Plan</cbc:ID>',
    '<cbc:ID>Plan</cbc:ID><cbc:DocumentTypeCode>50</cbc:DocumentTypeCode>',
  ];

  it('has lines and a type of its own', () => {
    expect(rulesHit(note)).toEqual([]);
    expect(rulesHit(note.replace('>381<', '>380<'))).toEqual(['BR-CL-01']);
  });

  it('has its due date with the payment, where an invoice has none', () => {
    expect(rulesHit(note.replace(...due))).toEqual([]);
    expect(rulesHit(ublInvoice.replace(...due))).toEqual(['UBL-CR-412']);
  });

  it('names its project by a document of type 50, which an invoice may not', () => {
    expect(rulesHit(note.replace(...project))).toEqual([]);
    expect(rulesHit(ublInvoice.replace(...project))).toEqual(['UBL-SR-43']);
  });
});
