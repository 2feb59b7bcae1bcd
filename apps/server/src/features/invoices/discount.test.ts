import type { InvoiceCreate } from '@scell/contract';
import { compare, divide, multiply, subtract, sum } from '@scell/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContentDiscount, ContentLine } from './content.ts';
import { contentDiscount } from './discount.ts';
import { Notes } from './notes.ts';

const line = (total_ht: string, vat_rate: string) =>
  ({ total_ht, vat_rate, vat_category: 'S' }) as ContentLine;

function discounted(
  request: Partial<InvoiceCreate>,
  lines: ContentLine[],
): { discount: ContentDiscount | null; notes: Notes } {
  const notes = new Notes((path) => path);
  return { discount: contentDiscount(request as InvoiceCreate, lines, notes), notes };
}

test('lines of one rate are one group', () => {
  const { discount } = discounted({ discount_amount: '3' }, [line('1.00', '20'), line('9.00', '20')]);
  expect(discount).toEqual({
    percent: null,
    amount: '3.00',
    reason: null,
    parts: [{ amount: '3.00', base: '10.00', vat_category: 'S', vat_rate: '20' }],
  });
});

test('cents too few for all groups go to some, none becomes negative', () => {
  const rates = ['20', '10', '5.5', '2.1', '8.5', '13', '1.75', '1.05', '0.9', '9.2'];
  const { discount } = discounted(
    { discount_amount: '0.05' },
    rates.map((rate) => line('0.01', rate)),
  );
  expect(discount?.parts.map(({ amount }) => amount)).toEqual(['0.01', '0.01', '0.01', '0.01', '0.01']);
});

test('no discount is none', () => {
  for (const request of [{}, { discount_amount: '0' }, { discount_percent: '0.00' }])
    expect(discounted(request, [line('1.00', '20')]).discount).toBeNull();
});

const amount = (min: number, max: number) => fc.integer({ min, max }).map((n) => divide(String(n), '100', 2));

test('parts add up, each within a cent of its share and within its group', () => {
  fc.assert(
    fc.property(
      fc.array(amount(0, 1_000_000), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 100 }),
      (bases, percent) => {
        const worth = sum(bases);
        const wanted = divide(`${percent}`, '100', 2);
        const off = compare(worth, wanted) < 0 ? worth : wanted;
        fc.pre(compare(off, '0') > 0);
        const { discount } = discounted(
          { discount_amount: off },
          bases.map((base, index) => line(base, String(index + 1))),
        );
        const parts = discount?.parts ?? [];
        expect(compare(sum(parts.map((part) => part.amount)), off)).toBe(0);
        for (const part of parts) {
          expect(compare(part.amount, part.base)).toBeLessThanOrEqual(0);
          // |part − off × base ÷ worth| < 0.01, without dividing
          const error = subtract(multiply(part.amount, worth), multiply(off, part.base));
          expect(compare(error, multiply('0.01', worth))).toBe(-1);
          expect(compare(error, multiply('-0.01', worth))).toBe(1);
        }
      },
    ),
  );
});
