/**
 * What the lines, charges and allowances of a document add up to by VAT category, and by category and rate: the figures behind the
 * taxable amounts of the breakdown (BT-116). Added up once, so that no rule goes through the lines again.
 */
import { child, type XmlNode } from '@scell/syntax';
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
import { isAllowance, isCharge } from './charge-indicator.ts';
import { at } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

export type LineTag = 'cac:InvoiceLine' | 'cac:CreditNoteLine';

/** The categories whose breakdown has a group for each rate: standard rate, Canary Islands, Ceuta and Melilla. */
const RATED: ReadonlySet<string> = new Set(['S', 'L', 'M']);

/** The sums of one document. Keys are a category code, or a code and a rate as `keyOf` writes them. */
export class TaxableBases {
  /** Of the document's own lines, charges and allowances. */
  private readonly lines: Record<LineTag, Map<string, Numeric>> = {
    'cac:InvoiceLine': new Map(),
    'cac:CreditNoteLine': new Map(),
  };
  private readonly charges = new Map<string, Numeric>();
  private readonly allowances = new Map<string, Numeric>();
  /** Keys of the lines, and of the allowances and charges, at any depth. */
  private readonly lineKeys: Record<LineTag, Set<string>> = {
    'cac:InvoiceLine': new Set(),
    'cac:CreditNoteLine': new Set(),
  };
  private readonly allowanceChargeKeys = new Set<string>();
  /** Categories with a rate that is no number. */
  private readonly unread = new Set<string>();
  private readonly rates = new Map<string, string | typeof MALFORMED>();

  constructor(index: TreeIndex) {
    for (const tag of ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const) {
      for (const line of index.all(tag)) {
        const keys = this.keysOf(at(line, 'cac:Item', 'cac:ClassifiedTaxCategory'));
        for (const key of keys) this.lineKeys[tag].add(key);
        if (line.parent === index.root) collect(this.lines[tag], keys, line, 'cbc:LineExtensionAmount');
      }
    }
    for (const allowanceCharge of index.all('cac:AllowanceCharge')) {
      const keys = this.keysOf(at(allowanceCharge, 'cac:TaxCategory'));
      for (const key of keys) this.allowanceChargeKeys.add(key);
      if (allowanceCharge.parent !== index.root) continue;
      if (isCharge(allowanceCharge)) collect(this.charges, keys, allowanceCharge, 'cbc:Amount');
      if (isAllowance(allowanceCharge)) collect(this.allowances, keys, allowanceCharge, 'cbc:Amount');
    }
  }

  /** Lines of that kind + charges − allowances of a category; zero when there are none. */
  ofCategory(kind: LineTag, code: string): Numeric {
    return this.sumUnder(kind, code);
  }

  /** As `ofCategory`, of a category and a rate; `MALFORMED` when some rate of the category is no number. */
  ofRate(kind: LineTag, code: string, rate: XsDecimal): Numeric {
    return this.unread.has(code) ? MALFORMED : this.sumUnder(kind, keyOf(code, rateText(rate)));
  }

  /** Whether some line of that kind, or some allowance or charge, has the category and the rate. */
  isUsed(kind: LineTag, code: string, rate: XsDecimal): boolean {
    const key = keyOf(code, rateText(rate));
    return this.lineKeys[kind].has(key) || this.allowanceChargeKeys.has(key);
  }

  private sumUnder(kind: LineTag, key: string): Numeric {
    const charged = add(this.lines[kind].get(key) ?? ZERO, this.charges.get(key) ?? ZERO);
    return subtract(charged, this.allowances.get(key) ?? ZERO);
  }

  /** The codes of the categories, and each rated code with each rate: XPath compares the two sequences independently. */
  private keysOf(categories: readonly XmlNode[]): readonly string[] {
    const codes = categories.map((category) => normalizeSpace(child(category, 'cbc:ID')?.text ?? ''));
    const rated = codes.filter((code) => RATED.has(code));
    if (rated.length === 0) return distinct(codes);
    const keys = [...codes];
    for (const category of categories) {
      const percent = child(category, 'cbc:Percent');
      if (percent === undefined) continue;
      const rate = this.rateOf(percent.text);
      for (const code of rated) {
        if (rate === MALFORMED) this.unread.add(code);
        else keys.push(keyOf(code, rate));
      }
    }
    return distinct(keys);
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

function collect(
  sums: Map<string, Numeric>,
  keys: readonly string[],
  node: XmlNode,
  amountTag: string,
): void {
  const amount = child(node, amountTag);
  if (amount === undefined) return;
  const value = decimalOf(amount);
  for (const key of keys) sums.set(key, add(sums.get(key) ?? ZERO, value));
}

function keyOf(code: string, rate: string): string {
  return `${code}|${rate}`;
}

/** One text for a number however it is written: "20" for 20.00 and +20. */
function rateText(rate: XsDecimal): string {
  const text = rate.toString();
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function distinct(keys: readonly string[]): readonly string[] {
  return keys.length < 2 ? keys : [...new Set(keys)];
}
