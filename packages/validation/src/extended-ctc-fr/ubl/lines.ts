/** Sub-lines and item attributes: BR-FREXT-04 to -12, BR-FREXT-54. */
import { attribute, childrenOf, type XmlNode } from '@scell/syntax';
import { at, endsAt, has } from '../../en16931-ubl/select.ts';
import type { TreeIndex } from '../../en16931-ubl/tree-index.ts';
import type { Report } from '../../engine/rule-set.ts';
import { normalizeSpace } from '../../engine/values.ts';
import { isItemAttribute, isLineStatus } from '../code-lists.ts';
import { type SubLine, SubLines } from '../sub-lines.ts';
import type { OwnReferences } from './own-references.ts';

const LINES = ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const;

/** The lines at any depth, in document order. */
function allLines(index: TreeIndex): readonly XmlNode[] {
  const [invoiced, credited] = LINES.map((tag) => index.all(tag));
  if (invoiced === undefined || credited === undefined || credited.length === 0) return invoiced ?? [];
  return [...invoiced, ...credited].sort((a, b) => a.offset - b.offset);
}

/** Those that count in the totals. */
export function countedLines(index: TreeIndex, references: OwnReferences): readonly XmlNode[] {
  return allLines(index).filter((line) => references.isCounted(line));
}

export function checkLines(index: TreeIndex, references: OwnReferences, report: Report): void {
  const siblings = Map.groupBy(allLines(index), ({ parent }) => parent);
  for (const lines of siblings.values()) checkSiblings(lines, index, references, report);
  for (const property of index.all('cac:AdditionalItemProperty')) checkProperty(property, report);
  for (const code of index.allUnder('cac:AdditionalItemProperty', 'cbc:NameCode')) {
    const onLine = LINES.some((line) =>
      endsAt(code, line, 'cac:Item', 'cac:AdditionalItemProperty', 'cbc:NameCode'),
    );
    if (onLine && !isItemAttribute(code)) report('BR-FREXT-04', 'fatal', code, { found: code.text });
  }
}

/** An attribute of an item has a name or a code, and a value or a quantity with its unit. */
function checkProperty(property: XmlNode, report: Report): void {
  if (!has(property, 'cbc:Name') && !has(property, 'cbc:NameCode'))
    report('BR-FREXT-54-1', 'fatal', property);
  const quantities = childrenOf(property, 'cbc:ValueQuantity');
  const isValued = has(property, 'cbc:Value')
    ? quantities.length === 0
    : quantities.some((quantity) => (attribute(quantity, 'unitCode') ?? '') !== '');
  if (!isValued) report('BR-FREXT-54-2', 'fatal', property);
}

function checkSiblings(
  lines: readonly XmlNode[],
  index: TreeIndex,
  references: OwnReferences,
  report: Report,
): void {
  const read = new Map(lines.map((line) => [line, subLine(line, references)]));
  const subLines = new SubLines([...read.values()]);
  for (const [line, own] of read) {
    const statuses = references.statuses(line);
    if (statuses.length > 0) checkStatus(line, index, report);
    const isParented = own.parents.length > 0;
    if (isParented && statuses.length === 0) report('BR-FREXT-06', 'fatal', line);
    if (isParented && !subLines.knows(own.parents, own.ids)) report('BR-FREXT-11', 'fatal', line);
    if (isGroup(line, references) && own.amounts.length > 0) checkGroup(line, own, subLines, index, report);
  }
}

function subLine(line: XmlNode, references: OwnReferences): SubLine {
  const texts = (nodes: readonly XmlNode[]) => nodes.map(({ text }) => text);
  const statuses = references.statuses(line);
  return {
    ids: texts(childrenOf(line, 'cbc:ID')),
    parents: references
      .of(line)
      .flatMap((reference) => texts(at(reference, 'cac:BillingReferenceLine', 'cbc:ID'))),
    isGroup: statuses.includes('GROUP'),
    isDetail: statuses.includes('DETAIL'),
    amounts: childrenOf(line, 'cbc:LineExtensionAmount'),
  };
}

/** The status beside the number of the invoice itself, in the same reference to a document. */
function isGroup(line: XmlNode, references: OwnReferences): boolean {
  return at(line, 'cac:BillingReference', 'cac:InvoiceDocumentReference').some(
    (document) =>
      references.isOwn(document) &&
      childrenOf(document, 'cbc:DocumentStatusCode').some(({ text }) => text === 'GROUP'),
  );
}

/** BR-FREXT-05, which reads the statuses of all the documents a line refers to, and takes no two. */
function checkStatus(line: XmlNode, { operands }: TreeIndex, report: Report): void {
  const status = operands.one(
    line,
    'cac:BillingReference',
    'cac:InvoiceDocumentReference',
    'cbc:DocumentStatusCode',
  );
  if (status !== undefined && !isLineStatus(normalizeSpace(status.text)))
    report('BR-FREXT-05', 'fatal', line, { found: status.text });
}

/** BR-FREXT-08 and -12: what stands below a group adds up to it, groups below it have their amounts. */
function checkGroup(
  line: XmlNode,
  { ids, amounts }: SubLine,
  subLines: SubLines,
  { operands }: TreeIndex,
  report: Report,
): void {
  const below = subLines.below(ids);
  for (const amount of below.malformed) operands.stop(amount, 'SCELL-NUMBER');
  const { total } = below;
  if (total !== undefined && operands.someDouble(amounts, (amount) => amount === total) === false)
    report('BR-FREXT-08', 'fatal', line, {
      found: amounts.map(({ text }) => text).join(' '),
      expected: total.toFixed(2),
    });
  if (below.groups !== below.groupAmounts) report('BR-FREXT-12', 'fatal', line);
}
