import { describe } from 'vitest';
import { itHits } from '../../test/cii-invoice.ts';

describe('an invoice line', () => {
  itHits([
    ['has an identifier', [['<LineID>1</LineID>', '<LineID/>']], ['BR-21']],
    [
      'has a quantity with its unit',
      [['<BilledQuantity unitCode="C62">2</BilledQuantity>', '']],
      ['BR-22', 'BR-23'],
    ],
    ['has the unit of its quantity', [[' unitCode="C62"', '']], ['BR-23']],
    ['has an amount', [['<LineTotalAmount>100.00</LineTotalAmount>', '']], ['BR-24', 'BR-CO-10', 'BR-S-08']],
    ['has an amount of two decimals, as written', [['>100.00<', '>100.000<']], ['BR-DEC-23']],
    ['has the name of its item', [['<Name>Planche</Name>', '<Name> </Name>']], ['BR-25']],
    [
      'has one net price',
      [['<NetPriceProductTradePrice><ChargeAmount>50</ChargeAmount></NetPriceProductTradePrice>', '']],
      ['BR-26', 'BR-27', 'CII-SR-439'],
    ],
    ['has no net price below zero', [['>50.125<', '>-0.01<']], ['BR-27']],
    ['may cost nothing', [['>50.125<', '>-0.00<']], []],
    ['has no gross price below zero', [['>51<', '>-51<']], ['BR-28']],
    [
      'has no gross price that is not a number, though XPath takes it for one',
      [['>51<', '>NaN<']],
      ['BR-28'],
    ],
    ['has the scheme of its standard identifier', [[' schemeID="0160"', '']], ['BR-64', 'CII-SR-046']],
    ['has the scheme of its classification', [[' listID="HS"', '']], ['BR-65']],
    ['has name and value of an attribute', [['<Value>Chêne</Value>', '']], ['BR-54', 'CII-SR-072']],
    ['has a VAT category', [['<CategoryCode>S</CategoryCode>', '']], ['BR-CO-04', 'BR-S-08']],
    [
      'has its category under VAT, in capitals or not',
      [['<TypeCode>VAT</TypeCode>', '<TypeCode>vat</TypeCode>']],
      ['CII-DT-037'],
    ],
    [
      'has no category of another tax',
      [['<TypeCode>VAT</TypeCode>', '<TypeCode>GST</TypeCode>']],
      ['BR-CO-04', 'CII-DT-037'],
    ],
  ]);
});

describe('an allowance or charge', () => {
  itHits([
    [
      'of the document has an amount',
      [['<ActualAmount>10.00</ActualAmount>', '']],
      ['BR-31', 'BR-CO-11', 'BR-S-08'],
    ],
    ['of the document has a reason', [['<Reason>Port</Reason>', '']], ['BR-38', 'BR-CO-22']],
    [
      'of the document has a reason or its code',
      [['<ReasonCode>95</ReasonCode>', '']],
      ['BR-33', 'BR-CO-21'],
    ],
    ['of a line has an amount', [['<ActualAmount>3.00</ActualAmount>', '']], ['BR-41']],
    ['of a line has a reason', [['<Reason>Emballage</Reason>', '']], ['BR-44', 'BR-CO-24']],
    ['has an amount of two decimals', [['>10.00<', '>10.000<']], ['BR-DEC-01']],
    [
      'has a basis of two decimals',
      [['<ActualAmount>5.00', '<BasisAmount>100.123</BasisAmount><ActualAmount>5.00']],
      ['BR-DEC-06'],
    ],
    [
      'of the document has a VAT category',
      [
        [
          '<CategoryTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode><RateApplicablePercent>20</RateApplicablePercent></CategoryTradeTax>',
          '',
        ],
      ],
      ['BR-32', 'BR-S-08'],
    ],
    [
      'is one to the sums by its boolean, and to these rules by its text',
      [
        [
          '<udt:Indicator>true</udt:Indicator></ChargeIndicator>\n        <ActualAmount>5.00',
          '<udt:Indicator> 1 </udt:Indicator></ChargeIndicator>\n        <ActualAmount>5.000',
        ],
      ],
      [],
    ],
    [
      'says which it is',
      [['<ChargeIndicator><udt:Indicator>true</udt:Indicator></ChargeIndicator>', '']],
      ['CII-SR-463'],
    ],
  ]);
});
