import type { Text } from '@scell/core';

/**
 * A fault of the PDF side. `code` is the rule of the Factur-X specification (BR-HYBRID-…, annex 3.d, since 1.07.2) where there is one, else one of
 * ours (SCELL-HYBRID-…). `fatal` refuses the hybrid; a warning is what receivers may stumble over.
 */
export interface HybridFinding {
  code: string;
  severity: 'fatal' | 'warning';
  text: Text;
}

export function fatal(code: string, en: string, fr: string): HybridFinding {
  return { code, severity: 'fatal', text: { en, fr } };
}

export function warning(code: string, en: string, fr: string): HybridFinding {
  return { code, severity: 'warning', text: { en, fr } };
}
