/**
 * What the lines, charges and allowances of a document add up to by VAT category, and by category and rate: the figures behind the
 * taxable amounts of the breakdown (BT-116). Added up once, so that no rule goes through the lines again.
 */
import { child, childrenOf, type XmlNode } from '@scell/syntax';
import type { StopRule } from '../engine/stops.ts';
import {
  add,
  decimal,
  decimalOf,
  MALFORMED,
  type Numeric,
  normalizeSpace,
  subtract,
  type XsDecimal,
  ZERO,
} from '../engine/values.ts';
import type { Operands } from './operands.ts';
import { at } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

export type LineTag = 'cac:InvoiceLine' | 'cac:CreditNoteLine';

/** The categories whose breakdown has a group for each rate: standard rate, Canary Islands, Ceuta and Melilla. */
const RATED: ReadonlySet<string> = new Set(['S', 'L', 'M']);

/** An amount or rate that cannot be used, and why. */
type Culprit = readonly [node: XmlNode, rule: StopRule];

/** What adds up under one key, or is kept from it by culprits. */
interface Sum {
  total: Numeric;
  culprits: Culprit[];
}

type Sums = Map<string, Sum>;

/** The sums of one document. Keys are a category code, or a code and a rate as `keyOf` writes them. */
export class TaxableBases {
  private readonly operands: Operands;
  /** Of the document's own lines, charges and allowances. */
  private readonly lines: Record<LineTag, Sums> = {
    'cac:InvoiceLine': new Map(),
    'cac:CreditNoteLine': new Map(),
  };
  private readonly charges: Sums = new Map();
  private readonly allowances: Sums = new Map();
  /** Keys of the lines, and of the allowances and charges, at any depth. */
  private readonly lineKeys: Record<LineTag, Set<string>> = {
    'cac:InvoiceLine': new Set(),
    'cac:CreditNoteLine': new Set(),
  };
  private readonly allowanceChargeKeys = new Set<string>();
  /** Rates that are no number, by the category they belong to. */
  private readonly badRates = new Map<string, Culprit[]>();
  private readonly rates = new Map<string, string | typeof MALFORMED>();

  constructor(index: TreeIndex) {
    this.operands = index.operands;
    for (const tag of ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const) {
      for (const line of index.all(tag)) {
        const keys = this.keysOf(at(line, 'cac:Item', 'cac:ClassifiedTaxCategory'), true);
        for (const key of keys) this.lineKeys[tag].add(key);
        if (line.parent === index.root) collect(this.lines[tag], keys, line, 'cbc:LineExtensionAmount');
      }
    }
    for (const allowanceCharge of index.all('cac:AllowanceCharge')) {
      const ofDocument = allowanceCharge.parent === index.root;
      const keys = this.keysOf(at(allowanceCharge, 'cac:TaxCategory'), ofDocument);
      for (const key of keys) this.allowanceChargeKeys.add(key);
      if (!ofDocument) continue;
      if (this.operands.indicates(allowanceCharge, true)) {
        collect(this.charges, keys, allowanceCharge, 'cbc:Amount');
      }
      if (this.operands.indicates(allowanceCharge, false)) {
        collect(this.allowances, keys, allowanceCharge, 'cbc:Amount');
      }
    }
  }

  /** Lines of that kind + charges − allowances of a category; zero when there are none. */
  ofCategory(kind: LineTag, code: string): Numeric {
    return this.sumUnder(kind, code);
  }

  /** As `ofCategory`, of a category and a rate. */
  ofRate(kind: LineTag, code: string, rate: XsDecimal): Numeric {
    return this.sumUnder(kind, keyOf(code, rateText(rate)));
  }

  /** Whether some line of that kind, or some allowance or charge, has the category and the rate. */
  isUsed(kind: LineTag, code: string, rate: XsDecimal): boolean {
    const key = keyOf(code, rateText(rate));
    return this.lineKeys[kind].has(key) || this.allowanceChargeKeys.has(key);
  }

  /** False when some rate of the category is no number, so that no rate finds its lines. */
  hasReadableRates(code: string): boolean {
    const bad = this.badRates.get(code);
    if (bad === undefined) return true;
    this.stopAt(bad);
    return false;
  }

  private sumUnder(kind: LineTag, key: string): Numeric {
    const charged = add(this.total(this.lines[kind], key), this.total(this.charges, key));
    return subtract(charged, this.total(this.allowances, key));
  }

  private total(sums: Sums, key: string): Numeric {
    const sum = sums.get(key);
    if (sum === undefined) return ZERO;
    this.stopAt(sum.culprits);
    return sum.total;
  }

  /** Tells each culprit once, however often it is asked for. */
  private stopAt(culprits: Culprit[]): void {
    for (const [node, rule] of culprits.splice(0)) this.operands.stop(node, rule);
  }

  /** The codes of the categories, and each rated code with each rate: XPath compares the two sequences independently. */
  private keysOf(categories: readonly XmlNode[], keepBadRates: boolean): readonly string[] {
    const keys = new Set(categories.map(codeOf));
    const rated = [...keys].filter((code) => RATED.has(code));
    if (rated.length === 0) return [...keys];
    for (const category of categories) {
      const [percent, second] = childrenOf(category, 'cbc:Percent');
      if (percent === undefined) continue;
      const rate = this.rateOf(percent.text);
      for (const code of rated) {
        if (second === undefined && rate !== MALFORMED) keys.add(keyOf(code, rate));
        else if (keepBadRates) {
          push(
            this.badRates,
            code,
            second === undefined ? [percent, 'SCELL-NUMBER'] : [second, 'SCELL-REPEATED'],
          );
        }
      }
    }
    return [...keys];
  }

  private rateOf(text: string): string | typeof MALFORMED {
    let rate = this.rates.get(text);
    if (rate === undefined) {
      const value = decimal(text);
      rate = value === MALFORMED ? MALFORMED : rateText(value);
      this.rates.set(text, rate);
    }
    return rate;
  }
}

function collect(sums: Sums, keys: readonly string[], node: XmlNode, amountTag: string): void {
  const [amount, second] = childrenOf(node, amountTag);
  if (amount === undefined) return;
  const value = decimalOf(amount);
  const culprit: Culprit | undefined =
    second !== undefined
      ? [second, 'SCELL-REPEATED']
      : value === MALFORMED
        ? [amount, 'SCELL-NUMBER']
        : undefined;
  for (const key of keys) {
    const sum = sums.get(key) ?? { total: ZERO, culprits: [] };
    sums.set(key, sum);
    sum.total = add(sum.total, culprit === undefined ? value : MALFORMED);
    if (culprit !== undefined) sum.culprits.push(culprit);
  }
}

function push(map: Map<string, Culprit[]>, key: string, culprit: Culprit): void {
  const culprits = map.get(key);
  if (culprits === undefined) map.set(key, [culprit]);
  else culprits.push(culprit);
}

function codeOf(category: XmlNode): string {
  return normalizeSpace(child(category, 'cbc:ID')?.text ?? '');
}

function keyOf(code: string, rate: string): string {
  return `${code}|${rate}`;
}

/** One text for a number however it is written: "20" for 20.00 and +20. */
function rateText(rate: XsDecimal): string {
  const text = rate.toString();
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
