/** What invoice lines, allowances and charges of the document add up to by VAT category and rate, computed in one pass. */
import type { XmlNode } from '@scell/syntax';
import {
  add,
  decimal,
  EMPTY,
  MALFORMED,
  type Numeric,
  roundTo,
  shortest,
  subtract,
  XsDecimal,
  ZERO,
} from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { booleanOf, decimalAt, firstDecimal, indicates, select, selectAll, textsOf } from './select.ts';

type Kind = 'lines' | 'allowances' | 'charges';

/** The amounts of one category. */
interface Amounts {
  total: Numeric;
  /** By rate in its shortest text; an amount counts once under each rate beside its category. */
  readonly byRate: Map<string, Numeric>;
  /**
   * Once some owner has a rate that is no number, or given twice: the rates that every such owner shows before that. The sums of other
   * rates cannot be told.
   */
  readable: ReadonlySet<string> | undefined;
}

/** The taxable amounts a breakdown should show (BT-116). */
export interface VatBases {
  /** Lines minus allowances plus charges, each sum rounded to cents; MALFORMED where an amount is no number. */
  ofCategory(category: string): Numeric;
  /**
   * As `ofCategory`, for the rules that cast the indicator to a boolean: they cannot be judged where an allowance or charge of the
   * category has not exactly one.
   */
  ofCategoryStrictly(category: string): Numeric;
  /** As `ofCategory`, of one rate of S, L or M. */
  ofRate(category: string, rate: XsDecimal): Numeric;
}

export function vatBases(hearing: Hearing): VatBases {
  const sums: Record<Kind, Map<string, Amounts>> = {
    lines: new Map(),
    allowances: new Map(),
    charges: new Map(),
  };
  for (const settlement of hearing.lists.lineSettlements) {
    let amount: Numeric = EMPTY;
    for (const summation of select(settlement, 'ram:SpecifiedTradeSettlementLineMonetarySummation'))
      amount = accumulate(amount, decimalAt(summation, 'ram:LineTotalAmount'));
    enter(sums.lines, settlement, 'ram:ApplicableTradeTax', amount);
  }
  const malformed = new Set<string>();
  const ambiguous = new Set<string>();
  for (const entry of hearing.transaction(
    'ram:ApplicableHeaderTradeSettlement',
    'ram:SpecifiedTradeAllowanceCharge',
  )) {
    const indicators = select(entry, 'ram:ChargeIndicator', 'udt:Indicator');
    const amount = firstDecimal(select(entry, 'ram:ActualAmount'));
    if (indicates(indicators, true)) enter(sums.charges, entry, 'ram:CategoryTradeTax', amount);
    if (indicates(indicators, false)) enter(sums.allowances, entry, 'ram:CategoryTradeTax', amount);
    const isMalformed = indicators.some(({ text }) => booleanOf(text) === undefined);
    for (const category of isMalformed || indicators.length !== 1 ? categoriesOf(entry) : []) {
      ambiguous.add(category);
      if (isMalformed) malformed.add(category);
    }
  }

  const base = (category: string, amountOf: (sums: ReadonlyMap<string, Amounts>) => Numeric): Numeric => {
    if (malformed.has(category)) return MALFORMED;
    const rounded = (kind: Kind) => roundTo(amountOf(sums[kind]), 2);
    return subtract(add(rounded('lines'), rounded('charges')), rounded('allowances'));
  };
  const ofCategory = (category: string) => base(category, (amounts) => amounts.get(category)?.total ?? ZERO);
  return {
    ofCategory,
    ofCategoryStrictly: (category) => (ambiguous.has(category) ? MALFORMED : ofCategory(category)),
    ofRate: (category, rate) => {
      const key = shortest(rate);
      return base(category, (amounts) => {
        const known = amounts.get(category);
        if (known?.readable?.has(key) === false) return MALFORMED;
        return known?.byRate.get(key) ?? ZERO;
      });
    },
  };
}

/** The categories whose breakdowns are told apart by their rates. */
const RATED: ReadonlySet<string> = new Set(['S', 'L', 'M']);

/** The categories of an allowance or charge. */
function categoriesOf(entry: XmlNode): string[] {
  return textsOf(select(entry, 'ram:CategoryTradeTax', 'ram:CategoryCode'));
}

/** Adds the amount of a line, allowance or charge under each category its taxes name, and there under each of their rates. */
function enter(sums: Map<string, Amounts>, owner: XmlNode, taxTag: string, amount: Numeric): void {
  const taxes = select(owner, taxTag);
  const categories = distinct(textsOf(selectAll(taxes, 'ram:CategoryCode')));
  if (categories.length === 0) return;
  const rates = taxes.map((tax) => decimalAt(tax, 'ram:RateApplicablePercent'));
  const malformed = rates.indexOf(MALFORMED);
  const told = malformed < 0 ? rates : rates.slice(0, malformed);
  const keys = distinct(told.filter((rate) => rate instanceof XsDecimal).map(shortest));
  for (const category of categories) {
    const amounts = sums.get(category) ?? { total: ZERO, byRate: new Map(), readable: undefined };
    sums.set(category, amounts);
    amounts.total = accumulate(amounts.total, amount);
    if (!RATED.has(category)) continue;
    for (const key of keys) amounts.byRate.set(key, accumulate(amounts.byRate.get(key) ?? ZERO, amount));
    if (malformed >= 0) amounts.readable = amounts.readable?.intersection(new Set(keys)) ?? new Set(keys);
  }
}

/** Mostly one: an invoice line has one tax, of one category. */
function distinct(texts: readonly string[]): readonly string[] {
  return texts.length > 1 ? [...new Set(texts)] : texts;
}

/** Addition in which nothing counts for nothing, as in fn:sum. */
function accumulate(total: Numeric, amount: Numeric): Numeric {
  if (amount === EMPTY) return total;
  return total === EMPTY ? amount : add(total, amount);
}

/** The rates that nodes hold, as xs:decimal. */
export function ratesOf(nodes: readonly XmlNode[]): Numeric[] {
  return nodes.map(({ text }) => decimal(text));
}
