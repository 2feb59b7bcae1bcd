/** BR-DEC: an amount has two decimals at most, as its text is written. */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { stringLength } from '../engine/values.ts';
import type { Operands } from './operands.ts';

/** Whether at most two characters follow the first point of the text. */
export function hasTwoDecimals(text: string): boolean {
  const point = text.indexOf('.');
  if (point < 0 || text.length - point - 1 <= 2) return true;
  return stringLength(text.slice(point + 1)) <= 2;
}

/** Reports the rule on the node when its child of that tag has more than two decimals. */
export function checkDecimals(
  rule: string,
  node: XmlNode,
  tag: string,
  operands: Operands,
  report: Report,
): void {
  const amount = operands.one(node, tag);
  if (amount !== undefined && !hasTwoDecimals(amount.text))
    report(rule, 'fatal', node, { found: amount.text });
}
