/** Sums of untyped amounts as XPath takes them: in doubles, rounded to cents, then partly decimals again. */
import type { XmlNode } from '@scell/syntax';
import type { Operands } from '../../en16931-ubl/operands.ts';
import {
  abs,
  add,
  decimalFromDouble,
  EMPTY,
  MALFORMED,
  type Numeric,
  roundTo,
  subtract,
  type Truth,
  toDouble,
  XsDecimal,
  ZERO,
} from '../../engine/values.ts';
import { isWithinCents } from '../tolerance.ts';

/** A double, EMPTY for the sum of nothing, which is the exact number zero, or MALFORMED. */
export type Cents = number | typeof EMPTY | typeof MALFORMED;

/** `round(sum(nodes) * 100) div 100`. */
export function centsOf(nodes: readonly XmlNode[], operands: Operands): Cents {
  if (nodes.length === 0) return EMPTY;
  let total = 0;
  for (const node of nodes) {
    const value = operands.double(node);
    if (value === undefined) return MALFORMED;
    total += value;
  }
  return Math.round(total * 100) / 100;
}

/** `xs:decimal(cents)`: the exact value of the double. */
export function exactly(cents: Cents): Numeric {
  if (cents === EMPTY) return ZERO;
  return cents === MALFORMED ? MALFORMED : decimalFromDouble(cents);
}

/** What a document adds up to. The sum of lines stays a double, so that all that is computed with it is one. */
export interface Parts {
  readonly lines: Cents;
  readonly allowances: Cents;
  readonly charges: Cents;
}

/** `abs(stated - lines + allowances - charges)` is at most a cent for each element, where `rounded` after rounding it to cents. */
export function isNear(stated: Numeric, parts: Parts, elements: number, rounded: boolean): Truth {
  const allowances = exactly(parts.allowances);
  const charges = exactly(parts.charges);
  if (typeof parts.lines !== 'number') {
    const lines = exactly(parts.lines);
    const difference = abs(subtract(add(subtract(stated, lines), allowances), charges));
    return isWithinCents(rounded ? roundTo(difference, 2) : difference, elements);
  }
  if ([stated, allowances, charges].includes(MALFORMED)) return undefined;
  if (!isDecimal(stated) || !isDecimal(allowances) || !isDecimal(charges)) return false;
  const difference = Math.abs(toDouble(stated) - parts.lines + toDouble(allowances) - toDouble(charges));
  const compared = rounded ? Math.round(difference * 100) / 100 : difference;
  return compared <= toDouble(new XsDecimal(elements, 2));
}

/** The figure that would be right. */
export function expected({ lines, allowances, charges }: Parts): Numeric {
  return roundTo(subtract(add(exactly(lines), exactly(charges)), exactly(allowances)), 2);
}

function isDecimal(value: Numeric): value is XsDecimal {
  return value instanceof XsDecimal;
}
