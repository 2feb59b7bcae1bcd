/**
 * The two predicates that the contexts of rules and their tests share. The answer is the node itself where XPath has none: a context then
 * does not match, and a test stops the official engine.
 */
import type { XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';

/** `[ChargeIndicator = true()]`, or `false()`: "true", "1", "false" or "0", blanks around. Of several indicators one is enough. */
export function indicates(allowanceCharge: XmlNode, indicator: boolean): boolean | XmlNode {
  for (const inner of allowanceCharge.children) {
    if (inner.tag !== 'cbc:ChargeIndicator') continue;
    const value = booleanOf(inner.text);
    if (value === undefined) return inner;
    if (value === indicator) return true;
  }
  return false;
}

/** Whether a matching context is an allowance. */
export function isAllowance(allowanceCharge: XmlNode): boolean {
  return indicates(allowanceCharge, false) === true;
}

/** Whether a matching context is a charge. */
export function isCharge(allowanceCharge: XmlNode): boolean {
  return indicates(allowanceCharge, true) === true;
}

/** Whether a tax category or registration is of the scheme VAT, in any case and padding (BT-31, BT-63, BT-118 and the like). */
export function isOfVat(node: XmlNode): boolean | XmlNode {
  for (const scheme of node.children) {
    if (scheme.tag !== 'cac:TaxScheme') continue;
    const ids = scheme.children.filter(({ tag }) => tag === 'cbc:ID');
    if (ids[1] !== undefined) return ids[1];
    const id = ids[0]?.text;
    if (id !== undefined && (id === 'VAT' || normalizeSpace(id).toUpperCase() === 'VAT')) return true;
  }
  return false;
}

/** `xs:boolean(text)`. */
function booleanOf(text: string): boolean | undefined {
  const word = normalizeSpace(text);
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : undefined;
}
