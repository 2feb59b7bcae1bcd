/** BR-FREXT-CO-10 to -15: the totals, each with a cent of tolerance for every amount that may have been rounded on the way. */
import { attribute, type XmlNode } from '@scell/syntax';
import { figures } from '../../en16931-cii/figures.ts';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { count, decimalAt, doubleSum, firstDecimal, has, select, textsOf } from '../../en16931-cii/select.ts';
import {
  add,
  any,
  decimal,
  decimalFromDouble,
  equal,
  MALFORMED,
  type Numeric,
  roundTo,
  subtract,
  sum,
  type Truth,
  ZERO,
} from '../../engine/values.ts';
import { isWithinCents } from '../tolerance.ts';
import { isCounted, lineAmounts } from './lines.ts';

const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';

export function judgeTotals(hearing: Hearing): void {
  const document = documentAmounts(hearing);
  const linesBelow = perNode(linesOf);
  const entriesBelow = perNode(entriesOf);
  for (const summation of hearing.lists.summations) {
    const lines = linesBelow(summation.parent?.parent ?? null);
    const found = (tag: string) => decimalAt(summation, tag);
    const near = (
      rule: string,
      stated: Numeric,
      expected: Numeric,
      elements: number,
      otherwise: Truth = false,
    ) =>
      hearing.fatal(
        rule,
        summation,
        any(otherwise, isWithinCents(subtract(stated, expected), elements)),
        () => figures(stated, expected),
      );
    const entries = entriesBelow(summation.parent);
    const elements = lines.counted + entries.allowances + entries.charges;

    near('BR-FREXT-CO-10', found('ram:LineTotalAmount'), lines.total, lines.all);
    const { allowances, charges } = document;
    near(
      'BR-FREXT-CO-11',
      found('ram:AllowanceTotalAmount'),
      allowances.exact,
      entries.allowances,
      !allowances.exist && !has(summation, 'ram:AllowanceTotalAmount'),
    );
    near(
      'BR-FREXT-CO-12',
      found('ram:ChargeTotalAmount'),
      add(charges.exact, document.logistics),
      entries.charges,
      !charges.exist && !has(summation, 'ram:ChargeTotalAmount'),
    );
    const basis = add(
      subtract(lines.total, allowances.inDoubles),
      add(charges.inDoubles, document.logistics),
    );
    near('BR-FREXT-CO-13', found('ram:TaxBasisTotalAmount'), basis, elements);
    judgeGrandTotal(hearing, summation, elements);
  }
}

/** BR-FREXT-CO-15: BT-112 = BT-109 + BT-110, of which the invoice currency has exactly one. */
function judgeGrandTotal(hearing: Hearing, summation: XmlNode, elements: number): void {
  const { parent } = summation;
  const currencies = parent === null ? [] : select(parent, 'ram:InvoiceCurrencyCode');
  const at = (tag: string) => firstDecimal(select(summation, tag));
  const basis = at('ram:TaxBasisTotalAmount');
  const grand = at('ram:GrandTotalAmount');
  const outcomes = currencies.flatMap(({ text: currency }): Truth[] => {
    const taxes = select(summation, 'ram:TaxTotalAmount').filter(
      (tax) => attribute(tax, 'currencyID') === currency,
    );
    const tax = firstDecimal(taxes);
    // Without one of the three there is nothing to compare, and the rule fails.
    if ([basis, grand, tax].some((value) => typeof value === 'symbol'))
      return [basis, grand, tax].includes(MALFORMED) ? [undefined] : [];
    if (taxes.length !== 1) return [equal(basis, grand)];
    return [isWithinCents(subtract(subtract(grand, tax), basis), elements)];
  });
  const [outcome = false] = outcomes;
  hearing.fatal('BR-FREXT-CO-15', summation, outcomes.length > 1 ? undefined : outcome);
}

/** What the lines beside a summation add up to. */
interface Lines {
  /** Of the lines that count, exactly, to the cent. */
  readonly total: Numeric;
  readonly counted: number;
  readonly all: number;
}

function linesOf(transaction: XmlNode | null): Lines {
  const lines = transaction === null ? [] : select(transaction, 'ram:IncludedSupplyChainTradeLineItem');
  const counted = lines.filter(isCounted);
  const amounts = counted.flatMap((line) => lineAmounts(line).map(({ text }) => decimal(text)));
  return { total: roundTo(sum(amounts), 2), counted: counted.length, all: lines.length };
}

/** Answers once for each node. */
export function perNode<Answer>(answer: (node: XmlNode | null) => Answer): (node: XmlNode | null) => Answer {
  const known = new Map<XmlNode | null, Answer>();
  return (node) => {
    const answered = known.get(node) ?? answer(node);
    known.set(node, answered);
    return answered;
  };
}

/** Allowances or charges of the document. */
interface Entries {
  readonly exist: boolean;
  /** Their sum to the cent, added up exactly, and as doubles. */
  readonly exact: Numeric;
  readonly inDoubles: Numeric;
}

interface DocumentAmounts {
  readonly allowances: Entries;
  readonly charges: Entries;
  /** Charges for logistics services (EXT-FR-FE-BG-08), added up as doubles. */
  readonly logistics: Numeric;
}

function documentAmounts(hearing: Hearing): DocumentAmounts {
  const entries = hearing.transaction(SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge');
  const of = (isCharge: boolean): Entries => {
    const chosen = entries.filter((entry) => isMarked(entry, isCharge));
    const amounts = chosen.flatMap((entry) => select(entry, 'ram:ActualAmount'));
    return {
      exist: chosen.length > 0,
      exact: roundTo(sum(amounts.map(({ text }) => decimal(text))), 2),
      inDoubles: centsOf(amounts, isCharge ? hundredfold : tenfoldTwice),
    };
  };
  const logistics = hearing.transaction(
    SETTLEMENT,
    'ram:SpecifiedLogisticsServiceCharge',
    'ram:AppliedAmount',
  );
  return { allowances: of(false), charges: of(true), logistics: centsOf(logistics, tenfoldTwice) };
}

/** Two ways the official tests write it; in doubles they differ. */
export const hundredfold = (value: number) => value * 100;
export const tenfoldTwice = (value: number) => value * 10 * 10;

/** `xs:decimal(round(sum(nodes) * 100) div 100)` of untyped nodes: a double's exact value, but for the sum of nothing. */
export function centsOf(nodes: readonly XmlNode[], inCents: (value: number) => number): Numeric {
  if (nodes.length === 0) return ZERO;
  const total = doubleSum(nodes);
  return total === undefined ? MALFORMED : decimalFromDouble(Math.round(inCents(total)) / 100);
}

/** The indicator counts by its text here: "1" is neither an allowance nor a charge to these rules. */
export function isMarked(entry: XmlNode, isCharge: boolean): boolean {
  return textsOf(select(entry, 'ram:ChargeIndicator', 'udt:Indicator')).includes(String(isCharge));
}

/** How many allowances and charges stand in a settlement. */
export function entriesOf(settlement: XmlNode | null): { allowances: number; charges: number } {
  if (settlement === null) return { allowances: 0, charges: 0 };
  const entries = select(settlement, 'ram:SpecifiedTradeAllowanceCharge');
  return {
    allowances: entries.filter((entry) => isMarked(entry, false)).length,
    charges:
      entries.filter((entry) => isMarked(entry, true)).length +
      count(settlement, 'ram:SpecifiedLogisticsServiceCharge'),
  };
}
