import type { Language } from '@scell/core';
import { type Invoice, isCreditNoteType } from '@scell/en16931';
import { A4, fit, type Line, type PdfImage, textWidth } from '@scell/pdf';
import { documentTitle } from './document-type.ts';
import { type Flow, HALF, MARGIN, paragraph, RIGHT, SECOND } from './flow.ts';
import { LABELS } from './labels.ts';
import { isPaid } from './paid.ts';
import type { Theme } from './theme.ts';

const LOGO = { width: 190, height: 62 };

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
  const labels = LABELS[language];
  const number = `${labels.number}\u00a0${invoice.number}`;
  const right = [
    ...fitted(documentTitle(invoice.typeCode, language), theme, 25),
    ...paragraph(number, { font: theme.fonts.bold, size: 10.5, color: theme.text }, HALF),
  ].map((line) => ({ ...line, align: 'right' as const }));
  const name = logo === undefined ? fitted(invoice.seller.tradingName ?? invoice.seller.name, theme, 18) : [];
  // A name of one line is centred on the title's line.
  const left =
    name.length === 1 ? name.map((line) => ({ ...line, leading: right[0]?.leading ?? line.leading })) : name;
  let logoBottom = 0;
  if (logo !== undefined) {
    const size = fit(logo, LOGO);
    page.image(logo, { x: MARGIN.left, y: flow.y, ...size });
    logoBottom = flow.y + size.height;
  }
  flow.columns([
    { x: MARGIN.left, width: HALF, lines: left },
    { x: SECOND, width: HALF, lines: right },
  ]);
  if (isPaid(invoice))
    drawBadge(flow, theme, isCreditNoteType(invoice.typeCode) ? labels.settled : labels.paid);
  if (flow.page === page) flow.y = Math.max(flow.y, logoBottom);
  flow.y += 12;
}

/** A heading in the largest of a few sizes that keeps it to two lines. */
function fitted(text: string, theme: Theme, largest: number): Line[] {
  const style = { font: theme.fonts.bold, color: theme.heading };
  for (const size of [largest, 17, 14, 12]) {
    const lines = paragraph(text, { ...style, size, leading: size * 1.25 }, HALF);
    if (lines.length <= (size === largest ? 1 : 2)) return lines;
  }
  return paragraph(text, { ...style, size: 10, leading: 13 }, HALF);
}

function drawBadge(flow: Flow, theme: Theme, text: string): void {
  const { bold } = theme.fonts;
  const width = textWidth(text, bold, 9) + 20;
  flow.ensure(30);
  const y = flow.y + 6;
  flow.page.outline({ x: RIGHT - width, y, width, height: 18 }, theme.paid, 1.2, 4);
  flow.page.text(text, RIGHT - width / 2, y + 12.3, {
    font: bold,
    size: 9,
    color: theme.paid,
    align: 'center',
  });
  flow.y = y + 18;
}
