import { describe, expect, it } from 'vitest';
import {
  isFrenchVatRate,
  rateNotInForce,
  ratesOn,
  territoryOf,
  type VatRateStatus,
  type VatTerritory,
  vatDates,
  vatRateStatus,
} from './vat-rates.ts';

describe('ratesOn', () => {
  it.each<[string, VatTerritory, string[]]>([
    ['2026-11-20', 'mainland', ['20', '10', '9.2', '5.5', '2.1']],
    ['2026-11-20', 'corsica', ['20', '13', '10', '9.2', '5.5', '2.1', '0.9']],
    ['2026-11-20', 'overseas', ['9.6', '8.5', '2.1', '1.75', '1.05']],
    ['2026-11-20', 'guyane-mayotte', []],
    ['2026-11-20', 'outside', []],
    ['2013-12-31', 'mainland', ['19.6', '7', '5.5', '2.1']],
    ['2011-12-31', 'mainland', ['19.6', '5.5', '2.1']],
    ['2000-03-31', 'mainland', ['20.6', '5.5', '2.1']],
    ['2013-12-31', 'corsica', ['19.6', '13', '7', '5.5', '2.1', '0.9']],
  ])('%s %s: %j', (date, territory, expected) => expect(ratesOn(date, territory)).toEqual(expected));
});

describe('vatRateStatus', () => {
  it.each<[string, string, VatTerritory | undefined, VatRateStatus]>([
    ['20', '2026-11-20', undefined, 'in-force'],
    ['20.00', '2014-01-01', 'mainland', 'in-force'],
    ['20', '2013-12-31', 'mainland', 'other-date'],
    ['19.6', '2026-11-20', undefined, 'other-date'],
    ['19.6', '2013-12-31', undefined, 'in-force'],
    ['8.5', '2026-11-20', 'mainland', 'elsewhere'],
    ['8.5', '2026-11-20', 'overseas', 'in-force'],
    ['13', '2026-11-20', 'corsica', 'in-force'],
    ['19', '2026-11-20', undefined, 'unknown'],
    ['21', '2026-11-20', 'mainland', 'unknown'],
    ['0', '2026-11-20', 'mainland', 'in-force'],
  ])('%s %% on %s in %s is %s', (rate, date, territory, expected) =>
    expect(vatRateStatus(rate, date, territory)).toBe(expected),
  );
});

describe('the dates of a rate', () => {
  it('a rate is right when it was in force on one of the days of the operation', () => {
    expect(vatRateStatus('19.6', ['2014-01-15', '2013-12-20'])).toBe('in-force');
    expect(vatRateStatus('19.6', ['2014-01-15', '2014-01-02'])).toBe('other-date');
  });

  it('a rate of the law that BR-FR-16 does not hold cannot be carried', () =>
    expect(vatRateStatus('8', '2012-06-01', 'corsica')).toBe('unknown'));

  it('are those the invoice states', () =>
    expect(
      vatDates({
        issueDate: '2014-01-15',
        taxPointDate: '2014-01-10',
        delivery: { date: '2013-12-20' },
        period: { start: '2013-12-01', end: '2014-01-15' },
        lines: [{ period: { end: '2013-12-31' } }, {}],
        precedingInvoices: [{ number: 'F1', issueDate: '2013-11-30' }, { number: 'F2' }],
      }),
    ).toEqual(['2014-01-15', '2014-01-10', '2013-12-20', '2013-12-01', '2013-12-31', '2013-11-30']));

  it.each([
    ['19.6', 'from 2000-04-01 to 2013-12-31'],
    ['20', 'since 2014-01-01'],
    ['5.5', 'since 1982-07-01'],
    ['7', 'from 2012-01-01 to 2013-12-31'],
    ['10', 'since 2014-01-01'],
  ])('%s %% is told to be in force %s, whatever its versions', (rate, when) => {
    const text = rateNotInForce(rate, ['1999-01-01', '1998-12-31']);
    expect(text.en).toContain(`is in force ${when}, not on 1999-01-01 nor on 1998-12-31:`);
    expect(text.fr).toContain('pas le 1999-01-01 ni le 1998-12-31');
  });
});

describe('isFrenchVatRate', () => {
  it.each('0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' '))(
    'knows %s (BR-FR-16)',
    (rate) => expect(isFrenchVatRate(rate)).toBe(true),
  );
  it.each(['19', '21', '5', '0.5', '-20', '100'])('does not know %s', (rate) =>
    expect(isFrenchVatRate(rate)).toBe(false),
  );
});

describe('territoryOf', () => {
  it.each<[string, string | undefined, VatTerritory]>([
    ['FR', '75002', 'mainland'],
    ['FR', undefined, 'mainland'],
    ['FR', '20000', 'corsica'],
    ['FR', '20 290', 'corsica'],
    ['FR', '21000', 'mainland'],
    ['FR', '97110', 'overseas'],
    ['FR', '97229', 'overseas'],
    ['FR', '97400', 'overseas'],
    ['FR', '97300', 'guyane-mayotte'],
    ['FR', '97600', 'guyane-mayotte'],
    ['FR', '97500', 'outside'],
    ['FR', '97133', 'outside'],
    ['FR', '97150', 'outside'],
    ['FR', '98000', 'mainland'],
    ['FR', '98713', 'outside'],
    ['MC', '98000', 'mainland'],
    ['RE', '97400', 'overseas'],
    ['YT', undefined, 'guyane-mayotte'],
    ['NC', undefined, 'outside'],
    ['DE', '20095', 'outside'],
  ])('%s %s is %s', (country, postCode, expected) => expect(territoryOf(country, postCode)).toBe(expected));
});
