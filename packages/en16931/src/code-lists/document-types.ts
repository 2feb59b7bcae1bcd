import { codeSet } from './code-set.ts';

/** The UNTDID 1001 codes that EN 16931 admits for an invoice (BT-3, BR-CL-01). */
const INVOICES = codeSet(`
  71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 456
  457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935`);

/** Those it admits for a credit note. */
const CREDIT_NOTES = codeSet('81 83 261 262 296 308 381 396 420 458 502 503 532');

/** Whether BT-3 says that the seller owes the amount: what UBL writes as a CreditNote. */
export function isCreditNoteType(code: string): boolean {
  return CREDIT_NOTES.has(code);
}

/** Whether a code is one that EN 16931 admits as BT-3. */
export function isDocumentType(code: string): boolean {
  return INVOICES.has(code) || CREDIT_NOTES.has(code);
}
