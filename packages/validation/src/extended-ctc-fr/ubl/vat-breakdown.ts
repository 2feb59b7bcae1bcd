/**
 * BR-FREXT-{category}-08, BR-FREXT-S-09: what each VAT breakdown (BG-23) says against lines, allowances and charges, with a cent of tolerance for
 * each. A category may have several breakdowns of one rate, told apart by their reason of exemption: "ini" compares with all that bears
 * category and rate, "rev" with what bears the reason too, and one of the two is enough.
 */
import { childrenOf, type XmlNode } from '@scell/syntax';
import { figures } from '../../en16931-ubl/figures.ts';
import { isOfVat } from '../../en16931-ubl/predicates.ts';
import { at, isAt, textOf } from '../../en16931-ubl/select.ts';
import type { TreeIndex } from '../../en16931-ubl/tree-index.ts';
import type { Report } from '../../engine/rule-set.ts';
import type { StopRule } from '../../engine/stops.ts';
import {
  any,
  decimalOf,
  EMPTY,
  MALFORMED,
  multiply,
  type Numeric,
  roundTo,
  subtract,
  type Truth,
  XsDecimal,
} from '../../engine/values.ts';
import { exemptionKey, TaxedAmounts, taxKey } from '../taxed-amounts.ts';
import { isWithinCents } from '../tolerance.ts';
import { type Cents, centsOf, expected, isNear, type Parts } from './cents.ts';
import { countedLines } from './lines.ts';
import type { OwnReferences } from './own-references.ts';
import { VAT_FAMILIES } from './vat-families.ts';

const HUNDREDTH = new XsDecimal(1, 2);

export function checkVatBreakdown(index: TreeIndex, references: OwnReferences, report: Report): void {
  const categories = index
    .allUnder('cac:TaxSubtotal', 'cac:TaxCategory')
    .filter(
      (category) =>
        isAt(category, 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory') && isOfVat(category) === true,
    );
  const known = new Map<XmlNode | null | undefined, Bases>();
  for (const category of categories) {
    const owner = category.parent?.parent?.parent;
    const bases = known.get(owner) ?? new Bases(index, references, owner);
    known.set(owner, bases);
    const code = textOf(category, 'cbc:ID');
    const family = VAT_FAMILIES.get(code);
    if (family !== undefined) checkCategory(category, code, family, bases, index, report);
  }
}

function checkCategory(
  category: XmlNode,
  code: string,
  family: string,
  bases: Bases,
  { operands }: TreeIndex,
  report: Report,
): void {
  const group = category.parent;
  if (group === null) return;
  const base = operands.amount(group, 'cbc:TaxableAmount');
  const rate = code === 'O' ? undefined : operands.amount(category, 'cbc:Percent');
  const ini = bases.ofRate(code, rate);
  const rev = bases.ofReason(code, rate, category);
  const suits = (found: Base | undefined): Truth =>
    found === undefined ? undefined : isNear(base, found, found.elements, false);
  const check = (rule: string, severity: 'fatal' | 'warning', truth: Truth, against: Base | undefined) => {
    if (truth !== false) return;
    report(rule, severity, category, figures(base, against === undefined ? MALFORMED : expected(against)));
  };
  const prefix = `BR-FREXT-${family}-08`;
  check(prefix, 'fatal', any(suits(rev), suits(ini)), ini);
  check(`${prefix}ini`, 'warning', suits(ini), ini);
  check(`${prefix}rev`, 'warning', suits(rev), rev);
  if (code !== 'S' || rev === undefined) return;
  const stated = operands.amount(group, 'cbc:TaxAmount');
  const computed = roundTo(multiply(multiply(base, rate ?? EMPTY), HUNDREDTH), 2);
  if (isWithinCents(subtract(stated, computed), rev.elements) === false)
    report('BR-FREXT-S-09', 'fatal', category, figures(stated, computed));
}

/** What a breakdown should show. */
interface Base extends Parts {
  readonly elements: number;
}

type Kind = 'lines' | 'allowances' | 'charges';

/** The key of a breakdown without rate, which no line shares. */
const NOTHING = '';

/** The taxable amounts of a document: of its lines at any depth, and of the allowances and charges beside its breakdown. */
class Bases {
  private readonly index: TreeIndex;
  private readonly amounts = new TaxedAmounts<Kind>();
  private readonly known = new Map<string, Base>();
  /** Rates that are no number or stand twice, by the category they stand beside. */
  private readonly badRates = new Map<string, readonly [XmlNode, StopRule]>();

  constructor(index: TreeIndex, references: OwnReferences, owner: XmlNode | null | undefined) {
    this.index = index;
    const { operands } = index;
    for (const line of countedLines(index, references)) {
      const keys = this.keysOf(at(line, 'cac:Item', 'cac:ClassifiedTaxCategory'));
      const amounts = childrenOf(line, 'cbc:LineExtensionAmount');
      this.amounts.enter(keys, 'lines', amounts);
      this.amounts.count(keys, amounts.length);
    }
    for (const item of owner ? childrenOf(owner, 'cac:AllowanceCharge') : []) {
      const keys = this.keysOf(childrenOf(item, 'cac:TaxCategory'));
      const amounts = childrenOf(item, 'cbc:Amount');
      if (operands.indicates(item, false)) this.amounts.enter(keys, 'allowances', amounts);
      if (operands.indicates(item, true)) this.amounts.enter(keys, 'charges', amounts);
      this.amounts.count(keys, amounts.length);
    }
  }

  /** What bears category and rate; `rate` is undefined where it is not read. Undefined where the official engine stops. */
  ofRate(code: string, rate: Numeric | undefined): Base | undefined {
    const key = this.keyOf(code, rate);
    return key === undefined ? undefined : this.under(key);
  }

  /** What bears category, rate, and the reason of exemption of the breakdown. */
  ofReason(code: string, rate: Numeric | undefined, category: XmlNode): Base | undefined {
    const key = this.keyOf(code, rate);
    return key === undefined ? undefined : this.under(this.exempt(key, category));
  }

  private keyOf(code: string, rate: Numeric | undefined): string | undefined {
    if (rate === undefined) return taxKey(code, undefined);
    if (rate === EMPTY) return NOTHING;
    const bad = this.badRates.get(code);
    if (bad !== undefined) this.index.operands.stop(...bad);
    return rate === MALFORMED || bad !== undefined ? undefined : taxKey(code, rate);
  }

  private under(key: string): Base {
    let base = this.known.get(key);
    if (base === undefined) {
      const { elements, amounts } = this.amounts.under(key);
      const total = (kind: Kind): Cents => centsOf(amounts(kind), this.index.operands);
      base = {
        elements,
        lines: total('lines'),
        allowances: total('allowances'),
        charges: total('charges'),
      };
      this.known.set(key, base);
    }
    return base;
  }

  /** The category, with its rate but for O, without and with the reason. */
  private keysOf(categories: readonly XmlNode[]): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const category of categories) {
      const code = textOf(category, 'cbc:ID');
      const [percent, second] = code === 'O' ? [] : childrenOf(category, 'cbc:Percent');
      const rate = code === 'O' ? undefined : decimalOf(percent);
      if (rate === EMPTY) continue;
      // Nobody stops at it before a breakdown of the category is compared.
      if (second !== undefined) this.badRates.set(code, [second, 'SCELL-REPEATED']);
      else if (rate === MALFORMED && percent !== undefined)
        this.badRates.set(code, [percent, 'SCELL-NUMBER']);
      else if (rate !== MALFORMED) {
        const key = taxKey(code, rate);
        keys.add(key);
        keys.add(this.exempt(key, category));
      }
    }
    return keys;
  }

  private exempt(key: string, category: XmlNode): string {
    const { operands } = this.index;
    return exemptionKey(
      key,
      operands.text(category, 'cbc:TaxExemptionReasonCode'),
      operands.text(category, 'cbc:TaxExemptionReason'),
    );
  }
}
