import { add, compare, isZero, type Language, negate } from '@scell/core';
import type { AllowanceCharge, Invoice, InvoiceLine } from '@scell/en16931';
import { type Font, textWidth } from '@scell/pdf';
import { inkOn } from './colors.ts';
import {
  CONTENT_WIDTH,
  type Column,
  drawLines,
  type Flow,
  gap,
  heightOf,
  type Line,
  MARGIN,
  paragraph,
  RIGHT,
} from './flow.ts';
import { currencySymbol, formatNumber, formatRate } from './format.ts';
import { formatIdentifier } from './identifiers.ts';
import { LABELS } from './labels.ts';
import { countryName, formatObject, formatPeriod } from './letterhead.ts';
import type { Theme } from './theme.ts';
import { unitName } from './units.ts';

const SIZE = 8.6;
const LEADING = 12;
const CELL_GAP = 10;
const INSET = 8;
const ROW_PADDING = 5;

interface TableColumn {
  head: string;
  x: number;
  width: number;
  align: 'left' | 'right';
}

/** The texts of one row. */
interface Row {
  position: string;
  name: string;
  details: string[];
  quantity: string;
  price: string;
  discount: string;
  vat: string;
  amount: string;
}

/** The invoice lines (BG-25) as a table over as many pages as it takes, its head on each. */
export function drawLinesTable(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const rows = invoice.lines.map((line) => rowOf(line, language));
  const columns = layOut(rows, invoice, theme, language);
  flow.ensure(60);
  drawTableHead(flow, columns, theme);
  flow.onNewPage = () => {
    drawTableHead(flow, columns, theme);
    flow.y += ROW_PADDING;
  };
  for (const row of rows) drawRow(flow, row, columns, theme);
  flow.onNewPage = undefined;
  flow.y += 16;
}

type Columns = Record<Exclude<keyof Row, 'details' | 'discount'>, TableColumn> & { discount?: TableColumn };

/** Figures take the width they need, within limits past which they wrap; the description gets the rest. */
function layOut(rows: Row[], invoice: Invoice, theme: Theme, language: Language): Columns {
  const labels = LABELS[language];
  const symbol = currencySymbol(invoice.currency);
  const { regular, bold } = theme.fonts;
  const widest = (head: string, texts: string[], font: Font, limit: number): number => {
    let width = textWidth(head, bold, 7.4);
    for (const text of texts) {
      width = Math.max(width, textWidth(text, font, SIZE));
      if (width >= limit) return limit;
    }
    return Math.ceil(width + 0.5);
  };
  let right = RIGHT - INSET;
  const place = (
    head: string,
    key: 'quantity' | 'price' | 'discount' | 'vat' | 'amount',
    limit: number,
  ): TableColumn => {
    const texts = rows.map((row) => row[key]);
    const width = widest(head, texts, key === 'amount' ? bold : regular, limit);
    right -= width;
    const column: TableColumn = { head, x: right, width, align: 'right' };
    right -= CELL_GAP;
    return column;
  };
  const amount = place(`${labels.netAmount} (${symbol})`, 'amount', 82);
  const vat = place(labels.vat, 'vat', 46);
  const discounted = rows.some(({ discount }) => discount !== '');
  const discount = discounted ? place(labels.discount, 'discount', 50) : undefined;
  const price = place(labels.unitPrice, 'price', 74);
  const quantity = place(labels.quantity, 'quantity', 72);
  const positions = rows.map(({ position }) => textWidth(position, regular, 7.4));
  const position: TableColumn = {
    head: '',
    x: MARGIN.left + INSET,
    width: Math.min(26, Math.ceil(Math.max(...positions, 0) + 0.5)),
    align: 'left',
  };
  const x = position.x + position.width + 7;
  const name: TableColumn = { head: labels.description, x, width: right - x, align: 'left' };
  return { position, name, quantity, price, ...(discount === undefined ? {} : { discount }), vat, amount };
}

function drawTableHead(flow: Flow, columns: Columns, theme: Theme): void {
  const color = inkOn(theme.primary);
  const cells = Object.values(columns).map((column) => ({
    column,
    lines:
      column.head === ''
        ? []
        : paragraph(
            column.head,
            { font: theme.fonts.bold, size: 7.4, color, align: column.align, leading: 10 },
            column.width,
          ),
  }));
  const height = Math.max(...cells.map(({ lines }) => heightOf(lines))) + 12;
  flow.page.rect({ x: MARGIN.left, y: flow.y, width: CONTENT_WIDTH, height }, theme.primary, 3);
  for (const { column, lines } of cells)
    drawLines(flow.page, lines, column.x, flow.y + (height - heightOf(lines)) / 2, column.width);
  flow.y += height;
}

function drawRow(flow: Flow, row: Row, columns: Columns, theme: Theme): void {
  const { regular, bold } = theme.fonts;
  const cell = (column: TableColumn | undefined, text: string, font: Font): Column[] => {
    if (column === undefined || text === '') return [];
    const style = { font, size: SIZE, color: theme.text, leading: LEADING, align: column.align };
    return [{ x: column.x, width: column.width, lines: paragraph(text, style, column.width) }];
  };
  const muted = { font: regular, size: 7.4, color: theme.muted, leading: 10.2 };
  const { position, name } = columns;
  const positionLines = paragraph(row.position, { ...muted, leading: LEADING }, position.width);
  const nameLines: Line[] = paragraph(
    row.name,
    { font: bold, size: SIZE, color: theme.text, leading: LEADING },
    name.width,
  );
  for (const detail of row.details) nameLines.push(...paragraph(detail, muted, name.width));
  nameLines.push(gap(ROW_PADDING, muted));

  const { page } = flow;
  flow.ensure(ROW_PADDING + LEADING);
  if (flow.page === page) flow.y += ROW_PADDING;
  flow.columns([
    { x: position.x, width: position.width, lines: positionLines },
    { x: name.x, width: name.width, lines: nameLines },
    ...cell(columns.quantity, row.quantity, regular),
    ...cell(columns.price, row.price, regular),
    ...cell(columns.discount, row.discount, regular),
    ...cell(columns.vat, row.vat, regular),
    ...cell(columns.amount, row.amount, bold),
  ]);
  flow.page.rule(MARGIN.left, RIGHT, flow.y, theme.line, 0.6);
}

function rowOf(line: InvoiceLine, language: Language): Row {
  const labels = LABELS[language];
  const { price } = line;
  const allowances = line.allowances ?? [];
  const total = allowances.length === 0 ? '0' : add(...allowances.map(({ amount }) => amount));
  const [only] = allowances;
  const percentage = allowances.length === 1 ? only?.percentage : undefined;
  const base = price.baseQuantity;
  const unitPrice = formatNumber(price.net, language, 2);
  const perBase =
    base === undefined || compare(base, '1') === 0
      ? ''
      : ` ${labels.per} ${formatNumber(base, language)} ${unitName(price.baseQuantityUnit ?? line.unitCode, base, language)}`;
  const vat =
    line.vatCategory === 'S' || line.vatCategory === 'Z'
      ? formatRate(line.vatRate ?? '0', language)
      : labels.shortCategories[line.vatCategory];
  return {
    position: line.id,
    name: line.name,
    details: detailsOf(line, language),
    quantity: `${formatNumber(line.quantity, language)} ${unitName(line.unitCode, line.quantity, language)}`,
    price: unitPrice + perBase,
    discount: isZero(total)
      ? ''
      : percentage === undefined
        ? formatNumber(negate(total), language, 2)
        : `-${formatRate(percentage, language)}`,
    vat,
    amount: formatNumber(line.netAmount, language, 2),
  };
}

/** What else the line says, a paragraph each. */
function detailsOf(line: InvoiceLine, language: Language): string[] {
  const labels = LABELS[language];
  const named = (label: string, value: string | undefined) =>
    value === undefined ? undefined : `${label}${labels.colon}${value}`;
  const { standardItemId, originCountry, object, period, price } = line;
  const references = [
    named(labels.sellerItem, line.sellerItemId),
    named(labels.buyerItem, line.buyerItemId),
    standardItemId && formatIdentifier(standardItemId, language),
    named(labels.orderLine, line.purchaseOrderLine),
    named(labels.accountingReference, line.buyerAccountingReference),
    named(labels.lineObject, object && formatObject(object)),
    named(labels.origin, originCountry && countryName(originCountry, language)),
  ].filter((text) => text !== undefined);
  const discounted =
    price.discount === undefined || isZero(price.discount)
      ? undefined
      : [
          price.gross === undefined
            ? undefined
            : named(labels.grossPrice, formatNumber(price.gross, language, 2)),
          named(labels.priceDiscount, formatNumber(price.discount, language, 2)),
        ]
          .filter((text) => text !== undefined)
          .join(', ');
  return [
    line.description,
    references.join(' · ') || undefined,
    (line.attributes ?? []).map(({ name, value }) => `${name}${labels.colon}${value}`).join(' · ') ||
      undefined,
    (line.classifications ?? [])
      .map(({ code, scheme }) => `${labels.classification}${labels.colon}${code} (${scheme})`)
      .join(' · ') || undefined,
    named(labels.period, period && formatPeriod(period, language)),
    discounted,
    ...(line.allowances ?? []).map((entry) => adjustment(entry, labels.allowance, true, language)),
    ...(line.charges ?? []).map((entry) => adjustment(entry, labels.charge, false, language)),
    line.note,
  ].filter((text) => text !== undefined);
}

/** "Remise (fidélité) : 10 % de 1 200,00 = -120,00". */
function adjustment(entry: AllowanceCharge, label: string, deducted: boolean, language: Language): string {
  const { amount, baseAmount, percentage, reason } = entry;
  const heading = reason === undefined || reason === label ? label : `${label} (${reason})`;
  const computed =
    percentage === undefined || baseAmount === undefined
      ? ''
      : `${formatRate(percentage, language)} × ${formatNumber(baseAmount, language, 2)} = `;
  const value = formatNumber(deducted ? negate(amount) : amount, language, 2);
  return `${heading}${LABELS[language].colon}${computed}${value}`;
}
