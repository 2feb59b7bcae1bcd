/** Lines and sub-lines: BR-FREXT-BR-22 to -26, BR-FREXT-CO-04, BR-FREXT-05 to -12, BR-FREXT-54. */
import { attribute, type XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { bearAttribute, has, hasText, isVat, select, someEqual, textsOf } from '../../en16931-cii/select.ts';
import { all, any, normalizeSpace, type Truth } from '../../engine/values.ts';
import { isLineStatus } from '../code-lists.ts';
import { type SubLine, SubLines } from '../sub-lines.ts';

const DOCUMENT = 'ram:AssociatedDocumentLineDocument';
const STATUS = 'ram:LineStatusReasonCode';
const SETTLEMENT = 'ram:SpecifiedLineTradeSettlement';

/** Whether an element bears no status or DETAIL: what sums up groups (GROUP) or only informs does not count in totals. */
export function isDetail(document: XmlNode): boolean {
  return !has(document, STATUS) || hasText(document, STATUS, 'DETAIL');
}

/** Whether a line, or what the official rules take for one, counts in the totals. */
export function isCounted(line: XmlNode): boolean {
  return !has(line, DOCUMENT, STATUS) || select(line, DOCUMENT, STATUS).some(({ text }) => text === 'DETAIL');
}

/** BT-131 of a line. */
export function lineAmounts(line: XmlNode): readonly XmlNode[] {
  return select(line, SETTLEMENT, 'ram:SpecifiedTradeSettlementLineMonetarySummation', 'ram:LineTotalAmount');
}

export function judgeLines(hearing: Hearing): void {
  const { lists } = hearing;
  const subLines = new SubLines(hearing.transaction('ram:IncludedSupplyChainTradeLineItem').map(subLine));
  for (const line of lists.lines) {
    for (const document of select(line, DOCUMENT))
      if (isDetail(document)) judgeDetail(hearing, line, document);
    judgeSubLine(hearing, line, subLines);
  }
  for (const characteristic of lists.characteristics) judgeCharacteristic(hearing, characteristic);
}

/** What a line that counts must have; the official context is the document element of the line. */
function judgeDetail(hearing: Hearing, line: XmlNode, document: XmlNode): void {
  const quantities = select(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity');
  hearing.fatal('BR-FREXT-BR-22', document, quantities.length > 0);
  hearing.fatal('BR-FREXT-BR-23', document, bearAttribute(quantities, 'unitCode'));
  hearing.fatal('BR-FREXT-BR-24', document, lineAmounts(line).length > 0);
  hearing.fatal(
    'BR-FREXT-BR-26',
    document,
    has(line, 'ram:SpecifiedLineTradeAgreement', 'ram:NetPriceProductTradePrice', 'ram:ChargeAmount'),
  );
  const categorised = select(line, SETTLEMENT, 'ram:ApplicableTradeTax').map((tax) =>
    all(isVat(tax), has(tax, 'ram:CategoryCode')),
  );
  hearing.fatal('BR-FREXT-CO-04', document, any(...categorised));
}

function subLine(line: XmlNode): SubLine {
  const status = textsOf(select(line, DOCUMENT, STATUS));
  return {
    ids: textsOf(select(line, DOCUMENT, 'ram:LineID')),
    parents: textsOf(select(line, DOCUMENT, 'ram:ParentLineID')),
    isGroup: status.includes('GROUP'),
    isDetail: status.includes('DETAIL'),
    amounts: lineAmounts(line),
  };
}

function judgeSubLine(hearing: Hearing, line: XmlNode, subLines: SubLines): void {
  const { ids, amounts, isGroup } = subLine(line);
  const statuses = select(line, DOCUMENT, STATUS);
  const [status] = statuses;
  hearing.fatal(
    'BR-FREXT-05',
    line,
    status === undefined ? true : statuses.length > 1 ? undefined : isLineStatus(status.text),
    () => ({ found: status?.text ?? '' }),
  );

  const parents = select(line, DOCUMENT, 'ram:ParentLineID');
  const parent = parents.length > 1 ? undefined : normalizeSpace(parents[0]?.text ?? '');
  const isTop: Truth = parent === undefined ? undefined : parent === '';
  hearing.fatal(
    'BR-FREXT-06',
    line,
    any(
      isTop,
      statuses.some(({ text }) => text !== ''),
    ),
  );
  hearing.fatal('BR-FREXT-11', line, any(isTop, subLines.knows(parent === undefined ? [] : [parent], ids)));

  if (!isGroup || amounts.length === 0) return;
  const below = subLines.below(ids);
  hearing.fatal(
    'BR-FREXT-08',
    line,
    below.total === undefined ? undefined : someEqual(amounts, below.total),
    () => ({ found: textsOf(amounts).join(' '), expected: String(below.total ?? '') }),
  );
  hearing.fatal('BR-FREXT-12', line, below.groups === below.groupAmounts);
}

/** An attribute of an item has a name or a code, and a value or a measure with its unit. */
function judgeCharacteristic(hearing: Hearing, characteristic: XmlNode): void {
  hearing.fatal(
    'BR-FREXT-54-1',
    characteristic,
    has(characteristic, 'ram:Description') || has(characteristic, 'ram:TypeCode'),
  );
  const measures = select(characteristic, 'ram:ValueMeasure');
  hearing.fatal(
    'BR-FREXT-54-2',
    characteristic,
    has(characteristic, 'ram:Value')
      ? measures.length === 0
      : measures.some((measure) => (attribute(measure, 'unitCode') ?? '') !== ''),
  );
}
