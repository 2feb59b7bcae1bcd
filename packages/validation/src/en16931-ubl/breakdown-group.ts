/** A group of the VAT breakdown (BG-23) and its figures, each read once and only when a test asks for it. */
import { child, type XmlNode } from '@scell/syntax';
import type { Facts } from '../engine/rule-set.ts';
import {
  abs,
  add,
  all,
  any,
  decimalFromDouble,
  decimalOf,
  EMPTY,
  equal,
  greater,
  less,
  MALFORMED,
  multiply,
  type Numeric,
  roundTo,
  subtract,
  type Truth,
  XsDecimal,
  ZERO,
} from '../engine/values.ts';
import { figures } from './figures.ts';
import type { Operands } from './operands.ts';

const ONE = new XsDecimal(1, 0);
const HUNDREDTH = new XsDecimal(1, 2);

export class BreakdownGroup {
  readonly node: XmlNode;
  private readonly operands: Operands;
  private readTax: Numeric | undefined;
  private readBase: Numeric | undefined;
  private readStatedBase: Numeric | undefined;
  private readBaseAsDouble: number | typeof EMPTY | typeof MALFORMED | undefined;

  constructor(node: XmlNode, operands: Operands) {
    this.node = node;
    this.operands = operands;
  }

  /** BT-117. */
  get tax(): Numeric {
    this.readTax ??= this.operands.amount(this.node, 'cbc:TaxAmount');
    return this.readTax;
  }

  /** BT-116. */
  get base(): Numeric {
    this.readBase ??= this.operands.amount(this.node, 'cbc:TaxableAmount');
    return this.readBase;
  }

  /** Whether the tax, rounded to units of the currency, is nothing. */
  isUntaxed(): Truth {
    return equal(roundTo(this.tax, 0), ZERO);
  }

  /** |tax| − 1 < |base| × rate, to the cent, < |tax| + 1. Without tax the base is not looked at. */
  isTaxedAt(rate: Numeric): Truth {
    if (this.tax === EMPTY) return false;
    const computed = taxOf(abs(this.base), rate);
    const found = abs(this.tax);
    return all(less(subtract(found, ONE), computed), greater(add(found, ONE), computed));
  }

  /**
   * Whether base − 1 < sum < base + 1 of one of the sums. The official test subtracts and adds before it casts, so in binary floating point:
   * 90.02 − 1 is less than 89.02 there.
   */
  hasBaseNear(sums: readonly Numeric[]): Truth {
    const base = this.baseAsDouble;
    if (base === EMPTY) return false;
    if (base === MALFORMED) return undefined;
    const below = decimalFromDouble(base - 1);
    const above = decimalFromDouble(base + 1);
    return any(...sums.map((sum) => all(less(below, sum), greater(above, sum))));
  }

  private get baseAsDouble(): number | typeof EMPTY | typeof MALFORMED {
    if (this.readBaseAsDouble === undefined) {
      const node = this.operands.one(this.node, 'cbc:TaxableAmount');
      this.readBaseAsDouble = node === undefined ? EMPTY : (this.operands.finiteDouble(node) ?? MALFORMED);
    }
    return this.readBaseAsDouble;
  }

  /** The tax that is stated, and the one that base and rate give. */
  taxFigures(rate: Numeric): Facts {
    return figures(this.tax, rate === EMPTY ? ZERO : taxOf(this.statedBase, rate));
  }

  /** The base that is stated, and the sum it should be. */
  baseFigures(sum: Numeric | undefined): Facts {
    return figures(this.statedBase, sum ?? EMPTY);
  }

  /** The base for people, which stops nothing. */
  private get statedBase(): Numeric {
    this.readStatedBase ??= decimalOf(child(this.node, 'cbc:TaxableAmount'));
    return this.readStatedBase;
  }
}

function taxOf(base: Numeric, rate: Numeric): Numeric {
  return roundTo(multiply(multiply(base, rate), HUNDREDTH), 2);
}
