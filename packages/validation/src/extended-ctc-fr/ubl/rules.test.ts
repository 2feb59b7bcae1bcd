import { readXml } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type Change, changed, type Row } from '../../../test/ubl-invoice.ts';
import { extendedCtcFrUbl } from '../rule-set.ts';

const EXEMPT_LINE = '<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme>';

/** What the invoice of the EN 16931 tests lacks: terms of payment, and the reason of exemption on its line. */
const COMPLETED: readonly Change[] = [
  [
    '<cac:PaymentMeans>',
    '<cac:PaymentTerms><cbc:Note>30 jours</cbc:Note></cac:PaymentTerms><cac:PaymentMeans>',
  ],
  [
    EXEMPT_LINE,
    EXEMPT_LINE.replace(
      '<cac:TaxScheme>',
      '<cbc:TaxExemptionReason>Exonération</cbc:TaxExemptionReason><cac:TaxScheme>',
    ),
  ],
];

function hits(changes: readonly Change[]): string[] {
  const found: string[] = [];
  extendedCtcFrUbl.run(readXml(changed(...COMPLETED, ...changes)), (rule, severity) =>
    found.push(`${rule}[${severity}]`),
  );
  return found.sort();
}

function itHits(rows: readonly Row[]): void {
  it.each(rows)('%s', (_title, changes, expected) => expect(hits(changes)).toEqual([...expected].sort()));
}

/** The reference of a line to its own invoice, with its status and the line it stands below. */
const own = (status: string, parent = '') =>
  `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>2026-0117</cbc:ID>${status === '' ? '' : `<cbc:DocumentStatusCode>${status}</cbc:DocumentStatusCode>`}</cac:InvoiceDocumentReference>${parent === '' ? '' : `<cac:BillingReferenceLine><cbc:ID>${parent}</cbc:ID></cac:BillingReferenceLine>`}</cac:BillingReference>`;
const LINE_1 = '<cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount>';
const LINE_2 = '<cbc:InvoicedQuantity unitCode="HUR">1</cbc:InvoicedQuantity>';
const below = (status: string, parent: string): Change => [LINE_2, `${LINE_2}${own(status, parent)}`];
const GROUP_AMOUNT =
  '<cbc:LineExtensionAmount currencyID="EUR">50.00</cbc:LineExtensionAmount><cac:BillingReference>';

/** Line 1 sums up line 2, and the totals are of line 2 alone. */
const GROUPED: readonly Change[] = [
  [LINE_1, LINE_1.replace('100.00', '50.00') + own('GROUP')],
  below('DETAIL', '1'),
  ['>150.00<', '>50.00<'],
  ['>145.00<', '>45.00<'],
  ['>19.00<', '>-1.00<'],
  ['>19.00<', '>-1.00<'],
  ['>164.00<', '>44.00<'],
  ['>160.00<', '>40.00<'],
  ['>95.00<', '>-5.00<'],
];

describe('EXTENDED-CTC-FR on a UBL invoice', () => {
  itHits([['is silent on a good one', [], []]]);
});

describe('totals, with a cent for each element', () => {
  itHits([
    // Two lines: two cents, in doubles. Seen by the total before VAT, four elements: four cents.
    ['let lines differ by two cents', [['>150.00<', '>150.02<']], []],
    ['let lines differ by no more', [['>150.00<', '>150.03<']], ['BR-FREXT-CO-10[fatal]']],
    [
      'let one allowance differ by a cent',
      [['AllowanceTotalAmount currencyID="EUR">10.00<', 'AllowanceTotalAmount currencyID="EUR">10.01<']],
      [],
    ],
    [
      'let one allowance differ by no more',
      [['AllowanceTotalAmount currencyID="EUR">10.00<', 'AllowanceTotalAmount currencyID="EUR">10.02<']],
      ['BR-FREXT-CO-11[fatal]'],
    ],
    [
      'let one charge differ by no more',
      [['ChargeTotalAmount currencyID="EUR">5.00<', 'ChargeTotalAmount currencyID="EUR">4.98<']],
      ['BR-FREXT-CO-12[fatal]'],
    ],
    ['let the total before VAT differ by four cents', [['>145.00<', '>145.04<']], []],
    [
      'let the total before VAT differ by no more',
      [['>145.00<', '>144.95<']],
      ['BR-FREXT-CO-13[fatal]', 'BR-FREXT-CO-15[fatal]'],
    ],
    [
      'want a date or terms where something is due',
      [['<cbc:Note>30 jours</cbc:Note>', '']],
      ['BR-CO-25[fatal]'],
    ],
  ]);
});

describe('VAT breakdowns', () => {
  itHits([
    ['differ by two cents with three elements', [['>95.00<', '>95.02<']], []],
    [
      'differ by no more: in doubles 95.03 - 100 + 10 - 5 is above 0.03',
      [['>95.00<', '>95.03<']],
      ['BR-FREXT-S-08[fatal]', 'BR-FREXT-S-08ini[warning]', 'BR-FREXT-S-08rev[warning]'],
    ],
    [
      'are told apart by the reason of exemption, which a line may lack',
      [['<cbc:TaxExemptionReason>Exonération</cbc:TaxExemptionReason><cac:TaxScheme>', '<cac:TaxScheme>']],
      ['BR-FREXT-E-08rev[warning]'],
    ],
    [
      'are there for each category in use',
      [
        [
          '<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cbc:TaxExemptionReason>Exonération</cbc:TaxExemptionReason><cac:TaxScheme>',
          '<cbc:ID>Z</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme>',
        ],
      ],
      [
        'BR-FREXT-E-01[fatal]',
        'BR-FREXT-Z-01[fatal]',
        'BR-FREXT-E-08[fatal]',
        'BR-FREXT-E-08ini[warning]',
        'BR-FREXT-E-08rev[warning]',
      ],
    ],
  ]);
});

describe('sub-lines', () => {
  itHits([
    ['below a group add up to it and count in its place', GROUPED, []],
    [
      'do not add up to their group',
      [...GROUPED, [GROUP_AMOUNT, GROUP_AMOUNT.replace('50.00', '50.01')]],
      ['BR-FREXT-08[fatal]'],
    ],
    [
      'let a group go without quantity and price',
      [
        ...GROUPED,
        ['<cbc:InvoicedQuantity unitCode="C62">2</cbc:InvoicedQuantity>', ''],
        ['<cbc:PriceAmount currencyID="EUR">50.125</cbc:PriceAmount>', ''],
      ],
      [],
    ],
    ['have a known status', [...GROUPED, ['>GROUP<', '>SUM<']], ['BR-FREXT-05[fatal]']],
    ['stand below a line of the invoice', [below('DETAIL', '9')], ['BR-FREXT-11[fatal]']],
    ['stand below another line', [below('DETAIL', '2')], ['BR-FREXT-11[fatal]']],
  ]);
});

describe('lines that count', () => {
  itHits([
    [
      'have a quantity',
      [['<cbc:InvoicedQuantity unitCode="C62">2</cbc:InvoicedQuantity>', '']],
      ['BR-FREXT-22[fatal]', 'BR-FREXT-23[fatal]'],
    ],
    [
      'have a price',
      [['<cbc:PriceAmount currencyID="EUR">50.125</cbc:PriceAmount>', '']],
      ['BR-FREXT-26[fatal]'],
    ],
    ['may have a negative price', [['>50.125<', '>-50.125<']], []],
    ['name an attribute', [['<cbc:Name>Bois</cbc:Name>', '']], ['BR-FREXT-54-1[fatal]']],
    [
      'name it by a code of the list',
      [['<cbc:Name>Bois</cbc:Name>', '<cbc:NameCode>COLOR_TEXT</cbc:NameCode>']],
      [],
    ],
    [
      'name it by no other code',
      [['<cbc:Name>Bois</cbc:Name>', '<cbc:NameCode>WOOD</cbc:NameCode>']],
      ['BR-FREXT-04[fatal]'],
    ],
    [
      'measure an attribute with a unit',
      [['<cbc:Value>Chêne</cbc:Value>', '<cbc:ValueQuantity>3</cbc:ValueQuantity>']],
      ['BR-FREXT-54-2[fatal]'],
    ],
  ]);
});

describe('codes and structure', () => {
  const charge = '<cbc:AllowanceChargeReason>Port</cbc:AllowanceChargeReason>';
  const coded = (attributes: string, code: string): Change => [
    charge,
    `<cbc:AllowanceChargeReasonCode${attributes}>${code}</cbc:AllowanceChargeReasonCode>`,
  ];
  const delivered = (terms: string): Change => [
    '<cac:PaymentTerms>',
    `<cac:DeliveryTerms>${terms}</cac:DeliveryTerms><cac:PaymentTerms>`,
  ];
  itHits([
    ['take reasons of charges from UNTDID 7161', [coded('', 'FC')], []],
    ['take no others', [coded('', 'FCX')], ['BR-FREXT-CL-20[fatal]']],
    ['take taxes from UNTDID 5153', [coded(' listID="5153"', 'ENV')], []],
    ['take no other taxes', [coded(' listID="5153"', 'FC')], ['BR-FREXT-CL-20-TAX[fatal]']],
    ['know no other list', [coded(' listID="X"', 'FC')], ['BR-FREXT-CL-20-LISTID[fatal]']],
    ['know identifiers by the seller', [['schemeID="0009">1', 'schemeID="SE">1']], []],
    ['know no other schemes', [['schemeID="0009">1', 'schemeID="BZ">1']], ['BR-FREXT-CL-10[fatal]']],
    ['take XML attachments', [['mimeCode="application/pdf"', 'mimeCode="application/xml"']], []],
    [
      'take no other attachments',
      [['mimeCode="application/pdf"', 'mimeCode="text/html"']],
      ['BR-FREXT-CL-24[fatal]'],
    ],
    ['know the terms of delivery', [delivered('<cbc:ID>EXW</cbc:ID>')], []],
    [
      'know no other terms of delivery',
      [delivered('<cbc:ID>XXX</cbc:ID><cbc:SpecialTerms>x</cbc:SpecialTerms>')],
      ['BR-FREXT-CL-27[fatal]', 'UBL-FREXT-CR-410[warning]'],
    ],
  ]);
});
