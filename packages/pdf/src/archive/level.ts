import { type Dictionary, nameOf, type PdfValue } from '../read/values.ts';
import type { FontUses } from './font-uses.ts';
import type { Inspection } from './inspection.ts';
import { hasLanguage } from './language.ts';

export type Level = 'A' | 'B' | 'U';

/** ISO 32000-1 §14.8.4. */
const STANDARD_TYPES = new Set(
  (
    'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead ' +
    'TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'
  ).split(' '),
);
const LONGEST_CHAIN = 32;

/**
 * The level that the result claims: the document's own claim stays where what it asks beyond B is there, else it becomes the next lower one. For U
 * every character shown has a text (ISO 19005-3 §6.2.11.7); for A there are also a structure of known types, languages that are tags, and no
 * characters of private use (§6.7), which would need their text beside them.
 */
export function levelOf(inspection: Inspection, claimed: Level | undefined, fonts: FontUses): Level {
  if (claimed === undefined || claimed === 'B') return 'B';
  const texts = fonts.texts;
  const readable = texts.every((text) => text !== undefined && text !== '' && !/[\0\uFEFF\uFFFE]/.test(text));
  if (!readable) {
    inspection.change('level');
    return 'B';
  }
  if (claimed === 'U') return 'U';
  const shared = texts.every((text) => !/\p{Co}/u.test(text ?? ''));
  if (shared && isStructured(inspection)) return 'A';
  inspection.change('level');
  return 'U';
}

function isStructured(inspection: Inspection): boolean {
  const { file } = inspection;
  const { catalog } = file;
  const root = file.dictionary(catalog.get('StructTreeRoot'));
  if (root === undefined) return false;
  if (file.resolve(file.dictionary(catalog.get('MarkInfo'))?.get('Marked')) !== true) return false;
  if (inspection.malformedLanguage || !hasLanguage(inspection, catalog)) return false;
  const roles = file.dictionary(root.get('RoleMap')) ?? new Map<string, PdfValue>();
  const visited = new Set<Dictionary>();
  const waiting: PdfValue[] = [root.get('K') ?? null];
  while (waiting.length > 0) {
    file.budget.step();
    const value = file.resolve(waiting.pop());
    if (Array.isArray(value)) {
      for (const item of value) {
        file.budget.step();
        waiting.push(item);
      }
      continue;
    }
    if (!(value instanceof Map) || visited.has(value)) continue;
    visited.add(value);
    const type = nameOf(file.resolve(value.get('S')));
    if (!hasLanguage(inspection, value) || (type !== undefined && !isKnown(inspection, type, roles)))
      return false;
    waiting.push(value.get('K') ?? null);
  }
  return true;
}

/** A standard type, or one that the role map leads to such a type. */
function isKnown({ file }: Inspection, type: string, roles: Dictionary): boolean {
  let current: string | undefined = type;
  for (let hops = 0; current !== undefined && hops < LONGEST_CHAIN; hops++) {
    if (STANDARD_TYPES.has(current)) return true;
    current = nameOf(file.resolve(roles.get(current)));
  }
  return false;
}
