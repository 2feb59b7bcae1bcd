/** UNTDID 5189, the allowance reasons of BT-98 and BT-140 (BR-CL-19). */
import { codeSet } from './code-set.ts';

const REASONS = codeSet(`
  41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105
`);

/** Whether the code is an allowance reason. */
export function isAllowanceReason(code: string): boolean {
  return REASONS.has(code);
}
