/** The figures behind a finding. */
import type { Facts } from '../engine/rule-set.ts';
import { type Numeric, XsDecimal } from '../engine/values.ts';

/** What is stated and what is expected, as far as they are numbers. */
export function figures(found: Numeric, expected: Numeric): Facts {
  return {
    ...(found instanceof XsDecimal ? { found: found.toString() } : {}),
    ...(expected instanceof XsDecimal ? { expected: expected.toString() } : {}),
  };
}
