/**
 * BR-FXEXT-{category}-08, BR-FXEXT-S-09: what each VAT breakdown (BG-23) says against lines, allowances, charges and logistics services, with a
 * cent of tolerance for each. A category may have several breakdowns of one rate, told apart by their reason of exemption: "ini" compares
 * with all that bears category and rate, "rev" with what bears the reason too, and one of the two is enough.
 */
import type { XmlNode } from '@scell/syntax';
import { figures } from '../../en16931-cii/figures.ts';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import {
  booleanOf,
  decimalAt,
  hasText,
  indicates,
  isVat,
  select,
  selectAll,
  textsOf,
} from '../../en16931-cii/select.ts';
import { VAT_CATEGORIES } from '../../en16931-cii/vat-categories.ts';
import {
  add,
  any,
  decimalOf,
  EMPTY,
  MALFORMED,
  multiply,
  type Numeric,
  normalizeSpace,
  roundTo,
  subtract,
  sum,
  type Truth,
  XsDecimal,
} from '../../engine/values.ts';
import { exemptionKey, TaxedAmounts, taxKey } from '../taxed-amounts.ts';
import { isWithinCents } from '../tolerance.ts';
import { isCounted } from './lines.ts';

const SETTLEMENT = 'ram:ApplicableHeaderTradeSettlement';
const HUNDREDTH = new XsDecimal(1, 2);

export function judgeVatBreakdown(hearing: Hearing): void {
  if (hearing.lists.headerTaxes.length === 0) return;
  const bases = new Bases(hearing);
  for (const tax of hearing.lists.headerTaxes) {
    if (isVat(tax) !== true) continue;
    const category = VAT_CATEGORIES.find(({ code }) => hasText(tax, 'ram:CategoryCode', code));
    if (category !== undefined) judgeCategory(hearing, tax, category.code, category.family, bases);
  }
}

function judgeCategory(hearing: Hearing, tax: XmlNode, code: string, family: string, bases: Bases): void {
  const basis = decimalAt(tax, 'ram:BasisAmount');
  const rate = code === 'O' ? undefined : decimalAt(tax, 'ram:RateApplicablePercent');
  const ini = bases.ofRate(code, rate);
  const rev = bases.ofReason(code, rate, reasonOf([tax]));
  const suits = (base: Base): Truth => isWithinCents(subtract(basis, base.expected), base.elements);
  const explain = (base: Base) => () => figures(basis, base.expected);
  hearing.fatal(`BR-FXEXT-${family}-08`, tax, any(suits(rev), suits(ini)), explain(ini));
  hearing.warning(`BR-FXEXT-${family}-08ini`, tax, suits(ini), explain(ini));
  hearing.warning(`BR-FXEXT-${family}-08rev`, tax, suits(rev), explain(rev));
  if (code !== 'S') return;
  const stated = decimalAt(tax, 'ram:CalculatedAmount');
  const computed = roundTo(multiply(multiply(basis, rate ?? EMPTY), HUNDREDTH), 2);
  const isTax = (base: Base) => isWithinCents(subtract(stated, computed), base.elements);
  hearing.fatal('BR-FXEXT-S-09', tax, any(isTax(rev), isTax(ini)), () => figures(stated, computed));
}

/** Code and text of the reasons of exemption; undefined where there are several, of which XPath takes none. */
export type Reason = readonly [code: string, text: string] | undefined;

/** The reason of exemption of some taxes. */
export function reasonOf(taxes: readonly XmlNode[]): Reason {
  const codes = selectAll(taxes, 'ram:ExemptionReasonCode');
  const texts = selectAll(taxes, 'ram:ExemptionReason');
  if (codes.length > 1 || texts.length > 1) return undefined;
  return [normalizeSpace(codes[0]?.text ?? ''), normalizeSpace(texts[0]?.text ?? '')];
}

/** What a breakdown should show. */
export interface Base {
  readonly expected: Numeric;
  readonly elements: number;
}

/** Where the official engine stops. */
const NOT_TOLD: Base = { expected: MALFORMED, elements: 0 };

/** The key of a breakdown without rate, which no line shares. */
const NOTHING = '';

type Kind = 'lines' | 'allowances' | 'charges' | 'logistics';

/** The taxable amounts of a document. */
export class Bases {
  private readonly amounts = new TaxedAmounts<Kind>();
  private readonly known = new Map<string, Base>();
  /**
   * By category, once some owner has a rate that is no number, or given twice: the keys that every such owner shows before that. What bears
   * other rates cannot be told.
   */
  private readonly readable = new Map<string, ReadonlySet<string>>();
  /** Keys beside which an indicator is no boolean, or a reason is given twice. */
  private readonly malformedIndicators = new Set<string>();
  private readonly severalReasons = new Set<string>();

  constructor(hearing: Hearing) {
    for (const line of hearing.transaction('ram:IncludedSupplyChainTradeLineItem'))
      if (isCounted(line)) this.enterLine(line);
    const entries = hearing.transaction(SETTLEMENT, 'ram:SpecifiedTradeAllowanceCharge');
    for (const entry of entries) this.enterAllowanceCharge(entry);
    for (const service of hearing.transaction(SETTLEMENT, 'ram:SpecifiedLogisticsServiceCharge')) {
      const keys = this.keysOf(select(service, 'ram:AppliedTradeTax'));
      this.amounts.enter(keys, 'logistics', select(service, 'ram:AppliedAmount'));
      this.amounts.count(keys, 1);
    }
  }

  /** What bears category and rate; `rate` is undefined where it is not read. */
  ofRate(code: string, rate: Numeric | undefined): Base {
    const key = this.keyOf(code, rate);
    return key === undefined ? NOT_TOLD : this.under(key);
  }

  /** What bears category, rate and reason. */
  ofReason(code: string, rate: Numeric | undefined, reason: Reason): Base {
    const key = this.keyOf(code, rate);
    if (key === undefined || reason === undefined || this.severalReasons.has(key)) return NOT_TOLD;
    return this.under(exemptionKey(key, ...reason));
  }

  private keyOf(code: string, rate: Numeric | undefined): string | undefined {
    if (rate === EMPTY) return NOTHING;
    if (rate === MALFORMED) return undefined;
    const key = taxKey(code, rate);
    const isTold = rate === undefined || this.readable.get(code)?.has(key) !== false;
    return isTold && !this.malformedIndicators.has(key) ? key : undefined;
  }

  private under(key: string): Base {
    let base = this.known.get(key);
    if (base === undefined) {
      const { elements, amounts } = this.amounts.under(key);
      const total = (kind: Kind) => roundTo(sum(amounts(kind).map(decimalOf)), 2);
      const charged = add(add(total('lines'), total('charges')), total('logistics'));
      base = { expected: subtract(charged, total('allowances')), elements };
      this.known.set(key, base);
    }
    return base;
  }

  private enterLine(line: XmlNode): void {
    const settlements = select(line, 'ram:SpecifiedLineTradeSettlement');
    for (const settlement of settlements) {
      const amounts = select(
        settlement,
        'ram:SpecifiedTradeSettlementLineMonetarySummation',
        'ram:LineTotalAmount',
      );
      this.amounts.enter(this.keysOf(select(settlement, 'ram:ApplicableTradeTax')), 'lines', amounts);
    }
    this.amounts.count(this.keysOf(selectAll(settlements, 'ram:ApplicableTradeTax')), 1);
  }

  private enterAllowanceCharge(entry: XmlNode): void {
    const keys = this.keysOf(select(entry, 'ram:CategoryTradeTax'));
    const indicators = select(entry, 'ram:ChargeIndicator', 'udt:Indicator');
    const amounts = select(entry, 'ram:ActualAmount');
    if (indicators.some(({ text }) => booleanOf(text) === undefined))
      for (const key of keys) this.malformedIndicators.add(key);
    if (indicates(indicators, false) === true) this.amounts.enter(keys, 'allowances', amounts);
    if (indicates(indicators, true) === true) this.amounts.enter(keys, 'charges', amounts);
    this.amounts.count(keys, 1);
  }

  /** Each category with each rate, without and with the reason: XPath compares the sequences independently. */
  private keysOf(taxes: readonly XmlNode[]): readonly string[] {
    const keys = new Set<string>();
    const rates = taxes.map((tax) => decimalAt(tax, 'ram:RateApplicablePercent'));
    const malformed = rates.indexOf(MALFORMED);
    const told = (malformed < 0 ? rates : rates.slice(0, malformed)).filter(
      (rate) => rate instanceof XsDecimal,
    );
    for (const code of new Set(textsOf(selectAll(taxes, 'ram:CategoryCode')))) {
      if (code === 'O') keys.add(taxKey(code, undefined));
      else {
        const ofCategory = new Set(told.map((rate) => taxKey(code, rate)));
        for (const key of ofCategory) keys.add(key);
        const readable = this.readable.get(code);
        if (malformed >= 0) this.readable.set(code, readable?.intersection(ofCategory) ?? ofCategory);
      }
    }
    const reason = reasonOf(taxes);
    if (reason === undefined) for (const key of keys) this.severalReasons.add(key);
    return reason === undefined ? [...keys] : [...keys].flatMap((key) => [key, exemptionKey(key, ...reason)]);
  }
}
