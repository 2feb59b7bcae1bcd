import { advanceOf, drawable, type Font } from './font.ts';

/**
 * Breaks a text into lines no wider than `width` (same unit as `size`). Paragraphs end at line ends; lines break after
 * spaces, and after hyphens and slashes between letters; never at a non-breaking space, nor at the space that French
 * typography puts before `: ; ! ? » %` or after `«`. A word wider than the line is cut where it must be. Only a single
 * character wider than `width` can exceed it. Throws `MissingGlyphsError`.
 */
export function wrapText(text: string, font: Font, size: number, width: number): string[] {
  const limit = (width * 1000) / size;
  const lines: string[] = [];
  for (const paragraph of drawable(text).split('\n')) wrapParagraph(paragraph, font, limit, lines);
  return lines;
}

function wrapParagraph(text: string, font: Font, limit: number, lines: string[]): void {
  let start = 0;
  let width = 0;
  let breakAt = -1;
  let widthAtBreak = 0;
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i) ?? 0;
    const advance = advanceOf(font, codePoint);
    // The sums are of whole thousandths; the slack absorbs the division that made `limit`.
    if (width + advance > limit + 1e-6 && i > start && !hangs(codePoint)) {
      if (breakAt > start) {
        lines.push(text.slice(start, breakAt).trimEnd());
        start = breakAt;
        width -= widthAtBreak;
      } else {
        lines.push(text.slice(start, i).trimEnd());
        start = i;
        width = 0;
      }
      breakAt = -1;
      continue;
    }
    width += advance;
    i += codePoint > 0xffff ? 2 : 1;
    if (breaksAfter(text, codePoint, i)) {
      breakAt = i;
      widthAtBreak = width;
    }
  }
  lines.push(text.slice(start).trimEnd());
}

/** Spaces may stand past the margin at the end of a line, and a combining mark stays with its letter. */
function hangs(codePoint: number): boolean {
  return codePoint === 0x20 || (codePoint >= 0x300 && codePoint <= 0x36f);
}

const SPACES = new Set([
  0x20, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2008, 0x2009, 0x200a, 0x3000,
]);
const JOINERS = new Set([0x2d, 0x2f, 0x2010, 0x2013, 0x2014]);

function breaksAfter(text: string, codePoint: number, next: number): boolean {
  const following = text[next];
  if (following === undefined) return false;
  if (SPACES.has(codePoint)) return !':;!?»%'.includes(following) && text[next - 2] !== '«';
  return JOINERS.has(codePoint) && isLetter(text[next - 2]) && isLetter(following);
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && character.toLowerCase() !== character.toUpperCase();
}
