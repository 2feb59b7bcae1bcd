import { PdfError } from '../errors.ts';
import type { PdfFile } from '../read/file.ts';
import { nameOf } from '../read/values.ts';
import { CffProgram } from './cff-program.ts';
import { type FontProgram, FontProgramError } from './font-program.ts';
import type { ForeignFont } from './foreign-font.ts';
import { compactTableOf, TrueTypeProgram } from './truetype-program.ts';
import { Type1Program } from './type1-program.ts';

const PROGRAM_SIZE = 32 * 1024 * 1024;

/** The font program that a font embeds; undefined without one. Throws what `isBrokenProgram` knows, and `PdfReadError`. */
export function loadProgram(font: ForeignFont, file: PdfFile): FontProgram | undefined {
  const found = font.program();
  if (found === undefined) return undefined;
  const { key, stream } = found;
  const bytes = file.decode(stream, PROGRAM_SIZE);
  if (key === 'FontFile') return new Type1Program(bytes);
  if (key === 'FontFile2') return new TrueTypeProgram(bytes);
  if (nameOf(file.resolve(stream.dictionary.get('Subtype'))) !== 'OpenType') return new CffProgram(bytes);
  // "OTTO": outlines in a CFF table.
  return bytes[0] === 0x4f ? new CffProgram(compactTableOf(bytes)) : new TrueTypeProgram(bytes);
}

/** The errors by which readers of font programs say that a program is broken. */
export function isBrokenProgram(error: unknown): boolean {
  return error instanceof PdfError || error instanceof FontProgramError || error instanceof RangeError;
}
