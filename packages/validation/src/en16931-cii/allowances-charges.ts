/** BR-31 to BR-44, BR-CO-21 to BR-CO-24 and the decimals of allowances and charges (BG-20, BG-21, BG-27, BG-28). */
import type { XmlNode } from '@scell/syntax';
import type { Truth } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { has, hasText, hasTwoDecimals, haveVatCategory, remembered, select } from './select.ts';

/** The ids of one kind; BR-CO-05 to BR-CO-08, which compare code and reason, hold of every document. */
interface Rules {
  /** BT-92, BT-99, BT-136, BT-141. */
  readonly amount: string;
  /** BT-95, BT-102; lines take theirs from their own tax. */
  readonly category?: string;
  /** A text or a code, said twice in the standard. */
  readonly reason: readonly [string, string];
  readonly amountDecimals: string;
  readonly basisDecimals: string;
}

const DOCUMENT_ALLOWANCE: Rules = {
  amount: 'BR-31',
  category: 'BR-32',
  reason: ['BR-33', 'BR-CO-21'],
  amountDecimals: 'BR-DEC-01',
  basisDecimals: 'BR-DEC-02',
};
const DOCUMENT_CHARGE: Rules = {
  amount: 'BR-36',
  category: 'BR-37',
  reason: ['BR-38', 'BR-CO-22'],
  amountDecimals: 'BR-DEC-05',
  basisDecimals: 'BR-DEC-06',
};
const LINE_ALLOWANCE: Rules = {
  amount: 'BR-41',
  reason: ['BR-42', 'BR-CO-23'],
  amountDecimals: 'BR-DEC-24',
  basisDecimals: 'BR-DEC-25',
};
const LINE_CHARGE: Rules = {
  amount: 'BR-43',
  reason: ['BR-44', 'BR-CO-24'],
  amountDecimals: 'BR-DEC-27',
  basisDecimals: 'BR-DEC-28',
};

/** The indicator counts by its text here: "1" is neither an allowance nor a charge to these rules. What says both is an allowance. */
export function judgeAllowancesAndCharges(hearing: Hearing): void {
  judgeEntries(hearing, false);
}

/** As `judgeAllowancesAndCharges`, for rule sets in which what says both is both. */
export function judgeAllowancesAndChargesApart(hearing: Hearing): void {
  judgeEntries(hearing, true);
}

function judgeEntries({ lists, fatal }: Hearing, canBeBoth: boolean): void {
  const tell = remembered(entryOf);
  const judgeIndicator = (indicator: XmlNode, allowance: Rules, charge: Rules) => {
    if (indicator.parent === null) return;
    const entry = tell(indicator.parent);
    const isAllowance = hasText(indicator, 'udt:Indicator', 'false');
    const isCharge = hasText(indicator, 'udt:Indicator', 'true') && (canBeBoth || !isAllowance);
    if (isAllowance) judge(fatal, indicator, entry, allowance);
    if (isCharge) judge(fatal, indicator, entry, charge);
  };
  for (const indicator of lists.headerChargeIndicators)
    judgeIndicator(indicator, DOCUMENT_ALLOWANCE, DOCUMENT_CHARGE);
  for (const indicator of lists.lineChargeIndicators) judgeIndicator(indicator, LINE_ALLOWANCE, LINE_CHARGE);
}

/** What the rules ask of an allowance or charge. */
interface Entry {
  readonly hasAmount: boolean;
  readonly hasReason: boolean;
  readonly hasCategory: Truth;
  readonly amountDecimals: Truth;
  readonly basisDecimals: Truth;
}

function entryOf(entry: XmlNode): Entry {
  const amounts = select(entry, 'ram:ActualAmount');
  return {
    hasAmount: amounts.length > 0,
    hasReason: has(entry, 'ram:Reason') || has(entry, 'ram:ReasonCode'),
    hasCategory: haveVatCategory(select(entry, 'ram:CategoryTradeTax')),
    amountDecimals: hasTwoDecimals(amounts.slice(0, 1)),
    basisDecimals: hasTwoDecimals(select(entry, 'ram:BasisAmount')),
  };
}

function judge(fatal: Hearing['fatal'], indicator: XmlNode, entry: Entry, rules: Rules): void {
  fatal(rules.amount, indicator, entry.hasAmount);
  fatal(rules.amountDecimals, indicator, entry.amountDecimals);
  fatal(rules.basisDecimals, indicator, entry.basisDecimals);
  if (rules.category !== undefined) fatal(rules.category, indicator, entry.hasCategory);
  for (const rule of rules.reason) fatal(rule, indicator, entry.hasReason);
}
