import { readXml } from '@scell/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCreditNote, combined, ordinary, type SubInvoice } from '../../test/br-fr-documents.ts';
import { brFrCii, brFrUbl } from './rule-set.ts';
import type { Syntax } from './syntax.ts';

const ruleSets = { cii: brFrCii, ubl: brFrUbl };

/** What is replaced by what, in order; each must be there, and only its first is replaced. */
type Edit = readonly (readonly [string, string])[];

function edited(document: string, edit: Edit): string {
  let text = document;
  for (const [from, to] of edit) {
    if (!text.includes(from)) throw new Error(`nothing to replace: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}

/** The ids reported, each as often as it is, sorted. */
function judged(syntax: Syntax, document: string): string[] {
  const ids: string[] = [];
  ruleSets[syntax].run(readXml(document), (rule, severity) => {
    expect(severity).toBe('fatal');
    ids.push(rule);
  });
  return ids.sort();
}

interface Case {
  what: string;
  cii?: { edit: Edit; hits: string[] };
  ubl?: { edit: Edit; hits: string[] };
}

function hold(documents: Record<Syntax, string>, cases: readonly Case[]): void {
  for (const { what, ...bySyntax } of cases) {
    for (const syntax of ['cii', 'ubl'] as const) {
      const expected = bySyntax[syntax];
      if (expected === undefined) continue;
      it(`${syntax}: ${what}`, () => {
        expect(judged(syntax, edited(documents[syntax], expected.edit))).toEqual(expected.hits.toSorted());
      });
    }
  }
}

const note = (code: string, text: string) =>
  `<ram:IncludedNote><ram:Content>${text}</ram:Content><ram:SubjectCode>${code}</ram:SubjectCode></ram:IncludedNote>`;

describe('an ordinary invoice', () => {
  it.each(['cii', 'ubl'] as const)('passes: %s', (syntax) => {
    expect(judged(syntax, ordinary[syntax])).toEqual([]);
  });

  describe('numbers and dates', () => {
    hold(ordinary, [
      {
        what: 'a number of 35 characters outside the basic plane is not too long, but not plain either',
        cii: { edit: [['FA-2026-01', '𝒜'.repeat(35)]], hits: ['BR-FR-02_BT-1'] },
        ubl: { edit: [['FA-2026-01', '𝒜'.repeat(35)]], hits: ['BR-FR-01_BT-1-2', 'BR-FR-02_BT-1'] },
      },
      {
        what: 'a number of 36 characters is too long',
        cii: { edit: [['FA-2026-01', 'F'.repeat(36)]], hits: ['BR-FR-01_BT-1'] },
        ubl: { edit: [['FA-2026-01', 'F'.repeat(36)]], hits: ['BR-FR-01_BT-1-1'] },
      },
      {
        what: 'a number with a blank at its end is not plain',
        cii: { edit: [['FA-2026-01', 'FA-2026-01 ']], hits: ['BR-FR-02_BT-1'] },
        ubl: { edit: [['FA-2026-01', 'FA-2026-01 ']], hits: ['BR-FR-01_BT-1-2', 'BR-FR-02_BT-1'] },
      },
      {
        what: 'a number between line ends is plain',
        cii: { edit: [['FA-2026-01', '\nFA-2026-01\n']], hits: [] },
        ubl: { edit: [['FA-2026-01', '\nFA-2026-01\n']], hits: [] },
      },
      {
        what: '29 February of a year that has none is no date',
        cii: { edit: [['20261015', '20270229']], hits: ['BR-FR-03_BT-9'] },
        ubl: { edit: [['2026-10-15', '2027-02-29']], hits: ['BR-FR-03_BT-9'] },
      },
      {
        what: '29 February of a leap year is a date',
        cii: { edit: [['20261015', '20280229']], hits: [] },
        ubl: { edit: [['2026-10-15', '2028-02-29']], hits: [] },
      },
      {
        what: 'CII does not look behind the eighth character of a date, UBL at all of it',
        cii: { edit: [['20261015', '202610151200']], hits: [] },
        ubl: { edit: [['2026-10-15', '2026-10-15Z']], hits: ['BR-FR-03_BT-9'] },
      },
      {
        what: 'due before its date',
        cii: { edit: [['20261015', '20260914']], hits: ['BR-FR-CO-07_BT-9'] },
        ubl: { edit: [['2026-10-15', '2026-09-14']], hits: ['BR-FR-CO-07_BT-9'] },
      },
      {
        what: 'a deposit may be due before its date',
        cii: {
          edit: [
            ['20261015', '20260914'],
            ['>380<', '>386<'],
          ],
          hits: [],
        },
        ubl: {
          edit: [
            ['2026-10-15', '2026-09-14'],
            ['>380<', '>386<'],
          ],
          hits: [],
        },
      },
    ]);
  });

  describe('types and frames', () => {
    hold(ordinary, [
      {
        what: 'a type that France does not know',
        cii: { edit: [['>380<', '>751<']], hits: ['BR-FR-04_BT-3'] },
        ubl: { edit: [['>380<', '>751<']], hits: ['BR-FR-04_BT-3'] },
      },
      {
        what: 'a frame in small letters',
        cii: { edit: [['<ram:ID>S1<', '<ram:ID>s1<']], hits: ['BR-FR-08_BT-23'] },
        ubl: { edit: [['>S1<', '>s1<']], hits: ['BR-FR-08_BT-23'] },
      },
      {
        what: 'a frame given twice: the official engine stops there, we say why and go on',
        cii: {
          edit: [['<ram:ID>S1</ram:ID>', '<ram:ID>S1</ram:ID><ram:ID>S8</ram:ID>']],
          hits: ['SCELL-REPEATED'],
        },
        ubl: {
          edit: [
            [
              '<cbc:ProfileID>S1</cbc:ProfileID>',
              '<cbc:ProfileID>S1</cbc:ProfileID><cbc:ProfileID>S8</cbc:ProfileID>',
            ],
          ],
          hits: ['SCELL-REPEATED'],
        },
      },
      {
        what: 'the balance of a deposit that is itself a deposit',
        cii: {
          edit: [
            ['<ram:ID>S1<', '<ram:ID>S4<'],
            ['>380<', '>386<'],
          ],
          hits: ['BR-FR-CO-08_BT-23'],
        },
        ubl: {
          edit: [
            ['>S1<', '>S4<'],
            ['>380<', '>386<'],
          ],
          hits: ['BR-FR-CO-08_BT-23'],
        },
      },
      {
        what: 'paid, but nothing was paid and all is due',
        cii: { edit: [['<ram:ID>S1<', '<ram:ID>S2<']], hits: ['BR-FR-CO-09_BT-23-1', 'BR-FR-CO-09_BT-23-2'] },
        ubl: { edit: [['>S1<', '>S2<']], hits: ['BR-FR-CO-09_BT-23-1', 'BR-FR-CO-09_BT-23-2'] },
      },
      {
        what: 'paid in full, compared as numbers',
        cii: {
          edit: [
            ['<ram:ID>S1<', '<ram:ID>S2<'],
            ['PrepaidAmount>0.00<', 'PrepaidAmount>228<'],
            ['PayableAmount>228.00<', 'PayableAmount>0<'],
          ],
          hits: [],
        },
        ubl: {
          edit: [
            ['>S1<', '>S2<'],
            ['PrepaidAmount>0.00<', 'PrepaidAmount>228<'],
            ['PayableAmount>228.00<', 'PayableAmount>0<'],
          ],
          hits: [],
        },
      },
      {
        what: 'a corrective invoice that refers to none',
        cii: { edit: [['>380<', '>384<']], hits: ['BR-FR-CO-04_BT-4'] },
        ubl: { edit: [['>380<', '>384<']], hits: ['BR-FR-CO-04_BT-3'] },
      },
      {
        what: 'a credit note that refers to none',
        cii: { edit: [['>380<', '>381<']], hits: ['BR-FR-CO-05_BT-3'] },
      },
      {
        what: 'a credit note on a contract without contract and period',
        cii: { edit: [['>380<', '>262<']], hits: ['BR-FR-CO-03_BT-3'] },
      },
    ]);

    it('ubl: asks credit notes as documents CreditNote', () => {
      expect(judged('ubl', asCreditNote(ordinary.ubl, '381'))).toEqual(['BR-FR-CO-05_BT-3']);
      expect(judged('ubl', asCreditNote(ordinary.ubl, '262'))).toEqual(['BR-FR-CO-03_BT-3']);
      const line = '<cac:CreditNoteLine><cbc:ID>1</cbc:ID>';
      const reference = (date: string) =>
        `${line}<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>FA-1</cbc:ID>${date}</cac:InvoiceDocumentReference></cac:BillingReference>`;
      const refers = (date: string) =>
        judged('ubl', edited(asCreditNote(ordinary.ubl, '381'), [[line, reference(date)]]));
      expect(refers('<cbc:IssueDate>2026-08-01</cbc:IssueDate>')).toEqual([]);
      expect(refers('')).toEqual(['BR-FR-CO-05_BT-3']);
    });
  });

  describe('notes', () => {
    hold(ordinary, [
      {
        what: 'no mention of penalties',
        cii: { edit: [['>PMD<', '>AAI<']], hits: ['BR-FR-05_BT-22_PMD'] },
        ubl: { edit: [['#PMD#', '#AAI#']], hits: ['BR-FR-05_BT-22-2'] },
      },
      {
        what: 'the discount mentioned twice',
        cii: {
          edit: [['</rsm:ExchangedDocument>', `${note('AAB', 'x')}</rsm:ExchangedDocument>`]],
          hits: ['BR-FR-06_BT-21_AAB'],
        },
        ubl: { edit: [['#AAB#', '#AAB#x#AAB#']], hits: ['BR-FR-06_BT-21-3'] },
      },
      {
        what: 'an unknown treatment',
        cii: { edit: [['>B2B<', '>B2G<']], hits: ['BR-FR-20_BT-21'] },
        ubl: { edit: [['#BAR#B2B', '#BAR#B2G']], hits: ['BR-FR-20_BT-21'] },
      },
      {
        what: 'two treatments',
        cii: {
          edit: [['</rsm:ExchangedDocument>', `${note('BAR', 'B2C')}</rsm:ExchangedDocument>`]],
          hits: ['BR-FR-31_BT-21'],
        },
        ubl: { edit: [['#BAR#B2B', '#BAR#B2B#BAR#B2C']], hits: ['BR-FR-30_BT-21'] },
      },
    ]);
  });

  describe('parties', () => {
    hold(ordinary, [
      {
        what: 'a SIRET of another company',
        cii: { edit: [['11122233300015', '11122233400015']], hits: ['BR-FR-09_BT-29'] },
        ubl: { edit: [['11122233300015', '11122233400015']], hits: ['BR-FR-09_BT-29'] },
      },
      {
        what: 'a payee whose SIRET is too short; it need not give a SIREN',
        cii: { edit: [['77788899900012', '777888999']], hits: ['BR-FR-09_BT-60'] },
        ubl: { edit: [['77788899900012', '777888999']], hits: ['BR-FR-09_BT-60'] },
      },
      {
        what: 'a delivery whose SIRET is too short',
        cii: { edit: [['44455566600018', '444555666']], hits: ['BR-FR-09_BT-71'] },
        ubl: { edit: [['44455566600018', '444555666']], hits: ['BR-FR-09_BT-71'] },
      },
      {
        what: 'a seller with another scheme than SIREN',
        cii: {
          edit: [['<ram:ID schemeID="0002">111222333', '<ram:ID schemeID="0088">111222333']],
          hits: ['BR-FR-09_BT-29', 'BR-FR-10_BT-30'],
        },
        ubl: {
          edit: [['<cbc:CompanyID schemeID="0002">111222333', '<cbc:CompanyID schemeID="0088">111222333']],
          hits: ['BR-FR-09_BT-29', 'BR-FR-10_BT-30'],
        },
      },
      {
        what: 'blanks around the SIREN of a B2B buyer pass in UBL only',
        cii: {
          edit: [['>444555666</ram:ID>', '> 444555666</ram:ID>']],
          hits: ['BR-FR-11_BT-47', 'BR-FR-21_BT-49'],
        },
        ubl: {
          edit: [['>444555666</cbc:CompanyID>', '> 444555666</cbc:CompanyID>']],
          hits: ['BR-FR-21_BT-49'],
        },
      },
      {
        what: 'digits of another script are digits',
        cii: { edit: [['>444555666</ram:ID>', '>٤٤٤٥٥٥٦٦٦</ram:ID>']], hits: ['BR-FR-21_BT-49'] },
        ubl: {
          edit: [['>444555666</cbc:CompanyID>', '>٤٤٤٥٥٥٦٦٦</cbc:CompanyID>']],
          hits: ['BR-FR-21_BT-49'],
        },
      },
      {
        what: 'no address of buyer and seller',
        cii: {
          edit: [
            ['<ram:URIID schemeID="0225">444555666</ram:URIID>', ''],
            ['111222333_FACT', ''],
          ],
          hits: ['BR-FR-12_BT-49', 'BR-FR-13_BT-34', 'BR-FR-21_BT-49', 'BR-FR-23_BT-34'],
        },
        ubl: {
          edit: [
            ['<cbc:EndpointID schemeID="0225">444555666</cbc:EndpointID>', ''],
            ['111222333_FACT', ' '],
          ],
          hits: ['BR-FR-12_BT-49', 'BR-FR-13_BT-34', 'BR-FR-21_BT-49', 'BR-FR-23_BT-34'],
        },
      },
      {
        what: 'a buyer with two legal identifiers: no verdict on its address, unless its scheme decides',
        cii: {
          edit: [
            [
              '<ram:ID schemeID="0002">444555666</ram:ID>',
              '<ram:ID schemeID="0002">444555666</ram:ID><ram:ID schemeID="0088">1</ram:ID>',
            ],
          ],
          hits: ['SCELL-REPEATED'],
        },
        ubl: {
          edit: [
            [
              '<cbc:CompanyID schemeID="0002">444555666</cbc:CompanyID>',
              '<cbc:CompanyID schemeID="0002">444555666</cbc:CompanyID><cbc:CompanyID schemeID="0088">1</cbc:CompanyID>',
            ],
          ],
          hits: [],
        },
      },
      {
        what: 'the same with an address of another directory',
        cii: {
          edit: [
            [
              '<ram:ID schemeID="0002">444555666</ram:ID>',
              '<ram:ID schemeID="0002">444555666</ram:ID><ram:ID schemeID="0088">1</ram:ID>',
            ],
            ['schemeID="0225">444555666', 'schemeID="0088">444555666'],
          ],
          hits: ['BR-FR-21_BT-49'],
        },
      },
      {
        what: 'a self-billed invoice goes to the seller',
        cii: {
          edit: [
            ['>380<', '>389<'],
            ['111222333_FACT', '999_FACT'],
            ['schemeID="0225">444555666', 'schemeID="0088">444555666'],
          ],
          hits: ['BR-FR-22_BT-34'],
        },
        ubl: {
          edit: [
            ['>380<', '>389<'],
            ['111222333_FACT', '999_FACT'],
            ['schemeID="0225">444555666', 'schemeID="0088">444555666'],
          ],
          hits: ['BR-FR-22_BT-34'],
        },
      },
      {
        what: 'an address of 126 characters',
        cii: { edit: [['111222333_FACT', `111222333_${'A'.repeat(116)}`]], hits: ['BR-FR-25_BT-34'] },
        ubl: { edit: [['111222333_FACT', `111222333_${'A'.repeat(116)}`]], hits: ['BR-FR-25_BT-34'] },
      },
      {
        what: 'a private identifier with a blank, of 101 characters',
        cii: {
          edit: [
            [
              '<ram:GlobalID schemeID="0009">111',
              `<ram:GlobalID schemeID="0224">A ${'B'.repeat(99)}</ram:GlobalID><ram:GlobalID schemeID="0009">111`,
            ],
          ],
          hits: ['BR-FR-24_BT-29', 'BR-FR-26_BT-29'],
        },
        ubl: {
          edit: [
            [
              '<cbc:ID schemeID="0009">111',
              `<cbc:ID schemeID="0224">A ${'B'.repeat(99)}</cbc:ID><cbc:ID schemeID="0009">111`,
            ],
          ],
          hits: ['BR-FR-24_BT-29', 'BR-FR-26_BT-29'],
        },
      },
      {
        what: 'two identifiers of one scheme and one without',
        cii: {
          edit: [
            [
              '<ram:GlobalID schemeID="0009">111',
              '<ram:GlobalID>x</ram:GlobalID><ram:GlobalID schemeID="0009">11122233300023</ram:GlobalID><ram:GlobalID schemeID="0009">111',
            ],
          ],
          hits: ['BR-FR-CO-10_BT-29-1', 'BR-FR-CO-10_BT-29-2'],
        },
        ubl: {
          edit: [
            [
              '<cbc:ID schemeID="0009">111',
              '<cbc:ID>x</cbc:ID><cbc:ID schemeID="0009">11122233300023</cbc:ID><cbc:ID schemeID="0009">111',
            ],
          ],
          hits: ['BR-FR-CO-10_BT-29-1', 'BR-FR-CO-10_BT-29-2'],
        },
      },
      {
        what: 'a member of a VAT group without note and representative, its number too short',
        cii: {
          edit: [
            [
              '<ram:GlobalID schemeID="0009">111',
              '<ram:GlobalID schemeID="0231">1234</ram:GlobalID><ram:GlobalID schemeID="0009">111',
            ],
          ],
          hits: ['BR-FR-32-GLOBALID', 'BR-FR-CO-14_BT-29-1', 'BR-FR-CO-15_BT-29-1'],
        },
        ubl: {
          edit: [
            [
              '<cbc:ID schemeID="0009">111',
              '<cbc:ID schemeID="0231">1234</cbc:ID><cbc:ID schemeID="0009">111',
            ],
          ],
          hits: ['BR-FR-32-ID', 'BR-FR-CO-14_BT-29-1', 'BR-FR-CO-15_BT-29-1'],
        },
      },
    ]);
  });

  describe('VAT and amounts', () => {
    hold(ordinary, [
      {
        what: 'the category of the Canary Islands on a line',
        cii: {
          edit: [['<ram:CategoryCode>S', '<ram:CategoryCode>L']],
          hits: ['BR-FR-15_BT-95_BT-151', 'BR-FR-15_BT-95_BT-151_LM'],
        },
        ubl: {
          edit: [['<cac:ClassifiedTaxCategory><cbc:ID>S', '<cac:ClassifiedTaxCategory><cbc:ID>L']],
          hits: ['BR-FR-08_BT-151-2', 'BR-FR-15_BT-151-1'],
        },
      },
      {
        what: 'no category on a line: UBL does not mind',
        cii: { edit: [['<ram:CategoryCode>S</ram:CategoryCode>', '']], hits: ['BR-FR-15_BT-95_BT-151'] },
        ubl: {
          edit: [['<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>', '<cac:ClassifiedTaxCategory>']],
          hits: [],
        },
      },
      {
        what: 'a rate with three decimals, another of seven per mille',
        cii: {
          edit: [
            ['Percent>20<', 'Percent>20.000<'],
            ['Percent>20.0<', 'Percent>0.7<'],
          ],
          hits: ['BR-FR-16_BT-119', 'BR-FR-16_BT-96_BT-103', 'BR-FR-DEC-04_BT-119'],
        },
        ubl: {
          edit: [
            ['Percent>20<', 'Percent>20.000<'],
            ['Percent>20.0<', 'Percent>0.7<'],
          ],
          hits: ['BR-FR-16_BT-119', 'BR-FR-16_BT-96', 'BR-FR-DEC-04_BT-119'],
        },
      },
      {
        what: 'an invoice in dollars without VAT in euros',
        cii: { edit: [['CurrencyCode>EUR', 'CurrencyCode>USD']], hits: ['BR-FR-CO-12_BT-5'] },
        ubl: { edit: [['CurrencyCode>EUR', 'CurrencyCode>USD']], hits: ['BR-FR-CO-12_BT-5'] },
      },
      {
        what: 'an amount with an exponent, one of twenty characters, one between blanks',
        cii: {
          edit: [
            [
              '<ram:ActualAmount>10.00</ram:ActualAmount><ram:Cat',
              '<ram:ActualAmount>1e1</ram:ActualAmount><ram:Cat',
            ],
            ['CalculatedAmount>38.00', 'CalculatedAmount>-12345678901234567.89'],
            ['GrandTotalAmount>228.00', 'GrandTotalAmount> 228.00\n'],
          ],
          hits: ['BR-FR-DEC-01_BT-117', 'BR-FR-DEC-01_BT-92_BT-99'],
        },
        ubl: {
          edit: [
            ['<cbc:Amount currencyID="EUR">10.00', '<cbc:Amount currencyID="EUR">1e1'],
            ['<cbc:TaxAmount>38.00', '<cbc:TaxAmount>-12345678901234567.89'],
            ['TaxInclusiveAmount>228.00', 'TaxInclusiveAmount> 228.00\n'],
          ],
          hits: ['BR-FR-DEC-01_BT-117', 'BR-FR-DEC-01_BT-92_BT-99'],
        },
      },
      {
        what: 'a quantity of five decimals, a negative price, a discount of seven decimals',
        cii: {
          edit: [
            ['>2.0000<', '>2.00000<'],
            ['>100.000000<', '>-100.000000<'],
            ['<ram:ActualAmount>10.00<', '<ram:ActualAmount>10.0000001<'],
          ],
          hits: ['BR-FR-DEC-02_BT-129', 'BR-FR-DEC-03_BT-146', 'BR-FR-DEC-03_BT-147'],
        },
        ubl: {
          edit: [
            ['>2.0000<', '>2.00000<'],
            ['>100.000000<', '>-100.000000<'],
            ['<cbc:Amount>10.00<', '<cbc:Amount>10.0000001<'],
          ],
          hits: ['BR-FR-DEC-02_BT-129', 'BR-FR-DEC-03_BT-146', 'BR-FR-DEC-03_BT-147'],
        },
      },
    ]);
  });

  describe('documents and attributes', () => {
    hold(ordinary, [
      {
        what: 'an unknown description of an attachment',
        cii: { edit: [['>LISIBLE<', '>FACTURE<']], hits: ['BR-FR-17_BT-123'] },
        ubl: { edit: [['>LISIBLE<', '>FACTURE<']], hits: ['BR-FR-17_BT-123'] },
      },
      {
        what: 'two readable invoices',
        cii: {
          edit: [
            [
              '<ram:AdditionalReferencedDocument>',
              '<ram:AdditionalReferencedDocument><ram:Name>LISIBLE</ram:Name></ram:AdditionalReferencedDocument><ram:AdditionalReferencedDocument>',
            ],
          ],
          hits: ['BR-FR-18_BT-123'],
        },
        ubl: {
          edit: [
            [
              '<cac:AdditionalDocumentReference>',
              '<cac:AdditionalDocumentReference><cbc:DocumentDescription>LISIBLE</cbc:DocumentDescription></cac:AdditionalDocumentReference><cac:AdditionalDocumentReference>',
            ],
          ],
          hits: ['BR-FR-18_BT-123'],
        },
      },
      {
        what: 'an empty invoiced object',
        cii: { edit: [['>OBJ-1<', '> <']], hits: ['BR-FR-29_AFL'] },
        ubl: { edit: [['>OBJ-1<', '> <']], hits: ['BR-FR-29_AFL'] },
      },
      {
        what: 'an invoiced object twice',
        cii: {
          edit: [
            [
              '</ram:ApplicableHeaderTradeAgreement>',
              '<ram:AdditionalReferencedDocument><ram:ReferenceTypeCode>AFL</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument></ram:ApplicableHeaderTradeAgreement>',
            ],
          ],
          hits: ['BR-FR-29_BT-18'],
        },
        ubl: {
          edit: [['<cbc:ID schemeID="AFL">', '<cbc:ID schemeID="AFL">x</cbc:ID><cbc:ID schemeID="AFL">']],
          hits: ['BR-FR-29_BT-18'],
        },
      },
      {
        what: 'an attribute with neither name nor value; the UBL rule on names does not see it',
        cii: {
          edit: [
            ['<ram:Description>Niveau</ram:Description>', ''],
            ['<ram:Value>Expert</ram:Value>', ''],
          ],
          hits: ['BR-FR-27_BG-32', 'BR-FR-28-Value'],
        },
        ubl: {
          edit: [
            ['<cbc:Name>Niveau</cbc:Name>', ''],
            ['<cbc:Value>Expert</cbc:Value>', ''],
          ],
          hits: ['BR-FR-28-Value'],
        },
      },
      {
        what: 'a measured value needs a unit',
        cii: {
          edit: [['<ram:Value>Expert</ram:Value>', '<ram:ValueMeasure unitCode="">5</ram:ValueMeasure>']],
          hits: ['BR-FR-28-Value'],
        },
        ubl: {
          edit: [['<cbc:Value>Expert</cbc:Value>', '<cbc:ValueQuantity unitCode="">5</cbc:ValueQuantity>']],
          hits: ['BR-FR-28-Value'],
        },
      },
    ]);
  });
});

const sellers: [SubInvoice, SubInvoice] = [
  { id: '1', siren: '111222333', number: 'FA-2026-01', net: '100.00', vat: '20.00' },
  { id: '2', siren: '777888999', number: 'FB-1', net: '50.00', vat: '10.00' },
];

function combinedWith(
  frame: string,
  type: string,
  subInvoices: readonly SubInvoice[],
): Record<Syntax, string> {
  const what = { frame, type, invoiceId: 'FA-2026-01', subInvoices };
  return { cii: combined.cii(what), ubl: combined.ubl(what) };
}

describe('an invoice of several sellers', () => {
  const documents = combinedWith('S8', '380', sellers);
  const [first, second] = sellers;

  it.each(['cii', 'ubl'] as const)('passes: %s', (syntax) => {
    expect(judged(syntax, documents[syntax])).toEqual([]);
  });

  hold(documents, [
    {
      what: 'the net amount of a group is off by two cents',
      cii: {
        edit: [['LineTotalAmount>100.00', 'LineTotalAmount>100.02']],
        hits: ['BR-FR-MV-05_EXT-FR-FE-BG-12'],
      },
      ubl: {
        edit: [['LineExtensionAmount>100.00', 'LineExtensionAmount>100.02']],
        hits: ['BR-FR-MV-05_EXT-FR-FE-BG-12'],
      },
    },
    {
      what: 'the VAT of a group is off by two cents',
      cii: {
        edit: [['>20.00</ram:TaxTotalAmount>', '>20.02</ram:TaxTotalAmount>']],
        hits: ['BR-FR-MV-09_EXT-FR-FE-181'],
      },
      ubl: {
        edit: [['<cbc:TaxAmount currencyID="EUR">20.00<', '<cbc:TaxAmount currencyID="EUR">20.02<']],
        hits: ['BR-FR-MV-09_EXT-FR-FE-181'],
      },
    },
    {
      what: 'the total of a group is not its net amount and its VAT',
      cii: {
        edit: [
          [
            '<ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount>',
            '<ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount><ram:GrandTotalAmount>120.02</ram:GrandTotalAmount>',
          ],
        ],
        hits: ['BR-FR-MV-10_EXT-FR-FE-184'],
      },
      ubl: {
        edit: [
          [
            '<cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>',
            '<cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount><cbc:TaxInclusiveLineExtensionAmount>120.02</cbc:TaxInclusiveLineExtensionAmount>',
          ],
        ],
        hits: ['BR-FR-MV-10_EXT-FR-FE-184'],
      },
    },
    {
      what: 'a malformed amount below a group: the official engine stops, we report the amount and leave the sum alone',
      cii: {
        edit: [
          [
            '</ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100.00',
            '</ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>1OO.00',
          ],
        ],
        hits: ['BR-FR-DEC-01_BT-131', 'SCELL-NUMBER'],
      },
      ubl: {
        edit: [
          [
            '<cbc:ID>1.1</cbc:ID><cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cbc:LineExtensionAmount>100.00',
            '<cbc:ID>1.1</cbc:ID><cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cbc:LineExtensionAmount>1OO.00',
          ],
        ],
        hits: ['BR-FR-DEC-01_BT-131', 'SCELL-NUMBER'],
      },
    },
    {
      what: 'a group without name, SIREN and country of its seller',
      cii: {
        edit: [
          ['<ram:Name>Vendeur 2</ram:Name>', ''],
          ['>777888999<', '><'],
          ['<ram:CountryID>FR</ram:CountryID>', '<ram:CountryID/>'],
        ],
        hits: [
          'BR-FR-32-LEGALID',
          'BR-FR-MV-03_EXT-FR-FE-164',
          'BR-FR-MV-03_EXT-FR-FE-167',
          'BR-FR-MV-03_EXT-FR-FE-177',
          'BR-FR-MV-06_EXT-FR-FE-167',
          'BR-FR-MV-06_EXT-FR-FE-167',
        ],
      },
      ubl: {
        edit: [
          ['<cbc:RegistrationName>Vendeur 2</cbc:RegistrationName>', ''],
          ['>777888999<', '><'],
          ['<cbc:IdentificationCode>FR</cbc:IdentificationCode>', '<cbc:IdentificationCode/>'],
        ],
        hits: [
          'BR-FR-32-LEGALID',
          'BR-FR-MV-03_EXT-FR-FE-164',
          'BR-FR-MV-03_EXT-FR-FE-167',
          'BR-FR-MV-03_EXT-FR-FE-177',
          'BR-FR-MV-06_EXT-FR-FE-167',
          'BR-FR-MV-06_EXT-FR-FE-167',
        ],
      },
    },
    {
      what: 'a detail whose exemption reason names another invoice',
      cii: { edit: [['#FB-1#', '#FB-2#']], hits: ['BR-FR-MV-08_BT-128'] },
      ubl: {
        edit: [
          [
            '<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:TaxExemptionReason>#FB-1#',
            '<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:TaxExemptionReason>#FB-2#',
          ],
        ],
        hits: ['BR-FR-MV-08_BT-128'],
      },
    },
    {
      what: 'the frame of a group is again one of several sellers',
      cii: { edit: [['>S1<', '>M8<']], hits: ['BR-FR-MV-03_BT-128_AVV'] },
      ubl: { edit: [['>S1<', '>M8<']], hits: ['BR-FR-MV-03_BT-128_AVV'] },
    },
    {
      what: 'a self-billed type',
      cii: { edit: [['>380<', '>389<']], hits: ['BR-FR-MV-13_BT-3'] },
      ubl: { edit: [['>380<', '>389<']], hits: ['BR-FR-MV-13_BT-3'] },
    },
    {
      what: 'a corrective invoice whose groups refer to none',
      cii: {
        edit: [['>380<', '>384<']],
        hits: [
          'BR-FR-CO-04_BT-4',
          ...twice('BR-FR-MV-14-EXT-FR-FE-136'),
          ...twice('BR-FR-MV-14-EXT-FR-FE-138'),
        ],
      },
      ubl: {
        edit: [['>380<', '>384<']],
        hits: [
          'BR-FR-CO-04_BT-3',
          ...twice('BR-FR-MV-14-EXT-FR-FE-136'),
          ...twice('BR-FR-MV-14-EXT-FR-FE-138'),
        ],
      },
    },
  ]);

  it.each(['cii', 'ubl'] as const)('wants a group: %s', (syntax) => {
    const none = documents[syntax].replaceAll('>GROUP<', '>DETAIL<');
    expect(judged(syntax, none)).toContain('BR-FR-MV-02_EXT-FR-FE-163');
  });

  it.each(['cii', 'ubl'] as const)('wants different numbers: %s', (syntax) => {
    const same = combinedWith('S8', '380', [first, { ...second, number: first.number }])[syntax];
    // The VAT of both is now that of one number.
    expect(judged(syntax, same)).toEqual([
      'BR-FR-MV-09_EXT-FR-FE-181',
      'BR-FR-MV-09_EXT-FR-FE-181',
      'BR-FR-MV-12_BT-128',
    ]);
  });

  it.each(['cii', 'ubl'] as const)(
    'wants the number of the invoice on the group of its seller: %s',
    (syntax) => {
      const other = combinedWith('S8', '380', [{ ...first, number: 'FA-9' }, second])[syntax];
      expect(judged(syntax, other)).toEqual(['BR-FR-MV-11_BT-128']);
    },
  );
});

function twice(id: string): string[] {
  return [id, id];
}

describe('a bidirectional invoice', () => {
  const [seller, other] = sellers;
  const buyer = { ...other, siren: '444555666' };
  const documents = combinedWith('S9', '389', [seller, buyer]);

  it.each(['cii', 'ubl'] as const)('passes: %s', (syntax) => {
    expect(judged(syntax, documents[syntax])).toEqual([]);
  });

  hold(documents, [
    {
      what: 'not self-billed',
      cii: { edit: [['>389<', '>380<']], hits: ['BR-FR-BD-13_BT-3'] },
      ubl: { edit: [['>389<', '>380<']], hits: ['BR-FR-MV-BD_BT-3'] },
    },
    {
      what: 'a corrective one whose groups refer to none',
      cii: {
        edit: [['>389<', '>471<']],
        hits: [
          'BR-FR-CO-04_BT-4',
          ...twice('BR-FR-BD-14-EXT-FR-FE-136'),
          ...twice('BR-FR-BD-14-EXT-FR-FE-138'),
        ],
      },
      ubl: {
        edit: [['>389<', '>471<']],
        hits: [
          'BR-FR-CO-04_BT-3',
          ...twice('BR-FR-BD-14-EXT-FR-FE-136'),
          ...twice('BR-FR-BD-14-EXT-FR-FE-138'),
        ],
      },
    },
  ]);

  it.each(['cii', 'ubl'] as const)('is of two parties, seller and buyer: %s', (syntax) => {
    const third = combinedWith('S9', '389', [seller, other])[syntax];
    expect(judged(syntax, third)).toEqual(['BR-FR-BD-02_BT-47']);
    const one = combinedWith('S9', '389', [seller])[syntax];
    expect(judged(syntax, one)).toEqual(['BR-FR-BD-02_BT-47', 'BR-FR-BD-02_EXT-FR-FE-163']);
  });
});

describe('the figures of a hit', () => {
  const facts = (syntax: Syntax, document: string) => {
    const found: unknown[] = [];
    ruleSets[syntax].run(readXml(document), (rule, _, node, facts) => found.push([rule, node.tag, facts]));
    return found;
  };

  it('are those of the invoice', () => {
    const unpaid = edited(ordinary.ubl, [['>S1<', '>S2<']]);
    expect(facts('ubl', unpaid)).toEqual([
      ['BR-FR-CO-09_BT-23-1', 'ubl:Invoice', { found: '0.00', expected: '228.00' }],
      ['BR-FR-CO-09_BT-23-2', 'ubl:Invoice', { found: '228.00', expected: '0.00' }],
    ]);
    const late = edited(ordinary.cii, [['20261015', '20260914']]);
    expect(facts('cii', late)).toEqual([
      ['BR-FR-CO-07_BT-9', 'rsm:CrossIndustryInvoice', { found: '20260914', issued: '20260915' }],
    ]);
  });

  it('are those of the group', () => {
    const cii = edited(combinedWith('S8', '380', sellers).cii, [
      ['LineTotalAmount>100.00', 'LineTotalAmount>100.02'],
      [
        '>20.00</ram:TaxTotalAmount>',
        '>20.02</ram:TaxTotalAmount><ram:GrandTotalAmount>120</ram:GrandTotalAmount>',
      ],
    ]);
    expect(facts('cii', cii)).toEqual([
      [
        'BR-FR-MV-05_EXT-FR-FE-BG-12',
        'ram:IncludedSupplyChainTradeLineItem',
        { found: '100.02', expected: '100' },
      ],
      [
        'BR-FR-MV-09_EXT-FR-FE-181',
        'ram:IncludedSupplyChainTradeLineItem',
        { found: '20.02', expected: '20' },
      ],
      [
        'BR-FR-MV-10_EXT-FR-FE-184',
        'ram:IncludedSupplyChainTradeLineItem',
        { found: '120', expected: '120.04' },
      ],
    ]);
  });
});

describe('what the document does not have to be', () => {
  it('judges what stands inside an envelope as the official rules do: by paths, but not by absolute ones', () => {
    const wrapped = `<envelope>${ordinary.cii.replace('>100.000000<', '>-1<').replace('CalculatedAmount>38.00', 'CalculatedAmount>x')}</envelope>`;
    expect(judged('cii', wrapped)).toEqual(['BR-FR-DEC-03_BT-146']);
  });

  it('gives a verdict on whatever the values are', () => {
    const bases = (['cii', 'ubl'] as const).flatMap((syntax) => [
      [syntax, ordinary[syntax]] as const,
      [syntax, combinedWith('S8', '380', sellers)[syntax]] as const,
      [syntax, combinedWith('M9', '471', sellers)[syntax]] as const,
    ]);
    const change = fc.record({
      at: fc.nat(),
      how: fc.constantFrom('remove', 'repeat', 'set'),
      text: fc.oneof(
        fc.constantFrom('', ' ', 'NaN', '1e5', '-0', '1,0', '2026-02-30', 'GROUP', 'AFL', '1', '#', '#BAR#'),
        fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[<&\p{Cc}\uFFFE\uFFFF]/gu, '')),
      ),
    });
    fc.assert(
      fc.property(fc.nat(), fc.array(change, { minLength: 1, maxLength: 6 }), (base, changes) => {
        const [syntax, document] = bases[base % bases.length] ?? ['cii', ordinary.cii];
        let text = document;
        for (const { at, how, text: value } of changes) {
          const leaves = [...text.matchAll(/(<(\w+:\w+)[^<>]*>)[^<>]*<\/\2>/g)];
          const leaf = leaves[at % leaves.length];
          if (leaf === undefined) continue;
          const [whole, start = '', name] = leaf;
          const instead = { remove: '', repeat: whole + whole, set: `${start}${value}</${name}>` }[how];
          text = text.slice(0, leaf.index) + instead + text.slice(leaf.index + whole.length);
        }
        for (const id of judged(syntax, text)) expect(id).toMatch(/^(BR-FR-|SCELL-(REPEATED|NUMBER)$)/);
      }),
      { numRuns: 300 },
    );
  });

  it('says nothing of another document', () => {
    expect(judged('cii', '<order/>')).toEqual([]);
    expect(judged('ubl', ordinary.cii)).toEqual([]);
  });
});
