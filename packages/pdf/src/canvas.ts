import type { Font } from './font.ts';
import { drawable, textWidth } from './font.ts';
import type { Rect, Size } from './geometry.ts';
import type { PdfImage } from './image.ts';
import type { StructureNode } from './structure.ts';

/** An sRGB colour, each component 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number];

/** How a text is drawn. `align` says which point of the line `x` is; the default is its start. */
export interface TextStyle {
  font: Font;
  size: number;
  color: Color;
  align?: 'left' | 'right' | 'center';
}

/** What a page asks of its document while it is drawn on. */
export interface Resources {
  /** The text cut into runs of one font resource each, codes in hexadecimal. Throws `MissingGlyphsError`. */
  encode(text: string, font: Font): { resource: string; hex: string }[];
  image(image: PdfImage): string;
}

/**
 * A page being drawn. Coordinates are points from the top left corner, y downwards; a text stands on its baseline.
 */
export class Canvas {
  readonly size: Size;
  readonly #resources: Resources;
  readonly #operators: string[] = [];
  readonly #owners: StructureNode[] = [];
  #fill = '';
  #stroke = '';
  #font = '';

  constructor(size: Size, resources: Resources) {
    this.size = size;
    this.#resources = resources;
  }

  /** Draws one line of text with its baseline at `y`. Throws `MissingGlyphsError`. */
  text(text: string, x: number, y: number, style: TextStyle): void {
    const line = drawable(text);
    if (line === '') return;
    const { font, size, align = 'left' } = style;
    const before = align === 'left' ? 0 : textWidth(line, font, size) / (align === 'right' ? 1 : 2);
    this.#setFill(style.color);
    let operators = 'BT ';
    let placed = false;
    for (const { resource, hex } of this.#resources.encode(line, font)) {
      const selection = `/${resource} ${number(size)} Tf `;
      if (selection !== this.#font) {
        operators += selection;
        this.#font = selection;
      }
      if (!placed) operators += `${number(x - before)} ${this.#y(y)} Td `;
      placed = true;
      operators += `<${hex}> Tj `;
    }
    this.#operators.push(`${operators}ET`);
  }

  /** Fills a rectangle, with corners rounded by `radius`. */
  rect({ x, y, width, height }: Rect, color: Color, radius = 0): void {
    this.#setFill(color);
    if (radius <= 0) {
      this.#operators.push(`${number(x)} ${this.#y(y + height)} ${number(width)} ${number(height)} re f`);
      return;
    }
    this.#operators.push(`${this.#roundedPath({ x, y, width, height }, radius)} f`);
  }

  /** Strokes the outline of a rectangle. */
  outline({ x, y, width, height }: Rect, color: Color, lineWidth: number, radius = 0): void {
    this.#setStroke(color, lineWidth);
    const path =
      radius > 0
        ? this.#roundedPath({ x, y, width, height }, radius)
        : `${number(x)} ${this.#y(y + height)} ${number(width)} ${number(height)} re`;
    this.#operators.push(`${path} S`);
  }

  /** Strokes a horizontal line from `x1` to `x2`. */
  rule(x1: number, x2: number, y: number, color: Color, lineWidth: number): void {
    this.#setStroke(color, lineWidth);
    this.#operators.push(`${number(x1)} ${this.#y(y)} m ${number(x2)} ${this.#y(y)} l S`);
  }

  /**
   * Fills cells of a grid as one path: `origin` is the grid's top left corner, `unit` the side of a cell, `cells` are in
   * units. Made for bar codes: small numbers keep their thousands of rectangles cheap.
   */
  cells(origin: { x: number; y: number }, unit: number, cells: Iterable<Rect>, color: Color): void {
    this.#setFill(color);
    let path = '';
    for (const { x, y, width, height } of cells) path += `${x} ${y} ${width} ${height} re\n`;
    if (path === '') return;
    const side = number(unit);
    this.#operators.push(`q ${side} 0 0 -${side} ${number(origin.x)} ${this.#y(origin.y)} cm\n${path}f Q`);
  }

  /** Draws an image stretched to the rectangle. */
  image(image: PdfImage, { x, y, width, height }: Rect): void {
    const name = this.#resources.image(image);
    const matrix = `${number(width)} 0 0 ${number(height)} ${number(x)} ${this.#y(y + height)}`;
    this.#operators.push(`q ${matrix} cm /${name} Do Q`);
  }

  /** Draws what belongs to an element of the logical structure (ISO 32000-1 §14.7.4). Not to be nested. */
  tagged(node: StructureNode, draw: () => void): void {
    const id = this.#owners.push(node) - 1;
    node.kids.push({ page: this, id });
    this.#operators.push(`/${node.type} <</MCID ${id}>> BDC`);
    draw();
    this.#operators.push('EMC');
  }

  /** Draws what is no part of what the document says: rules, grounds, running heads and feet. Not to be nested. */
  artifact(draw: () => void): void {
    this.#operators.push('/Artifact BMC');
    draw();
    this.#operators.push('EMC');
  }

  /** The elements that own marked content of this page, by its number. */
  get owners(): readonly StructureNode[] {
    return this.#owners;
  }

  /** The content stream so far (ISO 32000-1 §7.8.2), in ASCII. */
  content(): string {
    return this.#operators.join('\n');
  }

  #y(y: number): string {
    return number(this.size.height - y);
  }

  #setFill(color: Color): void {
    const operator = `${color.map(number).join(' ')} rg`;
    if (operator === this.#fill) return;
    this.#fill = operator;
    this.#operators.push(operator);
  }

  #setStroke(color: Color, lineWidth: number): void {
    const operator = `${color.map(number).join(' ')} RG ${number(lineWidth)} w`;
    if (operator === this.#stroke) return;
    this.#stroke = operator;
    this.#operators.push(operator);
  }

  #roundedPath({ x, y, width, height }: Rect, radius: number): string {
    const r = Math.min(radius, width / 2, height / 2);
    // Distance of the control points of a Bézier quarter circle from its corner.
    const k = r * (1 - 0.5523);
    const [left, right, top, bottom] = [x, x + width, y, y + height];
    const point = (px: number, py: number) => `${number(px)} ${this.#y(py)}`;
    const curve = (...points: [number, number][]) => `${points.map(([px, py]) => point(px, py)).join(' ')} c`;
    return [
      `${point(left + r, top)} m ${point(right - r, top)} l`,
      curve([right - k, top], [right, top + k], [right, top + r]),
      `${point(right, bottom - r)} l`,
      curve([right, bottom - k], [right - k, bottom], [right - r, bottom]),
      `${point(left + r, bottom)} l`,
      curve([left + k, bottom], [left, bottom - k], [left, bottom - r]),
      `${point(left, top + r)} l`,
      curve([left, top + k], [left + k, top], [left + r, top]),
      'h',
    ].join(' ');
  }
}

/** A number as PDF writes it: at most three decimals, no exponent (ISO 32000-1 §7.3.3). */
function number(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return Object.is(rounded, -0) ? '0' : String(rounded);
}
