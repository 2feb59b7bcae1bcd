/** Which VAT rate may be charged when and where, as the registry of fiscal rules says it. */
import { type Decimal, equals, type Text, trimZeros } from '@scell/core';
import {
  type DatedVersion,
  dayBefore,
  type VatRateDefinition,
  type VatTerritory,
  versionsOf,
} from './fiscal-rules/rule.ts';
import { acceptedRates, vatRateRules } from './fiscal-rules/statute/vat-rates.ts';
import type { Invoice, IsoDate } from './model.ts';

export type { VatTerritory } from './fiscal-rules/rule.ts';

type DatedRate = DatedVersion<VatRateDefinition>;

const RATES: readonly DatedRate[] = vatRateRules.flatMap((rule) => versionsOf(rule));
const ACCEPTED: ReadonlySet<Decimal> = new Set(acceptedRates.versions[0].definition.rates);

/**
 * What a rate is on a date: `in-force` (in the territory, or anywhere when none is given), `elsewhere` in France only,
 * `other-date` when the rate existed or will exist but not that day, `unknown` to BR-FR-16.
 */
export type VatRateStatus = 'in-force' | 'elsewhere' | 'other-date' | 'unknown';

/** Whether BR-FR-16 admits the rate (in percent) at all, whatever the date. */
export function isFrenchVatRate(rate: Decimal): boolean {
  return ACCEPTED.has(trimZeros(rate));
}

/** The rates above zero in force on a date in a territory, in percent, highest first; none where VAT does not apply. */
export function ratesOn(date: IsoDate, territory: VatTerritory): Decimal[] {
  const rates = RATES.filter(
    (rate) =>
      isInForce(rate, date) &&
      rate.definition.territories.includes(territory) &&
      isFrenchVatRate(rate.definition.rate),
  ).map(({ definition }) => definition.rate);
  return [...new Set(rates)].sort((a, b) => Number(b) - Number(a));
}

/**
 * What a rate (in percent) is on the first of the dates on which it is anything. Zero is in force everywhere: its reason is
 * the category's business.
 */
export function vatRateStatus(
  rate: Decimal,
  dates: IsoDate | readonly IsoDate[],
  territory?: VatTerritory,
): VatRateStatus {
  if (equals(rate, '0')) return 'in-force';
  if (!isFrenchVatRate(rate)) return 'unknown';
  const days = typeof dates === 'string' ? [dates] : dates;
  const inForce = RATES.filter(
    (known) => equals(known.definition.rate, rate) && days.some((day) => isInForce(known, day)),
  );
  if (inForce.length === 0) return 'other-date';
  if (territory === undefined) return 'in-force';
  return inForce.some(({ definition }) => definition.territories.includes(territory))
    ? 'in-force'
    : 'elsewhere';
}

/**
 * The days on which the VAT of an invoice may have fallen due (CGI 269): its date, its tax point (BT-7), the delivery (BT-72),
 * the bounds of its periods (BG-14, BG-26), and of a credit note the dates of the invoices it corrects (BT-26). A rate is right
 * when it was in force on one of them.
 */
export function vatDates(
  invoice: Pick<Invoice, 'issueDate' | 'taxPointDate' | 'delivery' | 'period' | 'precedingInvoices'> & {
    lines: readonly Pick<Invoice['lines'][number], 'period'>[];
  },
): IsoDate[] {
  const periods = [invoice.period, ...invoice.lines.map(({ period }) => period)];
  const dates = [
    invoice.issueDate,
    invoice.taxPointDate,
    invoice.delivery?.date,
    ...periods.flatMap((period) => [period?.start, period?.end]),
    ...(invoice.precedingInvoices ?? []).map(({ issueDate }) => issueDate),
  ];
  return [...new Set(dates.filter((date) => date !== undefined))];
}

/** Why a rate cannot be charged on those dates: when it was in force, and what to say if the operation is of that time. */
export function rateNotInForce(rate: Decimal, dates: readonly IsoDate[]): Text {
  const periods = vatRatePeriods(rate);
  const when = (language: 'fr' | 'en') =>
    periods
      .map(({ from, until }) => {
        if (until === null) return language === 'fr' ? `depuis le ${from}` : `since ${from}`;
        return language === 'fr' ? `du ${from} au ${until}` : `from ${from} to ${until}`;
      })
      .join(language === 'fr' ? ' et ' : ' and ');
  return {
    fr: `le taux de ${rate} % est en vigueur ${when('fr')}, pas le ${dates.join(' ni le ')} : si l’opération est de cette époque, donnez sa date (livraison, BT-72, ou période, BG-14).`,
    en: `the rate of ${rate}% is in force ${when('en')}, not on ${dates.join(' nor on ')}: if the operation is of that time, give its date (delivery, BT-72, or period, BG-14).`,
  };
}

/** When a rate is in force anywhere in France, without the seams between versions that follow each other. */
export function vatRatePeriods(rate: Decimal): { from: IsoDate; until: IsoDate | null }[] {
  const versions = RATES.filter(({ definition }) => equals(definition.rate, rate)).sort((a, b) =>
    a.from < b.from ? -1 : 1,
  );
  const periods: { from: IsoDate; until: IsoDate | null }[] = [];
  for (const { from, until } of versions) {
    const last = periods.at(-1);
    if (last === undefined || (last.until !== null && last.until < dayBefore(from)))
      periods.push({ from, until });
    else if (last.until !== null && (until === null || until > last.until)) last.until = until;
  }
  return periods;
}

function isInForce({ from, until }: DatedRate, date: IsoDate): boolean {
  return from <= date && (until === null || date <= until);
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
