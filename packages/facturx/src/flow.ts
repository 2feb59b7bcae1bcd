import {
  A4,
  type Canvas,
  type Color,
  drawLines,
  type Font,
  heightOf,
  type Line,
  type PdfDocument,
  setLines,
  textWidth,
} from '@scell/pdf';

/** How a paragraph is set; `leading` defaults to 1.38 times the size. */
export type ParagraphStyle = Omit<Line, 'text' | 'leading'> & { leading?: number };

/** Lines side by side in a column of the page. */
export interface Column {
  x: number;
  width: number;
  lines: Line[];
  /** Background, drawn `padding` points around the lines. */
  fill?: Color;
  padding?: number;
}

/** A blank of the given height between lines. */
export function gap(height: number, like: Line | ParagraphStyle): Line {
  return { text: '', font: like.font, size: like.size, color: like.color, leading: height };
}

export function paragraph(text: string, style: ParagraphStyle, width: number): Line[] {
  return setLines(text, { leading: style.size * 1.38, ...style }, width);
}

/** The size, at most `size` and at least 5.4, at which the widest word of a text fits `width`: figures are not broken. */
export function fittingSize(text: string, font: Font, size: number, width: number): number {
  let widest = 0;
  for (const word of text.split(' ')) widest = Math.max(widest, textWidth(word, font, size));
  return widest <= width ? size : Math.max(5.4, (size * width) / widest);
}

/** Margins of every page. */
export const MARGIN = { left: 45, right: 45, top: 36, bottom: 28 };
export const CONTENT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
export const RIGHT = A4.width - MARGIN.right;

/** Two columns side by side over the width of the page. */
const GUTTER = 28;
export const HALF = (CONTENT_WIDTH - GUTTER) / 2;
export const SECOND = MARGIN.left + HALF + GUTTER;

/** The pages being filled from top to bottom. */
export class Flow {
  page: Canvas;
  /** Top of what comes next on `page`. */
  y: number;
  /** Called on a fresh page before anything else is set on it: repeats the head of a table. */
  onNewPage: (() => void) | undefined;
  readonly bottom: number;
  readonly #document: PdfDocument;
  readonly #runningHead: (page: Canvas) => number;

  /**
   * `footerHeight` is kept free at the foot of each page; `runningHead` draws the head of the pages after the first and
   * returns its bottom.
   */
  constructor(document: PdfDocument, footerHeight: number, runningHead: (page: Canvas) => number) {
    this.#document = document;
    this.#runningHead = runningHead;
    this.page = document.addPage(A4);
    this.y = MARGIN.top;
    this.bottom = A4.height - MARGIN.bottom - footerHeight;
  }

  newPage(): void {
    this.page = this.#document.addPage(A4);
    this.y = this.#runningHead(this.page);
    this.onNewPage?.();
  }

  /** What is left of this page. */
  get room(): number {
    return this.bottom - this.y;
  }

  /** Starts a new page unless `height` still fits on this one. */
  ensure(height: number): void {
    if (height > this.room) this.newPage();
  }

  /**
   * Sets columns beside one another. They stay together when they are less than `keep` high (half a page unless given);
   * higher ones break between lines.
   */
  columns(columns: Column[], keep = (this.bottom - MARGIN.top) / 2): void {
    const padding = Math.max(0, ...columns.map((column) => column.padding ?? 0));
    const height = Math.max(0, ...columns.map(({ lines }) => heightOf(lines))) + 2 * padding;
    if (height > this.room && height < keep) this.newPage();
    let rest = columns.map((column) => ({ ...column }));
    for (;;) {
      const first = Math.max(0, ...rest.map(({ lines }) => lines[0]?.leading ?? 0));
      if (first === 0) return;
      this.ensure(first + 2 * padding);
      const available = this.room - 2 * padding;
      const chunk = rest.map((column) => ({ ...column, lines: fitting(column.lines, available) }));
      this.#drawChunk(chunk, padding);
      rest = rest.map((column, i) => ({ ...column, lines: column.lines.slice(chunk[i]?.lines.length ?? 0) }));
      if (rest.some(({ lines }) => lines.length > 0)) this.newPage();
    }
  }

  #drawChunk(chunk: Column[], padding: number): void {
    const height = Math.max(0, ...chunk.map(({ lines }) => heightOf(lines)));
    for (const { x, width, lines, fill, padding: own = 0 } of chunk) {
      if (lines.length === 0) continue;
      if (fill !== undefined)
        this.page.rect(
          { x: x - own, y: this.y, width: width + 2 * own, height: heightOf(lines) + 2 * own },
          fill,
          4,
        );
      drawLines(this.page, lines, x, this.y + padding, width);
    }
    this.y += height + 2 * padding;
  }
}

function fitting(lines: readonly Line[], available: number): Line[] {
  let height = 0;
  let count = 0;
  for (const line of lines) {
    height += line.leading;
    // The slack absorbs sums of fractions; the first line was given its room before.
    if (count > 0 && height > available + 1e-6) break;
    count++;
  }
  return lines.slice(0, count);
}
