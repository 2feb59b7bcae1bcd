import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { drawLines, type Font, heightOf, textWidth } from '@scell/pdf';
import { inkOn } from './colors.ts';
import { CONTENT_WIDTH, type Column, type Flow, fittingSize, gap, MARGIN, paragraph, RIGHT } from './flow.ts';
import { currencySymbol } from './format.ts';
import { LABELS } from './labels.ts';
import { type Row, rowOf } from './line-row.ts';
import type { Theme } from './theme.ts';

const SIZE = 8.6;
const HEAD_SIZE = 7.4;
const LEADING = 12;
const CELL_GAP = 10;
const INSET = 8;
const ROW_PADDING = 5;
/** The description never gets less. */
const NAME_WIDTH = 160;

type FigureKey = 'quantity' | 'price' | 'discount' | 'vat' | 'amount';

/** The widest that columns of figures become when the description needs the room. */
const NARROW: Record<FigureKey, number> = { quantity: 66, price: 70, discount: 46, vat: 46, amount: 80 };

interface TableColumn {
  head: string;
  x: number;
  width: number;
  align: 'left' | 'right';
}

interface Columns {
  position: TableColumn;
  name: TableColumn;
  /** From left to right. */
  figures: [FigureKey, TableColumn][];
}

/** The invoice lines (BG-25) as a table over as many pages as it takes, its head on each. */
export function drawLinesTable(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const rows = invoice.lines.map((line) => rowOf(line, language));
  const columns = layOut(rows, invoice, theme, language);
  const cells = rows.map((row) => rowCells(row, columns, theme));
  // The head is not left alone at the foot of a page: it needs room for the first row, or a good part of a high one.
  const first = Math.max(...(cells[0] ?? []).map(({ lines }) => heightOf(lines)), 0);
  flow.ensure(40 + Math.min(first, 400));
  drawTableHead(flow, columns, theme);
  flow.onNewPage = () => {
    drawTableHead(flow, columns, theme);
    flow.y += ROW_PADDING;
  };
  for (const row of cells) {
    const { page } = flow;
    flow.ensure(ROW_PADDING + LEADING);
    if (flow.page === page) flow.y += ROW_PADDING;
    flow.columns(row);
    flow.page.rule(MARGIN.left, RIGHT, flow.y, theme.line, 0.6);
  }
  flow.onNewPage = undefined;
  flow.y += 16;
}

/** Figures take the width they need; when that leaves too little for the description, they are kept within limits. */
function layOut(rows: Row[], invoice: Invoice, theme: Theme, language: Language): Columns {
  const labels = LABELS[language];
  const { regular, bold } = theme.fonts;
  const position: TableColumn = {
    head: '',
    x: MARGIN.left + INSET,
    width: Math.min(
      26,
      widest(
        rows.map((row) => row.position),
        regular,
        HEAD_SIZE,
      ),
    ),
    align: 'left',
  };
  const x = position.x + position.width + 7;
  const heads: [FigureKey, string][] = [
    ['quantity', labels.quantity],
    ['price', labels.unitPrice],
    ['discount', labels.discount],
    ['vat', labels.vat],
    ['amount', `${labels.netAmount} (${currencySymbol(invoice.currency)})`],
  ];
  const shown = heads.filter(([key]) => key !== 'discount' || rows.some(({ discount }) => discount !== ''));
  const needed = shown.map(([key, head]) => {
    const figures = widest(
      rows.map((row) => row[key]),
      key === 'amount' ? bold : regular,
      SIZE,
    );
    return Math.max(figures, widest([head], bold, HEAD_SIZE));
  });
  const room = RIGHT - INSET - x - CELL_GAP * shown.length;
  const fits = room - needed.reduce((sum, width) => sum + width, 0) >= NAME_WIDTH;
  const widths = shown.map(([key], i) => (fits ? (needed[i] ?? 0) : Math.min(needed[i] ?? 0, NARROW[key])));

  let right = RIGHT - INSET;
  const figures: Columns['figures'] = [];
  for (const [i, [key, head]] of [...shown.entries()].reverse()) {
    const width = widths[i] ?? 0;
    right -= width;
    figures.unshift([key, { head, x: right, width, align: 'right' }]);
    right -= CELL_GAP;
  }
  return { position, name: { head: labels.description, x, width: right - x, align: 'left' }, figures };
}

function widest(texts: string[], font: Font, size: number): number {
  let width = 0;
  for (const text of texts) width = Math.max(width, textWidth(text, font, size));
  // Room for the sums of fractions.
  return Math.ceil(width + 0.5);
}

function drawTableHead(flow: Flow, { position, name, figures }: Columns, theme: Theme): void {
  const color = inkOn(theme.primary);
  const font = theme.fonts.bold;
  const cells = [position, name, ...figures.map(([, column]) => column)].map((column) => {
    const style = { font, size: HEAD_SIZE, color, align: column.align, leading: 10 };
    return { column, lines: paragraph(column.head, style, column.width) };
  });
  const height = Math.max(...cells.map(({ lines }) => heightOf(lines))) + 12;
  flow.page.rect({ x: MARGIN.left, y: flow.y, width: CONTENT_WIDTH, height }, theme.primary, 3);
  for (const { column, lines } of cells)
    drawLines(flow.page, lines, column.x, flow.y + (height - heightOf(lines)) / 2, column.width);
  flow.y += height;
}

function rowCells(row: Row, { position, name, figures }: Columns, theme: Theme): Column[] {
  const { regular, bold } = theme.fonts;
  const muted = { font: regular, size: HEAD_SIZE, color: theme.muted, leading: 10.2 };
  const nameStyle = { font: bold, size: SIZE, color: theme.text, leading: LEADING };
  const nameLines = paragraph(row.name, nameStyle, name.width);
  for (const detail of row.details) nameLines.push(...paragraph(detail, muted, name.width));
  nameLines.push(gap(ROW_PADDING, muted));
  const cells: Column[] = [
    {
      x: position.x,
      width: position.width,
      lines: paragraph(row.position, { ...muted, leading: LEADING }, position.width),
    },
    { x: name.x, width: name.width, lines: nameLines },
  ];
  for (const [key, { x, width }] of figures) {
    if (row[key] === '') continue;
    const font = key === 'amount' ? bold : regular;
    const size = fittingSize(row[key], font, SIZE, width);
    const style = { font, size, color: theme.text, leading: LEADING, align: 'right' } as const;
    cells.push({ x, width, lines: paragraph(row[key], style, width) });
  }
  return cells;
}
