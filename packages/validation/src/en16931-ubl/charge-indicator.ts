/** What a charge indicator says. An element with several (UBL admits one) is both when they differ, as XPath compares sequences. */
import type { XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';

/** `AllowanceCharge[ChargeIndicator = false()]`: "false" or "0", blanks around. */
export function isAllowance(allowanceCharge: XmlNode): boolean {
  return indicates(allowanceCharge, 'false', '0');
}

/** `AllowanceCharge[ChargeIndicator = true()]`: "true" or "1", blanks around. */
export function isCharge(allowanceCharge: XmlNode): boolean {
  return indicates(allowanceCharge, 'true', '1');
}

function indicates(allowanceCharge: XmlNode, word: string, digit: string): boolean {
  for (const inner of allowanceCharge.children) {
    if (inner.tag !== 'cbc:ChargeIndicator') continue;
    const text = normalizeSpace(inner.text);
    if (text === word || text === digit) return true;
  }
  return false;
}
