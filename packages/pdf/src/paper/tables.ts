import { textWidth } from '../font.ts';
import { countFitting, drawLines, heightOf, type Line, type LineStyle, setLines } from '../set-lines.ts';
import { HEADS_COLUMN, HEADS_ROW, type StructureNode } from '../structure.ts';
import type { Cell, TableColumn } from './block.ts';
import type { Sheet } from './sheet.ts';
import { BOTTOM, CONTENT_WIDTH, GROUND, INK, MARGIN, type PaperFonts, RIGHT, SIZE } from './style.ts';

const INSET = 7;
const PADDING = 4.5;
const LABEL_WIDTH = 150;
const MOST_OF_FIRST_ROW = 200;

/** A cell of a row, set. */
interface SetCell {
  node: StructureNode;
  lines: Line[];
  x: number;
  width: number;
}

/** Columns under a head that is repeated on every page. */
export function drawTable(
  sheet: Sheet,
  parent: StructureNode,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  fonts: PaperFonts,
): void {
  const places = placesOf(columns);
  const table = parent.add('Table');
  const heads = setHeads(columns, fonts);
  const headHeight = Math.max(...heads.map(heightOf)) + 2 * PADDING;
  const drawHead = (mark: (index: number, draw: () => void) => void) => {
    const { page, y } = sheet;
    page.artifact(() =>
      page.rect({ x: MARGIN.left, y, width: CONTENT_WIDTH, height: headHeight }, GROUND.head, 3),
    );
    for (const [i, lines] of heads.entries()) {
      const { x = 0, width = 0 } = places[i] ?? {};
      mark(i, () => drawLines(page, lines, x, y + PADDING, width));
    }
    sheet.y += headHeight;
  };
  sheet.ensure(tableStart(columns, rows, fonts));
  sheet.space(3);
  const headRow = table.add('TR');
  drawHead((_, draw) => sheet.page.tagged(headRow.add('TH', HEADS_COLUMN), draw));
  sheet.onNewPage = () => drawHead((_, draw) => sheet.page.artifact(draw));
  for (const row of rows) {
    const tr = table.add('TR');
    drawRow(
      sheet,
      columns.map(({ align = 'left' }, i) => ({
        node: tr.add('TD'),
        lines: setLines(
          textOf(row[i] ?? ''),
          { ...cellStyle(row[i] ?? '', fonts, places[i]?.width ?? 0), align },
          places[i]?.width ?? 0,
        ),
        x: places[i]?.x ?? 0,
        width: places[i]?.width ?? 0,
      })),
    );
  }
  sheet.onNewPage = undefined;
  sheet.y += 10;
}

/** The height of a head and its first row: a table does not start with less. A row that may break needs a few lines only. */
export function tableStart(
  columns: readonly TableColumn[],
  [first = []]: readonly (readonly Cell[])[],
  fonts: PaperFonts,
): number {
  const places = placesOf(columns);
  const cells = columns.map((_, i) => {
    const cell = first[i] ?? '';
    return heightOf(
      setLines(textOf(cell), cellStyle(cell, fonts, places[i]?.width ?? 0), places[i]?.width ?? 0),
    );
  });
  const head = Math.max(...setHeads(columns, fonts).map(heightOf));
  return head + Math.min(Math.max(...cells), MOST_OF_FIRST_ROW) + 4 * PADDING + 3;
}

function setHeads(columns: readonly TableColumn[], fonts: PaperFonts): Line[][] {
  const style = { font: fonts.bold, size: SIZE.table - 0.4, color: INK.white, leading: 10.6 };
  const places = placesOf(columns);
  return columns.map(({ head, align = 'left' }, i) =>
    setLines(head, { ...style, align }, places[i]?.width ?? 0),
  );
}

/** Labels at the left, what they stand for at the right. */
export function drawFacts(
  sheet: Sheet,
  parent: StructureNode,
  rows: readonly (readonly [label: string, value: Cell])[],
  fonts: PaperFonts,
): void {
  const table = parent.add('Table');
  const label: LineStyle = { font: fonts.regular, size: SIZE.table, color: INK.muted, leading: 11.8 };
  const x = MARGIN.left + LABEL_WIDTH + 2 * INSET;
  sheet.space(2);
  for (const [name, value] of rows) {
    const tr = table.add('TR');
    drawRow(sheet, [
      {
        node: tr.add('TH', HEADS_ROW),
        lines: setLines(name, label, LABEL_WIDTH),
        x: MARGIN.left + INSET,
        width: LABEL_WIDTH,
      },
      {
        node: tr.add('TD'),
        lines: setLines(textOf(value), cellStyle(value, fonts, RIGHT - INSET - x), RIGHT - INSET - x),
        x,
        width: RIGHT - INSET - x,
      },
    ]);
  }
  sheet.y += 9;
}

/** A row stays on one page unless it is higher than that; then it breaks between lines. */
function drawRow(sheet: Sheet, cells: readonly SetCell[]): void {
  const height = Math.max(...cells.map(({ lines }) => heightOf(lines))) + 2 * PADDING;
  if (height > sheet.room) {
    const whole = BOTTOM - MARGIN.top;
    if (height < whole * 0.6 || sheet.room < whole * 0.2) sheet.newPage();
  }
  let rest = cells;
  for (;;) {
    const room = sheet.room - 2 * PADDING;
    const part = rest.map((cell) => ({
      ...cell,
      lines: cell.lines.slice(0, cell.lines.length === 0 ? 0 : countFitting(cell.lines, room)),
    }));
    const { page, y } = sheet;
    for (const { node, lines, x, width } of part)
      if (lines.length > 0) page.tagged(node, () => drawLines(page, lines, x, y + PADDING, width));
    sheet.y += Math.max(...part.map(({ lines }) => heightOf(lines))) + 2 * PADDING;
    page.artifact(() => page.rule(MARGIN.left, RIGHT, sheet.y, GROUND.line, 0.6));
    rest = rest.map((cell, i) => ({ ...cell, lines: cell.lines.slice(part[i]?.lines.length ?? 0) }));
    if (rest.every(({ lines }) => lines.length === 0)) return;
    sheet.newPage();
  }
}

function placesOf(columns: readonly TableColumn[]): { x: number; width: number }[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const room = CONTENT_WIDTH - 2 * INSET * columns.length;
  let x = MARGIN.left;
  return columns.map(({ share }) => {
    const width = (room * share) / shares;
    const place = { x: x + INSET, width };
    x += width + 2 * INSET;
    return place;
  });
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

function cellStyle(cell: Cell, { regular, bold }: PaperFonts, width: number): LineStyle {
  const style = { font: regular, size: SIZE.table, color: INK.text, leading: 11.8 };
  if (typeof cell === 'string') return style;
  if (cell.tone === 'digest') {
    const size = (SIZE.table * width) / textWidth(cell.text, regular, SIZE.table);
    return { ...style, size: Math.min(SIZE.table, Math.max(SIZE.digest, Math.floor(size * 20) / 20)) };
  }
  return cell.tone === 'muted'
    ? { ...style, color: INK.muted }
    : { ...style, font: bold, color: INK[cell.tone] };
}
