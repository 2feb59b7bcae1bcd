import type { PdfDocument } from '../document.ts';
import { A4 } from '../geometry.ts';
import { drawLines, setLines } from '../set-lines.ts';
import type { Paper } from './block.ts';
import { BOTTOM, CONTENT_WIDTH, GROUND, INK, MARGIN, type PaperFonts, RIGHT, SIZE } from './style.ts';

const NUMBER_WIDTH = 70;

/** Draws what every page bears beside its content, now that the number of pages is known: title, mark, identity, page number. */
export function drawRunning(document: PdfDocument, paper: Paper, fonts: PaperFonts): void {
  const { pages } = document;
  const small = { font: fonts.regular, size: SIZE.small, color: INK.muted, leading: 9.4 };
  const identity = setLines(paper.identity, small, CONTENT_WIDTH - NUMBER_WIDTH);
  for (const [index, page] of pages.entries()) {
    page.artifact(() => {
      if (paper.mark !== undefined) {
        const banner = { x: MARGIN.left, y: 20, width: CONTENT_WIDTH, height: 19 };
        page.rect(banner, GROUND.warning, 3);
        page.outline(banner, INK.warning, 0.8, 3);
        page.text(paper.mark, A4.width / 2, banner.y + 12.6, {
          font: fonts.bold,
          size: 8.4,
          color: INK.warning,
          align: 'center',
        });
      }
      if (index > 0) {
        const title = { font: fonts.bold, size: 8, color: INK.heading, leading: 11 };
        drawLines(
          page,
          setLines(paper.title, title, CONTENT_WIDTH).slice(0, 1),
          MARGIN.left,
          47,
          CONTENT_WIDTH,
        );
        page.rule(MARGIN.left, RIGHT, 61, GROUND.line, 0.6);
      }
      const top = BOTTOM + 18;
      page.rule(MARGIN.left, RIGHT, top - 6, GROUND.line, 0.6);
      drawLines(page, identity, MARGIN.left, top, CONTENT_WIDTH - NUMBER_WIDTH);
      page.text(`Page ${index + 1} / ${pages.length}`, RIGHT, top + 7.2, {
        font: fonts.regular,
        size: SIZE.small + 0.4,
        color: INK.muted,
        align: 'right',
      });
    });
  }
}
