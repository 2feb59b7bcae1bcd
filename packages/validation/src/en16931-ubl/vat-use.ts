/** Where a document uses each VAT category code: counted once, for the rules about its presence (BR-S-01 to 04 and their like). */
import { child, type XmlNode } from '@scell/syntax';
import { isAllowance, isCharge } from './charge-indicator.ts';
import { isAt, isVat, textOf } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** The uses of one code (BT-95, BT-102, BT-118 or BT-151, blanks trimmed). "VAT" counts only what is of the scheme VAT. */
export interface CategoryUse {
  /** Lines' categories, and those of VAT. */
  items: number;
  vatItems: number;
  /** Categories of allowances and charges at any depth, whatever their indicator, and those of VAT. */
  allowanceCharges: number;
  vatAllowanceCharges: number;
  vatAllowances: number;
  vatCharges: number;
  /** Charges of VAT whose code has no blanks around it. */
  exactVatCharges: number;
  /** Allowances and charges of the document level only. */
  vatDocumentAllowances: number;
  vatDocumentCharges: number;
  /** The VAT breakdown (BG-23) of the document, and its groups of VAT; "exact" where the code has no blanks around it. */
  breakdowns: number;
  vatBreakdowns: number;
  exactBreakdowns: number;
  exactVatBreakdowns: number;
  /** Any of the above, of VAT. */
  vatAnywhere: number;
}

/** The uses of every code of a document; a category without identifier counts under "". */
export function categoryUses(index: TreeIndex): ReadonlyMap<string, CategoryUse> {
  const uses = new Map<string, CategoryUse>();
  for (const category of index.all('cac:ClassifiedTaxCategory')) {
    const use = useOf(uses, textOf(category, 'cbc:ID'));
    const vat = isVat(category) ? 1 : 0;
    use.items += 1;
    use.vatItems += vat;
    if (child(category, 'cbc:ID') !== undefined) use.vatAnywhere += vat;
  }
  for (const category of index.all('cac:TaxCategory')) countCategory(category, uses);
  return uses;
}

function countCategory(category: XmlNode, uses: Map<string, CategoryUse>): void {
  const id = child(category, 'cbc:ID');
  const code = textOf(category, 'cbc:ID');
  const use = useOf(uses, code);
  const vat = isVat(category) ? 1 : 0;
  const exact = id?.text === code ? 1 : 0;
  if (id !== undefined) use.vatAnywhere += vat;

  const parent = category.parent;
  if (parent?.tag === 'cac:AllowanceCharge') {
    const atDocument = parent.parent?.tag === 'ubl:Invoice' || parent.parent?.tag === 'cn:CreditNote';
    const documentLevel = atDocument && parent.parent?.parent === null ? vat : 0;
    use.allowanceCharges += 1;
    use.vatAllowanceCharges += vat;
    if (isAllowance(parent)) {
      use.vatAllowances += vat;
      use.vatDocumentAllowances += documentLevel;
    }
    if (isCharge(parent)) {
      use.vatCharges += vat;
      use.exactVatCharges += vat * exact;
      use.vatDocumentCharges += documentLevel;
    }
  } else if (isAt(category, 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory')) {
    use.breakdowns += 1;
    use.exactBreakdowns += exact;
    use.vatBreakdowns += vat;
    use.exactVatBreakdowns += vat * exact;
  }
}

function useOf(uses: Map<string, CategoryUse>, code: string): CategoryUse {
  const known = uses.get(code);
  if (known !== undefined) return known;
  const use = { ...NO_USE };
  uses.set(code, use);
  return use;
}

/** The use of a code that a document does not have. */
export const NO_USE: Readonly<CategoryUse> = {
  items: 0,
  vatItems: 0,
  allowanceCharges: 0,
  vatAllowanceCharges: 0,
  vatAllowances: 0,
  vatCharges: 0,
  exactVatCharges: 0,
  vatDocumentAllowances: 0,
  vatDocumentCharges: 0,
  breakdowns: 0,
  vatBreakdowns: 0,
  exactBreakdowns: 0,
  exactVatBreakdowns: 0,
  vatAnywhere: 0,
};
