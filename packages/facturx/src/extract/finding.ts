import type { Text } from '@scell/core';
import { REMEDIES } from './remedies.ts';

export type HybridCode = keyof typeof REMEDIES;

/**
 * A fault of the PDF side. `code` is the rule of the Factur-X specification (BR-HYBRID-…, annex 3.d, since 1.07.2) where there is one, else one of
 * ours (SCELL-HYBRID-…). `fatal` refuses the hybrid; a warning is what receivers may stumble over; `info` is what could not be compared.
 */
export interface HybridFinding {
  code: HybridCode;
  severity: 'fatal' | 'warning' | 'info';
  text: Text;
  remedy: Text;
  /** The business term that the finding is about: "BT-112". */
  term?: string;
  /** What the page says, and what the XML says. */
  figures?: { found: string; expected: string };
}

export function fatal(code: HybridCode, en: string, fr: string): HybridFinding {
  return { code, severity: 'fatal', text: { en, fr }, remedy: REMEDIES[code] };
}

export function warning(code: HybridCode, en: string, fr: string): HybridFinding {
  return { code, severity: 'warning', text: { en, fr }, remedy: REMEDIES[code] };
}

export function info(code: HybridCode, en: string, fr: string): HybridFinding {
  return { code, severity: 'info', text: { en, fr }, remedy: REMEDIES[code] };
}
