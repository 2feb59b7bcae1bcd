import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { A4, fit, type PdfImage, textWidth } from '@scell/pdf';
import { documentTitle, isCreditNote } from './document-type.ts';
import { drawLines, type Flow, HALF, heightOf, type Line, MARGIN, paragraph, RIGHT, SECOND } from './flow.ts';
import { LABELS, type Labels } from './labels.ts';
import { isPaid } from './paid.ts';
import type { Theme } from './theme.ts';

/** Logo or seller's name at the left; title, number and the PAID badge at the right. */
export function drawHead(
  flow: Flow,
  invoice: Invoice,
  theme: Theme,
  language: Language,
  logo?: PdfImage,
): void {
  const { page } = flow;
  page.rect({ x: 0, y: 0, width: A4.width, height: 7 }, theme.primary);
  const top = flow.y;

  let leftBottom = top;
  if (logo !== undefined) {
    const size = fit(logo, { width: 190, height: 62 });
    page.image(logo, { x: MARGIN.left, y: top, ...size });
    leftBottom += size.height;
  } else {
    const name = invoice.seller.tradingName ?? invoice.seller.name;
    const lines = fitted(name, theme, HALF);
    drawLines(page, lines, MARGIN.left, top, HALF);
    leftBottom += heightOf(lines);
  }

  const labels = LABELS[language];
  const title = fitted(documentTitle(invoice.typeCode, language), theme, HALF, 25);
  const number = paragraph(
    `${labels.number}\u00a0${invoice.number}`,
    { font: theme.fonts.bold, size: 10.5, color: theme.text, align: 'right' },
    HALF,
  );
  const lines = [...title.map((line) => ({ ...line, align: 'right' as const })), ...number];
  drawLines(page, lines, SECOND, top - 3, HALF);
  let rightBottom = top - 3 + heightOf(lines);
  if (isPaid(invoice)) rightBottom = drawBadge(flow, rightBottom + 6, theme, badgeText(invoice, labels));
  flow.y = Math.max(leftBottom, rightBottom) + 12;
}

/** A heading in the largest of a few sizes that keeps it to two lines. */
function fitted(text: string, theme: Theme, width: number, largest = 18): Line[] {
  const style = { font: theme.fonts.bold, color: theme.heading };
  for (const size of [largest, 17, 14, 12]) {
    if (size > largest) continue;
    const lines = paragraph(text, { ...style, size, leading: size * 1.25 }, width);
    if (lines.length <= (size === largest ? 1 : 2)) return lines;
  }
  return paragraph(text, { ...style, size: 10, leading: 13 }, width);
}

function badgeText(invoice: Invoice, labels: Labels): string {
  return isCreditNote(invoice.typeCode) ? labels.settled : labels.paid;
}

function drawBadge(flow: Flow, y: number, theme: Theme, text: string): number {
  const { bold } = theme.fonts;
  const width = textWidth(text, bold, 9) + 20;
  flow.page.outline({ x: RIGHT - width, y, width, height: 18 }, theme.paid, 1.2, 4);
  flow.page.text(text, RIGHT - width / 2, y + 12.3, {
    font: bold,
    size: 9,
    color: theme.paid,
    align: 'center',
  });
  return y + 18;
}
