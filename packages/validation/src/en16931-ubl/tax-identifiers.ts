/** Which tax identifiers of the parties a document has, looked up when a VAT category asks for them (BR-x-02 to 04). */
import type { XmlNode } from '@scell/syntax';
import { has } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** The tax identifiers of one document, wherever its parties stand. */
export class TaxIdentifiers {
  private readonly index: TreeIndex;

  constructor(index: TreeIndex) {
    this.index = index;
  }

  /** BT-31 or BT-32. */
  get sellerTax(): boolean {
    return this.registrationsOf('cac:AccountingSupplierParty').some((scheme) => has(scheme, 'cbc:CompanyID'));
  }

  /** BT-31. */
  get sellerVat(): boolean {
    return this.registrationsOf('cac:AccountingSupplierParty').some((scheme) =>
      this.identifiesForVat(scheme),
    );
  }

  /** BT-63. */
  get representativeVat(): boolean {
    return this.index
      .allUnder('cac:TaxRepresentativeParty', 'cac:PartyTaxScheme')
      .some((scheme) => this.identifiesForVat(scheme));
  }

  /** BT-48. */
  get buyerVat(): boolean {
    return this.registrationsOf('cac:AccountingCustomerParty').some((scheme) =>
      this.identifiesForVat(scheme),
    );
  }

  /** BT-47. */
  get buyerLegal(): boolean {
    return this.index
      .allUnder('cac:Party', 'cac:PartyLegalEntity')
      .some(
        (entity) =>
          entity.parent?.parent?.tag === 'cac:AccountingCustomerParty' && has(entity, 'cbc:CompanyID'),
      );
  }

  private registrationsOf(role: string): readonly XmlNode[] {
    return this.index
      .allUnder('cac:Party', 'cac:PartyTaxScheme')
      .filter(({ parent }) => parent?.parent?.tag === role);
  }

  private identifiesForVat(registration: XmlNode): boolean {
    return this.index.operands.isVatAlone(registration) && has(registration, 'cbc:CompanyID');
  }
}
