/** What can go wrong with bytes or texts handed to this package. */
export type PdfErrorCode =
  | 'font_invalid'
  | 'font_unsupported'
  | 'image_invalid'
  | 'image_unsupported'
  | 'image_too_large'
  | 'missing_glyphs'
  | 'date_invalid'
  | 'pdf_not_a_pdf'
  | 'pdf_too_large'
  | 'pdf_damaged'
  | 'pdf_too_complex'
  | 'pdf_stream_damaged'
  | 'pdf_stream_too_large'
  | 'pdf_filter_unsupported'
  | 'pdf_encrypted'
  | 'pdf_encryption_unsupported';

/** A refusal with a stable code and a sentence in both languages of the platform (`message` is the English one). */
export class PdfError extends Error {
  readonly code: PdfErrorCode;
  readonly messageFr: string;

  constructor(code: PdfErrorCode, message: string, messageFr: string) {
    super(message);
    this.name = 'PdfError';
    this.code = code;
    this.messageFr = messageFr;
  }
}

/** Characters that a font cannot draw; `characters` holds each once, in order of appearance. */
export class MissingGlyphsError extends PdfError {
  readonly characters: string[];

  constructor(characters: string[]) {
    const list = characters.map(named).join(', ');
    super(
      'missing_glyphs',
      `characters that the document font cannot draw: ${list}`,
      `caractères que la police du document ne sait pas dessiner : ${list}`,
    );
    this.characters = characters;
  }
}

function named(character: string): string {
  const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${character} (U+${codePoint})`;
}
