/** Lines and sub-lines: BR-FXEXT-BR-22 to -26, BR-FXEXT-BR-54, BR-FXEXT-CO-04, -04, -06, -08, -11, -12. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from '../../../en16931-cii/hearing.ts';
import { hasText, haveVatCategory, select, selectAll, textsOf } from '../../../en16931-cii/select.ts';
import { all, normalizeSpace, number, type Truth } from '../../../engine/values.ts';
import { isDetail, judgeLines as judgeFrenchLines, lineAmounts } from '../../../extended-ctc-fr/cii/lines.ts';
import { isItemAttribute } from '../../../extended-ctc-fr/code-lists.ts';
import { adopted } from '../adopted.ts';

const DOCUMENT = 'ram:AssociatedDocumentLineDocument';
const STATUS = 'ram:LineStatusReasonCode';

/** The rules that EXTENDED-CTC-FR has word for word. */
const FRENCH: ReadonlyMap<string, string> = new Map([
  ['BR-FREXT-BR-22', 'BR-FXEXT-BR-22'],
  ['BR-FREXT-BR-23', 'BR-FXEXT-BR-23'],
  ['BR-FREXT-BR-24', 'BR-FXEXT-BR-24'],
  ['BR-FREXT-BR-26', 'BR-FXEXT-BR-26'],
  ['BR-FREXT-54-1', 'BR-FXEXT-BR-54-1'],
  ['BR-FREXT-54-2', 'BR-FXEXT-BR-54-2'],
]);

export const judgeAdoptedLines = adopted([judgeFrenchLines], (rule) => FRENCH.get(rule));

export function judgeLines(hearing: Hearing): void {
  const { lists } = hearing;
  for (const characteristic of lists.characteristics)
    for (const code of select(characteristic, 'ram:TypeCode'))
      hearing.warning('BR-FXEXT-04', code, isItemAttribute(code), () => ({ found: code.text }));
  for (const line of lists.lines)
    for (const document of select(line, DOCUMENT)) if (isDetail(document)) judgeVat(hearing, line, document);
  judgeSubLines(hearing);
}

/** BR-FXEXT-CO-04: a line that counts names its VAT category, in a tax that is VAT in capitals. */
function judgeVat(hearing: Hearing, line: XmlNode, document: XmlNode): void {
  const taxes = select(line, 'ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax');
  const isNamed = taxes.some((tax) => hasText(tax, 'ram:TypeCode', 'VAT'));
  hearing.fatal('BR-FXEXT-CO-04', document, all(isNamed, haveVatCategory(taxes)));
}

function judgeSubLines(hearing: Hearing): void {
  const { lines } = hearing.lists;
  const numbers = new Set(
    lines.flatMap((line) => textsOf(select(line, DOCUMENT, 'ram:LineID'))).map(normalizeSpace),
  );
  const groups = groupCounts(hearing);
  const areGroupsSums = groupsAreSums(lines);
  for (const line of lines) {
    const parents = select(line, DOCUMENT, 'ram:ParentLineID');
    const parent = only(parents);
    const statuses = select(line, DOCUMENT, STATUS);
    hearing.fatal(
      'BR-FXEXT-06',
      line,
      parent === undefined ? undefined : parent === '' || statuses.some(({ text }) => text !== ''),
    );
    hearing.fatal('BR-FXEXT-08', line, areGroupsSums);
    // Where it stands several times, the official rule finds no parent line.
    if (parent !== undefined && parent !== '')
      hearing.fatal('BR-FXEXT-11', line, numbers.has(parent), () => ({ found: parent }));
    if (!statuses.some(({ text }) => text === 'GROUP') || lineAmounts(line).length === 0) continue;
    const ids = textsOf(select(line, DOCUMENT, 'ram:LineID'));
    const outcomes = ids.map((id): Truth => {
      const below = groups.get(id);
      return below === undefined || below.lines === below.amounts;
    });
    hearing.fatal('BR-FXEXT-12', line, ids.length > 1 ? undefined : (outcomes[0] ?? false));
  }
}

/** `normalize-space(nodes)`: of one node, or of none; undefined of several. */
function only(nodes: readonly XmlNode[]): string | undefined {
  return nodes.length > 1 ? undefined : normalizeSpace(nodes[0]?.text ?? '');
}

/** The groups directly below each line of the document, and how many net amounts they have. */
function groupCounts(hearing: Hearing): ReadonlyMap<string, { lines: number; amounts: number }> {
  const counts = new Map<string, { lines: number; amounts: number }>();
  for (const line of hearing.transaction('ram:IncludedSupplyChainTradeLineItem')) {
    if (!select(line, DOCUMENT, STATUS).some(({ text }) => text === 'GROUP')) continue;
    for (const parent of new Set(textsOf(select(line, DOCUMENT, 'ram:ParentLineID')))) {
      const known = counts.get(parent) ?? { lines: 0, amounts: 0 };
      counts.set(parent, {
        lines: known.lines + 1,
        amounts: known.amounts + lineAmounts(line).length,
      });
    }
  }
  return counts;
}

/** BR-FXEXT-08: every group that has a net amount is the sum of the details and groups directly below it; asked of the document as a whole. */
function groupsAreSums(lines: readonly XmlNode[]): Truth {
  const groups = lines.filter((line) => select(line, DOCUMENT, STATUS).some(({ text }) => text === 'GROUP'));
  const stated = groups.map((line) => ({ line, amount: only(lineAmounts(line)) }));
  if (stated.every(({ amount }) => amount === '')) return true;
  const below = new Map<string, number>();
  let isTold = true;
  for (const line of lines) {
    const statuses = textsOf(select(line, DOCUMENT, STATUS));
    const parent = only(select(line, DOCUMENT, 'ram:ParentLineID'));
    isTold &&= parent !== undefined;
    if (parent === undefined || !(statuses.includes('DETAIL') || statuses.includes('GROUP'))) continue;
    const amount = only(lineAmounts(line));
    below.set(parent, (below.get(parent) ?? 0) + (amount === undefined ? Number.NaN : number(amount)));
  }
  const outcomes = stated.map(({ line, amount }): Truth => {
    const id = only(selectAll([line], DOCUMENT, 'ram:LineID'));
    if (amount === '') return true;
    if (amount === undefined || id === undefined || !isTold) return undefined;
    return number(amount) === Math.round((below.get(id) ?? 0) * 100) / 100;
  });
  return all(...outcomes);
}
