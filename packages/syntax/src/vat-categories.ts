import type { VatCategory } from '@scell/en16931';

/** The codes that BT-95, BT-102, BT-118 and BT-151 admit, as a list. */
export const vatCategories: readonly VatCategory[] = ['S', 'E', 'AE', 'K', 'G', 'O', 'Z', 'L', 'M', 'B'];
