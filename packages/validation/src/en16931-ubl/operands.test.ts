import { readXml } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type Change, changed, itHits, ublInvoice } from '../../test/ubl-invoice.ts';
import { en16931Ubl } from './rule-set.ts';

describe('where the official engine stops without a verdict', () => {
  itHits([
    ['a number', [['>150.00<', '>150,00<']], ['SCELL-NUMBER']],
    ['a number with an exponent, where XPath wants a decimal', [['>150.00<', '>15e1<']], ['SCELL-NUMBER']],
    ['a number that is needed twice is reported once', [['>95.00<', '><']], ['SCELL-NUMBER']],
    ['a rate', [['<cbc:Percent>0</cbc:Percent>\n', '<cbc:Percent>0 %</cbc:Percent>\n']], ['SCELL-NUMBER']],
    [
      'the rate of a line keeps its category from being added up',
      [
        [
          '<cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:Clas',
          '<cbc:Percent>20%</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:Clas',
        ],
      ],
      ['SCELL-NUMBER'],
    ],
    ['a price', [['>50.125<', '>50,125<']], ['SCELL-NUMBER']],
    ['a date', [['>2026-11-30<', '>30/11/2026<']], ['SCELL-DATE']],
    ['a day that is none', [['>2026-11-30<', '>2026-11-31<']], ['SCELL-DATE']],
    ['an indicator', [['>false<', '>no<']], ['BR-CO-11', 'SCELL-BOOLEAN', 'BR-S-08']],
    [
      'an identifier that stands twice',
      [['<cbc:ID>2026-0117', '<cbc:ID>1</cbc:ID><cbc:ID>2026-0117']],
      ['SCELL-REPEATED'],
    ],
    [
      'an amount that stands twice',
      [
        [
          '<cbc:PayableAmount',
          '<cbc:PayableAmount currencyID="EUR">160</cbc:PayableAmount><cbc:PayableAmount',
        ],
      ],
      ['SCELL-REPEATED'],
    ],
  ]);

  it('the other rules go on', () => {
    const changes: Change[] = [
      ['>150.00<', '>x<'],
      ['<cbc:ID>2026-0117</cbc:ID>', ''],
    ];
    expect(verdict(...changes)).toEqual([
      ['BR-02', 'ubl:Invoice', undefined],
      ['SCELL-NUMBER', 'cbc:LineExtensionAmount', 'x'],
    ]);
  });
});

describe('what no test asks for', () => {
  itHits([
    [
      'a number',
      [['</cac:Item>', '<cbc:PackSizeNumeric>x</cbc:PackSizeNumeric></cac:Item>']],
      ['UBL-CR-564'],
    ],
    [
      'the amount of an allowance where its total is missing',
      [['>3.00</cbc:Amount>', '>x</cbc:Amount>']],
      [],
    ],
    [
      'the VAT, with nothing to add it to',
      [
        [
          ublInvoice.slice(ublInvoice.indexOf('<cac:TaxSubtotal>'), ublInvoice.indexOf('</cac:TaxTotal>')),
          '',
        ],
        ['>19.00<', '>x<'],
        ['<cbc:TaxExclusiveAmount currencyID="EUR">145.00</cbc:TaxExclusiveAmount>', ''],
      ],
      ['BR-13', 'BR-CO-13', 'BR-CO-15', 'BR-CO-18', 'BR-E-01', 'BR-S-01'],
    ],
    ['a lone date', [['>2026-11-02<', '>soon<']], []],
    [
      'the rate of what is outside VAT in lines',
      [['<cbc:ID>E</cbc:ID><cbc:Percent>0<', '<cbc:ID>X</cbc:ID><cbc:Percent>x<']],
      ['BR-CL-18', 'BR-E-08'],
    ],
  ]);
});

function verdict(...changes: readonly Change[]): [rule: string, tag: string, found: string | undefined][] {
  const hits: [string, string, string | undefined][] = [];
  en16931Ubl.run(readXml(changed(...changes)), (rule, _severity, node, facts) =>
    hits.push([rule, node.tag, facts?.found]),
  );
  return hits.sort(([a], [b]) => (a < b ? -1 : 1));
}
