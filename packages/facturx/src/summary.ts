import { isZero, type Language, negate } from '@scell/core';
import type { AllowanceCharge, Invoice, VatBreakdown } from '@scell/en16931';
import { textWidth } from '@scell/pdf';
import { inkOn } from './colors.ts';
import { isCreditNote } from './document-type.ts';
import {
  CONTENT_WIDTH,
  drawLines,
  type Flow,
  heightOf,
  type Line,
  MARGIN,
  paragraph,
  RIGHT,
} from './flow.ts';
import { formatMoney, formatRate } from './format.ts';
import { LABELS } from './labels.ts';
import type { Theme } from './theme.ts';

const TOTALS_WIDTH = 232;
const GUTTER = 26;
const BREAKDOWN_WIDTH = CONTENT_WIDTH - TOTALS_WIDTH - GUTTER;
const TOTALS_X = RIGHT - TOTALS_WIDTH;

/** The VAT breakdown (BG-23) at the left, the totals (BG-22) with the amount due at the right. */
export function drawSummary(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const totals = totalsRows(invoice, theme, language);
  const totalsHeight = totals.reduce((sum, row) => sum + row.height, 0) + dueHeight(invoice, theme, language);
  const breakdown = breakdownRows(invoice, theme, language);
  const breakdownHeight = breakdown.reduce((sum, row) => sum + row.height, 0);
  flow.ensure(Math.min(Math.max(totalsHeight, breakdownHeight), flow.bottom - 120));
  flow.ensure(totalsHeight);

  const { page } = flow;
  const top = flow.y;
  for (const row of totals) {
    row.draw(flow.y);
    flow.y += row.height;
  }
  drawDue(flow, invoice, theme, language);
  const bottom = flow.y;

  flow.y = top;
  for (const row of breakdown) {
    flow.ensure(row.height);
    row.draw(flow.y);
    flow.y += row.height;
  }
  if (flow.page === page) flow.y = Math.max(flow.y, bottom);
  flow.y += 20;

  function totalsRows(of: Invoice, style: Theme, lang: Language): FlowRow[] {
    return totalsOf(of, lang).map(({ label, value, strong }) => {
      const font = strong ? style.fonts.bold : style.fonts.regular;
      const figures = textWidth(value, font, 9);
      const labelWidth = TOTALS_WIDTH - figures - 12;
      const lines = paragraph(label, { font, size: 9, color: strong ? style.text : style.muted }, labelWidth);
      const height = heightOf(lines) + 5;
      return {
        height,
        draw: (y) => {
          drawLines(flow.page, lines, TOTALS_X, y + 2.5, labelWidth);
          drawLines(flow.page, [figure(value, font, style)], TOTALS_X, y + 2.5, TOTALS_WIDTH);
          if (strong) flow.page.rule(TOTALS_X, RIGHT, y, style.line, 0.6);
        },
      };
    });
  }

  function breakdownRows(of: Invoice, style: Theme, lang: Language): FlowRow[] {
    const labels = LABELS[lang];
    const { regular, bold } = style.fonts;
    const entries = of.vatBreakdown.map((entry) => ({
      regime: regimeOf(entry, lang),
      taxable: formatMoney(entry.taxableAmount, of.currency, lang),
      tax: formatMoney(entry.taxAmount, of.currency, lang),
    }));
    const widthOf = (head: string, texts: string[]) =>
      Math.min(
        84,
        Math.max(textWidth(head, bold, 7.4), ...texts.map((text) => textWidth(text, regular, 8.4))) + 1,
      );
    const taxWidth = widthOf(
      labels.vatAmount,
      entries.map(({ tax }) => tax),
    );
    const taxableWidth = widthOf(
      labels.taxable,
      entries.map(({ taxable }) => taxable),
    );
    const regimeWidth = BREAKDOWN_WIDTH - taxWidth - taxableWidth - 20;
    const taxableX = MARGIN.left + regimeWidth + 10;
    const taxX = taxableX + taxableWidth + 10;
    const row = (texts: [string, string, string], head: boolean): FlowRow => {
      const base = {
        font: head ? bold : regular,
        size: head ? 7.4 : 8.4,
        color: head ? style.label : style.text,
        leading: 11.5,
      };
      const cells: [Line[], number, number][] = [
        [paragraph(texts[0], base, regimeWidth), MARGIN.left, regimeWidth],
        [paragraph(texts[1], { ...base, align: 'right' }, taxableWidth), taxableX, taxableWidth],
        [paragraph(texts[2], { ...base, align: 'right' }, taxWidth), taxX, taxWidth],
      ];
      const height = Math.max(...cells.map(([lines]) => heightOf(lines))) + 7;
      return {
        height,
        draw: (y) => {
          for (const [lines, x, width] of cells) drawLines(flow.page, lines, x, y + 3.5, width);
          flow.page.rule(MARGIN.left, MARGIN.left + BREAKDOWN_WIDTH, y + height, style.line, 0.6);
        },
      };
    };
    return [
      row([labels.vatBreakdown, labels.taxable, labels.vatAmount], true),
      ...entries.map(({ regime, taxable, tax }) => row([regime, taxable, tax], false)),
    ];
  }
}

interface FlowRow {
  height: number;
  draw: (y: number) => void;
}

function figure(text: string, font: Line['font'], theme: Theme): Line {
  return { text, font, size: 9, color: theme.text, leading: 9 * 1.38, align: 'right' };
}

/** "TVA 20 %", "Exonéré de TVA", "Autoliquidation" … */
export function regimeOf(entry: Pick<VatBreakdown, 'category' | 'rate'>, language: Language): string {
  const name = LABELS[language].categories[entry.category];
  return entry.category === 'S' ? `${name} ${formatRate(entry.rate ?? '0', language)}` : name;
}

interface Total {
  label: string;
  value: string;
  strong: boolean;
}

function totalsOf(invoice: Invoice, language: Language): Total[] {
  const labels = LABELS[language];
  const { totals, currency, taxCurrency } = invoice;
  const rows: Total[] = [];
  const add = (label: string, value: string, strong = false, unit = currency) =>
    rows.push({ label, value: formatMoney(value, unit, language), strong });
  const adjustments = [...(invoice.allowances ?? []), ...(invoice.charges ?? [])];
  if (adjustments.length > 0) add(labels.lineTotal, totals.lineNet);
  for (const entry of invoice.allowances ?? [])
    add(adjustmentLabel(entry, labels.allowance, language), negate(entry.amount));
  for (const entry of invoice.charges ?? [])
    add(adjustmentLabel(entry, labels.charge, language), entry.amount);
  add(labels.totalWithoutVat, totals.withoutVat, adjustments.length > 0);
  add(labels.totalVat, totals.vat);
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

const DUE_INSET = 12;

/** Label and figures beside one another, or under one another when the figures are long. */
function dueLayout(invoice: Invoice, theme: Theme, language: Language) {
  const labels = LABELS[language];
  const label = isCreditNote(invoice.typeCode) ? labels.credited : labels.due;
  const value = formatMoney(invoice.totals.due, invoice.currency, language);
  const { bold } = theme.fonts;
  const room = TOTALS_WIDTH - 2 * DUE_INSET;
  const stacked = textWidth(label, bold, 10) + 10 + textWidth(value, bold, 15) > room;
  const size = Math.min(15, (15 * room) / textWidth(value, bold, 15));
  return { label, value, stacked, size, height: stacked ? 48 : 34 };
}

function dueHeight(invoice: Invoice, theme: Theme, language: Language): number {
  return dueLayout(invoice, theme, language).height + 6;
}

function drawDue(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const { label, value, stacked, size, height } = dueLayout(invoice, theme, language);
  const color = inkOn(theme.primary);
  const font = theme.fonts.bold;
  const y = flow.y + 6;
  flow.page.rect({ x: TOTALS_X, y, width: TOTALS_WIDTH, height }, theme.primary, 4);
  flow.page.text(label, TOTALS_X + DUE_INSET, y + (stacked ? 17 : 20.7), { font, size: 10, color });
  flow.page.text(value, RIGHT - DUE_INSET, y + (stacked ? 38 : 22.4), { font, size, color, align: 'right' });
  flow.y = y + height;
}
