/** BR-FXEXT-CO-10 to -16, BR-CO-25: the totals, each with a cent of tolerance for every amount that may have been rounded on the way. */
import { attribute, type XmlNode } from '@scell/syntax';
import { figures, shown } from '../../../en16931-cii/figures.ts';
import type { Hearing } from '../../../en16931-cii/hearing.ts';
import { decimalAt, has, select, selectAll } from '../../../en16931-cii/select.ts';
import {
  add,
  any,
  decimal,
  decimalOf,
  EMPTY,
  equal,
  MALFORMED,
  type Numeric,
  number,
  subtract,
  sum,
  type Truth,
} from '../../../engine/values.ts';
import { isCounted, lineAmounts } from '../../../extended-ctc-fr/cii/lines.ts';
import {
  centsOf,
  entriesOf,
  hundredfold,
  isMarked,
  perNode,
  tenfoldTwice,
} from '../../../extended-ctc-fr/cii/totals.ts';
import { isWithinCents } from '../../../extended-ctc-fr/tolerance.ts';

const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';

export function judgeTotals(hearing: Hearing): void {
  const { lists, root } = hearing;
  const document = documentAmounts(hearing);
  const linesBelow = perNode(linesOf);
  const entriesBelow = perNode(entriesOf);
  const currenciesBeside = perNode(currenciesOf);
  for (const summation of lists.summations) {
    const lines = linesBelow(summation.parent?.parent ?? null);
    const entries = entriesBelow(summation.parent);
    const near = (
      rule: string,
      tag: string,
      expected: Numeric,
      elements: number,
      otherwise: Truth = false,
    ) => {
      const stated = decimalAt(summation, tag);
      // Without a total the rule fails before anything is added up.
      const suits = stated !== EMPTY && isWithinCents(subtract(stated, expected), elements);
      hearing.fatal(rule, summation, any(otherwise, suits), () => figures(stated, expected));
    };
    const { allowances, charges, services } = document;
    near('BR-FXEXT-CO-10', 'ram:LineTotalAmount', lines.total, lines.all);
    const isWithout = (tag: string, exist: boolean) => !exist && !has(summation, tag);
    near(
      'BR-FXEXT-CO-11',
      'ram:AllowanceTotalAmount',
      allowances.total,
      entries.allowances,
      isWithout('ram:AllowanceTotalAmount', allowances.exist),
    );
    const charged = add(charges.total, services);
    near(
      'BR-FXEXT-CO-12',
      'ram:ChargeTotalAmount',
      charged,
      entries.charges,
      isWithout('ram:ChargeTotalAmount', charges.exist),
    );
    const elements = lines.counted + entries.allowances + entries.charges;
    const basis = add(subtract(lines.total, allowances.total), charged);
    near('BR-FXEXT-CO-13', 'ram:TaxBasisTotalAmount', basis, elements);
    judgeGrandTotal(hearing, summation, elements, currenciesBeside(summation.parent));
    judgeDueAmount(hearing, summation);
  }
  if (root.tag === 'rsm:CrossIndustryInvoice') judgeTerms(hearing, root);
}

/** BR-FXEXT-CO-15: BT-112 = BT-109 + BT-110, of which the invoice currency has exactly one. */
function judgeGrandTotal(
  hearing: Hearing,
  summation: XmlNode,
  elements: number,
  currencies: ReadonlyMap<string, readonly XmlNode[]>,
): void {
  const basis = decimalAt(summation, 'ram:TaxBasisTotalAmount');
  const grand = decimalAt(summation, 'ram:GrandTotalAmount');
  const taxes = Map.groupBy(
    select(summation, 'ram:TaxTotalAmount'),
    (tax) => attribute(tax, 'currencyID') ?? '',
  );
  const outcomes = [...taxes].flatMap(([currency, [tax, second]]): Truth[] => {
    const stated = second === undefined ? decimalOf(tax) : MALFORMED;
    // The amounts are read in this order, up to the first that is missing: then there is nothing to compare.
    const unread = [basis, stated, grand].find((value) => typeof value === 'symbol');
    const suits = isWithinCents(subtract(subtract(grand, stated), basis), elements);
    return unread === EMPTY ? [] : (currencies.get(currency) ?? []).map(() => suits);
  });
  const isUnread = basis === MALFORMED && currencies.size > 0;
  const [outcome = false] = outcomes;
  hearing.fatal('BR-FXEXT-CO-15', summation, isUnread || outcomes.length > 1 ? undefined : outcome, () => ({
    found: shown(grand),
  }));
}

/** BR-FXEXT-CO-16: BT-115 = BT-112 - BT-113 + BT-114 and the adjustments beside the totals. */
function judgeDueAmount(hearing: Hearing, summation: XmlNode): void {
  const due = decimalAt(summation, 'ram:DuePayableAmount');
  const total = (nodes: readonly XmlNode[]) => sum(nodes.map(({ text }) => decimal(text)));
  const at = (tag: string) => total(select(summation, tag));
  const adjustments =
    summation.parent === null
      ? []
      : select(summation.parent, 'ram:SpecifiedFinancialAdjustment', 'ram:ActualAmount');
  const rounded = add(
    subtract(at('ram:GrandTotalAmount'), at('ram:TotalPrepaidAmount')),
    at('ram:RoundingAmount'),
  );
  const expected = add(rounded, total(adjustments));
  hearing.fatal('BR-FXEXT-CO-16', summation, due !== EMPTY && equal(due, expected), () =>
    figures(due, expected),
  );
}

/** BR-CO-25: where something is due, the invoice says when or on what terms. */
function judgeTerms(hearing: Hearing, root: XmlNode): void {
  const { lists } = hearing;
  const [due, second] = lists.dueAmounts;
  const isDue = due !== undefined && number(due.text) > 0;
  const hasTerms =
    selectAll(lists.paymentTerms, 'ram:DueDateDateTime').length > 0 ||
    selectAll(lists.paymentTerms, 'ram:Description').length > 0;
  hearing.fatal('BR-CO-25', root, second === undefined ? !isDue || hasTerms : undefined);
}

/** The currencies of a settlement: one, where the schema is kept. */
function currenciesOf(settlement: XmlNode | null): ReadonlyMap<string, readonly XmlNode[]> {
  const currencies = settlement === null ? [] : select(settlement, 'ram:InvoiceCurrencyCode');
  return Map.groupBy(currencies, ({ text }) => text);
}

/** What the lines beside a summation add up to. */
interface Lines {
  /** Of the lines that count. */
  readonly total: Numeric;
  readonly counted: number;
  readonly all: number;
}

function linesOf(transaction: XmlNode | null): Lines {
  const lines = transaction === null ? [] : select(transaction, 'ram:IncludedSupplyChainTradeLineItem');
  const counted = lines.filter(isCounted);
  return {
    total: centsOf(counted.flatMap(lineAmounts), hundredfold),
    counted: counted.length,
    all: lines.length,
  };
}

interface Entries {
  readonly exist: boolean;
  readonly total: Numeric;
}

/** Allowances, charges and logistics services of the document, added up as doubles. */
function documentAmounts(hearing: Hearing): { allowances: Entries; charges: Entries; services: Numeric } {
  const entries = hearing.transaction(SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge');
  const of = (isCharge: boolean): Entries => {
    const chosen = entries.filter((entry) => isMarked(entry, isCharge));
    const amounts = selectAll(chosen, 'ram:ActualAmount');
    return { exist: chosen.length > 0, total: centsOf(amounts, isCharge ? hundredfold : tenfoldTwice) };
  };
  const services = hearing.transaction(
    SETTLEMENT,
    'ram:SpecifiedLogisticsServiceCharge',
    'ram:AppliedAmount',
  );
  return { allowances: of(false), charges: of(true), services: centsOf(services, tenfoldTwice) };
}
