import type { Decimal } from '@scell/core';

/** What is sold to whom, as VAT sees it: by category of EN 16931 (UNTDID 5305). */
export interface VatOfSale {
  /** S: French VAT; AE: the buyer accounts for it; O: outside of European VAT. */
  category: 'S' | 'AE' | 'O';
  rate: Decimal;
}

export interface VatBuyer {
  country: string;
  vat_number: string | null;
}

const FRENCH_VAT = new Set(['FR', 'MC']);
const EUROPEAN_UNION = new Set(
  'AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/**
 * The VAT on credits. They buy one kind of service from one seller at one rate, so VAT is due when they are sold (single-purpose
 * voucher, CGI art. 256 ter; directive 2006/112/EC art. 30b). A service to a business is taxed where the business is (CGI art. 259, 1°): in France at
 * 20 %; in another member state by reverse charge, given its VAT number (art. 196 of the directive); beyond, not by France. Without a VAT number
 * a buyer in the Union is taken for no business.
 */
export function vatOfSale({ country, vat_number }: VatBuyer): VatOfSale {
  if (FRENCH_VAT.has(country)) return { category: 'S', rate: '20' };
  if (!EUROPEAN_UNION.has(country)) return { category: 'O', rate: '0' };
  return vat_number === null ? { category: 'S', rate: '20' } : { category: 'AE', rate: '0' };
}
