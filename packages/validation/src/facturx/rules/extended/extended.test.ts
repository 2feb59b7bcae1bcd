/** The rules of EXTENDED alone. */
import { describe } from 'vitest';
import { itHitsIn } from '../../../../test/profile-rows.ts';

describe('EXTENDED', () => {
  itHitsIn('extended', [
    [
      'is silent on a group and its detail',
      [
        ['<LineID>1</LineID>', '<LineID>1</LineID><LineStatusReasonCode>GROUP</LineStatusReasonCode>'],
        [
          '<LineID>2</LineID>',
          '<LineID>2</LineID><ParentLineID>1</ParentLineID><LineStatusReasonCode>DETAIL</LineStatusReasonCode>',
        ],
        ['>100.00<', '>50.00<'],
        ['>150.00<', '>50.00<'],
        ['>145.00<', '>45.00<'],
        ['"EUR">19.00<', '"EUR">-1.00<'],
        ['>164.00<', '>44.00<'],
        ['>160.00<', '>40.00<'],
        ['<BasisAmount>95.00<', '<BasisAmount>-5.00<'],
        ['<CalculatedAmount>19.00<', '<CalculatedAmount>-1.00<'],
      ],
      [],
    ],
    [
      'says of every line that a group is not the sum of its details',
      [
        ['<LineID>1</LineID>', '<LineID>1</LineID><LineStatusReasonCode>GROUP</LineStatusReasonCode>'],
        [
          '<LineID>2</LineID>',
          '<LineID>2</LineID><ParentLineID>1</ParentLineID><LineStatusReasonCode>DETAIL</LineStatusReasonCode>',
        ],
        ['>100.00<', '>50.00<'],
        ['>150.00<', '>50.00<'],
        ['>145.00<', '>45.00<'],
        ['"EUR">19.00<', '"EUR">-1.00<'],
        ['>164.00<', '>44.00<'],
        ['>160.00<', '>40.00<'],
        ['<BasisAmount>95.00<', '<BasisAmount>-5.00<'],
        ['<CalculatedAmount>19.00<', '<CalculatedAmount>-1.00<'],
        ['<LineTotalAmount>50.00<', '<LineTotalAmount>51.00<'],
      ],
      ['BR-FXEXT-08', 'BR-FXEXT-08'],
    ],
    [
      'wants sub-lines to have a type',
      [
        ['<LineID>1</LineID>', '<LineID>1</LineID><LineStatusReasonCode>GROUP</LineStatusReasonCode>'],
        ['<LineID>2</LineID>', '<LineID>2</LineID><ParentLineID>1</ParentLineID>'],
        ['>100.00<', '>50.00<'],
        ['>150.00<', '>50.00<'],
        ['>145.00<', '>45.00<'],
        ['"EUR">19.00<', '"EUR">-1.00<'],
        ['>164.00<', '>44.00<'],
        ['>160.00<', '>40.00<'],
        ['<BasisAmount>95.00<', '<BasisAmount>-5.00<'],
        ['<CalculatedAmount>19.00<', '<CalculatedAmount>-1.00<'],
      ],
      ['BR-FXEXT-06', 'BR-FXEXT-08', 'BR-FXEXT-08'],
    ],
    [
      'wants the parent of a sub-line to exist',
      [
        ['<LineID>1</LineID>', '<LineID>1</LineID><LineStatusReasonCode>GROUP</LineStatusReasonCode>'],
        [
          '<LineID>2</LineID>',
          '<LineID>2</LineID><ParentLineID>1</ParentLineID><LineStatusReasonCode>DETAIL</LineStatusReasonCode>',
        ],
        ['>100.00<', '>50.00<'],
        ['>150.00<', '>50.00<'],
        ['>145.00<', '>45.00<'],
        ['"EUR">19.00<', '"EUR">-1.00<'],
        ['>164.00<', '>44.00<'],
        ['>160.00<', '>40.00<'],
        ['<BasisAmount>95.00<', '<BasisAmount>-5.00<'],
        ['<CalculatedAmount>19.00<', '<CalculatedAmount>-1.00<'],
        ['<ParentLineID>1<', '<ParentLineID>9<'],
      ],
      ['BR-FXEXT-08', 'BR-FXEXT-08', 'BR-FXEXT-11'],
    ],
    [
      'wants net amounts of groups below groups',
      [
        ['<LineID>1</LineID>', '<LineID>1</LineID><LineStatusReasonCode>GROUP</LineStatusReasonCode>'],
        [
          '<LineID>2</LineID>',
          '<LineID>2</LineID><ParentLineID>1</ParentLineID><LineStatusReasonCode>GROUP</LineStatusReasonCode>',
        ],
        [
          '<SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>50.00</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation>',
          '',
        ],
      ],
      [
        'BR-FXEXT-08',
        'BR-FXEXT-08',
        'BR-FXEXT-12',
        'BR-FXEXT-CO-10',
        'BR-FXEXT-CO-13',
        'BR-FXEXT-E-08b',
        'BR-FXEXT-E-08ini[warning]',
        'BR-FXEXT-E-08rev[warning]',
        'BR-FXEXT-S-08ini[warning]',
        'BR-FXEXT-S-08rev[warning]',
        'BR-FXEXT-S08b',
      ],
    ],
    ['lets totals differ by a cent a line', [['<LineTotalAmount>150.00<', '<LineTotalAmount>150.02<']], []],
    [
      'lets totals differ by no more',
      [['<LineTotalAmount>150.00<', '<LineTotalAmount>150.03<']],
      ['BR-FXEXT-CO-10'],
    ],
    [
      'adds financial adjustments to what is due',
      [
        ['<DuePayableAmount>160.00<', '<DuePayableAmount>161.00<'],
        [
          '<InvoiceReferencedDocument>',
          '<SpecifiedFinancialAdjustment><Reason>A</Reason><ActualAmount>1.00</ActualAmount></SpecifiedFinancialAdjustment><InvoiceReferencedDocument>',
        ],
      ],
      [],
    ],
    [
      'wants terms where something is due',
      [
        [
          '<SpecifiedTradePaymentTerms><Description>30 jours</Description></SpecifiedTradePaymentTerms><SpecifiedTradeSettlementHeaderMonetarySummation>',
          '<SpecifiedTradeSettlementHeaderMonetarySummation>',
        ],
      ],
      ['BR-CO-25'],
    ],
    ['lets a breakdown differ by a cent an element', [['<BasisAmount>95.00<', '<BasisAmount>95.03<']], []],
    [
      'lets a breakdown differ by no more',
      [['<BasisAmount>95.00<', '<BasisAmount>95.04<']],
      ['BR-FXEXT-S-08ini[warning]', 'BR-FXEXT-S-08rev[warning]', 'BR-FXEXT-S08b'],
    ],
    [
      'warns where reasons differ',
      [
        [
          '<ExemptionReason>Exonération</ExemptionReason><CategoryCode>',
          '<ExemptionReason>Autre</ExemptionReason><CategoryCode>',
        ],
      ],
      ['BR-FXEXT-E-08rev[warning]'],
    ],
    [
      'judges no basis without a rate',
      [['<RateApplicablePercent>20.00</RateApplicablePercent>', '']],
      ['BR-48', 'BR-FXEXT-S-08ini[warning]', 'BR-FXEXT-S-08rev[warning]', 'BR-FXEXT-S-09b', 'BR-FXEXT-S08b'],
    ],
    [
      'takes VAT numbers only of others than the seller',
      [['schemeID="VA">DE123456789', 'schemeID="FC">DE123456789']],
      ['BR-56', 'BR-FXEXT-03', 'FX-SCH-A-000770'],
    ],
    [
      'wants a note with a subject to say something',
      [['<Content>Merci de votre confiance</Content>', '']],
      ['BR-FXEXT-01'],
    ],
    [
      'wants minutes in dates of format 205',
      [['format="102">20261120<', 'format="205">202611202460<']],
      ['BR-03', 'BR-FXEXT-CII-DT-097a', 'FX-SCH-A-000634'],
    ],
    [
      'wants minutes and takes them',
      [['format="102">20261101<', 'format="205">202611011530<']],
      ['BR-29', 'FX-SCH-A-000860'],
    ],
    [
      'warns of unknown attributes of items',
      [['<Description>Bois</Description>', '<TypeCode>WOOD</TypeCode>']],
      ['BR-FXEXT-04[warning]'],
    ],
    [
      'wants a value or a measure with its unit',
      [['<Value>Chêne</Value>', '<ValueMeasure>1</ValueMeasure>']],
      ['BR-FXEXT-BR-54-2'],
    ],
    [
      'wants a breakdown of what logistics services bear',
      [
        [
          '<SpecifiedTradeSettlementHeaderMonetarySummation>',
          '<SpecifiedLogisticsServiceCharge><Description>Port</Description><AppliedAmount>0.00</AppliedAmount><AppliedTradeTax><TypeCode>VAT</TypeCode><CategoryCode>Z</CategoryCode><RateApplicablePercent>0</RateApplicablePercent></AppliedTradeTax></SpecifiedLogisticsServiceCharge><SpecifiedTradeSettlementHeaderMonetarySummation>',
        ],
      ],
      ['BR-FXEXT-Z-01'],
    ],
    [
      'reads no rate behind one that suits',
      [
        [
          '</SpecifiedLineTradeSettlement>',
          '</SpecifiedLineTradeSettlement><SpecifiedLineTradeSettlement><ApplicableTradeTax><RateApplicablePercent>abc</RateApplicablePercent></ApplicableTradeTax></SpecifiedLineTradeSettlement>',
        ],
      ],
      [],
    ],
    [
      'compares in the one currency that has a VAT total',
      [
        [
          '<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>',
          '<InvoiceCurrencyCode>USD</InvoiceCurrencyCode><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>',
        ],
      ],
      ['FX-SCH-A-000038'],
    ],
  ]);
});
