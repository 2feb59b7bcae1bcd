import type { Text } from '@scell/core';
import type { CertifiedTerm } from './certificate.ts';

/** An invoice whose faults keep it from being drawn as a page. */
export class NotPrintableError extends Error {
  readonly code = 'not-printable';
  readonly text: Text;
  readonly faults: CertifiedTerm[];

  constructor(faults: CertifiedTerm[]) {
    const terms = [...new Set(faults.map(({ term }) => term))].join(', ');
    const text = {
      fr: `La facture ne peut être imprimée : des termes y manquent ou y sont mal formés (${terms}). Corrigez-les, ou demandez le XML seul.`,
      en: `The invoice cannot be printed: terms are missing or malformed (${terms}). Correct them, or ask for the XML alone.`,
    };
    super(text.en);
    this.name = 'NotPrintableError';
    this.text = text;
    this.faults = faults;
  }
}
