import { operations } from '../content/operations.ts';
import { PdfReadError } from '../read/error.ts';
import type { PdfFile } from '../read/file.ts';
import { type Dictionary, Name, type PdfValue } from '../read/values.ts';

/** The category of the name that an operator takes (ISO 32000-1 §7.8.3). */
const CATEGORIES: Readonly<Record<string, string>> = {
  Do: 'XObject',
  gs: 'ExtGState',
  cs: 'ColorSpace',
  CS: 'ColorSpace',
  scn: 'Pattern',
  SCN: 'Pattern',
  sh: 'Shading',
  BDC: 'Properties',
  DP: 'Properties',
};
const DEFAULTS = ['DefaultGray', 'DefaultRGB', 'DefaultCMYK'];

/** What contents without resources of their own use of those around them; undefined when that is nothing. */
export function usedResources(
  file: PdfFile,
  contents: readonly Uint8Array[],
  outer: Dictionary,
): Dictionary | undefined {
  const used: Dictionary = new Map();
  const take = (category: string, name: PdfValue | undefined) => {
    if (!(name instanceof Name)) return;
    const value = file.dictionary(outer.get(category))?.get(name.value);
    if (value === undefined) return;
    const known = used.get(category);
    if (known instanceof Map) known.set(name.value, value);
    else used.set(category, new Map([[name.value, value]]));
  };
  for (const data of contents) {
    try {
      for (const { operator, operands } of operations(data, file.budget)) {
        file.budget.step();
        const category = CATEGORIES[operator];
        if (category !== undefined) take(category, operands.at(-1));
        else if (operator === 'Tf') take('Font', operands[0]);
        else if (operator === 'BI' && operands[0] instanceof Map)
          take('ColorSpace', operands[0].get('ColorSpace') ?? operands[0].get('CS'));
      }
    } catch (error) {
      // Damage is told when the content is examined.
      if (!(error instanceof PdfReadError) || error.code === 'pdf_too_complex') throw error;
    }
  }
  for (const name of DEFAULTS) take('ColorSpace', new Name(name));
  const onlyDefaults = [...used.values()].every(
    (names) => names instanceof Map && [...names.keys()].every((key) => DEFAULTS.includes(key)),
  );
  return onlyDefaults ? undefined : used;
}
