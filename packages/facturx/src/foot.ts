import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { A4, type Canvas, drawLines, heightOf, type Line, type PdfDocument, textWidth } from '@scell/pdf';
import { documentTitle } from './document-type.ts';
import { CONTENT_WIDTH, MARGIN, paragraph, RIGHT } from './flow.ts';
import { formatIdentifier } from './identifiers.ts';
import { LABELS } from './labels.ts';
import type { Theme } from './theme.ts';

const PAGE_NUMBER_WIDTH = 70;
const WIDTH = CONTENT_WIDTH - PAGE_NUMBER_WIDTH;

/** More lines than these would eat the page: such a text goes among the notes. */
const MAX_LINES = 8;

/**
 * The lines at the foot of every page: the company's own text, else who the seller is. `rest` is a text of the company
 * too long for the foot.
 */
export function footLines(
  invoice: Invoice,
  theme: Theme,
  language: Language,
  footer: string | undefined,
): { lines: Line[]; rest?: string } {
  const style = { font: theme.fonts.regular, size: 6.8, color: theme.muted, leading: 9 };
  const own = footer === undefined ? [] : paragraph(footer.trim(), style, WIDTH);
  if (footer !== undefined && own.length <= MAX_LINES) return { lines: own };
  const seller = paragraph(sellerInOneLine(invoice, language), style, WIDTH);
  return {
    lines: seller.length <= MAX_LINES ? seller : [],
    ...(footer === undefined ? {} : { rest: footer }),
  };
}

export function footHeight(lines: readonly Line[]): number {
  return Math.max(heightOf(lines), 9) + 14;
}

function sellerInOneLine({ seller }: Invoice, language: Language): string {
  const { name, legalInfo, legalId, vatId } = seller;
  const parts = [
    name,
    legalInfo,
    legalId && formatIdentifier(legalId, language),
    vatId && `${LABELS[language].vatId} ${vatId}`,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** Draws the foot of every page, now that their number is known. */
export function drawFeet(
  document: PdfDocument,
  lines: readonly Line[],
  theme: Theme,
  language: Language,
): void {
  const { pages } = document;
  const top = A4.height - MARGIN.bottom - Math.max(heightOf(lines), 9);
  for (const [i, page] of pages.entries()) {
    page.rule(MARGIN.left, RIGHT, top - 6, theme.line, 0.6);
    drawLines(page, lines, MARGIN.left, top, WIDTH);
    page.text(`${LABELS[language].page} ${i + 1}/${pages.length}`, RIGHT, top + 7, {
      font: theme.fonts.regular,
      size: 7.4,
      color: theme.muted,
      align: 'right',
    });
  }
}

/**
 * The head of the pages after the first: which document this is, unless its number would eat the page, and whose, if the
 * line holds it. Returns the bottom.
 */
export function drawRunningHead(page: Canvas, invoice: Invoice, theme: Theme, language: Language): number {
  const { regular, bold } = theme.fonts;
  page.rect({ x: 0, y: 0, width: A4.width, height: 7 }, theme.primary);
  const title = `${documentTitle(invoice.typeCode, language)} ${LABELS[language].number}\u00a0${invoice.number}`;
  const name = invoice.seller.tradingName ?? invoice.seller.name;
  const beside = textWidth(title, bold, 8.4) + textWidth(name, regular, 8.4) + 20 <= CONTENT_WIDTH;
  const lines = paragraph(title, { font: bold, size: 8.4, color: theme.heading }, CONTENT_WIDTH);
  const top = MARGIN.top - 12;
  if (lines.length > MAX_LINES) return MARGIN.top;
  drawLines(page, lines, MARGIN.left, top, CONTENT_WIDTH);
  if (beside)
    drawLines(
      page,
      paragraph(name, { font: regular, size: 8.4, color: theme.muted, align: 'right' }, CONTENT_WIDTH),
      MARGIN.left,
      top,
      CONTENT_WIDTH,
    );
  return top + heightOf(lines) + 12;
}
