import { readXml } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type Change, changed, type Row } from '../../../test/cii-invoice.ts';
import { extendedCtcFrCii } from '../rule-set.ts';

/** What the invoice of the EN 16931 tests lacks: terms of payment, and the reason of exemption on its line. */
const COMPLETED: readonly Change[] = [
  [
    '<SpecifiedTradeSettlementHeaderMonetarySummation>',
    '<SpecifiedTradePaymentTerms><Description>30 jours</Description></SpecifiedTradePaymentTerms><SpecifiedTradeSettlementHeaderMonetarySummation>',
  ],
  [
    '<CategoryCode>E</CategoryCode><RateApplicablePercent>0',
    '<ExemptionReason>Exonération</ExemptionReason><CategoryCode>E</CategoryCode><RateApplicablePercent>0',
  ],
];

function hits(changes: readonly Change[]): string[] {
  const found: string[] = [];
  extendedCtcFrCii.run(readXml(changed(...COMPLETED, ...changes)), (rule, severity) =>
    found.push(`${rule}[${severity}]`),
  );
  return found.sort();
}

function itHits(rows: readonly Row[]): void {
  it.each(rows)('%s', (_title, changes, expected) => expect(hits(changes)).toEqual([...expected].sort()));
}

/** Makes line 2 stand below another. */
const below = (status: string, parent = '1'): Change => [
  '<LineID>2</LineID>',
  `<LineID>2</LineID><ParentLineID>${parent}</ParentLineID>${status}`,
];
const statusOf = (status: string) => `<LineStatusReasonCode>${status}</LineStatusReasonCode>`;
/** Line 1 sums up line 2, and the totals are of line 2 alone. */
const GROUPED: readonly Change[] = [
  ['<LineID>1</LineID>', `<LineID>1</LineID>${statusOf('GROUP')}`],
  below(statusOf('DETAIL')),
  ['>100.00<', '>50.00<'],
  ['>150.00<', '>50.00<'],
  ['>145.00<', '>45.00<'],
  ['"EUR">19.00<', '"EUR">-1.00<'],
  ['>164.00<', '>44.00<'],
  ['>160.00<', '>40.00<'],
  ['<BasisAmount>95.00<', '<BasisAmount>-5.00<'],
  ['<CalculatedAmount>19.00<', '<CalculatedAmount>-1.00<'],
];

describe('EXTENDED-CTC-FR on a CII invoice', () => {
  itHits([['is silent on a good one', [], []]]);
});

describe('totals, with a cent for each element', () => {
  itHits([
    // Two lines: two cents. Seen by the total before VAT, four elements: four cents.
    ['let lines differ by two cents', [['>150.00<', '>150.02<']], []],
    ['let lines differ by no more', [['>150.00<', '>150.03<']], ['BR-FREXT-CO-10[fatal]']],
    [
      'let one allowance differ by a cent',
      [['<AllowanceTotalAmount>10.00<', '<AllowanceTotalAmount>10.01<']],
      [],
    ],
    [
      'let one allowance differ by no more',
      [['<AllowanceTotalAmount>10.00<', '<AllowanceTotalAmount>10.02<']],
      ['BR-FREXT-CO-11[fatal]'],
    ],
    ['let one charge differ by a cent', [['<ChargeTotalAmount>5.00<', '<ChargeTotalAmount>4.99<']], []],
    [
      'let one charge differ by no more',
      [['<ChargeTotalAmount>5.00<', '<ChargeTotalAmount>4.98<']],
      ['BR-FREXT-CO-12[fatal]'],
    ],
    [
      'count logistics services among charges',
      [
        [
          '<SpecifiedTradePaymentTerms>',
          '<SpecifiedLogisticsServiceCharge><AppliedAmount>7.00</AppliedAmount></SpecifiedLogisticsServiceCharge><SpecifiedTradePaymentTerms>',
        ],
        ['<ChargeTotalAmount>5.00<', '<ChargeTotalAmount>12.00<'],
      ],
      ['BR-FREXT-CO-13[fatal]', 'CII-SR-396[warning]'],
    ],
    ['let the total before VAT differ by four cents', [['>145.00<', '>145.04<']], []],
    [
      'let the total before VAT differ by no more',
      [['>145.00<', '>144.95<']],
      ['BR-FREXT-CO-13[fatal]', 'BR-FREXT-CO-15[fatal]'],
    ],
    [
      'want VAT in the currency of the invoice',
      [['currencyID="EUR"', 'currencyID="USD"']],
      ['BR-FREXT-CO-15[fatal]'],
    ],
    [
      'want a date or terms where something is due',
      [['<Description>30 jours</Description>', '']],
      ['BR-CO-25[fatal]'],
    ],
  ]);
});

describe('VAT breakdowns', () => {
  itHits([
    ['differ by a cent for each of three elements', [['<BasisAmount>95.00<', '<BasisAmount>95.03<']], []],
    [
      'differ by no more',
      [['<BasisAmount>95.00<', '<BasisAmount>95.04<']],
      ['BR-FXEXT-S-08[fatal]', 'BR-FXEXT-S-08ini[warning]', 'BR-FXEXT-S-08rev[warning]'],
    ],
    [
      'show the tax of their base within those cents',
      [['<CalculatedAmount>19.00<', '<CalculatedAmount>19.04<']],
      ['BR-CO-14[fatal]', 'BR-FXEXT-S-09[fatal]'],
    ],
    [
      'are told apart by the reason of exemption, which a line may lack',
      [['<ExemptionReason>Exonération</ExemptionReason><CategoryCode>', '<CategoryCode>']],
      ['BR-FXEXT-E-08rev[warning]'],
    ],
    [
      'are there for each category in use',
      [
        [
          '<CategoryCode>E</CategoryCode><RateApplicablePercent>0',
          '<CategoryCode>Z</CategoryCode><RateApplicablePercent>0',
        ],
      ],
      [
        'BR-FREXT-E-01[fatal]',
        'BR-FREXT-Z-01[fatal]',
        'BR-FXEXT-E-08[fatal]',
        'BR-FXEXT-E-08ini[warning]',
        'BR-FXEXT-E-08rev[warning]',
      ],
    ],
  ]);
});

describe('sub-lines', () => {
  itHits([
    ['below a group add up to it and count in its place', GROUPED, []],
    [
      'do not add up to their group',
      [...GROUPED, ['>50.00</LineTotalAmount>', '>50.01</LineTotalAmount>']],
      ['BR-FREXT-08[fatal]'],
    ],
    [
      'let a group go without quantity, price and VAT',
      [
        ...GROUPED,
        ['<BilledQuantity unitCode="C62">2</BilledQuantity>', ''],
        ['<ChargeAmount>50</ChargeAmount>', ''],
        [
          '<ApplicableTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode><RateApplicablePercent>20</RateApplicablePercent></ApplicableTradeTax>',
          '',
        ],
      ],
      [],
    ],
    ['have a status', [below('')], ['BR-FREXT-06[fatal]']],
    ['have a known status', [...GROUPED, [statusOf('GROUP'), statusOf('SUM')]], ['BR-FREXT-05[fatal]']],
    ['stand below a line of the invoice', [below(statusOf('DETAIL'), '9')], ['BR-FREXT-11[fatal]']],
    ['stand below another line', [below(statusOf('DETAIL'), '2')], ['BR-FREXT-11[fatal]']],
  ]);
});

describe('lines that count', () => {
  itHits([
    [
      'have a quantity',
      [['<BilledQuantity unitCode="C62">2</BilledQuantity>', '']],
      ['BR-FREXT-BR-22[fatal]', 'BR-FREXT-BR-23[fatal]'],
    ],
    ['have a price', [['<ChargeAmount>50</ChargeAmount>', '']], ['BR-FREXT-BR-26[fatal]']],
    [
      'may have a negative price',
      [['<ChargeAmount>50</ChargeAmount>', '<ChargeAmount>-50</ChargeAmount>']],
      [],
    ],
    [
      'name an attribute',
      [['<Description>Bois</Description>', '']],
      ['BR-FREXT-54-1[fatal]', 'CII-SR-069[fatal]'],
    ],
    [
      'may measure an attribute, which CII-SR-072 does not know',
      [['<Value>Chêne</Value>', '<ValueMeasure unitCode="KGM">3</ValueMeasure>']],
      ['CII-SR-072[fatal]'],
    ],
    [
      'measure with a unit',
      [['<Value>Chêne</Value>', '<ValueMeasure>3</ValueMeasure>']],
      ['BR-FREXT-54-2[fatal]', 'CII-SR-072[fatal]'],
    ],
  ]);
});

describe('codes and structure', () => {
  const charge = '<Reason>Port</Reason>';
  itHits([
    ['take reasons of charges from UNTDID 7161', [[charge, '<ReasonCode>FC</ReasonCode>']], []],
    ['take no others', [[charge, '<ReasonCode>FCX</ReasonCode>']], ['BR-FREXT-CL-20[fatal]']],
    ['take taxes from UNTDID 5153', [[charge, '<ReasonCode listID="5153">ENV</ReasonCode>']], []],
    [
      'take no other taxes',
      [[charge, '<ReasonCode listID="5153">FC</ReasonCode>']],
      ['BR-FREXT-CL-20-TAX[fatal]'],
    ],
    [
      'know no other list',
      [[charge, '<ReasonCode listID="X">FC</ReasonCode>']],
      ['BR-FREXT-CL-20-LISTID[fatal]'],
    ],
    ['know identifiers by the buyer', [['schemeID="0009">1', 'schemeID="BY">1']], []],
    ['know no other schemes', [['schemeID="0009">1', 'schemeID="BZ">1']], ['BR-FREXT-CL-10[fatal]']],
    ['take XML attachments', [['mimeCode="application/pdf"', 'mimeCode="text/xml"']], []],
    [
      'take no other attachments',
      [['mimeCode="application/pdf"', 'mimeCode="text/html"']],
      ['BR-FREXT-CL-24[fatal]'],
    ],
    [
      'know the terms of delivery',
      [
        [
          '<BuyerTradeParty>',
          '<ApplicableTradeDeliveryTerms><DeliveryTypeCode>EXW</DeliveryTypeCode></ApplicableTradeDeliveryTerms><BuyerTradeParty>',
        ],
      ],
      [],
    ],
    [
      'know no other terms of delivery',
      [
        [
          '<BuyerTradeParty>',
          '<ApplicableTradeDeliveryTerms><DeliveryTypeCode>XXX</DeliveryTypeCode><Description>x</Description></ApplicableTradeDeliveryTerms><BuyerTradeParty>',
        ],
      ],
      ['BR-FREXT-CL-27[fatal]', 'CII-FREXT-SR-293[warning]'],
    ],
    [
      'warn of attributes of another list',
      [['<Description>Bois</Description>', '<TypeCode>WOOD</TypeCode><Description>Bois</Description>']],
      ['?[warning]'],
    ],
    [
      'take one account of a credit transfer',
      [['</IBANID>', '</IBANID><ProprietaryID>1</ProprietaryID>']],
      ['?[fatal]'],
    ],
  ]);
});

describe('what the official engine stops at', () => {
  itHits([
    [
      'leaves unjudged what needs it, and is refused',
      [['<BasisAmount>95.00<', '<BasisAmount>95,00<']],
      ['SCELL-NUMBER[fatal]'],
    ],
  ]);
});
