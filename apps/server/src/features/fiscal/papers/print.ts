import { missingCharacters } from '@scell/facturx';
import { type Paper, renderPaper } from '@scell/pdf';
import type { Services } from '../../../platform/services.ts';
import { typeset } from './french.ts';
import { SOFTWARE_NAME } from './software.ts';

/** Prints a paper in French. The same paper, moment and identifier give the same bytes. */
export function printPaper(
  { fonts }: Pick<Services, 'fonts'>,
  paper: Paper,
  { author, at, id }: { author: string; at: Date; id: string },
): Uint8Array {
  const shown = spelledOut({ paper, author }, (text) => drawable(typeset(text), fonts));
  return renderPaper(shown.paper, {
    fonts,
    language: 'fr-FR',
    author: shown.author,
    creator: SOFTWARE_NAME,
    creationDate: `${at.toISOString().slice(0, 19)}+00:00`,
    id,
  });
}

/** A text with the characters that our fonts lack written as their code points: nothing is dropped, nothing refused. */
function drawable(text: string, fonts: Services['fonts']): string {
  const missing = new Set(missingCharacters(text, fonts));
  if (missing.size === 0) return text;
  return [...text]
    .map((character) =>
      missing.has(character)
        ? `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
        : character,
    )
    .join('');
}

function spelledOut<T>(value: T, spell: (text: string) => string): T {
  if (typeof value === 'string') return spell(value) as T;
  if (Array.isArray(value)) return value.map((item) => spelledOut(item, spell)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spelledOut(item, spell)])) as T;
}
