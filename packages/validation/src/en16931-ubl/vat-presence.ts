/**
 * The VAT categories of a document as a whole: which groups of the breakdown its categories need (the rules numbered 01), which tax
 * identifiers (02 for lines, 03 for allowances, 04 for charges), and what "not subject to VAT" excludes (BR-O-11 to 14).
 */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { TaxIdentifiers } from './tax-identifiers.ts';
import type { TreeIndex } from './tree-index.ts';
import { type CategoryUse, categoryUses, NO_USE } from './vat-use.ts';

interface Category {
  /** The code, and its place in the names of the rules. */
  code: string;
  family: string;
  needs: (identifiers: TaxIdentifiers) => boolean;
}

const sellerOrRepresentative = (ids: TaxIdentifiers) => ids.sellerTax || ids.representativeVat;
const vatOfSeller = (ids: TaxIdentifiers) => ids.sellerVat || ids.representativeVat;

const CATEGORIES: readonly Category[] = [
  {
    code: 'AE',
    family: 'AE',
    needs: (ids) => sellerOrRepresentative(ids) && (ids.buyerLegal || ids.buyerVat),
  },
  { code: 'E', family: 'E', needs: sellerOrRepresentative },
  { code: 'G', family: 'G', needs: vatOfSeller },
  { code: 'K', family: 'IC', needs: (ids) => vatOfSeller(ids) && ids.buyerVat },
  { code: 'L', family: 'AF', needs: sellerOrRepresentative },
  { code: 'M', family: 'AG', needs: sellerOrRepresentative },
  { code: 'O', family: 'O', needs: (ids) => !ids.sellerVat && !ids.representativeVat && !ids.buyerVat },
  { code: 'S', family: 'S', needs: sellerOrRepresentative },
  { code: 'Z', family: 'Z', needs: sellerOrRepresentative },
];

/** BR-x-01 to 04 of every category, BR-O-11 to 14, BR-IC-11 and 12, BR-B-01 and 02, on the document element. */
export function checkVatPresence(index: TreeIndex, report: Report): void {
  const uses = categoryUses(index);
  const identifiers = new TaxIdentifiers(index);
  const { root } = index;
  for (const { code, family, needs } of CATEGORIES) {
    const use = uses.get(code) ?? NO_USE;
    if (!isBrokenDown(code, use)) report(`BR-${family}-01`, 'fatal', root);
    const satisfied = isSubjectToNeeds(use) && needs(identifiers);
    for (const [number, fails] of usesNeedingIdentifiers(code, use, satisfied)) {
      if (fails) report(`BR-${family}-${number}`, 'fatal', root);
    }
  }
  checkNotSubject(uses, root, report);
  checkIntraCommunity(uses.get('K') ?? NO_USE, index, report);
  checkSplitPayment(index, report);
}

/** Identifiers are looked at only where the category is used. */
function isSubjectToNeeds(use: CategoryUse): boolean {
  return use.vatItems + use.vatAllowances + use.vatCharges > 0;
}

/** The group of the breakdown that a used category needs: exactly one, for the categories with rates at least one; none unused. */
function isBrokenDown(code: string, use: CategoryUse): boolean {
  switch (code) {
    case 'S': // The one family whose rule does not ask for the scheme VAT.
      return use.items + use.allowanceCharges > 0 === use.breakdowns > 0;
    case 'L': // Code and scheme of the breakdown are read more strictly where it is missing than where it is too many.
      return use.vatItems + use.vatAllowanceCharges > 0 ? use.exactBreakdowns > 0 : use.vatBreakdowns === 0;
    case 'M':
      return use.vatItems + use.vatAllowanceCharges > 0
        ? use.exactVatBreakdowns > 0
        : use.vatBreakdowns === 0;
    default:
      return use.vatAnywhere > 0 ? use.vatBreakdowns === 1 : true;
  }
}

/** The rules 02, 03 and 04 that fail. */
function usesNeedingIdentifiers(
  code: string,
  use: CategoryUse,
  satisfied: boolean,
): (readonly [number: string, fails: boolean])[] {
  const lines =
    code === 'S' ? use.items > 0 && !(use.vatItems > 0 && satisfied) : use.vatItems > 0 && !satisfied;
  // "Not subject to VAT" looks at the document's allowances and charges only.
  const allowances = code === 'O' ? use.vatDocumentAllowances : use.vatAllowances;
  const charges = code === 'O' ? use.vatDocumentCharges : code === 'L' ? use.exactVatCharges : use.vatCharges;
  return [
    ['02', lines],
    ['03', allowances > 0 && !satisfied],
    ['04', charges > 0 && !satisfied],
  ];
}

/** BR-O-11 to 14: beside a breakdown "not subject to VAT" (O) there is no other category. */
function checkNotSubject(uses: ReadonlyMap<string, CategoryUse>, root: XmlNode, report: Report): void {
  if ((uses.get('O') ?? NO_USE).vatBreakdowns === 0) return;
  const others = [...uses].filter(([code]) => code !== 'O').map(([, use]) => use);
  if (others.some((use) => use.vatBreakdowns > 0)) report('BR-O-11', 'fatal', root);
  if (others.some((use) => use.vatItems > 0)) report('BR-O-12', 'fatal', root);
  if (others.some((use) => use.vatAllowances > 0)) report('BR-O-13', 'fatal', root);
  if (others.some((use) => use.vatCharges > 0)) report('BR-O-14', 'fatal', root);
}

/** BR-IC-11 and 12: an intra-community supply says when (BT-72 or BG-14) and to which country (BT-80) it was delivered. */
function checkIntraCommunity(use: CategoryUse, index: TreeIndex, report: Report): void {
  if (use.vatBreakdowns === 0) return;
  const { operands, root } = index;
  const delivered = operands.one(root, 'cac:Delivery', 'cbc:ActualDeliveryDate');
  const period = root.children.some(
    (inner) => inner.tag === 'cac:InvoicePeriod' && inner.children.length > 0,
  );
  if (!(isLongerThanOne(delivered) || period)) report('BR-IC-11', 'fatal', root);
  const country = operands.one(
    root,
    'cac:Delivery',
    'cac:DeliveryLocation',
    'cac:Address',
    'cac:Country',
    'cbc:IdentificationCode',
  );
  if (!isLongerThanOne(country)) report('BR-IC-12', 'fatal', root);
}

function isLongerThanOne(node: XmlNode | undefined): boolean {
  return node !== undefined && node.text.length > 1 && Array.from(node.text.slice(0, 3)).length > 1;
}

/** BR-B-01 and 02: split payment (B) is Italian throughout, and never beside the standard rate. */
function checkSplitPayment(index: TreeIndex, report: Report): void {
  const { root } = index;
  const is = (code: string) => (node: XmlNode) =>
    node.children.some((inner) => inner.tag === 'cbc:ID' && inner.text === code);
  const items = index.all('cac:ClassifiedTaxCategory');
  const categories = index.all('cac:TaxCategory');
  if (items.some(is('B')) || categories.some(is('B'))) {
    const foreign = index.all('cbc:IdentificationCode').some(({ text }) => text !== 'IT');
    if (foreign) report('BR-B-01', 'fatal', root);
  }
  const ofDocument = categories.filter(({ parent }) =>
    parent?.tag === 'cac:AllowanceCharge'
      ? parent.parent === root
      : parent?.tag === 'cac:TaxSubtotal' &&
        parent.parent?.tag === 'cac:TaxTotal' &&
        parent.parent.parent === root,
  );
  const uses = (code: string) => items.some(is(code)) || ofDocument.some(is(code));
  if (uses('B') && uses('S')) report('BR-B-02', 'fatal', root);
}
