import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleRefusal, readTightening } from './tightening.ts';

const SINCE_2026 = { from: '2026-01-01', until: null };
const read = (key: string, raw: Record<string, unknown>, period: typeof SINCE_2026 = SINCE_2026) =>
  readTightening(key, raw, period);
const refusal = (key: string, raw: Record<string, unknown>) => {
  const answer = read(key, raw);
  if (!(answer instanceof RuleRefusal)) throw new Error(`taken: ${JSON.stringify(answer)}`);
  expect(answer.text.fr).not.toBe(answer.text.en);
  return answer.text.en;
};

describe('a rule of an account', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['vat_reduced_rate', { value: 5.5 }, { kind: 'vat_rate', rate: '5.5' }],
    ['vat.standard', { kind: 'vat_rate', rate: '20.0' }, { kind: 'vat_rate', rate: '20' }],
    ['vat.accepted_rates', { rates: [20, '10.0', 20] }, { kind: 'vat_rates', rates: ['20', '10'] }],
    ['shop.rates', { kind: 'vat_rates', rates: ['8.5'] }, { kind: 'vat_rates', rates: ['8.5'] }],
    ['payment.cash_limit', { amount: 300 }, { kind: 'payment_limit', amount: '300' }],
    ['payment.cash_limit', { value: '1000' }, { kind: 'payment_limit', amount: '1000' }],
    ['payment.term', { days: 30 }, { kind: 'payment_days', days: 30 }],
    ['payment.term', { value: 60 }, { kind: 'payment_days', days: 60 }],
    ['retention.accounting', { years: 12 }, { kind: 'retention', years: 12 }],
    ['retention.tax', { value: 10 }, { kind: 'retention', years: 10 }],
    [
      'my.limit',
      { kind: 'invoice_limit', value: 5000 },
      { kind: 'invoice_limit', amount: '5000', currency: 'EUR' },
    ],
    [
      'my.currencies',
      { kind: 'currencies', currencies: ['EUR'] },
      { kind: 'currencies', currencies: ['EUR'] },
    ],
    ['my.order', { kind: 'required_term', term: 'BT-13' }, { kind: 'required_term', term: 'BT-13' }],
    ['my.note', { kind: 'required_note', text: ' RCS ' }, { kind: 'required_note', text: 'RCS' }],
  ])('%s %j is read as it is meant', (key, raw, expected) => expect(read(key, raw)).toEqual(expected));

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['vat_reduced_rate', { value: 10 }, /does not change a rate of the law \(5\.5% since 2012-01-01/],
    ['vat.standard', { rate: 'twenty' }, /rate in percent/],
    ['vat.accepted_rates', { rates: ['20', '19'] }, /19% is not a French VAT rate/],
    ['vat.accepted_rates', { rates: ['20', '19.6'] }, /19\.6% is not in force/],
    ['vat.accepted_rates', { rates: [] }, /list of rates/],
    ['vat.accepted_rates', { rates: ['0'] }, /above zero/],
    ['payment.cash_limit', { amount: 1000.01 }, /at most|€1000 .*lower it, not raise it/],
    ['payment.cash_limit', { amount: 0 }, /positive amount/],
    ['payment.cash_limit', { amount: 1e300 }, /positive amount/],
    ['payment.term', { days: 61 }, /at most 60 days .*shorten it/],
    ['payment.term', { days: 7.5 }, /whole number/],
    ['retention.accounting', { years: 9 }, /10 years .*keep longer, not less/],
    ['retention.accounting', { years: 51 }, /without a reason/],
    ['invoicing.number.form', { max_length: 20 }, /applied as the law writes it/],
    ['threshold.small_business', { amounts: {} }, /applied as the law writes it/],
    ['payment.term', { kind: 'currencies', currencies: ['EUR'] }, /key of your own/],
    ['my.rule', { value: 12 }, /kind of the rule .* is not understood/],
    ['my.rule', { kind: 'payment_limit', amount: 3000 }, /kind of the rule .* is not understood/],
    ['my.rule', { kind: 'toString' }, /is not understood/],
    ['my.rule', { kind: 'currencies', currencies: ['EUR'], except: ['XXX'] }, /"except" is not understood/],
    ['my.rule', { kind: 'currencies', currencies: ['EUR', 'FRF€'] }, /ISO 4217/],
    ['my.rule', { kind: 'required_term', term: 'BT-999' }, /one of these terms/],
    ['my.rule', { kind: 'required_note', text: 'x'.repeat(201) }, /at most 200/],
  ])('%s %j is refused', (key, raw, why) => expect(refusal(key, raw)).toMatch(why));

  it('says which rules of the law an account may tighten', () =>
    expect(refusal('closing.periodicity', { every: 'hour' })).toContain(
      'an account may tighten payment.cash_limit, payment.term, retention.accounting, retention.tax, vat.accepted_rates.',
    ));

  it('is held against the whole law of its period, not of its first day alone', () => {
    const raw = { amount: 2000 };
    expect(readTightening('payment.cash_limit', raw, { from: '2011-01-01', until: '2015-08-31' })).toEqual({
      kind: 'payment_limit',
      amount: '2000',
    });
    expect(readTightening('payment.cash_limit', raw, { from: '2011-01-01', until: null })).toBeInstanceOf(
      RuleRefusal,
    );
  });

  it('never loosens the law, whatever figure it gives', () =>
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.double(), fc.string(), fc.jsonValue()), (value) => {
        for (const [key, isStricter] of [
          ['payment.cash_limit', (figure: number) => figure <= 1000],
          ['payment.term', (figure: number) => figure <= 60],
          ['retention.accounting', (figure: number) => figure >= 10],
          ['vat.standard', (figure: number) => figure === 20],
        ] as const) {
          const answer = read(key, { value });
          if (!(answer instanceof RuleRefusal)) expect(isStricter(Number(value))).toBe(true);
        }
      }),
    ));
});
