import type { Color } from '@scell/pdf';

export const WHITE: Color = [1, 1, 1];
// Black, not a softer ink: the better of white and black always reaches 4.58 to 1.
const INK: Color = [0, 0, 0];
/** WCAG 2.2 success criterion 1.4.3: the contrast of normal text. */
const READABLE = 4.5;

/** "#16324F" or "#16a" → colour; undefined for anything else. */
export function parseColor(text: string): Color | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const digits = short
    ? short.slice(1).map((digit) => digit + digit)
    : (/^#(..)(..)(..)$/.exec(text)?.slice(1) ?? []);
  const [red, green, blue] = digits.map((pair) =>
    /^[0-9a-f]{2}$/i.test(pair) ? Number.parseInt(pair, 16) / 255 : Number.NaN,
  );
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return Number.isNaN(red + green + blue) ? undefined : [red, green, blue];
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
export function contrast(a: Color, b: Color): number {
  const [lighter, darker] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** White or black, whichever reads better on `background`. */
export function inkOn(background: Color): Color {
  return contrast(WHITE, background) >= contrast(INK, background) ? WHITE : INK;
}

/** `color`, darkened as little as it takes to be readable as text on `background` (a light one). */
export function readable(color: Color, background: Color = WHITE): Color {
  for (let share = 0; share <= 1; share += 0.05) {
    const candidate = mix(color, INK, share);
    if (contrast(candidate, background) >= READABLE) return candidate;
  }
  return INK;
}

/** `share` of `b` in `a`. */
export function mix(a: Color, b: Color, share: number): Color {
  const part = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * share;
  return [part(0), part(1), part(2)];
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
