import { type Color, Font, missingGlyphs } from '@scell/pdf';
import { contrast, mix, parseColor, readable, WHITE } from './colors.ts';

/** The two weights an invoice is set in. Parsed once, used for any number of documents. */
export interface InvoiceFonts {
  regular: Font;
  bold: Font;
}

/**
 * Parses the two TrueType files and makes the subsets of everyday characters, so that no document waits for them.
 * Throws `PdfError` (`font_invalid`, `font_unsupported`).
 */
export function loadInvoiceFonts(files: { regular: Uint8Array; bold: Uint8Array }): InvoiceFonts {
  const fonts = { regular: new Font(files.regular), bold: new Font(files.bold) };
  for (const font of Object.values(fonts)) font.baseSubset();
  return fonts;
}

/**
 * The characters of a text that an invoice cannot show, each once; empty when it can. Rendering throws on them, so that
 * they are best refused when the text comes in.
 */
export function missingCharacters(text: string, fonts: InvoiceFonts): string[] {
  return [...new Set([...missingGlyphs(text, fonts.regular), ...missingGlyphs(text, fonts.bold)])];
}

/** A company's colours as `#rrggbb` or `#rgb`; what cannot be parsed counts as absent. */
export interface InvoiceColors {
  primary?: string;
  accent?: string;
  text?: string;
}

/** Colours and fonts of one document. Every text colour is readable on the ground it is used on. */
export interface Theme {
  fonts: InvoiceFonts;
  /** Fills: the table head, the amount due. Never so pale that it vanishes on white. */
  primary: Color;
  /** Headings on white. */
  heading: Color;
  /** Small labels on white and on `tint`. */
  label: Color;
  text: Color;
  muted: Color;
  line: Color;
  tint: Color;
  paid: Color;
}

const PRIMARY: Color = [0.078, 0.196, 0.361];
const TEXT: Color = [0.11, 0.14, 0.19];
const GREY: Color = [0.36, 0.4, 0.46];

export function themeOf(fonts: InvoiceFonts, colors: InvoiceColors = {}): Theme {
  const primary = parseColor(colors.primary ?? '') ?? PRIMARY;
  const accent = parseColor(colors.accent ?? '') ?? primary;
  const tint = mix(primary, WHITE, 0.945);
  return {
    fonts,
    primary: contrast(primary, WHITE) < 1.25 ? mix(primary, GREY, 0.35) : primary,
    heading: lettering(primary, WHITE),
    label: lettering(accent, tint),
    tint,
    text: readable(parseColor(colors.text ?? '') ?? TEXT, tint),
    muted: readable(GREY, tint),
    line: [0.84, 0.86, 0.89],
    paid: [0.05, 0.45, 0.25],
  };
}

/** The company's colour where letters of it are legible, or nearly; a pale one only fills, letters stay dark. */
function lettering(color: Color, ground: Color): Color {
  return contrast(color, ground) >= 2.8 ? readable(color, ground) : TEXT;
}
