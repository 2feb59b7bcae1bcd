import type { Canvas } from '../canvas.ts';
import type { PdfDocument } from '../document.ts';
import { A4 } from '../geometry.ts';
import { countFitting, drawLines, heightOf, type Line } from '../set-lines.ts';
import type { StructureNode } from '../structure.ts';
import { BOTTOM, MARGIN } from './style.ts';

/** The pages of a paper, filled from top to bottom. */
export class Sheet {
  page: Canvas;
  /** Top of what comes next on `page`. */
  y: number = MARGIN.top;
  /** Called on a fresh page before anything else is set on it: repeats the head of a table. */
  onNewPage: (() => void) | undefined;
  readonly #document: PdfDocument;

  constructor(document: PdfDocument) {
    this.#document = document;
    this.page = document.addPage(A4);
  }

  get room(): number {
    return BOTTOM - this.y;
  }

  get isFresh(): boolean {
    return this.y === MARGIN.top;
  }

  newPage(): void {
    this.page = this.#document.addPage(A4);
    this.y = MARGIN.top;
    this.onNewPage?.();
  }

  /** Starts a new page unless `height` still fits on this one. */
  ensure(height: number): void {
    if (height > this.room) this.newPage();
  }

  /** Space between blocks; none at the top of a page. */
  space(height: number): void {
    if (!this.isFresh) this.y += height;
  }

  /** Sets the lines of one element, over as many pages as it takes; no line is left alone at either end of a page. */
  lines(node: StructureNode, lines: readonly Line[], x: number, width: number): void {
    let rest = lines;
    while (rest.length > 0) {
      let count = countFitting(rest, this.room);
      if (rest.length - count === 1) count -= 1;
      const first = rest[0]?.leading ?? 0;
      if (first > this.room || (count < 2 && count < rest.length)) {
        this.newPage();
        count = countFitting(rest, this.room);
      }
      const part = rest.slice(0, count);
      this.page.tagged(node, () => drawLines(this.page, part, x, this.y, width));
      this.y += heightOf(part);
      rest = rest.slice(count);
    }
  }
}
