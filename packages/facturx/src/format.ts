/** Numbers, dates and identifiers as people read them, from the exact texts of the model: no binary float, no locale data. */
import type { Decimal, Language } from '@scell/core';
import type { Identifier, IsoDate, Period } from '@scell/en16931';
import { LABELS } from './labels.ts';

const NBSP = '\u00a0';
const THIN_NBSP = '\u202f';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * "1234.5" → "1 234,50" (fr) or "1,234.50" (en); at least `minimum` decimals, and never fewer than are given.
 * Throws `RangeError` on what is no canonical decimal.
 */
export function formatNumber(value: Decimal, language: Language, minimum = 0): string {
  const parts = /^(-?)(\d+)(?:\.(\d*))?$/.exec(value);
  if (parts === null) throw new RangeError(`not a decimal: ${JSON.stringify(value)}`);
  const [, sign = '', whole = '', decimals = ''] = parts;
  const kept = decimals.slice(0, minimum) + decimals.slice(minimum).replace(/0+$/, '');
  const fraction = kept.padEnd(minimum, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? THIN_NBSP : ',');
  return `${sign}${grouped}${fraction === '' ? '' : (language === 'fr' ? ',' : '.') + fraction}`;
}

/** "1234.56", "EUR" → "1 234,56 €" or "€1,234.56"; other currencies by their code. */
export function formatMoney(value: Decimal, currency: string, language: Language): string {
  const amount = formatNumber(value, language, 2);
  if (language === 'fr') return `${amount}${NBSP}${currencySymbol(currency)}`;
  if (currency !== 'EUR') return `${currency}${NBSP}${amount}`;
  return amount.startsWith('-') ? `-€${amount.slice(1)}` : `€${amount}`;
}

/** "€" for the euro, else the ISO 4217 code: "$" alone would not tell which dollar. */
export function currencySymbol(currency: string): string {
  return currency === 'EUR' ? '€' : currency;
}

/** "5.5" → "5,5 %" or "5.5%". */
export function formatRate(rate: Decimal, language: Language): string {
  return `${formatNumber(rate, language)}${language === 'fr' ? NBSP : ''}%`;
}

/** "2026-05-06" → "06/05/2026" or "6 May 2026". */
export function formatDate(date: IsoDate, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (language === 'fr') return `${day}/${month}/${year}`;
  return `${Number(day)}${NBSP}${MONTHS[Number(month) - 1] ?? month}${NBSP}${year}`;
}

/** An IBAN in groups of four, as banks print it (ISO 13616-1 §6); any other account number as it is. */
export function formatAccount(account: string): string {
  return isIban(account) ? account.replace(/(.{4})(?=.)/g, `$1${NBSP}`) : account;
}

/** Whether the text is an IBAN without blanks whose check digits are right (ISO 13616-1, ISO/IEC 7064 mod 97-10). */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** SIREN "732 829 320", SIRET "732 829 320 00074"; anything else as it is. */
export function formatSirenOrSiret(value: string): string {
  const parts = /^(\d{3})(\d{3})(\d{3})(\d{5})?$/.exec(value);
  return parts === null ? value : parts.slice(1).filter(Boolean).join(NBSP);
}

/** "01/11/2026 au 30/11/2026", or one bound. */
export function formatPeriod(period: Period, language: Language): string {
  const labels = LABELS[language];
  const { start, end } = period;
  if (start !== undefined && end !== undefined)
    return `${formatDate(start, language)} ${labels.to} ${formatDate(end, language)}`;
  if (start !== undefined) return `${labels.from} ${formatDate(start, language)}`;
  return end === undefined ? '' : `${labels.until} ${formatDate(end, language)}`;
}

/** An object identifier (BT-18, BT-128) with its UNTDID 1153 qualifier. */
export function formatObject({ value, scheme }: Identifier): string {
  return scheme === undefined ? value : `${value} (${scheme})`;
}
