import { add, type Decimal, equals, isZero, multiply, round, subtract, sum } from '@scell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TaxIncludedLine, withoutTax } from './tax-included.ts';
import { documentTotals, lineNetAmount } from './totals.ts';

const line = (unitPrice: Decimal, quantity = '1', vatRate = '20'): TaxIncludedLine => ({
  quantity,
  unitPrice,
  vatCategory: 'S',
  vatRate,
});

const totalsOf = (lines: TaxIncludedLine[]) => {
  const { lines: net, rounding = '0' } = withoutTax(lines);
  const content = lines.map(({ vatCategory, vatRate = '0' }, i) => ({
    netAmount: net[i]?.netAmount ?? '',
    vatCategory,
    vatRate,
  }));
  return documentTotals({ lines: content, rounding }).totals;
};

const randomLine = fc.record({
  quantity: fc.integer({ min: -20, max: 2000 }).map((n) => multiply(String(n), '0.25')),
  unitPrice: fc.integer({ min: 0, max: 1_000_000 }).map((n) => multiply(String(n), '0.01')),
  vatCategory: fc.constant('S' as const),
  vatRate: fc.constantFrom('20', '10', '5.5', '2.1', '8.5'),
});

describe('withoutTax', () => {
  it('takes the VAT off a price', () => {
    expect(withoutTax([line('12.00')])).toEqual({
      lines: [{ netAmount: '10.00', price: { net: '10.00' } }],
      adjustments: [],
    });
  });

  it('gives the cent that rounding leaves to the line with the largest remainder, and says so', () => {
    // 3 × 0.99 at 20 %: each alone 0.83 (0.825 rounded), together 2.475, whose nearest is 2.48 with 0.50 of VAT, that is 2.98; 2.47 gives 2.96.
    const { lines, rounding, adjustments } = withoutTax([line('0.99'), line('0.99'), line('1.00')]);
    expect(lines.map(({ netAmount }) => netAmount)).toEqual(['0.83', '0.82', '0.83']);
    expect(rounding).toBeUndefined();
    expect(adjustments).toEqual([
      {
        line: 1,
        amount: '-0.01',
        explanation: {
          fr: 'Ligne 2 : 0.82 HT au lieu de 0.83, pour que les lignes à 20 % fassent 2.48 HT, soit 2.98 TTC.',
          en: 'Line 2: 0.82 without VAT instead of 0.83, so that the lines at 20% make 2.48 without VAT, which is 2.98 with VAT.',
        },
      },
    ]);
  });

  it('puts what no taxable amount reaches into the rounding amount', () => {
    const { lines, rounding, adjustments } = withoutTax([line('0.03')]);
    expect(lines[0]?.netAmount).toBe('0.03');
    expect(rounding).toBe('-0.01');
    expect(adjustments).toMatchObject([{ amount: '-0.01' }]);
    expect(adjustments[0]).not.toHaveProperty('line');
    expect(totalsOf([line('0.03')])).toMatchObject({ withVat: '0.04', rounding: '-0.01', due: '0.03' });
  });

  it('gives the price for the whole quantity when no price of six decimals makes the amount', () => {
    const [thousands] = withoutTax([line('0.011', '9999999')]).lines;
    expect(thousands).toEqual({ netAmount: '91666.66', price: { net: '91666.66', baseQuantity: '9999999' } });
  });

  it('keeps rates and categories apart', () => {
    const { lines } = withoutTax([
      line('1.20'),
      line('1.10', '1', '10'),
      { ...line('5.00'), vatCategory: 'Z', vatRate: '0' },
    ]);
    expect(lines.map(({ netAmount }) => netAmount)).toEqual(['1.00', '1.00', '5.00']);
  });

  it('asks of the customer exactly what the prices say, for any lines', () => {
    fc.assert(
      fc.property(fc.array(randomLine, { minLength: 1, maxLength: 12 }), (lines) => {
        const asked = sum(lines.map(({ quantity, unitPrice }) => round(multiply(quantity, unitPrice), 2)));
        expect(equals(totalsOf(lines).due, asked)).toBe(true);
      }),
    );
  });

  it('gives prices that make the amounts, and moves no line by more than two cents', () => {
    fc.assert(
      fc.property(fc.array(randomLine, { minLength: 1, maxLength: 12 }), (lines) => {
        const { lines: net, rounding = '0', adjustments } = withoutTax(lines);
        for (const [i, { netAmount, price }] of net.entries())
          expect(lineNetAmount({ quantity: lines[i]?.quantity ?? '', price })).toBe(netAmount);
        for (const { amount } of adjustments.filter(({ line: index }) => index !== undefined))
          expect(Math.abs(Number(amount))).toBeLessThanOrEqual(0.02);
        expect(Math.abs(Number(rounding))).toBeLessThanOrEqual(0.01 * 5);
      }),
    );
  });

  it('explains every cent: amounts are those of the lines alone plus the adjustments', () => {
    fc.assert(
      fc.property(fc.array(randomLine, { minLength: 1, maxLength: 12 }), (lines) => {
        const { lines: net, adjustments } = withoutTax(lines);
        const alone = lines.map((each) => withoutTax([each]));
        for (const [i, { netAmount }] of net.entries()) {
          const moved = adjustments.find(({ line: index }) => index === i)?.amount ?? '0';
          const own = alone[i]?.adjustments.find(({ line: index }) => index === 0)?.amount ?? '0';
          const difference = subtract(add(netAmount, own), add(alone[i]?.lines[0]?.netAmount ?? '0', moved));
          expect(isZero(difference)).toBe(true);
        }
      }),
    );
  });
});
