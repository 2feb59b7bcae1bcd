import { isZero, type Language, negate } from '@scell/core';
import { type AllowanceCharge, type Invoice, isCreditNoteType, type VatBreakdown } from '@scell/en16931';
import { drawLines, type Font, heightOf, type Line, textWidth } from '@scell/pdf';
import { inkOn } from './colors.ts';
import { CONTENT_WIDTH, type Flow, fittingSize, MARGIN, paragraph, RIGHT } from './flow.ts';
import { formatDate, formatMoney, formatRate } from './format.ts';
import { LABELS } from './labels.ts';
import { isPaid } from './paid.ts';
import type { Theme } from './theme.ts';

const TOTALS_WIDTH = 232;
const TOTALS_X = RIGHT - TOTALS_WIDTH;
const BREAKDOWN_WIDTH = CONTENT_WIDTH - TOTALS_WIDTH - 26;
const MAX_FIGURES_WIDTH = 84;
const MIN_LABEL_WIDTH = 80;
const DUE_INSET = 12;

/** Something of a known height that can be drawn at the top of the room left. */
interface Block {
  height: number;
  draw: (flow: Flow) => void;
}

/** The VAT breakdown (BG-23) at the left, the totals (BG-22) with the amount due at the right. */
export function drawSummary(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const totals = [...totalBlocks(invoice, theme, language), dueBlock(invoice, theme, language)];
  const breakdown = breakdownBlocks(invoice, theme, language);
  const together = Math.max(totalHeight(totals), totalHeight(breakdown));
  flow.ensure(together < flow.bottom - 2 * MARGIN.top ? together : totalHeight(totals));

  const { page, y: top } = flow;
  stack(flow, totals);
  const bottom = flow.y;
  flow.y = top;
  stack(flow, breakdown);
  if (flow.page === page) flow.y = Math.max(flow.y, bottom);
  flow.y += 16;
}

function stack(flow: Flow, blocks: Block[]): void {
  for (const block of blocks) {
    flow.ensure(block.height);
    block.draw(flow);
    flow.y += block.height;
  }
}

function totalHeight(blocks: Block[]): number {
  return blocks.reduce((sum, { height }) => sum + height, 0);
}

/** The categories of which there are several rates. */
const RATED: ReadonlySet<VatBreakdown['category']> = new Set(['S', 'L', 'M', 'B']);

/** "TVA 20 %", "Exonéré de TVA", "Autoliquidation" … */
export function regimeOf(entry: Pick<VatBreakdown, 'category' | 'rate'>, language: Language): string {
  const name = LABELS[language].categories[entry.category];
  return RATED.has(entry.category) ? `${name} ${formatRate(entry.rate ?? '0', language)}` : name;
}

function breakdownBlocks(invoice: Invoice, theme: Theme, language: Language): Block[] {
  const labels = LABELS[language];
  const head: BreakdownRow = [labels.vatBreakdown, labels.taxable, labels.vatAmount];
  const rows = invoice.vatBreakdown.map((entry): BreakdownRow => {
    const { taxableAmount, taxAmount } = entry;
    const { currency } = invoice;
    return [
      regimeOf(entry, language),
      formatMoney(taxableAmount, currency, language),
      formatMoney(taxAmount, currency, language),
    ];
  });
  const { regular, bold } = theme.fonts;
  const widthOf = (column: 1 | 2): number =>
    Math.min(
      MAX_FIGURES_WIDTH,
      Math.max(
        textWidth(head[column], bold, 7.4),
        ...rows.map((row) => textWidth(row[column], regular, 8.4)),
      ) + 1,
    );
  const widths: [number, number] = [widthOf(1), widthOf(2)];
  return [
    breakdownBlock(head, widths, { font: bold, size: 7.4, color: theme.label, leading: 11.5 }, theme),
    ...rows.map((row) =>
      breakdownBlock(row, widths, { font: regular, size: 8.4, color: theme.text, leading: 11.5 }, theme),
    ),
  ];
}

type BreakdownRow = [regime: string, taxable: string, tax: string];

function breakdownBlock(
  [regime, taxable, tax]: BreakdownRow,
  [taxableWidth, taxWidth]: [number, number],
  style: Omit<Line, 'text' | 'align'>,
  theme: Theme,
): Block {
  const regimeWidth = BREAKDOWN_WIDTH - taxWidth - taxableWidth - 20;
  const taxX = MARGIN.left + BREAKDOWN_WIDTH - taxWidth;
  const right = { ...style, align: 'right' } as const;
  const cells: [lines: Line[], x: number, width: number][] = [
    [paragraph(regime, style, regimeWidth), MARGIN.left, regimeWidth],
    [
      paragraph(
        taxable,
        { ...right, size: fittingSize(taxable, style.font, style.size, taxableWidth) },
        taxableWidth,
      ),
      taxX - 10 - taxableWidth,
      taxableWidth,
    ],
    [
      paragraph(tax, { ...right, size: fittingSize(tax, style.font, style.size, taxWidth) }, taxWidth),
      taxX,
      taxWidth,
    ],
  ];
  const height = Math.max(...cells.map(([lines]) => heightOf(lines))) + 7;
  return {
    height,
    draw: ({ page, y }) => {
      for (const [lines, x, width] of cells) drawLines(page, lines, x, y + 3.5, width);
      page.rule(MARGIN.left, MARGIN.left + BREAKDOWN_WIDTH, y + height, theme.line, 0.6);
    },
  };
}

interface Total {
  label: string;
  value: string;
  strong: boolean;
}

function totalBlocks(invoice: Invoice, theme: Theme, language: Language): Block[] {
  return totalsOf(invoice, language).map(({ label, value, strong }) => {
    const font = strong ? theme.fonts.bold : theme.fonts.regular;
    const style = { font, size: 9, align: 'right' } as const;
    const figuresWidth = Math.min(textWidth(value, font, 9), TOTALS_WIDTH - MIN_LABEL_WIDTH);
    const size = fittingSize(value, font, 9, figuresWidth);
    const labelWidth = TOTALS_WIDTH - figuresWidth - 12;
    const labelLines = paragraph(
      label,
      { font, size: 9, color: strong ? theme.text : theme.muted },
      labelWidth,
    );
    const valueLines = paragraph(
      value,
      { ...style, size, color: theme.text, leading: 9 * 1.38 },
      figuresWidth,
    );
    return {
      height: Math.max(heightOf(labelLines), heightOf(valueLines)) + 5,
      draw: ({ page, y }) => {
        if (strong) page.rule(TOTALS_X, RIGHT, y, theme.line, 0.6);
        drawLines(page, labelLines, TOTALS_X, y + 2.5, labelWidth);
        drawLines(page, valueLines, RIGHT - figuresWidth, y + 2.5, figuresWidth);
      },
    };
  });
}

function totalsOf(invoice: Invoice, language: Language): Total[] {
  const labels = LABELS[language];
  const { totals, currency, taxCurrency, allowances = [], charges = [] } = invoice;
  const rows: Total[] = [];
  const add = (label: string, value: string, strong = false, unit = currency) =>
    rows.push({ label, value: formatMoney(value, unit, language), strong });
  const adjusted = allowances.length + charges.length > 0;
  if (adjusted) add(labels.lineTotal, totals.lineNet);
  for (const entry of allowances)
    add(adjustmentLabel(entry, labels.allowance, language), negate(entry.amount));
  for (const entry of charges) add(adjustmentLabel(entry, labels.charge, language), entry.amount);
  add(labels.totalWithoutVat, totals.withoutVat, adjusted);
  if (totals.vat !== undefined) add(labels.totalVat, totals.vat);
  if (taxCurrency !== undefined && taxCurrency !== currency && totals.vatInTaxCurrency !== undefined)
    add(`${labels.totalVatIn} ${taxCurrency}`, totals.vatInTaxCurrency, false, taxCurrency);
  add(labels.totalWithVat, totals.withVat, true);
  if (totals.prepaid !== undefined && !isZero(totals.prepaid)) add(labels.prepaid, negate(totals.prepaid));
  if (totals.rounding !== undefined && !isZero(totals.rounding)) add(labels.rounding, totals.rounding);
  return rows;
}

/** "Remise (fidélité) 10 % – TVA 20 %". */
function adjustmentLabel(entry: AllowanceCharge, label: string, language: Language): string {
  const { reason, percentage, vatCategory, vatRate } = entry;
  const heading = reason === undefined || reason === label ? label : `${label} (${reason})`;
  const share = percentage === undefined ? '' : ` ${formatRate(percentage, language)}`;
  const regime =
    vatCategory === undefined
      ? ''
      : ` – ${regimeOf({ category: vatCategory, ...(vatRate === undefined ? {} : { rate: vatRate }) }, language)}`;
  return heading + share + regime;
}

/** The amount due on the company's colour, with the due date while there is something to pay. */
function dueBlock(invoice: Invoice, theme: Theme, language: Language): Block {
  const labels = LABELS[language];
  const { bold, regular } = theme.fonts;
  const label = isCreditNoteType(invoice.typeCode) ? labels.credited : labels.due;
  const value = formatMoney(invoice.totals.due, invoice.currency, language);
  const date = isPaid(invoice) ? undefined : invoice.dueDate;
  const when = date === undefined ? '' : `${labels.dueDate}${labels.colon}${formatDate(date, language)}`;
  const room = TOTALS_WIDTH - 2 * DUE_INSET;
  const labelWidth = Math.max(textWidth(label, bold, 10), textWidth(when, regular, 7.6));
  // Long figures go under the label, and shrink if need be.
  const stacked = labelWidth + 12 + textWidth(value, bold, 15) > room;
  const size = Math.min(15, (15 * room) / textWidth(value, bold, 15));
  const inner = when === '' ? 34 : 42;
  const height = stacked ? inner + 20 : inner;
  return {
    height: height + 6,
    draw: (flow) => {
      drawDueBox(flow, { label, when, value, size, bold, regular, stacked, inner, height }, theme);
    },
  };
}

interface DueBox {
  label: string;
  when: string;
  value: string;
  size: number;
  bold: Font;
  regular: Font;
  stacked: boolean;
  /** Height of the part that holds the label. */
  inner: number;
  height: number;
}

function drawDueBox({ page, y }: Flow, box: DueBox, theme: Theme): void {
  const { label, when, value, size, bold, regular, stacked, inner, height } = box;
  const color = inkOn(theme.primary);
  const top = y + 6;
  const middle = top + inner / 2;
  page.rect({ x: TOTALS_X, y: top, width: TOTALS_WIDTH, height }, theme.primary, 4);
  const left = TOTALS_X + DUE_INSET;
  page.text(label, left, when === '' ? middle + 3.6 : middle - 2, { font: bold, size: 10, color });
  if (when !== '') page.text(when, left, middle + 11, { font: regular, size: 7.6, color });
  const baseline = stacked ? top + height - 11 : middle + 0.36 * size;
  page.text(value, RIGHT - DUE_INSET, baseline, { font: bold, size, color, align: 'right' });
}
