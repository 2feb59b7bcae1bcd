/** What an embedded font program says of its glyphs, for comparison with the dictionary that uses it. */
export interface FontProgram {
  /** Thousandths of the font size by glyph; undefined for a glyph that is not there. */
  widthOf(glyph: number): number | undefined;
  /** The glyph of a name; undefined where the program has no such name. */
  glyphNamed(name: string): number | undefined;
  /** The name that the program's own encoding gives a code. */
  encodedName(code: number): string | undefined;
  /** The glyph of a character identifier, in a program for composite fonts. */
  glyphOfCid(cid: number): number | undefined;
}

/** A program that breaks its own format. */
export class FontProgramError extends Error {}
