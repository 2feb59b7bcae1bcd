/** What each VAT category of EN 16931 asks (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG), by the numbers of its rules. */

/**
 * Whose identifiers a category asks for.
 *
 * `seller`: a VAT or tax number of the seller or the VAT number of his representative. `seller-vat`: a VAT number of either. `both`: `seller`,
 * and a VAT number or legal registration of the buyer. `both-vat`: `seller-vat` and a VAT number of the buyer. `none`: no VAT number at all.
 */
export type Identifiers = 'seller' | 'seller-vat' | 'both' | 'both-vat' | 'none';

export interface VatCategory {
  /** BT-118, BT-151, BT-95, BT-102. */
  readonly code: string;
  /** The rules are BR-{family}-01 to BR-{family}-10. */
  readonly family: string;
  readonly identifiers: Identifiers;
  readonly rate: 'above zero' | 'zero' | 'zero or above' | 'absent';
  /** `reason`: the breakdown says why there is no tax (BT-120, BT-121). */
  readonly exemption: 'reason' | 'no reason';
}

/** In the order in which their rules shadow each other where an element bears several categories. */
export const VAT_CATEGORIES: readonly VatCategory[] = [
  { code: 'AE', family: 'AE', identifiers: 'both', rate: 'zero', exemption: 'reason' },
  { code: 'L', family: 'AF', identifiers: 'seller', rate: 'above zero', exemption: 'no reason' },
  { code: 'M', family: 'AG', identifiers: 'seller', rate: 'zero or above', exemption: 'no reason' },
  { code: 'E', family: 'E', identifiers: 'seller', rate: 'zero', exemption: 'reason' },
  { code: 'G', family: 'G', identifiers: 'seller-vat', rate: 'zero', exemption: 'reason' },
  { code: 'K', family: 'IC', identifiers: 'both-vat', rate: 'zero', exemption: 'reason' },
  { code: 'O', family: 'O', identifiers: 'none', rate: 'absent', exemption: 'reason' },
  { code: 'S', family: 'S', identifiers: 'seller', rate: 'above zero', exemption: 'no reason' },
  { code: 'Z', family: 'Z', identifiers: 'seller', rate: 'zero', exemption: 'no reason' },
];
