import type { Canvas, Color } from './canvas.ts';
import type { Font } from './font.ts';
import { wrapText } from './wrap.ts';

/** How a text is set; `leading` is the height of a line. */
export interface LineStyle {
  font: Font;
  size: number;
  color: Color;
  leading: number;
  align?: 'left' | 'right';
}

/** One set line. */
export interface Line extends LineStyle {
  text: string;
}

export function setLines(text: string, style: LineStyle, width: number): Line[] {
  return wrapText(text, style.font, style.size, width).map((line) => ({ ...style, text: line }));
}

export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((height, { leading }) => height + leading, 0);
}

/** How many of the first lines fit a height; at least one. */
export function countFitting(lines: readonly Line[], height: number): number {
  let used = 0;
  for (const [count, { leading }] of lines.entries()) {
    used += leading;
    // The slack absorbs sums of fractions.
    if (used > height + 1e-6) return Math.max(count, 1);
  }
  return lines.length;
}

/** Draws lines under one another, the first one's top at `y`, each centred on its capitals. */
export function drawLines(page: Canvas, lines: readonly Line[], x: number, y: number, width: number): void {
  let top = y;
  for (const { text, font, size, color, leading, align = 'left' } of lines) {
    const baseline = top + leading / 2 + size * 0.36;
    page.text(text, align === 'right' ? x + width : x, baseline, { font, size, color, align });
    top += leading;
  }
}
