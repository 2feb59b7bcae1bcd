import { add, cents, compare, equals, isDecimal, multiply, subtract, sum } from '@scell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AllowanceCharge, VatCategory } from './model.ts';
import { documentTotals, lineNetAmount, percentageAmount, type TotalsInput, vatBreakdown } from './totals.ts';

describe('lineNetAmount', () => {
  it.each([
    ['3', '33.335', undefined, '100.01'],
    ['-3', '33.335', undefined, '-100.01'],
    ['1', '10', '3', '3.33'],
    ['2', '10', '3', '6.67'],
    ['0.333', '0.01', undefined, '0.00'],
  ])('%s × %s per %s is %s', (quantity, net, baseQuantity, expected) => {
    const price = baseQuantity === undefined ? { net } : { net, baseQuantity };
    expect(lineNetAmount({ quantity, price })).toBe(expected);
  });

  it('takes line allowances off and adds line charges', () =>
    expect(
      lineNetAmount({
        quantity: '10',
        price: { net: '12.5' },
        allowances: [{ amount: '12.50' }, { amount: '1' }],
        charges: [{ amount: '0.49' }],
      }),
    ).toBe('111.99'));

  it('refuses a base quantity of zero', () =>
    expect(() => lineNetAmount({ quantity: '1', price: { net: '1', baseQuantity: '0' } })).toThrow(
      RangeError,
    ));
});

describe('percentageAmount', () => {
  it('rounds once', () => expect(percentageAmount('100.10', '2.5')).toBe('2.50'));
  it('rounds half away from zero', () => expect(percentageAmount('0.10', '5')).toBe('0.01'));
});

const amount = fc
  .integer({ min: -10_000_000, max: 10_000_000 })
  .map((n) => cents(multiply(String(n), '0.01')));
const vat = fc.oneof(
  fc.record({
    vatCategory: fc.constant<VatCategory>('S'),
    vatRate: fc.constantFrom('20', '20.00', '10', '5.5', '2.1', '8.5'),
  }),
  fc.record({
    vatCategory: fc.constantFrom<VatCategory>('E', 'AE', 'K', 'G', 'Z'),
    vatRate: fc.constantFrom('0', '0.00'),
  }),
  fc.record({ vatCategory: fc.constant<VatCategory>('O') }),
);
const item: fc.Arbitrary<AllowanceCharge> = fc.tuple(amount, vat).map(([a, v]) => ({ amount: a, ...v }));
const content: fc.Arbitrary<TotalsInput> = fc.record(
  {
    lines: fc.array(
      fc.tuple(amount, vat).map(([netAmount, v]) => ({ netAmount, ...v })),
      { minLength: 1, maxLength: 12 },
    ),
    allowances: fc.array(item, { maxLength: 4 }),
    charges: fc.array(item, { maxLength: 4 }),
    prepaid: amount,
    rounding: amount,
    exchangeRate: fc.integer({ min: 1, max: 100_000 }).map((n) => multiply(String(n), '0.0001')),
  },
  { requiredKeys: ['lines'] },
);

describe('documentTotals', () => {
  it('keeps BR-CO-10 to BR-CO-17 for any content', () => {
    fc.assert(
      fc.property(content, (input) => {
        const { totals, vatBreakdown: groups } = documentTotals(input);
        const sumOf = (items: readonly AllowanceCharge[] = []) => sum(items.map((i) => i.amount));
        expect(equals(totals.lineNet, sum(input.lines.map((l) => l.netAmount)))).toBe(true); // BR-CO-10
        expect(equals(totals.allowances ?? '0', sumOf(input.allowances))).toBe(true); // BR-CO-11
        expect(equals(totals.charges ?? '0', sumOf(input.charges))).toBe(true); // BR-CO-12
        expect(totals.withoutVat).toBe(
          cents(add(subtract(totals.lineNet, totals.allowances ?? '0'), totals.charges ?? '0')),
        ); // BR-CO-13
        expect(equals(totals.vat, sum(groups.map((g) => g.taxAmount)))).toBe(true); // BR-CO-14
        expect(equals(totals.withVat, add(totals.withoutVat, totals.vat))).toBe(true); // BR-CO-15
        expect(
          equals(totals.due, add(subtract(totals.withVat, totals.prepaid ?? '0'), totals.rounding ?? '0')),
        ).toBe(true); // BR-CO-16
        for (const group of groups)
          expect(group.taxAmount).toBe(percentageAmount(group.taxableAmount, group.rate ?? '0')); // BR-CO-17
        for (const value of Object.values(totals))
          expect(isDecimal(value) && /\.\d\d$/.test(value)).toBe(true); // BR-DEC
      }),
    );
  });

  it('gives each category and rate one group that holds all its amounts (BR-S-08, BR-CO-18)', () => {
    fc.assert(
      fc.property(content, (input) => {
        const groups = vatBreakdown(input);
        const keys = groups.map((g) => `${g.category}${Number(g.rate ?? 0)}`);
        expect(new Set(keys).size).toBe(keys.length);
        expect(groups.length).toBeGreaterThan(0);
        for (const group of groups) {
          const mine = (i: { vatCategory?: VatCategory; vatRate?: string }) =>
            i.vatCategory === group.category && Number(i.vatRate ?? 0) === Number(group.rate ?? 0);
          const expected = subtract(
            add(
              sum(input.lines.filter(mine).map((l) => l.netAmount)),
              sum((input.charges ?? []).filter(mine).map((c) => c.amount)),
            ),
            sum((input.allowances ?? []).filter(mine).map((a) => a.amount)),
          );
          expect(compare(group.taxableAmount, expected)).toBe(0);
          expect('rate' in group).toBe(group.category !== 'O');
        }
      }),
    );
  });

  it('orders the groups whatever the order of the lines', () => {
    fc.assert(
      fc.property(content, (input) => {
        const reversed = { ...input, lines: input.lines.toReversed() };
        expect(vatBreakdown(reversed)).toEqual(vatBreakdown(input));
      }),
    );
  });

  it('puts the exemption on its group', () => {
    const { vatBreakdown: groups } = documentTotals({
      lines: [
        { netAmount: '10.00', vatCategory: 'E', vatRate: '0' },
        { netAmount: '5.00', vatCategory: 'S', vatRate: '20' },
      ],
      exemptions: { E: { reason: 'why', reasonCode: 'VATEX-FR-FRANCHISE' } },
    });
    expect(groups).toEqual([
      { taxableAmount: '5.00', taxAmount: '1.00', category: 'S', rate: '20' },
      {
        taxableAmount: '10.00',
        taxAmount: '0.00',
        category: 'E',
        rate: '0',
        exemptionReason: 'why',
        exemptionReasonCode: 'VATEX-FR-FRANCHISE',
      },
    ]);
  });

  it('rounds the tax of a group, not of a line', () => {
    const line = { netAmount: '0.02', vatCategory: 'S' as const, vatRate: '20' };
    expect(documentTotals({ lines: [line, line, line] }).totals.vat).toBe('0.01');
  });

  it('converts the VAT into the tax currency (BT-111)', () => {
    const line = { netAmount: '100.00', vatCategory: 'S' as const, vatRate: '20' };
    expect(documentTotals({ lines: [line], exchangeRate: '0.92345' }).totals.vatInTaxCurrency).toBe('18.47');
  });

  it('refuses a document allowance without a VAT category', () =>
    expect(() => documentTotals({ lines: [], allowances: [{ amount: '1' }] })).toThrow(RangeError));
});
