import type { Text } from '@scell/core';

const sentences = {
  'no-lines': {
    fr: 'La facture n’a aucune ligne (profil MINIMUM ou BASIC WL) : UBL en exige une. Partez d’un document de profil BASIC ou plus riche.',
    en: 'The invoice has no line (profile MINIMUM or BASIC WL): UBL asks for one. Start from a document of the profile BASIC or a richer one.',
  },
} satisfies Record<string, Text>;

/** An invoice that cannot be written in a syntax. */
export class ConversionError extends Error {
  readonly code: keyof typeof sentences;
  readonly text: Text;

  constructor(code: keyof typeof sentences) {
    super(sentences[code].en);
    this.name = 'ConversionError';
    this.code = code;
    this.text = sentences[code];
  }
}
