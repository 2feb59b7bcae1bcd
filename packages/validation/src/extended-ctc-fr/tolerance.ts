/** The tolerance of EXTENDED-CTC-FR: a cent for every element that may have been rounded. */
import { abs, atMost, type Numeric, type Truth, XsDecimal } from '../engine/values.ts';

/** Whether a difference is no more than a cent for each of so many elements. */
export function isWithinCents(difference: Numeric, elements: number): Truth {
  return atMost(abs(difference), new XsDecimal(elements, 2));
}
