/** Where a document uses each VAT category code: counted once, for the rules about its presence (BR-S-01 to 04 and their like). */
import { childrenOf, type XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';
import type { Operands } from './operands.ts';
import { isAt } from './select.ts';
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
  const { operands } = index;
  for (const category of index.all('cac:ClassifiedTaxCategory')) {
    const { use, vat } = usesOf(category, uses, operands);
    use.items += 1;
    use.vatItems += vat;
  }
  for (const allowanceCharge of index.all('cac:AllowanceCharge')) {
    countAllowanceCharge(allowanceCharge, uses, operands);
  }
  for (const category of index.all('cac:TaxCategory')) {
    if (category.parent?.tag !== 'cac:AllowanceCharge') countCategory(category, uses, operands);
  }
  return uses;
}

function countAllowanceCharge(
  allowanceCharge: XmlNode,
  uses: Map<string, CategoryUse>,
  operands: Operands,
): void {
  const allowance = operands.indicates(allowanceCharge, false) ? 1 : 0;
  const charge = operands.indicates(allowanceCharge, true) ? 1 : 0;
  const ofDocument = allowanceCharge.parent?.parent === null ? 1 : 0;
  for (const category of childrenOf(allowanceCharge, 'cac:TaxCategory')) {
    const { use, vat, exact } = usesOf(category, uses, operands);
    use.allowanceCharges += 1;
    use.vatAllowanceCharges += vat;
    use.vatAllowances += vat * allowance;
    use.vatDocumentAllowances += vat * allowance * ofDocument;
    use.vatCharges += vat * charge;
    use.exactVatCharges += vat * charge * exact;
    use.vatDocumentCharges += vat * charge * ofDocument;
  }
}

function countCategory(category: XmlNode, uses: Map<string, CategoryUse>, operands: Operands): void {
  if (isAt(category, 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory')) {
    const { use, vat, exact } = usesOf(category, uses, operands);
    use.breakdowns += 1;
    use.exactBreakdowns += exact;
    use.vatBreakdowns += vat;
    use.exactVatBreakdowns += vat * exact;
  } else if (operands.isVat(category)) {
    // Only the existence of the code is asked for here, so that several do no harm.
    for (const id of childrenOf(category, 'cbc:ID')) useOf(uses, normalizeSpace(id.text)).vatAnywhere += 1;
  }
}

function usesOf(
  category: XmlNode,
  uses: Map<string, CategoryUse>,
  operands: Operands,
): { use: CategoryUse; vat: 0 | 1; exact: 0 | 1 } {
  const vat = operands.isVat(category) ? 1 : 0;
  const id = operands.one(category, 'cbc:ID');
  const code = normalizeSpace(id?.text ?? '');
  const use = useOf(uses, code);
  if (id !== undefined) use.vatAnywhere += vat;
  return { use, vat, exact: id?.text === code ? 1 : 0 };
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
