/** Figures that follow from others, computed anew: the sums of the document and its VAT. Prices, quantities and lines are never touched. */
import { equal, multiply, roundTo, shortest, sum, XsDecimal } from '../../engine/values.ts';
import { type Change, type Editor, together } from '../edits.ts';
import { type Books, type Derived, numberOf, readBooks, signedAmount } from './books.ts';
import type { Remedy } from './remedy.ts';

/** The figures that a rule is about: "-09" of any category of VAT is the amount of VAT. */
const TARGETS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^BR-(?:FREXT-)?(?:CO-10|12)$/, ['BT-106']],
  [/^BR-(?:FREXT-)?CO-11$/, ['BT-107']],
  [/^BR-(?:FREXT-)?CO-12$/, ['BT-108']],
  [/^BR-(?:FREXT-)?(?:CO-13|13)$/, ['BT-109']],
  [/^BR-(?:FREXT-)?CO-14$/, ['BT-110']],
  [/^BR-(?:FREXT-)?(?:CO-15|14)$/, ['BT-112']],
  [/^BR-(?:FREXT-)?(?:CO-16|15)$/, ['BT-115']],
  [/^BR-(?:FREXT-)?(?:S|Z|E|AE|IC|G|O|AF|AG)-08/, ['BT-116']],
  [/^BR-45$/, ['BT-116']],
  [/^BR-(?:FREXT-)?(?:(?:S|Z|E|AE|IC|G|O|AF|AG)-09|CO-17)/, ['BT-117']],
  [/^(?:BR-46|SCELL-VAT-AMOUNT)$/, ['BT-117']],
  [/^(?:BR-DEC-(?:09|1\d|19|20)|UBL-DT-01|BR-FR-DEC-01_.*|SCELL-NUMBER)$/, []],
];

export const recomputed: Remedy = ({ rule }, editor) => {
  const terms = TARGETS.find(([pattern]) => pattern.test(rule))?.[1];
  const books = terms && readBooks(editor.document.root);
  if (terms === undefined || books === undefined || !areDistinct(books)) return [];
  // Where the lines can be trusted, whatever contradicts them is wrong; else a figure is computed anew only if all figures agree then.
  if (isTrustworthy(books))
    return given(
      corrections(
        books,
        CHAIN.filter((term) => term !== 'BT-117' || terms.includes(term)),
        editor,
      ),
    );
  return given(corrections(books, terms, editor)).map((change) => ({ ...change, settles: FIGURES }));
};

/**
 * Whether the lines, allowances and charges are the ones to believe where totals contradict them: each line bears out its own amount, and the VAT
 * breakdown, reached another way, bears out all. Else one of them may be missing or wrong, and only a person can tell.
 */
function isTrustworthy(books: Books): boolean {
  return books.linesAddUp && haveGroups(books) && wrongGroups(books).length === 0;
}

/**
 * Whether the bases of VAT may be computed anew: each line, allowance and charge has its group, and one group at most is wrong. Of two, one may lack what
 * the other has too much, and the fault may be the category of a line.
 */
function haveGroups(books: Books): boolean {
  const isGrouped = books.items.every((item) =>
    books.groups.some((group) => group.category === item.category && rateOf(group) === rateOf(item)),
  );
  return isGrouped && areDistinct(books) && wrongGroups(books).length <= 1;
}

/** Whether no category and rate has two groups. */
function areDistinct({ groups }: Books): boolean {
  return new Set(groups.map((group) => `${group.category} ${rateOf(group)}`)).size === groups.length;
}

function wrongGroups(books: Books): Group[] {
  return books.groups.filter((group) => {
    const base = numberOf(group.base.node);
    const expected = baseOf(group, books);
    return base === undefined || expected === undefined || equal(base, expected) !== true;
  });
}

/** Rules on sums and products. */
const FIGURES = /^BR-(?:FREXT-)?(?:CO-1[0-7]|[A-Z]{1,2}-0[89])/;

function given(change: Change | undefined): Change[] {
  return change === undefined || change.edits.length === 0 ? [] : [change];
}

/** The totals in the order in which they follow from each other; an amount of VAT (BT-117) has some play, and stays where its own rule is silent. */
const CHAIN = ['BT-106', 'BT-107', 'BT-108', 'BT-109', 'BT-117', 'BT-110', 'BT-112', 'BT-115'];

/** Computes the figures of those terms, each from what is stated or has been computed before it, and changes those that are something else. */
function corrections(books: Books, terms: readonly string[], editor: Editor): Change | undefined {
  const computed = new Map<Derived, XsDecimal>();
  const value = (place: Derived | undefined): XsDecimal | undefined =>
    place && (computed.get(place) ?? numberOf(place.node));
  const total = (term: string) => value(books.totals.get(term));
  const changes: Change[] = [];
  const settle = (place: Derived | undefined, expected: XsDecimal | undefined): boolean => {
    if (place === undefined || expected === undefined) return false;
    computed.set(place, expected);
    const change = correction(place, expected, books, editor);
    if (change !== undefined) changes.push(change);
    return true;
  };
  for (const term of terms) {
    const isSettled =
      term === 'BT-116'
        ? haveGroups(books) && books.groups.every((group) => settle(group.base, baseOf(group, books)))
        : term === 'BT-117'
          ? books.groups.every((group) => settle(group.tax, taxOf(group, value(group.base))))
          : settle(books.totals.get(term), totalOf(term, books, total, value));
    if (!isSettled) return undefined;
  }
  return together(changes);
}

type Group = Books['groups'][number];

/** BT-116: the lines, charges and allowances of that category and rate. */
function baseOf(group: Group, { items }: Books): XsDecimal | undefined {
  const rate = rateOf(group);
  const amounts = items
    .filter((item) => item.category === group.category && rateOf(item) === rate)
    .map(signedAmount);
  return amounts.length === 0 ? undefined : cents(sum(amounts));
}

/** BT-117 = BT-116 × BT-119. */
function taxOf({ rate, category }: Group, base: XsDecimal | undefined): XsDecimal | undefined {
  if (base === undefined || (rate === undefined && category === 'S')) return undefined;
  const percent = rate ?? new XsDecimal(0, 0);
  return cents(multiply(base, new XsDecimal(percent.units, percent.scale + 2)));
}

/** A rate as a text that tells it from others; none is zero. */
function rateOf({ rate }: { rate: XsDecimal | undefined }): string {
  return rate === undefined ? '0' : shortest(rate);
}

function totalOf(
  term: string,
  { items, groups }: Books,
  total: (term: string) => XsDecimal | undefined,
  value: (place: Derived) => XsDecimal | undefined,
): XsDecimal | undefined {
  const ofKind = (kind: string) => items.filter((item) => item.kind === kind).map(({ amount }) => amount);
  switch (term) {
    case 'BT-106':
      return cents(sum(ofKind('line')));
    case 'BT-107':
      return cents(sum(ofKind('allowance')));
    case 'BT-108':
      return cents(sum(ofKind('charge')));
    case 'BT-109':
      return added(total('BT-106'), negative(total('BT-107')), total('BT-108'));
    case 'BT-110': {
      const taxes = groups.map(({ tax }) => value(tax));
      return taxes.length === 0 || taxes.includes(undefined) ? undefined : added(ZERO, ...taxes);
    }
    case 'BT-112':
      return added(total('BT-109'), total('BT-110'));
    default:
      return added(total('BT-112'), negative(total('BT-113')), total('BT-114'));
  }
}

const ZERO = new XsDecimal(0, 0);

/** The sum, where the first is there: what is missing among the others is nothing. */
function added(
  first: XsDecimal | undefined,
  ...more: readonly (XsDecimal | undefined)[]
): XsDecimal | undefined {
  if (first === undefined) return undefined;
  return cents(sum([first, ...more.filter((value) => value !== undefined)]));
}

function negative(value: XsDecimal | undefined): XsDecimal | undefined {
  return value && new XsDecimal(-value.units, value.scale);
}

function cents(value: ReturnType<typeof multiply>): XsDecimal | undefined {
  const rounded = roundTo(value, 2);
  return rounded instanceof XsDecimal ? rounded : undefined;
}

/** The figure where it stands, or a new element for it; nothing where it is right, or where it is zero and may be left out. */
function correction(place: Derived, expected: XsDecimal, books: Books, editor: Editor): Change | undefined {
  const { node, parent, tag, term } = place;
  const text = amountText(expected);
  if (node === undefined) {
    if (MAY_BE_LEFT_OUT.has(term) && equal(expected, ZERO) === true) return undefined;
    const attributes = tag.startsWith('cbc:') || term === 'BT-110' ? { currencyID: books.currency } : {};
    return editor.insert(parent, { tag, attributes, content: text }, ORDER);
  }
  const stated = numberOf(node);
  const isRight = stated !== undefined && stated.scale <= 2 && equal(stated, expected) === true;
  return isRight ? undefined : editor.replaceText(node, text);
}

const MAY_BE_LEFT_OUT: ReadonlySet<string> = new Set(['BT-107', 'BT-108']);

/** With two decimals. */
function amountText(value: XsDecimal): string {
  const missing = 2 - value.scale;
  return (missing <= 0 ? value : new XsDecimal(BigInt(value.units) * 10n ** BigInt(missing), 2)).toString();
}

/** The amounts of totals and of the VAT breakdown, in the order of both schemas. */
const ORDER = [
  ...[
    'LineTotalAmount',
    'ChargeTotalAmount',
    'AllowanceTotalAmount',
    'TaxBasisTotalAmount',
    'TaxTotalAmount',
  ].map((name) => `ram:${name}`),
  ...['RoundingAmount', 'GrandTotalAmount'].map((name) => `ram:${name}`),
  ...['InformationAmount', 'TotalPrepaidAmount', 'TotalDiscountAmount', 'TotalAllowanceChargeAmount'].map(
    (name) => `ram:${name}`,
  ),
  'ram:DuePayableAmount',
  // BG-23.
  ...['CalculatedAmount', 'TypeCode', 'ExemptionReason', 'BasisAmount'].map((name) => `ram:${name}`),
  ...['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'AllowanceTotalAmount'].map(
    (name) => `cbc:${name}`,
  ),
  ...['ChargeTotalAmount', 'PrepaidAmount', 'PayableRoundingAmount', 'PayableAmount'].map(
    (name) => `cbc:${name}`,
  ),
  ...['TaxableAmount', 'TaxAmount'].map((name) => `cbc:${name}`),
];
