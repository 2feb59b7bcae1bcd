import { describe, expect, it } from 'vitest';
import { europeanMutants, frenchMutants } from '../../test/mutants.ts';
import { frenchBusinessSamples, samples } from '../../test/samples.ts';
import { isIsoDate } from './check-form.ts';
import { checkInvoice } from './check-invoice.ts';

describe('checkInvoice', () => {
  it.each(Object.entries(samples))('finds nothing in the sample %s', (name, invoice) =>
    expect(checkInvoice(invoice, { french: frenchBusinessSamples.includes(name) })).toEqual([]),
  );

  it.each(europeanMutants)('finds $rule: $name', ({ rule, invoice }) => {
    const finding = checkInvoice(invoice, { french: false }).find((found) => found.rule === rule);
    expect(finding).toMatchObject({ severity: 'fatal', path: expect.stringMatching(/./) });
    expect(finding?.term).toMatch(/./);
    expect(finding?.text.fr).toMatch(/\.$/);
    expect(finding?.text.en).toMatch(/\.$/);
  });

  it.each(frenchMutants)('finds $rule: $name', ({ rule, invoice }) => {
    expect(checkInvoice(invoice, { french: true }).map((found) => found.rule)).toContain(rule);
    expect(checkInvoice(invoice, { french: false }).map((found) => found.rule)).not.toContain(rule);
  });

  it('says which figure is wrong and what it should be', () => {
    const base = samples.servicesFrance;
    if (!base) throw new Error('no sample');
    const invoice = { ...base, totals: { ...base.totals, lineNet: '4250.01' } };
    expect(checkInvoice(invoice, { french: true })[0]).toEqual({
      rule: 'BR-CO-10',
      severity: 'fatal',
      term: 'BT-106',
      path: 'totals.lineNet',
      text: {
        fr: 'BT-106 vaut 4250.01 ; le calcul donne 4250.00.',
        en: 'BT-106 is 4250.01; it computes to 4250.00.',
      },
    });
  });
});

describe('a text no syntax can carry', () => {
  it('is found by its path', () => {
    const base = samples.servicesFrance;
    if (!base) throw new Error('no sample');
    const invoice = { ...base, buyer: { ...base.buyer, name: 'Dupont\u0007' } };
    expect(checkInvoice(invoice, { french: true })).toMatchObject([
      { rule: 'SC-CHARACTER', path: 'buyer.name' },
    ]);
  });
});

describe('isIsoDate', () => {
  it.each(['2026-11-20', '2024-02-29', '2000-01-01'])('takes %s', (text) =>
    expect(isIsoDate(text)).toBe(true),
  );
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '20261120', '2026-11-20T00:00:00Z', ''])(
    'refuses %s',
    (text) => expect(isIsoDate(text)).toBe(false),
  );
});
