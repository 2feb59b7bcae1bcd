/** Elements and attributes that must not be there: they go, and what they said is listed as lost. */
import { attribute, type XmlNode } from '@scell/syntax';
import { STRUCTURE, type StructureRow } from '../../en16931-cii/structure-table.ts';
import { ATTRIBUTES_ANYWHERE } from '../../en16931-ubl/attributes.ts';
import { at } from '../../en16931-ubl/select.ts';
import { type Change, type Editor, together } from '../edits.ts';
import { descendants, type Remedy } from './remedy.ts';

/** The rows that forbid something in CII, by rule: the same id may stand in several contexts. */
let rows: ReadonlyMap<string, readonly StructureRow[]> | undefined;

function rowsOf(rule: string): readonly StructureRow[] {
  rows ??= Map.groupBy(
    STRUCTURE.flatMap(({ forbidden }) => forbidden),
    (row) => row.rule,
  );
  return rows.get(rule) ?? [];
}

/** Rules of CII on a child that their context does not admit there (structure-checks.ts), in EXTENDED-CTC-FR too. */
const STRAY_CHILDREN: ReadonlyMap<string, string> = new Map([
  ['CII-DT-015', 'ram:URIID'],
  ['CII-DT-018', 'ram:TypeCode'],
  ['CII-DT-021', 'ram:Name'],
  ['CII-DT-022', 'ram:AttachmentBinaryObject'],
  ['CII-DT-024', 'ram:ReferenceTypeCode'],
  ['CII-DT-027', 'ram:FormattedIssueDateTime'],
  ['CII-EXT-DT-018', 'ram:TypeCode'],
  ['CII-FREXT-DT-024', 'ram:ReferenceTypeCode'],
  ['CII-FREXTDT-027', 'ram:FormattedIssueDateTime'],
  ['CII-DT-052', 'ram:ExemptionReasonCode'],
  ['CII-DT-098', 'ram:ExemptionReason'],
  ['CII-DT-041', 'ram:BasisAmount'],
  ['CII-DT-054', 'ram:TaxPointDate'],
  ['CII-DT-058', 'ram:DueDateTypeCode'],
]);

export const withoutForbidden: Remedy = (finding, editor) => {
  const { rule, hits } = finding;
  if (rule.startsWith('CII-')) {
    const changes = hits.flatMap(({ node }) => [
      ...rowsOf(rule).flatMap((row) => offendersOf(row, node, editor)),
      ...strayChildren(rule, node).map((stray) => editor.remove(stray)),
      ...(rule === 'CII-DT-033' ? [editor.removeAttribute(node, 'unitCode')] : []),
    ]);
    return changes.length === 0 ? [] : [together(changes)];
  }
  if (!/^UBL-(?:FREXT-)?(?:CR|DT)-/.test(rule)) return [];
  return hits.flatMap(({ node, facts }) => ublOffenders(rule, node, facts?.found, editor));
};

function offendersOf({ steps, attribute: name }: StructureRow, context: XmlNode, editor: Editor): Change[] {
  const nodes = at(context, ...steps);
  if (name === undefined) return nodes.map((node) => editor.remove(node));
  return nodes
    .filter((node) => attribute(node, name) !== undefined)
    .map((node) => editor.removeAttribute(node, name));
}

function strayChildren(rule: string, node: XmlNode): XmlNode[] {
  const tag = STRAY_CHILDREN.get(rule);
  return node.children.filter((child) => child.tag === tag);
}

/** UBL names the first offender: "cac:Delivery/cbc:ID", "cbc:ID/@schemeName". The others stand at the same path, or wherever the attribute does. */
function ublOffenders(rule: string, root: XmlNode, found: string | undefined, editor: Editor): Change[] {
  if (rule === 'UBL-CR-002')
    return [together(at(root, 'cbc:UBLVersionID').map((node) => editor.remove(node)))];
  if (rule === 'UBL-CR-412') return [dueDateInItsPlace(root, editor)];
  if (found === undefined) return [];
  const steps = found.split('/');
  const name = steps.at(-1)?.startsWith('@') ? steps.pop()?.slice(1) : undefined;
  if (name === undefined) {
    const nodes = at(root, ...steps);
    return nodes.length === 0 ? [] : [together(nodes.map((node) => editor.remove(node)))];
  }
  const [last = '', above = root.tag] = steps.toReversed();
  const isAnywhere = ATTRIBUTES_ANYWHERE.get(name) === rule;
  const owners = [...descendants(root)].filter(
    (node) =>
      attribute(node, name) !== undefined &&
      (isAnywhere ||
        (rule === 'UBL-DT-18'
          ? node.tag !== 'cbc:PaymentMeansCode'
          : node.tag === last && node.parent?.tag === above)),
  );
  return owners.length === 0 ? [] : [together(owners.map((node) => editor.removeAttribute(node, name)))];
}

/** The due date (BT-9) of an invoice is a child of the root: it moves there, or goes where it stands there already. */
function dueDateInItsPlace(root: XmlNode, editor: Editor): Change {
  const misplaced = at(root, 'cac:PaymentMeans', 'cbc:PaymentDueDate');
  const [stated] = at(root, 'cbc:DueDate');
  const [first] = misplaced;
  const texts = new Set(misplaced.map(({ text }) => text.trim()));
  const removals = misplaced.map((node) => editor.remove(node));
  if (stated !== undefined || texts.size !== 1 || first === undefined) {
    const isSaid = texts.size === 1 && texts.has(stated?.text.trim() ?? '');
    return isSaid ? { edits: together(removals).edits, lost: [] } : together(removals);
  }
  const moved = editor.insert(root, { tag: 'cbc:DueDate', content: first.text.trim() }, BEFORE_DUE_DATE);
  return moved === undefined
    ? together(removals)
    : { edits: [...together(removals).edits, ...moved.edits], lost: [] };
}

/** How an invoice in UBL begins. */
const BEFORE_DUE_DATE = [
  'ext:UBLExtensions',
  'cbc:UBLVersionID',
  'cbc:CustomizationID',
  'cbc:ProfileID',
  'cbc:ProfileExecutionID',
  'cbc:ID',
  'cbc:CopyIndicator',
  'cbc:UUID',
  'cbc:IssueDate',
  'cbc:IssueTime',
  'cbc:DueDate',
];
