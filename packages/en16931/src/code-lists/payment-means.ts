/** UNTDID 4461 payment means, the codes of BT-81 (BR-CL-16), and the words people use for them. */
import { codeSet } from './code-set.ts';

const MEANS = codeSet(`
  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38
  39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 74 75 76
  77 78 91 92 93 94 95 96 97 98 ZZZ
`);

/** Whether the code is a payment means. */
export function isPaymentMeans(code: string): boolean {
  return MEANS.has(code);
}

/** The payment methods of the API. */
export type PaymentMethod = 'virement' | 'carte' | 'cheque' | 'especes' | 'prelevement';

/**
 * BT-81 of a payment method: 30 credit transfer, or 58 SEPA credit transfer in euros to an IBAN; 48 bank card; 20 cheque;
 * 10 cash; 59 SEPA direct debit, or 49 direct debit in another currency.
 */
export function paymentMeansOf(method: PaymentMethod, currency: string, iban?: string): string {
  switch (method) {
    case 'virement':
      return currency === 'EUR' && iban !== undefined ? '58' : '30';
    case 'prelevement':
      return currency === 'EUR' ? '59' : '49';
    case 'carte':
      return '48';
    case 'cheque':
      return '20';
    case 'especes':
      return '10';
  }
}
