import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, numbersIn } from './printed-amounts.ts';

const valuesIn = (line: string) => numbersIn(line).flatMap(({ values }) => values);

describe('amounts as invoices print them', () => {
  it.each([
    ['French', 'Total TTC 1 234,56 €'],
    ['French, no-break space', 'Total TTC 1\u00a0234,56 €'],
    ['French, narrow no-break space', 'Total TTC 1\u202f234,56 €'],
    ['German', 'Gesamtbetrag 1.234,56 EUR'],
    ['English', 'Total £1,234.56'],
    ['Swiss', 'Total CHF 1’234.56'],
    ['without groups', 'Total 1234.56'],
    ['after another number', 'TVA 20 1 234,56'],
    ['in brackets', 'Avoir (1 234,56)'],
    ['negative', 'Avoir -1 234,56'],
  ])('%s', (_, line) => {
    expect(valuesIn(line)).toContain('1234.56');
  });

  it('a lone separator before three digits may be either', () => {
    expect(valuesIn('1,234')).toEqual(['1.234', '1234']);
  });

  it('a number that a space ends is not glued to the next one', () => {
    expect(valuesIn('12 Unit 456,00')).toEqual(['12', '456']);
    expect(valuesIn('20 234,56')).toEqual(['20234.56', '234.56']);
  });

  it('a rate is known by its sign', () => {
    expect(numbersIn('TVA 20 % 24,00').map(({ rate }) => rate)).toEqual([true, false]);
  });
});

it('every amount is found again in every usual writing', () => {
  const styles = [
    [' ', ','],
    ['\u202f', ','],
    ['.', ','],
    [',', '.'],
    ['', '.'],
  ] as const;
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.constantFrom(...styles),
      (cents, [group, point]) => {
        const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, group);
        const fraction = String(cents % 100).padStart(2, '0');
        const decimal = canonical(`${Math.floor(cents / 100)}.${fraction}`);
        expect(valuesIn(`Total ${whole}${point}${fraction} €`)).toContain(decimal);
      },
    ),
  );
});
