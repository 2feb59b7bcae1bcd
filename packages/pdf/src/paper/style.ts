import type { Color } from '../canvas.ts';
import type { Font } from '../font.ts';
import { A4 } from '../geometry.ts';

/** The two weights a paper is set in. */
export interface PaperFonts {
  regular: Font;
  bold: Font;
}

export const MARGIN = { left: 56, right: 56, top: 74, bottom: 74 };
export const CONTENT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
export const RIGHT = A4.width - MARGIN.right;
export const BOTTOM = A4.height - MARGIN.bottom;

/** All of them are readable on white and on `tint` (WCAG 2.1 AA). */
export const INK = {
  text: [0.11, 0.14, 0.19],
  heading: [0.078, 0.196, 0.361],
  muted: [0.34, 0.38, 0.44],
  good: [0.04, 0.38, 0.21],
  warning: [0.62, 0.16, 0.08],
  white: [1, 1, 1],
} as const satisfies Record<string, Color>;

export const GROUND = {
  head: [0.078, 0.196, 0.361],
  tint: [0.955, 0.965, 0.978],
  warning: [0.995, 0.95, 0.935],
  line: [0.82, 0.85, 0.89],
} as const satisfies Record<string, Color>;

export const SIZE = { text: 9.4, table: 8.2, small: 7, digest: 7 } as const;
