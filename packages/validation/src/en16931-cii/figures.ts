/** Both figures of a comparison, for people. */
import type { Facts } from '../engine/rule-set.ts';
import type { Numeric } from '../engine/values.ts';

/** What the document says and what the rule computes; empty where there is no figure. */
export function figures(found: Numeric, expected: Numeric): Facts {
  return { found: shown(found), expected: shown(expected) };
}

/** A figure in plain notation; empty where there is none. */
export function shown(value: Numeric): string {
  return typeof value === 'symbol' ? '' : value.toString();
}
