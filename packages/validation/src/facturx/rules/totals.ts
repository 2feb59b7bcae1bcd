/** BR-CO-11, BR-CO-12, BR-CO-15: totals of allowances and charges, and the total with VAT. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import {
  doubleSum,
  has,
  select,
  selectAll,
  someCompare,
  someEqual,
  textsOf,
} from '../../en16931-cii/select.ts';
import { grandTotal } from '../../en16931-cii/totals.ts';
import type { Truth } from '../../engine/values.ts';

const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';
const SUMMATION = 'ram:SpecifiedTradeSettlementHeaderMonetarySummation';

export function judgeTotals(hearing: Hearing): void {
  const { lists } = hearing;
  const entries = hearing.transaction(SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge');
  const indicated = (value: string) => entries.filter(isIndicated(value));
  const allowances = indicated('false');
  const allowed = cents(selectAll(allowances, 'ram:ActualAmount'));
  const charges = indicated('true');
  const charged = cents(selectAll(charges, 'ram:ActualAmount'));
  const services = cents(
    hearing.transaction(SETTLEMENT, 'ram:SpecifiedLogisticsServiceCharge', 'ram:AppliedAmount'),
  );
  const expected = charged === undefined || services === undefined ? undefined : rounded(charged + services);
  const suits = isChargeTotal(hearing, expected);
  const total = grandTotal(hearing);

  for (const summation of lists.summations) {
    const found = select(summation, 'ram:AllowanceTotalAmount');
    const isNothing = allowances.length === 0 && found.length === 0;
    hearing.fatal(
      'BR-CO-11',
      summation,
      isNothing || (found.length > 0 && (allowed === undefined ? undefined : someEqual(found, allowed))),
      () => ({ found: textsOf(found).join(' '), expected: allowed?.toFixed(2) ?? '' }),
    );
    const isUncharged = charges.length === 0 && !has(summation, 'ram:ChargeTotalAmount');
    const expected =
      charged === undefined || services === undefined ? undefined : rounded(charged + services);
    hearing.fatal('BR-CO-12', summation, isUncharged || suits, () => ({
      found: textsOf(select(summation, 'ram:ChargeTotalAmount')).join(' '),
      expected: expected?.toFixed(2) ?? '',
    }));
    hearing.fatal('BR-CO-15', summation, total.suits, total.explain);
  }
}

/** The total of charges of the document, wherever the rule stands, rounded to cents. */
function isChargeTotal(hearing: Hearing, expected: number | undefined): Truth {
  const found = hearing.transaction(SETTLEMENT, SUMMATION, 'ram:ChargeTotalAmount');
  if (found.length === 0) return false;
  if (found.length > 1 || expected === undefined) return undefined;
  return someCompare(found, (value) => rounded(value) === expected);
}

/** Whether the indicator is this text: "1" is neither an allowance nor a charge. */
function isIndicated(value: string): (entry: XmlNode) => boolean {
  return (entry) => select(entry, 'ram:ChargeIndicator', 'udt:Indicator').some(({ text }) => text === value);
}

/** `round(sum(amounts) * 10 * 10) div 100`, in doubles. */
function cents(amounts: readonly XmlNode[]): number | undefined {
  const sum = doubleSum(amounts);
  return sum === undefined ? undefined : rounded(sum);
}

function rounded(value: number): number {
  return Math.round(value * 10 * 10) / 100;
}
