import type { Text } from '@scell/core';

/** A document that is XML and no invoice in CII or UBL. */
export class UnsupportedFormatError extends Error {
  readonly code = 'unsupported-format';
  readonly text: Text;

  /** `format` is what it is, where it is known: "ZUGFeRD 1.0"; `root` the name of its first element. */
  constructor(root: string, format: string | undefined) {
    const text =
      format === undefined
        ? {
            fr: `L’élément racine ${root} n’est pas celui d’une facture CII ou UBL.`,
            en: `The root element ${root} is not that of an invoice in CII or UBL.`,
          }
        : {
            fr: `Le document est au format ${format}, qui n’est pas celui d’une facture EN 16931 : seuls CII (D16B, D22B) et UBL 2.1 se convertissent.`,
            en: `The document is in the format ${format}, which is none of EN 16931: only CII (D16B, D22B) and UBL 2.1 can be converted.`,
          };
    super(text.en);
    this.name = 'UnsupportedFormatError';
    this.text = text;
  }
}
