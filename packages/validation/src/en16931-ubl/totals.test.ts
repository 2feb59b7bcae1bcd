import { describe, expect, it } from 'vitest';
import { type Change, changed, itHits, rulesHit } from '../../test/ubl-invoice.ts';

describe('document totals', () => {
  itHits([
    ['are the sum of lines', [['>150.00<', '>150.01<']], ['BR-CO-10', 'BR-CO-13']],
    [
      'are the sum of allowances',
      [['>10.00</cbc:AllowanceT', '>10.01</cbc:AllowanceT']],
      ['BR-CO-11', 'BR-CO-13'],
    ],
    ['are the sum of charges', [['>5.00</cbc:ChargeT', '>5.01</cbc:ChargeT']], ['BR-CO-12', 'BR-CO-13']],
    [
      'want a total of allowances where there are some',
      [['<cbc:AllowanceTotalAmount currencyID="EUR">10.00</cbc:AllowanceTotalAmount>', '']],
      ['BR-CO-11', 'BR-CO-13'],
    ],
    ['add up without VAT', [['>145.00<', '>145.01<']], ['BR-CO-13', 'BR-CO-15']],
    ['add up with VAT', [['>164.00<', '>164.01<']], ['BR-CO-15', 'BR-CO-16']],
    ['subtract what was paid', [['>160.00<', '>160.01<']], ['BR-CO-16']],
    [
      'round the amount due',
      [
        ['>160.00<', '>160.01<'],
        [
          '<cbc:PayableAmount',
          '<cbc:PayableRoundingAmount currencyID="EUR">0.01</cbc:PayableRoundingAmount><cbc:PayableAmount',
        ],
      ],
      [],
    ],
    ['have the sum of VAT', [['>19.00<', '>19.01<']], ['BR-CO-14', 'BR-CO-15']],
    ['have two decimals', [['>160.00<', '>160.000<']], ['BR-DEC-18', 'UBL-DT-01']],
    ['compare as numbers, not as they are written', [['>160.00<', '> +160 <']], []],
    [
      'are there',
      [['<cbc:PayableAmount currencyID="EUR">160.00</cbc:PayableAmount>', '']],
      ['BR-15', 'BR-CO-16'],
    ],
    ['have a currency', [['<cbc:PayableAmount currencyID="EUR">', '<cbc:PayableAmount>']], ['BR-CL-03']],
    [
      'have one VAT total in the currency of the invoice',
      [
        [
          '<cac:TaxTotal>',
          '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0.00</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>',
        ],
      ],
      ['BR-CO-15'],
    ],
  ]);

  it('may stand in several groups, of which one adds up with VAT', () => {
    const other =
      '<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID="EUR">1.00</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>';
    const rules = rulesHit(changed(['<cac:LegalMonetaryTotal>', `${other}<cac:LegalMonetaryTotal>`]));
    expect(rules).not.toContain('BR-CO-15');
    expect(rules).not.toContain('SCELL-REPEATED');
  });

  it('round a half cent upwards, also below zero', () => {
    expect(missesSumOfLines('100.005', '150.01')).toBe(false);
    expect(missesSumOfLines('100.005', '150.00')).toBe(true);
    expect(missesSumOfLines('-100.005', '-50.00')).toBe(false);
    expect(missesSumOfLines('-100.005', '-50.01')).toBe(true);
  });

  it('stay exact beyond what a double holds', () => {
    expect(missesSumOfLines('90071992547409931234.01', '90071992547409931284.01')).toBe(false);
    expect(missesSumOfLines('90071992547409931234.01', '90071992547409931284.02')).toBe(true);
  });
});

/** Whether BR-CO-10 fires when the first line is that amount, beside one of 50.00. */
function missesSumOfLines(line: string, total: string): boolean {
  const changes: Change[] = [
    ['>100.00</cbc:LineE', `>${line}</cbc:LineE`],
    ['>150.00<', `>${total}<`],
  ];
  return rulesHit(changed(...changes)).includes('BR-CO-10');
}
