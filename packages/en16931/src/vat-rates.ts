/**
 * French VAT rates by territory and date (CGI art. 278 to 281 nonies, 294, 296, 297), and what BR-FR-16 lets an
 * invoice carry.
 */
import { type Decimal, equals } from '@scell/core';
import type { IsoDate } from './model.ts';

/**
 * Where French VAT is one and the same: mainland France with Monaco; Corsica; Guadeloupe, Martinique and Réunion;
 * Guyane and Mayotte, where VAT does not apply for now (CGI 294-1); `outside` for the French territories that are
 * outside the scope of French VAT altogether, and for other countries.
 */
export type VatTerritory = 'mainland' | 'corsica' | 'overseas' | 'guyane-mayotte' | 'outside';

interface DatedRate {
  rate: Decimal;
  /** First day; absent when before any invoice this platform can meet (2000). */
  from?: IsoDate;
  /** Last day; absent while in force. */
  until?: IsoDate;
  territories: readonly VatTerritory[];
}

const ANYWHERE: readonly VatTerritory[] = ['mainland', 'corsica', 'overseas'];
const EUROPEAN: readonly VatTerritory[] = ['mainland', 'corsica'];

/** Every rate of BR-FR-16 but zero. */
const RATES: readonly DatedRate[] = [
  { rate: '20', from: '2014-01-01', territories: EUROPEAN },
  { rate: '19.6', from: '2000-04-01', until: '2013-12-31', territories: EUROPEAN },
  { rate: '20.6', until: '2000-03-31', territories: EUROPEAN },
  { rate: '10', from: '2014-01-01', territories: EUROPEAN },
  { rate: '7', from: '2012-01-01', until: '2013-12-31', territories: EUROPEAN },
  { rate: '5.5', territories: EUROPEAN },
  { rate: '2.1', territories: ANYWHERE },
  { rate: '13', from: '2014-01-01', territories: ['corsica'] },
  { rate: '0.9', territories: ['corsica'] },
  { rate: '8.5', territories: ['overseas'] },
  { rate: '1.75', territories: ['overseas'] },
  { rate: '1.05', territories: ['overseas'] },
  // Listed by BR-FR-16 without period or place: what is left of 10 % after the flat deduction of CGI 285 bis.
  { rate: '9.2', from: '2014-01-01', territories: EUROPEAN },
  { rate: '9.6', from: '2014-01-01', territories: ['overseas'] },
];

/**
 * What a rate is on a date: `in-force` (in the territory, or anywhere when none is given), `elsewhere` in France only,
 * `other-date` when the rate existed or will exist but not that day, `unknown` to BR-FR-16.
 */
export type VatRateStatus = 'in-force' | 'elsewhere' | 'other-date' | 'unknown';

/** Whether BR-FR-16 admits the rate (in percent) at all, whatever the date. */
export function isFrenchVatRate(rate: Decimal): boolean {
  return equals(rate, '0') || RATES.some((known) => equals(known.rate, rate));
}

/** The rates above zero in force on a date in a territory, in percent, highest first; none where VAT does not apply. */
export function ratesOn(date: IsoDate, territory: VatTerritory): Decimal[] {
  return RATES.filter((rate) => isInForce(rate, date) && rate.territories.includes(territory))
    .map(({ rate }) => rate)
    .sort((a, b) => Number(b) - Number(a));
}

/** What a rate (in percent) is on a date. Zero is in force everywhere: its reason is the category's business. */
export function vatRateStatus(rate: Decimal, date: IsoDate, territory?: VatTerritory): VatRateStatus {
  if (equals(rate, '0')) return 'in-force';
  const known = RATES.filter((candidate) => equals(candidate.rate, rate));
  if (known.length === 0) return 'unknown';
  const inForce = known.filter((candidate) => isInForce(candidate, date));
  if (inForce.length === 0) return 'other-date';
  if (territory === undefined) return 'in-force';
  return inForce.some((candidate) => candidate.territories.includes(territory)) ? 'in-force' : 'elsewhere';
}

function isInForce(rate: DatedRate, date: IsoDate): boolean {
  return (rate.from === undefined || rate.from <= date) && (rate.until === undefined || date <= rate.until);
}

/** Territories that ISO 3166-1 gives a code of their own. Monaco is mainland for VAT (CGI 256-0). */
const TERRITORY_OF_COUNTRY: Readonly<Record<string, VatTerritory>> = {
  MC: 'mainland',
  GP: 'overseas',
  MQ: 'overseas',
  RE: 'overseas',
  GF: 'guyane-mayotte',
  YT: 'guyane-mayotte',
};

/**
 * The VAT territory of an address, from its country (ISO 3166-1 alpha-2) and, within FR, from its post code: 20… Corsica,
 * 971, 972, 974 overseas, 973, 976 Guyane and Mayotte, 975, 977, 978, 98… outside (but 980 Monaco). Saint-Barthélemy and
 * Saint-Martin still use post codes 97133 and 97150.
 */
export function territoryOf(country: string, postCode?: string): VatTerritory {
  if (country !== 'FR') return TERRITORY_OF_COUNTRY[country] ?? 'outside';
  const code = postCode?.replaceAll(/\s/g, '') ?? '';
  if (!/^\d{5}$/.test(code)) return 'mainland';
  if (code.startsWith('20')) return 'corsica';
  if (code === '97133' || code === '97150') return 'outside';
  if (/^97[124]/.test(code)) return 'overseas';
  if (/^97[36]/.test(code)) return 'guyane-mayotte';
  if (code.startsWith('980')) return 'mainland';
  return /^9[78]/.test(code) ? 'outside' : 'mainland';
}
