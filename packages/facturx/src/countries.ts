import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';

const COUNTRIES: Record<Language, Intl.DisplayNames> = {
  fr: new Intl.DisplayNames('fr', { type: 'region', fallback: 'code' }),
  en: new Intl.DisplayNames('en', { type: 'region', fallback: 'code' }),
};

/** Names of the countries to print: none when all addresses are in one country and it is the language's own. */
export function countryNames(invoice: Invoice, language: Language): Map<string, string> {
  const codes = new Set([invoice.seller.address.country, invoice.buyer.address.country]);
  if (invoice.delivery?.address !== undefined) codes.add(invoice.delivery.address.country);
  if (invoice.taxRepresentative !== undefined) codes.add(invoice.taxRepresentative.address.country);
  if (codes.size === 1 && codes.has('FR') && language === 'fr') return new Map();
  return new Map([...codes].map((code) => [code, countryName(code, language)]));
}

/** The country's name, or the code when it has none. */
export function countryName(code: string, language: Language): string {
  // `of` throws on what is not shaped like a region; XI and the like are codes of invoicing, not of CLDR.
  return /^[A-Z]{2}$/.test(code) ? (COUNTRIES[language].of(code) ?? code) : code;
}
