/** The codes that the types of the model admit, as lists. */
import type { InvoiceTypeCode, VatCategory } from '@scell/en16931';

export const invoiceTypeCodes: readonly InvoiceTypeCode[] = [
  '380',
  '389',
  '393',
  '501',
  '386',
  '500',
  '384',
  '471',
  '472',
  '473',
  '261',
  '262',
  '381',
  '396',
  '502',
  '503',
];

export const vatCategories: readonly VatCategory[] = ['S', 'E', 'AE', 'K', 'G', 'O', 'Z'];
