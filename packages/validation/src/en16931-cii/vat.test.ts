import { describe, expect, it } from 'vitest';
import { type Change, changed, ciiInvoice, itHits, rulesHit } from '../../test/cii-invoice.ts';

describe('the VAT breakdown', () => {
  itHits([
    ['has a basis', [['<BasisAmount>50.00</BasisAmount>', '']], ['BR-45', 'BR-E-08']],
    ['has an amount', [['<CalculatedAmount>0.00</CalculatedAmount>', '']], ['BR-46', 'BR-CO-17', 'BR-E-09']],
    [
      'has the amount of its rate',
      [
        ['<CalculatedAmount>19.00<', '<CalculatedAmount>20.01<'],
        ['"EUR">19.00<', '"EUR">20.01<'],
        ['>164.00<', '>165.01<'],
        ['>160.00<', '>161.01<'],
      ],
      ['BR-CO-17', 'BR-S-09'],
    ],
    [
      'may miss that amount by one unit',
      [
        ['<CalculatedAmount>19.00<', '<CalculatedAmount>20.00<'],
        ['"EUR">19.00<', '"EUR">20.00<'],
        ['>164.00<', '>165.00<'],
        ['>160.00<', '>161.00<'],
      ],
      ['BR-S-09'],
    ],
    ['has the basis of its lines, allowances and charges', [['>95.00<', '>95.01<']], ['BR-S-08']],
    [
      'has the basis of its lines within a unit when nothing is taxed',
      [['<BasisAmount>50.00<', '<BasisAmount>50.99<']],
      [],
    ],
    ['misses it by a unit', [['<BasisAmount>50.00<', '<BasisAmount>51.00<']], ['BR-E-08']],
    [
      'has one entry of an untaxed category',
      [['<CategoryCode>E</CategoryCode>', '<CategoryCode>Z</CategoryCode>']],
      ['BR-E-01', 'BR-E-08', 'BR-Z-01'],
    ],
    [
      'has an entry of what lines use',
      [['<CategoryCode>E</CategoryCode>\n', '<CategoryCode>S</CategoryCode>\n']],
      ['BR-E-01', 'BR-S-08', 'BR-S-10'],
    ],
    ['says why there is no VAT', [['<ExemptionReason>Exonération</ExemptionReason>', '']], ['BR-E-10']],
    [
      'says it in a text or a code',
      [
        [
          '<ExemptionReason>Exonération</ExemptionReason>',
          '<ExemptionReasonCode>vatex-eu-132</ExemptionReasonCode>',
        ],
      ],
      [],
    ],
    [
      'gives no reason beside a rate',
      [['<BasisAmount>95.00', '<ExemptionReason>?</ExemptionReason><BasisAmount>95.00']],
      ['BR-S-10'],
    ],
    ['has amounts of two decimals', [['>95.00<', '>95.000<']], ['BR-DEC-19']],
    [
      'has one way to tell the tax point',
      [
        [
          '<CategoryCode>E</CategoryCode>\n',
          '<CategoryCode>E</CategoryCode><TaxPointDate><udt:DateString format="102">20261120</udt:DateString></TaxPointDate><DueDateTypeCode>5</DueDateTypeCode>\n',
        ],
      ],
      ['BR-CO-03', 'BR-CO-03'],
    ],
  ]);
});

describe('the rate of a line', () => {
  itHits([
    [
      'is above zero when standard',
      [['<RateApplicablePercent>20<', '<RateApplicablePercent>0<']],
      ['BR-S-05', 'BR-S-08'],
    ],
    ['is zero when exempt', [['<RateApplicablePercent>0<', '<RateApplicablePercent>5.5<']], ['BR-E-05']],
    [
      'is the same however it is written',
      [['<RateApplicablePercent>20<', '<RateApplicablePercent> +20.000 <']],
      [],
    ],
  ]);
});

/** Every category on line, allowance and breakdown, with what its rules want of parties, rate and reason. */
describe('a category', () => {
  const only = (category: string, rate: string, reason: string, ...changes: Change[]) => {
    const xml = changed(...changes)
      .replaceAll(
        /<ram:CategoryCode>[SE]<\/ram:CategoryCode>/g,
        `<ram:CategoryCode>${category}</ram:CategoryCode>`,
      )
      .replaceAll(/<ram:RateApplicablePercent>[0-9.]+<\/ram:RateApplicablePercent>/g, rate)
      .replace(/<ram:ApplicableTradeTax>\s*<ram:CalculatedAmount>0[\s\S]*?<\/ram:ApplicableTradeTax>/, '')
      .replaceAll('<ram:BasisAmount>95.00', `${reason}<ram:BasisAmount>145.00`)
      .replaceAll('>19.00<', '>0.00<')
      .replace('>164.00<', '>145.00<')
      .replace('>160.00<', '>141.00<');
    return rulesHit(xml);
  };
  const zero = '<ram:RateApplicablePercent>0</ram:RateApplicablePercent>';
  const reason = '<ram:ExemptionReason>Parce que</ram:ExemptionReason>';
  const withoutSeller: Change = [
    '<SpecifiedTaxRegistration><ID schemeID="VA">FR12100000009</ID></SpecifiedTaxRegistration>',
    '',
  ];
  const withoutRepresentative: Change = ['<ID schemeID="VA">DE123456789</ID>', '<ID schemeID="FC">1</ID>'];
  const withBuyer: Change = [
    '<URIUniversalCommunication><URIID schemeID="0225">2',
    '<SpecifiedTaxRegistration><ID schemeID="VA">BE0123456789</ID></SpecifiedTaxRegistration><URIUniversalCommunication><URIID schemeID="0225">2',
  ];
  const delivered: Change = [
    '<ApplicableHeaderTradeDelivery>',
    '<ApplicableHeaderTradeDelivery><ActualDeliverySupplyChainEvent><OccurrenceDateTime><udt:DateTimeString format="102">20261110</udt:DateTimeString></OccurrenceDateTime></ActualDeliverySupplyChainEvent>',
  ];

  it('Z wants a number of the seller or his representative, rate zero and no reason', () => {
    expect(only('Z', zero, '')).toEqual([]);
    expect(only('Z', zero, reason)).toEqual(['BR-Z-10']);
    expect(only('Z', zero, '', withoutSeller)).toEqual([]);
    expect(only('Z', zero, '', withoutSeller, withoutRepresentative)).toEqual([
      'BR-56',
      'BR-Z-02',
      'BR-Z-02',
      'BR-Z-03',
      'BR-Z-04',
    ]);
  });

  it('AE wants a number of the buyer or his registration', () => {
    expect(only('AE', zero, reason)).toEqual(['BR-AE-02', 'BR-AE-02', 'BR-AE-03', 'BR-AE-04']);
    expect(only('AE', zero, reason, withBuyer)).toEqual([]);
    expect(only('AE', zero, '', withBuyer)).toEqual(['BR-AE-10']);
  });

  it('G wants a VAT number of the seller', () => {
    expect(only('G', zero, reason)).toEqual([]);
    const taxNumber: Change = ['<ID schemeID="VA">FR12100000009<', '<ID schemeID="FC">12<'];
    expect(only('G', zero, reason, taxNumber, withoutRepresentative)).toEqual([
      'BR-56',
      'BR-G-02',
      'BR-G-02',
      'BR-G-03',
      'BR-G-04',
    ]);
  });

  it('K wants VAT numbers of both, a date and a country of delivery', () => {
    expect(only('K', zero, reason, withBuyer, delivered)).toEqual([]);
    expect(only('K', zero, reason, withBuyer)).toEqual([]);
    const start: Change = [
      '<StartDateTime><udt:DateTimeString format="102">20261101</udt:DateTimeString></StartDateTime>',
      '',
    ];
    const end: Change = [
      '<EndDateTime><udt:DateTimeString format="102">20261130</udt:DateTimeString></EndDateTime>',
      '',
    ];
    expect(only('K', zero, reason, withBuyer, delivered, start, end)).toEqual(['BR-CO-19']);
    expect(only('K', zero, reason, withBuyer, start, end)).toEqual(['BR-CO-19', 'BR-IC-11']);
    expect(only('K', zero, reason, ['<CountryID>NL</CountryID>', ''])).toEqual([
      'BR-57',
      'BR-IC-02',
      'BR-IC-02',
      'BR-IC-03',
      'BR-IC-04',
      'BR-IC-12',
    ]);
  });

  it('O wants no VAT number and no rate', () => {
    const nobody: Change[] = [withoutSeller, withoutRepresentative];
    expect(only('O', '', reason, ...nobody)).toEqual(['BR-56']);
    expect(only('O', zero, reason, ...nobody)).toEqual(['BR-56', 'BR-O-05', 'BR-O-05', 'BR-O-06', 'BR-O-07']);
    expect(only('O', '', reason)).toEqual(['BR-O-02', 'BR-O-02', 'BR-O-03', 'BR-O-04']);
  });

  it('L is above zero, M zero or above', () => {
    expect(only('M', zero, '')).toEqual([]);
    expect(only('L', zero, '')).toEqual(['BR-AF-05', 'BR-AF-05', 'BR-AF-06', 'BR-AF-07']);
    expect(only('L', zero, reason)).toContain('BR-AF-10');
  });

  it('B is Italian and alone', () => {
    expect(only('B', zero, '')).toEqual(['BR-B-01']);
    const mixed = ciiInvoice.replace('<ram:CategoryCode>E<', '<ram:CategoryCode>B<');
    expect(rulesHit(mixed)).toEqual(['BR-B-01', 'BR-B-02', 'BR-E-01', 'BR-E-08']);
  });
});
