import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExemptionReasonCode } from '../code-lists/vatex.ts';
import { statutoryRule, statutoryRules } from './registry.ts';
import { dayBefore, RULE_CATEGORIES, versionOn, versionsOf } from './rule.ts';

const DAY_MS = 86_400_000;
const iso = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** Any day of 1970 to 2099. */
const anyDay = fc.integer({ min: 0, max: 47_481 }).map(iso);
const anyRule = fc.constantFrom(...statutoryRules);

describe('every rule of the law', () => {
  it('has one version in force on each day from its first to its last, and none outside', () =>
    fc.assert(
      fc.property(anyRule, anyDay, (rule, day) => {
        const versions = versionsOf(rule);
        const inForce = versions.filter(({ from, until }) => from <= day && (until === null || day <= until));
        const first = rule.versions[0].from;
        const last = versions.at(-1)?.until ?? null;
        expect(inForce).toHaveLength(day < first || (last !== null && day > last) ? 0 : 1);
        expect(versionOn(rule, day)).toEqual(inForce[0]);
      }),
      { numRuns: 2000 },
    ));

  it('starts each version the day after the one before it ends', () => {
    for (const rule of statutoryRules) {
      const versions = versionsOf(rule);
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
      for (const [index, version] of versions.entries()) {
        expect(version.from, rule.key).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        const next = versions[index + 1];
        if (next !== undefined) {
          expect(next.from > version.from, rule.key).toBe(true);
          expect(version.until).toBe(dayBefore(next.from));
        }
      }
    }
  });

  it('is found by its key and by its other names, which mean nothing else', () => {
    const names = statutoryRules.flatMap(({ key, aliases = [] }) => [key, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const rule of statutoryRules)
      for (const name of [rule.key, ...(rule.aliases ?? [])]) expect(statutoryRule(name)).toBe(rule);
    expect(statutoryRule('vat_standard_rate')?.key).toBe('vat.standard');
    expect(statutoryRule('vat_reduced_rate')?.key).toBe('vat.reduced');
    expect(statutoryRule('toString')).toBeUndefined();
  });

  it('says in both languages what it is, by which article, and why it is doubted where it is', () => {
    for (const rule of statutoryRules) {
      expect(rule.key).toMatch(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/);
      expect(RULE_CATEGORIES).toContain(rule.category);
      expect(rule.name.fr).toMatch(/./);
      expect(rule.name.en).toMatch(/./);
      for (const version of rule.versions) {
        expect(version.legalReference, rule.key).toMatch(
          /CGI|CIBS|LPF|Code (de commerce|monétaire)|Directive|Arrêté|BOI|XP Z12-012|DGFiP/,
        );
        if ((version.certainty ?? 'certain') !== 'certain') expect(version.note?.fr, rule.key).toMatch(/\.$/);
        expect(JSON.parse(JSON.stringify(version.definition))).toEqual(version.definition);
      }
    }
  });

  it('covers every category of the API', () =>
    expect(new Set(statutoryRules.map(({ category }) => category))).toEqual(new Set(RULE_CATEGORIES)));

  it('names exemption codes that exist', () => {
    for (const { versions } of statutoryRules)
      for (const { definition } of versions)
        if (definition.kind === 'exemption' && definition.reasonCode !== undefined)
          expect(isExemptionReasonCode(definition.reasonCode)).toBe(true);
  });
});

describe('the law on a day', () => {
  it.each([
    ['vat.standard', '2000-03-31', '20.6'],
    ['vat.standard', '2000-04-01', '19.6'],
    ['vat.standard', '2013-12-31', '19.6'],
    ['vat.standard', '2014-01-01', '20'],
    ['vat.standard', '2026-11-20', '20'],
    ['vat.intermediate', '2011-12-31', undefined],
    ['vat.intermediate', '2012-01-01', '7'],
    ['vat.intermediate', '2014-01-01', '10'],
    ['vat.reduced', '2026-11-20', '5.5'],
    ['vat.corsica.petroleum', '2012-01-01', '13'],
    ['vat.corsica.intermediate', '2013-12-31', '8'],
  ])('%s on %s is %s', (key, day, rate) => {
    const rule = statutoryRule(key);
    if (rule === undefined) throw new Error(key);
    const definition = versionOn(rule, day)?.definition;
    expect(definition?.kind === 'vat_rate' ? definition.rate : undefined).toBe(rate);
  });

  it.each([
    ['payment.cash_limit', '2015-08-31', { amount: '3000' }],
    ['payment.cash_limit', '2015-09-01', { amount: '1000' }],
    ['invoicing.mention.recovery_fee', '2013-01-01', { amount: '40' }],
    ['retention.accounting', '2026-11-20', { years: 10 }],
    ['retention.tax', '2026-11-20', { years: 6 }],
    ['payment.term', '2026-11-20', { days: 60 }],
    ['closing.attestation', '2025-06-01', { facts: { accepted: ['certificate'] } }],
    ['threshold.small_business', '2024-06-01', { amounts: { goods: '91900', services: '36800' } }],
    ['threshold.small_business', '2025-06-01', { amounts: { goods: '85000', services: '37500' } }],
  ])('%s on %s says %j', (key, day, expected) => {
    const rule = statutoryRule(key);
    if (rule === undefined) throw new Error(key);
    expect(versionOn(rule, day)?.definition).toMatchObject(expected);
  });

  it('the 40 € were not due before 2013', () => {
    const rule = statutoryRule('invoicing.mention.recovery_fee');
    if (rule === undefined) throw new Error('no rule');
    expect(versionOn(rule, '2012-12-31')).toBeUndefined();
  });
});
