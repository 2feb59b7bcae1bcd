/** Products and differences that the official rules leave alone: lines, prices, percentages, VAT to the cent, amounts that make no sense. */
import { minorUnits } from '@scell/en16931';
import { attribute, child, type XmlNode } from '@scell/syntax';
import { at } from '../en16931-ubl/select.ts';
import { type FigurePlaces, figurePlaces } from '../engine/figure-places.ts';
import {
  abs,
  add,
  atLeast,
  divide,
  equal,
  greater,
  less,
  multiply,
  type Numeric,
  roundTo,
  shortest,
  subtract,
  sum,
  XsDecimal,
} from '../engine/values.ts';
import { numberOf, type Reading, type StrictJudge, type Warn } from './reading.ts';

const ZERO = new XsDecimal(0, 0);
const ONE = new XsDecimal(1, 0);
const CENT = new XsDecimal(1, 2);
/** Currencies without minor unit, and the forint, whose smaller unit is out of use. */
const hasNoCents = (currency: string) => currency === 'HUF' || minorUnits(currency) === 0;
/** More than any invoice in any currency. */
const ABSURD = new XsDecimal(1_000_000_000_000, 0);

export const judgeFigures: StrictJudge = (reading, warn) => {
  const places = figurePlaces(reading.root);
  const differ = differing(at(reading.root, ...places.currency)[0]?.text.trim() ?? '');
  const lines = places.lines.flatMap((path) => [...at(reading.root, ...path)]);
  for (const line of lines) judgeLine(line, places, differ, warn);
  judgeLineIds(lines, warn);
  const entries = at(reading.root, ...places.entries);
  for (const entry of [...entries, ...lines.flatMap((line) => [...at(line, ...places.lineEntries)])])
    judgePercentage(entry, places, differ, warn);
  judgeVatGroups(reading, places, differ, warn);
  judgeTotals(reading, places, warn);
  judgeAmounts(reading, places, warn);
};

/** Kinds of lines in EXTENDED profiles whose amounts are those of others. */
const NOT_COUNTED: ReadonlySet<string> = new Set(['GROUP', 'INFORMATION']);

function isCounted(line: XmlNode): boolean {
  const [kind] = at(line, 'ram:AssociatedDocumentLineDocument', 'ram:LineStatusReasonCode');
  const hasParts = line.children.some(({ tag }) => /^cac:Sub\w+Line$/.test(tag));
  return !NOT_COUNTED.has(kind?.text.trim() ?? '') && !hasParts;
}

/** BT-131 = BT-146 × BT-129 ÷ BT-149 − Σ BT-136 + Σ BT-141, and BT-146 = BT-148 − BT-147. */
function judgeLine(line: XmlNode, places: FigurePlaces, differ: Differ, warn: Warn): void {
  if (!isCounted(line)) return;
  const [quantityNode] = places.quantity.flatMap((path) => [...at(line, ...path)]);
  const [netNode] = at(line, ...places.lineNet);
  const [baseNode] = [...at(line, ...places.baseQuantity), ...at(line, ...places.grossBaseQuantity)];
  const quantity = numberOf(quantityNode);
  const price = numberAt(line, places.price);
  const base = baseNode === undefined ? ONE : numberOf(baseNode);
  if (baseNode !== undefined && base !== undefined && greater(base, ZERO) === false)
    warn('SCELL-BASE-QUANTITY', baseNode, { found: baseNode.text });
  judgeUnits(quantityNode, baseNode, warn);
  judgePrice(line, price, places, warn);
  if (quantityNode !== undefined && quantity !== undefined && equal(quantity, ZERO) === true)
    warn('SCELL-QUANTITY', quantityNode, { found: quantityNode.text });
  const net = numberOf(netNode);
  const entries = at(line, ...places.lineEntries).map((entry) => signedAmount(entry, places));
  if (netNode === undefined || net === undefined || base === undefined || entries.includes(undefined)) return;
  if (quantity === undefined || price === undefined) return;
  const exact = add(
    divide(multiply(quantity, price), base),
    sum(entries.filter((entry) => entry !== undefined)),
  );
  if (differ(net, exact)) warn('SCELL-LINE', netNode, figures(netNode, roundTo(exact, 2)));
}

/** An allowance counts below zero; undefined where neither the sign nor the amount can be told. */
function signedAmount(entry: XmlNode, { indicator, amount }: FigurePlaces): XsDecimal | undefined {
  const value = numberOf(child(entry, amount));
  const isCharge = at(entry, ...indicator)[0]?.text.trim();
  if (value === undefined || isCharge === undefined) return undefined;
  if (isCharge === 'true' || isCharge === '1') return value;
  return isCharge === 'false' || isCharge === '0' ? new XsDecimal(-value.units, value.scale) : undefined;
}

type Differ = (stated: Numeric, exact: Numeric) => boolean;

/** Half a cent is a question of rounding, a cent is not; the same of the unit of a currency without cents. */
function differing(currency: string): Differ {
  const unit = hasNoCents(currency) ? ONE : CENT;
  return (stated, exact) => atLeast(abs(subtract(stated, exact)), unit) === true;
}

function figures(node: XmlNode, expected: Numeric): { found: string; expected: string } {
  return { found: node.text, expected: expected instanceof XsDecimal ? shortestCents(expected) : '' };
}

/** With two decimals at least. */
function shortestCents(value: XsDecimal): string {
  const short = shortest(value);
  const decimals = short.split('.')[1]?.length ?? 0;
  return decimals >= 2 ? short : `${short}${decimals === 0 ? '.' : ''}${'0'.repeat(2 - decimals)}`;
}

function judgeUnits(quantity: XmlNode | undefined, base: XmlNode | undefined, warn: Warn): void {
  const found = base && attribute(base, 'unitCode');
  const expected = quantity && attribute(quantity, 'unitCode');
  if (base !== undefined && found !== undefined && expected !== undefined && found !== expected)
    warn('SCELL-BASE-UNIT', base, { found, expected });
}

function judgePrice(line: XmlNode, net: XsDecimal | undefined, places: FigurePlaces, warn: Warn): void {
  const [node] = at(line, ...places.grossPrice);
  const gross = numberOf(node);
  const discounts = at(line, ...places.discount);
  const amounts = discounts.map(numberOf);
  if (net === undefined || gross === undefined || node === undefined || amounts.includes(undefined)) return;
  const [netBase, grossBase] = [
    numberAt(line, places.baseQuantity),
    numberAt(line, places.grossBaseQuantity),
  ];
  if (netBase !== undefined && grossBase !== undefined && equal(netBase, grossBase) === false) return;
  const expected = subtract(gross, sum(amounts.filter((amount) => amount !== undefined)));
  const [price] = at(line, ...places.price);
  if (price !== undefined && equal(net, expected) === false && !isRounding(net, expected))
    warn('SCELL-PRICE', price, figures(price, expected));
}

/** Whether a price is another one as far as it is written. */
function isRounding(net: XsDecimal, expected: Numeric): boolean {
  return equal(net, roundTo(expected, net.scale)) === true && net.scale >= 2;
}

/** BT-92 = BT-93 × BT-94, and the same of BT-99, BT-136 and BT-141. */
function judgePercentage(entry: XmlNode, places: FigurePlaces, differ: Differ, warn: Warn): void {
  const node = child(entry, places.amount);
  const amount = numberOf(node);
  const base = numberOf(child(entry, places.entryBase));
  const percentage = numberOf(child(entry, places.entryPercentage));
  if (node === undefined || amount === undefined || base === undefined || percentage === undefined) return;
  const exact = multiply(base, percent(percentage));
  if (differ(amount, exact)) warn('SCELL-PERCENTAGE', node, figures(node, roundTo(exact, 2)));
}

function percent(rate: XsDecimal): XsDecimal {
  return new XsDecimal(rate.units, rate.scale + 2);
}

function judgeLineIds(lines: readonly XmlNode[], warn: Warn): void {
  const seen = new Set<string>();
  for (const line of lines) {
    const [id] = [...at(line, 'ram:AssociatedDocumentLineDocument', 'ram:LineID'), ...at(line, 'cbc:ID')];
    if (id === undefined) continue;
    if (seen.has(id.text.trim())) warn('SCELL-LINE-ID', id, { found: id.text });
    seen.add(id.text.trim());
  }
}

/** BT-117 to the cent where the official rule allows one unit of currency, and one group a category and rate. */
function judgeVatGroups({ root }: Reading, places: FigurePlaces, differ: Differ, warn: Warn): void {
  const seen = new Map<XmlNode | null, Set<string>>();
  for (const group of at(root, ...places.groups)) {
    const [tax = group] = at(group, ...places.groupTax);
    const rate = numberOf(child(tax, places.rate));
    const category = child(tax, places.category)?.text.trim() ?? '';
    const reasons = tax.children
      .filter(({ tag }) => tag.includes('ExemptionReason'))
      .map(({ text }) => text.trim());
    // UBL repeats the groups in the accounting currency, in a total of its own.
    const beside = seen.get(group.parent) ?? new Set<string>();
    const key = JSON.stringify([category, rate === undefined ? null : shortest(rate), reasons]);
    if (beside.has(key))
      warn('SCELL-VAT-GROUP', group, { category, found: rate === undefined ? '' : shortest(rate) });
    seen.set(group.parent, beside.add(key));
    const node = child(group, places.tax);
    const amount = numberOf(node);
    const base = numberOf(child(group, places.base));
    if (node === undefined || amount === undefined || base === undefined || rate === undefined) continue;
    const exact = multiply(base, percent(rate));
    if (differ(amount, exact)) warn('SCELL-VAT-AMOUNT', node, figures(node, roundTo(exact, 2)));
  }
}

const CREDIT_NOTES: ReadonlySet<string> = new Set('261 262 296 308 381 396 420 458 502 503 532'.split(' '));

function judgeTotals(reading: Reading, places: FigurePlaces, warn: Warn): void {
  const [type] = reading.at(
    'rsm:ExchangedDocument/ram:TypeCode',
    'cbc:InvoiceTypeCode | cbc:CreditNoteTypeCode',
  );
  for (const totals of at(reading.root, ...places.totals)) {
    const total = (term: string) => child(totals, places.totalTags[term] ?? '');
    const withVat = numberOf(total('BT-112'));
    const prepaidNode = total('BT-113');
    const prepaid = numberOf(prepaidNode);
    const withVatNode = total('BT-112');
    if (withVat === undefined || withVatNode === undefined) continue;
    if (CREDIT_NOTES.has(type?.text.trim() ?? '') && less(withVat, ZERO) === true)
      warn('SCELL-CREDIT-SIGN', withVatNode, { found: withVatNode.text });
    if (
      prepaidNode !== undefined &&
      prepaid !== undefined &&
      atLeast(withVat, ZERO) === true &&
      greater(prepaid, withVat) === true
    )
      warn('SCELL-PREPAID', prepaidNode, { found: prepaidNode.text, expected: withVatNode.text });
  }
}

/** Sizes, currencies and decimals of all amounts; a price per unit may have more decimals than its currency. */
function judgeAmounts(reading: Reading, places: FigurePlaces, warn: Warn): void {
  const [currencyNode] = at(reading.root, ...places.currency);
  const currency = currencyNode?.text.trim() ?? '';
  const [accounting] = reading.at(`${SETTLEMENT}/ram:TaxCurrencyCode`, 'cbc:TaxCurrencyCode');
  const hasNoDecimals = minorUnits(currency) === 0;
  for (const node of reading.nodes) {
    if (!node.tag.endsWith('Amount') || node.children.length > 0) continue;
    const value = numberOf(node);
    if (value === undefined) continue;
    if (atLeast(abs(value), ABSURD) === true) warn('SCELL-SIZE', node, { found: node.text });
    const own = attribute(node, 'currencyID');
    const isTax = TAX_AMOUNTS.has(node.tag) && own === accounting?.text.trim();
    if (own !== undefined && own !== currency && !isTax)
      warn('SCELL-CURRENCY', node, { found: own, expected: currency });
    const isPrice = /PriceAmount$|ChargeAmount$/.test(node.tag) || isUnderPrice(node);
    if (hasNoDecimals && (own ?? currency) === currency && !isPrice && shortest(value).includes('.'))
      warn('SCELL-MINOR-UNITS', node, { found: `${node.text} ${currency}` });
  }
}

const SETTLEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';

/** BT-111 and, in UBL, the groups beside it. */
const TAX_AMOUNTS: ReadonlySet<string> = new Set([
  'ram:TaxTotalAmount',
  'cbc:TaxAmount',
  'cbc:TaxableAmount',
]);

function isUnderPrice(node: XmlNode): boolean {
  for (let above = node.parent; above !== null; above = above.parent)
    if (above.tag === 'cac:Price' || above.tag.endsWith('ProductTradePrice')) return true;
  return false;
}

function numberAt(node: XmlNode, path: readonly string[]): XsDecimal | undefined {
  return numberOf(at(node, ...path)[0]);
}
