/** BR-FREXT-CO-10 to -15, BR-CO-25: the totals, each with a cent of tolerance for every amount that may have been rounded on the way. */
import { attribute, childrenOf, type XmlNode } from '@scell/syntax';
import { figures } from '../../en16931-ubl/figures.ts';
import type { Operands } from '../../en16931-ubl/operands.ts';
import { at, firstAt, has, isAt } from '../../en16931-ubl/select.ts';
import type { TreeIndex } from '../../en16931-ubl/tree-index.ts';
import type { Facts, Report } from '../../engine/rule-set.ts';
import { EMPTY, type Numeric, roundTo, subtract, type Truth } from '../../engine/values.ts';
import { isWithinCents } from '../tolerance.ts';
import { type Cents, centsOf, exactly, expected, isNear, type Parts } from './cents.ts';
import { countedLines } from './lines.ts';
import type { OwnReferences } from './own-references.ts';

export function checkTotals(index: TreeIndex, references: OwnReferences, report: Report): void {
  const { operands } = index;
  const groups = index.all('cac:LegalMonetaryTotal');
  const amounts = countedLines(index, references).flatMap((line) =>
    childrenOf(line, 'cbc:LineExtensionAmount'),
  );
  const lines = groups.length === 0 ? EMPTY : centsOf(amounts, operands);
  const known = new Map<XmlNode | null, Items>();
  for (const totals of groups) {
    const items = known.get(totals.parent) ?? itemsOf(totals.parent, operands);
    known.set(totals.parent, items);
    checkGroup(totals, { lines, amounts: amounts.length, items }, index, report);
  }
  checkDueDate(index, report);
}

/** Allowances and charges beside the totals. */
interface Items {
  readonly allowances: readonly XmlNode[];
  readonly charges: readonly XmlNode[];
  readonly allowed: Cents;
  readonly charged: Cents;
}

function itemsOf(parent: XmlNode | null, operands: Operands): Items {
  const items = parent === null ? [] : childrenOf(parent, 'cac:AllowanceCharge');
  const allowances = items.filter((item) => operands.indicates(item, false));
  const charges = items.filter((item) => operands.indicates(item, true));
  const sum = (nodes: readonly XmlNode[]) =>
    centsOf(
      nodes.flatMap((node) => childrenOf(node, 'cbc:Amount')),
      operands,
    );
  return { allowances, charges, allowed: sum(allowances), charged: sum(charges) };
}

/** What the totals are compared with; `amounts` is how many lines' amounts there are. */
interface Compared {
  readonly lines: Cents;
  readonly amounts: number;
  readonly items: Items;
}

function checkGroup(
  totals: XmlNode,
  { lines, amounts, items }: Compared,
  { operands, root }: TreeIndex,
  report: Report,
): void {
  const stated = (tag: string) => operands.amount(totals, tag);
  const check = (rule: string, truth: Truth, facts: () => Facts) => {
    if (truth === false) report(rule, 'fatal', totals, facts());
  };
  const near = (rule: string, found: Numeric, parts: Parts, elements: number) =>
    check(rule, isNear(found, parts, elements, true), () => figures(found, expected(parts)));
  const same = (rule: string, tag: string, sum: Cents, own: readonly XmlNode[]) => {
    const found = stated(tag);
    // Neither total nor items is as good.
    if (own.length === 0 && !has(totals, tag)) return;
    const truth = isWithinCents(subtract(found, exactly(sum)), own.length);
    check(rule, truth, () => figures(found, roundTo(exactly(sum), 2)));
  };

  const onlyLines: Parts = { lines, allowances: EMPTY, charges: EMPTY };
  near('BR-FREXT-CO-10', stated('cbc:LineExtensionAmount'), onlyLines, amounts);
  same('BR-FREXT-CO-11', 'cbc:AllowanceTotalAmount', items.allowed, items.allowances);
  same('BR-FREXT-CO-12', 'cbc:ChargeTotalAmount', items.charged, items.charges);
  const elements = amounts + items.allowances.length + items.charges.length;
  const parts: Parts = { lines, allowances: items.allowed, charges: items.charged };
  near('BR-FREXT-CO-13', stated('cbc:TaxExclusiveAmount'), parts, elements);

  const [tax, second] = taxesInInvoiceCurrency(totals, root);
  if (second !== undefined) operands.stop(second, 'SCELL-REPEATED');
  else if (tax !== undefined) {
    const withTax = stated('cbc:TaxInclusiveAmount');
    const difference = subtract(subtract(withTax, operands.decimal(tax)), stated('cbc:TaxExclusiveAmount'));
    const truth = isWithinCents(difference, elements);
    check('BR-FREXT-CO-15', truth, () => figures(withTax, subtract(withTax, difference)));
  }
}

/** BT-110. */
function taxesInInvoiceCurrency({ parent }: XmlNode, root: XmlNode): XmlNode[] {
  if (parent === null || (root.tag !== 'ubl:Invoice' && root.tag !== 'cn:CreditNote')) return [];
  const currencies = new Set(childrenOf(root, 'cbc:DocumentCurrencyCode').map(({ text }) => text));
  return at(parent, 'cac:TaxTotal', 'cbc:TaxAmount').filter((tax) => {
    const currency = attribute(tax, 'currencyID');
    return currency !== undefined && currencies.has(currency);
  });
}

/** BR-CO-25: where something is due (BT-115), a date (BT-9) or terms (BT-20) say when. Credit notes are not asked. */
function checkDueDate(index: TreeIndex, report: Report): void {
  if (index.root.tag !== 'ubl:Invoice') return;
  const isSaid =
    index.all('cbc:DueDate').length > 0 ||
    index.all('cac:PaymentTerms').some((terms) => firstAt(terms, 'cbc:Note') !== undefined);
  for (const payable of index.all('cbc:PayableAmount')) {
    if (!isAt(payable, 'cac:LegalMonetaryTotal', 'cbc:PayableAmount')) continue;
    const due = index.operands.double(payable);
    // NaN is neither due nor paid.
    const holds = due === undefined || due <= 0 || (due > 0 && isSaid);
    if (!holds) report('BR-CO-25', 'fatal', payable, { found: payable.text });
  }
}
