/** Elements that stand twice where one is admitted, word for word the same: the copies go. Nothing is lost. */
import type { XmlNode } from '@scell/syntax';
import { type Change, type Editor, together } from '../edits.ts';
import { nodesUnder, type Remedy } from './remedy.ts';

/** What may well stand twice with the same content: two equal lines are two lines. */
const COUNTED: ReadonlySet<string> = new Set([
  'ram:IncludedSupplyChainTradeLineItem',
  'ram:SpecifiedTradeAllowanceCharge',
  'ram:AppliedTradeAllowanceCharge',
  'ram:SpecifiedAdvancePayment',
  'cac:InvoiceLine',
  'cac:CreditNoteLine',
  'cac:SubInvoiceLine',
  'cac:SubCreditNoteLine',
  'cac:AllowanceCharge',
  'cac:PrepaidPayment',
]);

const ABOUT_REPETITION =
  /^(?:UBL-(?:FREXT-)?SR-|CII-(?:FREXT-)?SR-|SCELL-(?:REPEATED|UNJUDGED)$|BR-FR-06_|BR-FR-3[01]_|BR-FR-CO-10_.*-2$|BR-(?:S|Z|E|AE|IC|G|O)-01$|BR-CO-14$)/;

/** More groups than any invoice repeats by mistake. */
const MOST_GROUPS = 12;

export const withoutCopies: Remedy = (finding, editor) => {
  if (!ABOUT_REPETITION.test(finding.rule)) return [];
  const parents = new Set<XmlNode>();
  for (const node of nodesUnder(finding)) {
    if (node.parent !== null) parents.add(node.parent);
    parents.add(node);
  }
  const groups: Change[] = [];
  for (const parent of parents) {
    if (groups.length >= MOST_GROUPS) break;
    groups.push(...copiesIn(parent, editor));
  }
  return groups.length > 1 ? [...groups, together(groups)] : groups;
};

/** One change a group of siblings that are the same. */
function copiesIn(parent: XmlNode, editor: Editor): Change[] {
  if (parent.children.length < 2) return [];
  const byTag = Map.groupBy(parent.children, ({ tag }) => tag);
  return [...byTag].flatMap(([tag, nodes]) => {
    if (nodes.length < 2 || COUNTED.has(tag)) return [];
    const seen = new Set<string>();
    const copies = nodes.filter((node) => {
      const key = spelling(node);
      if (seen.has(key)) return true;
      seen.add(key);
      return false;
    });
    if (copies.length === 0) return [];
    return [{ edits: together(copies.map((node) => editor.remove(node))).edits, lost: [] }];
  });
}

/** What an element says, whatever its prefixes, comments and blanks between elements. */
function spelling(node: XmlNode): string {
  const attributes = node.attributes.map(({ name, value }) => [name, value]).toSorted();
  const content = node.children.length === 0 ? node.text : node.children.map(spelling);
  return JSON.stringify([node.tag, attributes, content]);
}
