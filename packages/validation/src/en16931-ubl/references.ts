/** Referenced documents: supporting documents (BG-24) and preceding invoices (BG-3). */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { countAt, firstAt, has, someChildCarries, someChildIs } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** BR-52, BR-55, UBL-SR-06, 07, 33 and 43. */
export function checkReferences(index: TreeIndex, report: Report): void {
  const isCreditNote = /(?:^|[:}])CreditNote$/.test(index.root.tag);
  for (const reference of index.all('cac:AdditionalDocumentReference')) {
    if (index.operands.text(reference, 'cbc:ID') === '') report('BR-52', 'fatal', reference);
    if (countAt(reference, 'cbc:DocumentDescription') > 1) report('UBL-SR-33', 'fatal', reference);
    if (!isTyped(reference, isCreditNote)) report('UBL-SR-43', 'fatal', reference);
  }
  for (const reference of index.all('cac:BillingReference')) {
    const identified = firstAt(reference, 'cac:InvoiceDocumentReference', 'cbc:ID') !== undefined;
    if (countAt(reference, 'cac:InvoiceDocumentReference') > 1) report('UBL-SR-06', 'fatal', reference);
    if (!identified) {
      report('UBL-SR-07', 'fatal', reference);
      report('BR-55', 'fatal', reference);
    }
  }
}

/** Type 130 is the invoiced object (BT-18), 50 the project (BT-11) of a credit note; others have neither type nor scheme. */
function isTyped(reference: XmlNode, isCreditNote: boolean): boolean {
  if (someChildIs(reference, 'cbc:DocumentTypeCode', '130')) return true;
  if (isCreditNote && someChildIs(reference, 'cbc:DocumentTypeCode', '50')) return true;
  return !someChildCarries(reference, 'cbc:ID', 'schemeID') && !has(reference, 'cbc:DocumentTypeCode');
}
