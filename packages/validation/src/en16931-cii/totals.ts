/** BR-12 to BR-15, BR-53, BR-CO-10 to BR-CO-16 and the decimals of the totals (BG-22). */
import { attribute, type XmlNode } from '@scell/syntax';
import type { Facts } from '../engine/rule-set.ts';
import {
  add,
  all,
  any,
  decimalFromDouble,
  EMPTY,
  equal,
  MALFORMED,
  type Numeric,
  roundTo,
  subtract,
  type Truth,
} from '../engine/values.ts';
import { figures } from './figures.ts';
import type { Hearing } from './hearing.ts';
import {
  count,
  decimalAt,
  doubleSum,
  firstDecimal,
  has,
  hasTwoDecimals,
  indicates,
  select,
  selectAll,
  someCompare,
  someEqual,
  textsOf,
} from './select.ts';

const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';
const SUMMATION = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';

/** Rule and amount: what every summation must have. */
const REQUIRED = [
  ['BR-12', 'ram:LineTotalAmount'],
  ['BR-13', 'ram:TaxBasisTotalAmount'],
  ['BR-14', 'ram:GrandTotalAmount'],
  ['BR-15', 'ram:DuePayableAmount'],
] as const;

/** Rule and amount: what has two decimals at most. */
const TWO_DECIMALS = [
  ['BR-DEC-09', 'ram:LineTotalAmount'],
  ['BR-DEC-10', 'ram:AllowanceTotalAmount'],
  ['BR-DEC-11', 'ram:ChargeTotalAmount'],
  ['BR-DEC-12', 'ram:TaxBasisTotalAmount'],
  ['BR-DEC-14', 'ram:GrandTotalAmount'],
  ['BR-DEC-16', 'ram:TotalPrepaidAmount'],
  ['BR-DEC-17', 'ram:RoundingAmount'],
  ['BR-DEC-18', 'ram:DuePayableAmount'],
] as const;

export function judgeTotals(hearing: Hearing): void {
  const currencies = new Set(textsOf(hearing.transaction(SETTLEMENT, 'ram:InvoiceCurrencyCode')));
  const accounting = new Set(textsOf(hearing.transaction(SETTLEMENT, 'ram:TaxCurrencyCode')));
  const lineTotals = lineTotalsBelow();
  const allowances = allowanceTotals(hearing);
  for (const summation of hearing.lists.summations) {
    for (const [rule, amount] of REQUIRED) hearing.fatal(rule, summation, has(summation, amount));
    for (const [rule, amount] of TWO_DECIMALS)
      hearing.fatal(rule, summation, hasTwoDecimals(select(summation, amount)));
    judgeTaxTotals(hearing, summation, currencies, accounting);
    judgeLineTotal(hearing, summation, lineTotals);
    for (const total of allowances) judgeAllowanceTotal(hearing, summation, total);
    judgeTaxBasis(hearing, summation);
    judgeDueAmount(hearing, summation);
  }
  judgeTaxTotal(hearing, currencies);
  judgeGrandTotal(hearing);
}

/** BR-53, BR-DEC-13, BR-DEC-15: BT-110 and BT-111 stand side by side, told apart by their currency. */
function judgeTaxTotals(
  hearing: Hearing,
  summation: XmlNode,
  currencies: ReadonlySet<string>,
  accounting: ReadonlySet<string>,
): void {
  const totals = select(summation, 'ram:TaxTotalAmount');
  const inCurrency = (total: XmlNode, wanted: ReadonlySet<string>) =>
    wanted.has(attribute(total, 'currencyID') ?? MISSING);
  const inAccounting = totals.some((total) => inCurrency(total, accounting));
  hearing.fatal(
    'BR-53',
    summation,
    accounting.size === 0 || (inAccounting && accounting.isDisjointFrom(currencies)),
  );
  hearing.fatal(
    'BR-DEC-13',
    summation,
    totals.length === 0 ||
      any(...totals.map((total) => !inCurrency(total, currencies) || isWholeCents(total))),
  );
  hearing.fatal(
    'BR-DEC-15',
    summation,
    totals.length === 0 ||
      accounting.size === 0 ||
      any(...totals.map((total) => inCurrency(total, accounting) && isWholeCents(total))),
  );
}

/** Stands for no attribute; no text of a document holds it. */
const MISSING = '\0';

/** `. = round(. * 100) div 100`, in doubles. */
function isWholeCents(amount: XmlNode): Truth {
  return someCompare([amount], (value) => value === Math.round(value * 100) / 100);
}

/** BR-CO-10: BT-106 is the sum of BT-131, added up as doubles and then rounded. */
function judgeLineTotal(
  hearing: Hearing,
  summation: XmlNode,
  lineTotals: (above: XmlNode | null | undefined) => Numeric,
): void {
  const expected = lineTotals(summation.parent?.parent);
  const found = decimalAt(summation, 'ram:LineTotalAmount');
  hearing.fatal('BR-CO-10', summation, isTotal(found, expected), () => figures(found, expected));
}

/** The sum of BT-131 below a transaction, computed once for it. */
function lineTotalsBelow(): (above: XmlNode | null | undefined) => Numeric {
  const known = new Map<XmlNode | null | undefined, Numeric>();
  return (above) => {
    const total = known.get(above) ?? lineTotal(above ? [above] : []);
    known.set(above, total);
    return total;
  };
}

function lineTotal(above: readonly XmlNode[]): Numeric {
  const amounts = selectAll(
    above,
    'ram:IncludedSupplyChainTradeLineItem',
    'ram:SpecifiedLineTradeSettlement',
    'ram:SpecifiedTradeSettlementLineMonetarySummation',
    'ram:LineTotalAmount',
  );
  const sum = doubleSum(amounts);
  return sum === undefined ? MALFORMED : roundTo(decimalFromDouble(sum), 2);
}

/** What the allowances or charges of the document add up to; `undefined` where that cannot be told. */
interface AllowanceTotal {
  readonly rule: string;
  readonly tag: string;
  readonly entries: number;
  readonly expected: number | undefined;
}

function allowanceTotals(hearing: Hearing): AllowanceTotal[] {
  const entries = hearing.transaction(SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge');
  return ALLOWANCE_TOTALS.map(({ rule, tag, isCharge }) => {
    const told = entries.map((entry) =>
      indicates(select(entry, 'ram:ChargeIndicator', 'udt:Indicator'), isCharge),
    );
    const chosen = entries.filter((_, index) => told[index]);
    const sum = doubleSum(chosen.flatMap((entry) => select(entry, 'ram:ActualAmount').slice(0, 1)));
    const isTold = sum !== undefined && !told.includes(undefined);
    return {
      rule,
      tag,
      entries: chosen.length,
      expected: isTold ? Math.round(sum * 10 * 10) / 100 : undefined,
    };
  });
}

const ALLOWANCE_TOTALS = [
  { rule: 'BR-CO-11', tag: 'ram:AllowanceTotalAmount', isCharge: false },
  { rule: 'BR-CO-12', tag: 'ram:ChargeTotalAmount', isCharge: true },
] as const;

/** BR-CO-11, BR-CO-12: BT-107 and BT-108 are those sums; without allowances or charges they may be left out. */
function judgeAllowanceTotal(hearing: Hearing, summation: XmlNode, total: AllowanceTotal): void {
  const { rule, tag, entries, expected } = total;
  const found = select(summation, tag);
  const isNothing = entries === 0 && found.length === 0 && expected !== undefined;
  const isSum = expected === undefined ? undefined : someEqual(found, expected);
  hearing.fatal(rule, summation, isNothing || isSum, () => ({
    found: textsOf(found).join(' '),
    expected: expected?.toFixed(2) ?? '',
  }));
}

/** BR-CO-13: BT-109 = BT-106 - BT-107 + BT-108. */
function judgeTaxBasis(hearing: Hearing, summation: XmlNode): void {
  const at = (tag: string) => firstDecimal(select(summation, tag));
  const found = at('ram:TaxBasisTotalAmount');
  const lines = at('ram:LineTotalAmount');
  const allowances = at('ram:AllowanceTotalAmount');
  const charges = at('ram:ChargeTotalAmount');
  const noAllowance = count(summation, 'ram:AllowanceTotalAmount') === 0;
  const noCharge = count(summation, 'ram:ChargeTotalAmount') === 0;
  const afterAllowances = noAllowance ? lines : subtract(lines, allowances);
  const expected = roundTo(noCharge ? afterAllowances : add(afterAllowances, charges), 2);
  hearing.fatal('BR-CO-13', summation, isTotal(found, expected), () => figures(found, expected));
}

/** BR-CO-16: BT-115 = BT-112 - BT-113 + BT-114. */
function judgeDueAmount(hearing: Hearing, summation: XmlNode): void {
  const at = (tag: string) => firstDecimal(select(summation, tag));
  const found = at('ram:DuePayableAmount');
  const grand = at('ram:GrandTotalAmount');
  const prepaid = at('ram:TotalPrepaidAmount');
  const rounding = at('ram:RoundingAmount');
  const remaining = count(summation, 'ram:TotalPrepaidAmount') === 0 ? grand : subtract(grand, prepaid);
  const expected = count(summation, 'ram:RoundingAmount') === 0 ? remaining : add(remaining, rounding);
  hearing.fatal('BR-CO-16', summation, isTotal(found, expected), () => figures(found, expected));
}

/** BR-CO-14: BT-110 is the sum of BT-117, in doubles. */
function judgeTaxTotal(hearing: Hearing, currencies: ReadonlySet<string>): void {
  const sum = doubleSum(hearing.transaction(SETTLEMENT, 'ram:ApplicableTradeTax', 'ram:CalculatedAmount'));
  const expected = sum === undefined ? undefined : Math.round(sum * 10 * 10) / 100;
  for (const total of hearing.lists.taxTotals) {
    if (total.parent?.tag !== SUMMATION) continue;
    if (!currencies.has(attribute(total, 'currencyID') ?? MISSING)) continue;
    hearing.fatal(
      'BR-CO-14',
      total,
      expected === undefined ? undefined : someEqual([total], expected),
      () => ({ found: total.text, expected: expected?.toFixed(2) ?? '' }),
    );
  }
}

/** BR-CO-15: BT-112 = BT-109 + BT-110, in each currency the invoice names. */
function judgeGrandTotal(hearing: Hearing): void {
  const { root } = hearing;
  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  const { suits, explain } = grandTotal(hearing);
  hearing.fatal('BR-CO-15', root, suits, explain);
}

/** Whether BT-112 = BT-109 + BT-110, in each currency the invoice names, and the figures in the first. */
export function grandTotal(hearing: Hearing): { readonly suits: Truth; readonly explain: () => Facts } {
  const currencies = new Set(textsOf(hearing.transaction(SETTLEMENT, 'ram:InvoiceCurrencyCode')));
  const at = (tag: string) => hearing.transaction(SETTLEMENT, SUMMATION, tag);
  const grand = firstDecimal(at('ram:GrandTotalAmount'));
  const basis = firstDecimal(at('ram:TaxBasisTotalAmount'));
  const taxes = Map.groupBy(at('ram:TaxTotalAmount'), (tax) => attribute(tax, 'currencyID'));
  const withTax = (currency: string) => roundTo(add(basis, firstDecimal(taxes.get(currency) ?? [])), 2);
  const outcomes = Array.from(currencies, (currency): Truth => {
    const isSingle = taxes.get(currency)?.length === 1;
    return any(isSingle && isTotal(grand, withTax(currency)), isTotal(grand, basis));
  });
  const [currency = ''] = currencies;
  return { suits: all(...outcomes), explain: () => figures(grand, withTax(currency)) };
}

/** Whether a total is what it should be. Where there is none, what it should be is not computed, and no malformed number matters. */
function isTotal(found: Numeric, expected: Numeric): Truth {
  return found === EMPTY ? false : equal(found, expected);
}
