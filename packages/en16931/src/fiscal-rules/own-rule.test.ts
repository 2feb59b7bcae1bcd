import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples } from '../../test/samples.ts';
import { checkInvoice } from '../check/check-invoice.ts';
import type { Invoice } from '../model.ts';
import { type OwnRule, ownRulesOn } from './own-rule.ts';
import type { Tightening } from './tightening.ts';

function sample(name: string): Invoice {
  const invoice = samples[name];
  if (invoice === undefined) throw new Error(name);
  return invoice;
}
const base = sample('servicesFrance');
const rule = (tightening: Tightening, change: Partial<OwnRule> = {}): OwnRule => ({
  key: 'my.rule',
  owner: '',
  version: 1,
  from: '2026-01-01',
  until: null,
  tightening,
  ...change,
});
const found = (tightening: Tightening, invoice = base) =>
  checkInvoice(invoice, { french: true, ownRules: [rule(tightening)] }).filter(
    (finding) => finding.rule === 'my.rule',
  );

describe('checkInvoice with rules of the account', () => {
  it.each<[Tightening, Partial<Invoice>, string]>([
    [{ kind: 'vat_rates', rates: ['10', '5.5'] }, {}, 'lines[0].vatRate'],
    [{ kind: 'payment_limit', amount: '500' }, { payment: { meansCode: '10' } }, 'payment.meansCode'],
    [{ kind: 'invoice_limit', amount: '5099.99', currency: 'EUR' }, {}, 'totals.withVat'],
    [{ kind: 'payment_days', days: 29 }, { issueDate: '2026-11-20', dueDate: '2026-12-20' }, 'dueDate'],
    [{ kind: 'currencies', currencies: ['USD'] }, {}, 'currency'],
    [{ kind: 'required_term', term: 'BT-13' }, {}, 'purchaseOrderReference'],
    [{ kind: 'required_note', text: 'capital' }, {}, 'notes'],
  ])('%j is broken', (tightening, change, path) => {
    const [finding] = found(tightening, { ...base, ...change });
    expect(finding).toMatchObject({ severity: 'fatal', path });
    expect(finding?.text.en).toMatch(/\(rule my\.rule of your account, version 1\)\.$/);
    expect(finding?.text.fr).toMatch(/\(règle my\.rule de votre compte, version 1\)\.$/);
  });

  it.each<[Tightening, Partial<Invoice>]>([
    [{ kind: 'vat_rates', rates: ['20.00'] }, {}],
    [{ kind: 'vat_rate', rate: '5.5' }, {}],
    [{ kind: 'payment_limit', amount: '500' }, {}],
    [{ kind: 'invoice_limit', amount: '5100', currency: 'EUR' }, {}],
    [{ kind: 'invoice_limit', amount: '1', currency: 'USD' }, {}],
    [
      { kind: 'payment_days', days: 30 },
      { issueDate: '2026-11-20', dueDate: '2026-12-20' },
    ],
    [{ kind: 'currencies', currencies: ['USD', 'EUR'] }, {}],
    [{ kind: 'required_term', term: 'BT-13' }, { purchaseOrderReference: 'PO-1' }],
    [{ kind: 'required_note', text: 'escompte' }, {}],
    [{ kind: 'retention', years: 12 }, {}],
  ])('%j is kept', (tightening, change) => expect(found(tightening, { ...base, ...change })).toEqual([]));

  it('an exempt line is not a rate that is not charged', () => {
    const exempt = sample('intraCommunityGoods');
    expect(found({ kind: 'vat_rates', rates: ['20'] }, exempt)).toEqual([]);
  });

  it('a missing due date cannot be known to be near, unless nothing is due', () => {
    const { dueDate: _, ...undated } = base;
    expect(found({ kind: 'payment_days', days: 30 }, undated)).toMatchObject([{ path: 'dueDate' }]);
    const paid = { ...undated, totals: { ...base.totals, prepaid: base.totals.withVat, due: '0' } };
    expect(found({ kind: 'payment_days', days: 30 }, paid)).toEqual([]);
  });
});

describe('ownRulesOn', () => {
  const version = (
    number: number,
    from: string,
    until: string | null = null,
    change: Partial<OwnRule> = {},
  ) => rule({ kind: 'currencies', currencies: ['EUR'] }, { version: number, from, until, ...change });
  const on = (rules: OwnRule[], day: string) => ownRulesOn(rules, day).map((one) => one.version);

  it('a version takes the place of those before it from its first day on', () => {
    const rules = [version(1, '2026-01-01'), version(2, '2026-07-01')];
    expect(on(rules, '2025-12-31')).toEqual([]);
    expect(on(rules, '2026-06-30')).toEqual([1]);
    expect(on(rules, '2026-07-01')).toEqual([2]);
    expect(on(rules.toReversed(), '2026-07-01')).toEqual([2]);
  });

  it('the end of a version does not bring back the one before', () =>
    expect(on([version(1, '2026-01-01'), version(2, '2026-07-01', '2026-12-31')], '2027-01-01')).toEqual([]));

  it('a version that starts earlier replaces the later ones too', () =>
    expect(on([version(1, '2026-07-01'), version(2, '2026-01-01')], '2026-08-01')).toEqual([2]));

  it('keys and owners stand side by side', () => {
    const rules = [
      version(1, '2026-01-01'),
      version(2, '2026-01-01', null, { owner: 'sub' }),
      version(3, '2026-01-01', null, { key: 'other' }),
    ];
    expect(on(rules, '2026-02-01')).toEqual([1, 2, 3]);
  });

  it('at most one version of a key and owner is in force on any day', () => {
    const day = fc
      .integer({ min: 20_000, max: 20_100 })
      .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    const versions = fc
      .array(fc.tuple(day, fc.option(day, { nil: null })), { maxLength: 8 })
      .map((list) => list.map(([from, until], index) => version(index + 1, from, until)));
    fc.assert(
      fc.property(versions, day, (rules, at) => {
        expect(on(rules, at).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
