import { describe, expect, it } from 'vitest';
import { type Change, changed, itHits, rulesHit } from '../../test/cii-invoice.ts';

describe('document totals', () => {
  itHits([
    ['are the sum of lines', [['>150.00<', '>150.01<']], ['BR-CO-10', 'BR-CO-13']],
    [
      'are the sum of allowances',
      [['<AllowanceTotalAmount>10.00<', '<AllowanceTotalAmount>10.01<']],
      ['BR-CO-11', 'BR-CO-13'],
    ],
    [
      'are the sum of charges',
      [['<ChargeTotalAmount>5.00<', '<ChargeTotalAmount>5.01<']],
      ['BR-CO-12', 'BR-CO-13'],
    ],
    [
      'want a total of allowances where there are some',
      [['<AllowanceTotalAmount>10.00</AllowanceTotalAmount>', '']],
      ['BR-CO-11', 'BR-CO-13'],
    ],
    ['add up without VAT', [['>145.00<', '>145.01<']], ['BR-CO-13', 'BR-CO-15']],
    ['add up with VAT', [['>164.00<', '>164.01<']], ['BR-CO-15', 'BR-CO-16']],
    ['subtract what was paid', [['>160.00<', '>160.01<']], ['BR-CO-16']],
    [
      'round the amount due',
      [
        ['>160.00<', '>160.01<'],
        ['<GrandTotalAmount>', '<RoundingAmount>0.01</RoundingAmount><GrandTotalAmount>'],
      ],
      [],
    ],
    ['have the sum of VAT', [['"EUR">19.00<', '"EUR">19.01<']], ['BR-CO-14', 'BR-CO-15']],
    ['have two decimals', [['>160.00<', '>160.000<']], ['BR-DEC-18']],
    ['compare as numbers, not as they are written', [['>160.00<', '> +160 <']], []],
    ['are there', [['<DuePayableAmount>160.00</DuePayableAmount>', '']], ['BR-15', 'BR-CO-16']],
    [
      'have a VAT total in the currency of the invoice',
      [['currencyID="EUR"', 'currencyID="USD"']],
      ['BR-CO-15'],
    ],
    [
      'have one VAT total in the currency of the invoice',
      [['<GrandTotalAmount>', '<TaxTotalAmount currencyID="EUR">19.00</TaxTotalAmount><GrandTotalAmount>']],
      ['BR-CO-15'],
    ],
    [
      'have a VAT total in the accounting currency',
      [['<InvoiceCurrencyCode>', '<TaxCurrencyCode>PLN</TaxCurrencyCode><InvoiceCurrencyCode>']],
      ['BR-53', 'BR-DEC-15'],
    ],
    [
      'have it beside the other',
      [
        ['<InvoiceCurrencyCode>', '<TaxCurrencyCode>PLN</TaxCurrencyCode><InvoiceCurrencyCode>'],
        ['<GrandTotalAmount>', '<TaxTotalAmount currencyID="PLN">81.20</TaxTotalAmount><GrandTotalAmount>'],
      ],
      [],
    ],
  ]);

  it('round a half cent upwards, also below zero', () => {
    expect(missesSumOfLines('100.125', '150.13')).toBe(false);
    expect(missesSumOfLines('100.125', '150.12')).toBe(true);
    expect(missesSumOfLines('-100.125', '-50.12')).toBe(false);
    expect(missesSumOfLines('-100.125', '-50.13')).toBe(true);
  });

  // The lines are added up as doubles, and the exact value of their sum is rounded: 50 - 49.975 is a little less than 0.025.
  it('see half a cent where the sum in doubles has it', () => {
    expect(missesSumOfLines('-49.975', '0.02')).toBe(false);
    expect(missesSumOfLines('-49.975', '0.03')).toBe(true);
    expect(missesSumOfLines('-49.995', '0.01')).toBe(false);
  });

  it('stay exact in decimals beyond what a double holds', () => {
    const totals: Change[] = [
      ['>164.00<', '>90071992547409931.01<'],
      ['>4.00<', '>0.01<'],
    ];
    const due = (amount: string) => rulesHit(changed(...totals, ['>160.00<', `>${amount}<`]));
    expect(due('90071992547409931.00')).toEqual(['BR-CO-15']);
    expect(due('90071992547409931.01')).toEqual(['BR-CO-15', 'BR-CO-16']);
  });
});

function missesSumOfLines(line: string, total: string): boolean {
  return rulesHit(changed(['>100.00<', `>${line}<`], ['>150.00<', `>${total}<`])).includes('BR-CO-10');
}
