/**
 * Sub-lines in UBL, which has no place for them: a line refers to its own invoice (BG-3 of the line), names there the line it stands below, and
 * gives its status as that of the document referred to (EXT-FR-FE-162, -163).
 */
import { childrenOf, type XmlNode } from '@scell/syntax';
import { at, has } from '../../en16931-ubl/select.ts';

const DOCUMENT = 'cac:InvoiceDocumentReference';

export class OwnReferences {
  /** BT-1. */
  private readonly invoiceIds: ReadonlySet<string>;

  constructor(root: XmlNode) {
    const isInvoice = root.tag === 'ubl:Invoice' || root.tag === 'cn:CreditNote';
    this.invoiceIds = new Set(isInvoice ? childrenOf(root, 'cbc:ID').map(({ text }) => text) : []);
  }

  /** The references of a line to the invoice it stands in. */
  of(line: XmlNode): XmlNode[] {
    return childrenOf(line, 'cac:BillingReference').filter((reference) =>
      childrenOf(reference, DOCUMENT).some((document) => this.isOwn(document)),
    );
  }

  /** Whether the reference is to the invoice it stands in. */
  isOwn(document: XmlNode): boolean {
    return childrenOf(document, 'cbc:ID').some(({ text }) => this.invoiceIds.has(text));
  }

  /** The statuses a line gives itself. */
  statuses(line: XmlNode): string[] {
    return this.of(line).flatMap((reference) =>
      at(reference, DOCUMENT, 'cbc:DocumentStatusCode').map(({ text }) => text),
    );
  }

  /** Whether a line counts in the totals: it is no sub-line, or a detail. */
  isCounted(line: XmlNode): boolean {
    return this.of(line).length === 0 || this.statuses(line).includes('DETAIL');
  }

  /** UBL-FREXT-SR-48 alone takes a line that refers to any document for one that does not count, unless it is a detail. */
  needsCategory(line: XmlNode): boolean {
    const refers = childrenOf(line, 'cac:BillingReference').some((reference) =>
      childrenOf(reference, DOCUMENT).some((document) => has(document, 'cbc:ID')),
    );
    return !refers || this.statuses(line).includes('DETAIL');
  }
}
