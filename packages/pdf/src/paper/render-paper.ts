import { type DocumentOptions, PdfDocument } from '../document.ts';
import type { StructureNode } from '../structure.ts';
import { PDF_UA } from '../xmp.ts';
import type { Block, Paper } from './block.ts';
import { drawRunning } from './running.ts';
import { Sheet } from './sheet.ts';
import type { PaperFonts } from './style.ts';
import { drawFacts, drawTable, tableStart } from './tables.ts';
import { drawBlanks, drawHeading, drawList, drawNotice, drawParagraph, drawTitle } from './text-blocks.ts';

/** What a file says of itself beside its title. */
export type PaperOptions = Omit<DocumentOptions, 'title' | 'schemas'> & { fonts: PaperFonts };

/**
 * Sets flowing text as an A4 PDF/A-3a and PDF/UA-1: tagged headings, paragraphs, lists and tables in reading order; on every page its number, the
 * document's identity and, if it has one, its mark. The same paper and options give the same bytes.
 *
 * Throws `MissingGlyphsError` for a text the fonts cannot draw, `PdfError` for a bad date.
 */
export function renderPaper(paper: Paper, { fonts, ...options }: PaperOptions): Uint8Array {
  const document = new PdfDocument({ ...options, title: paper.title, schemas: [PDF_UA] });
  const sheet = new Sheet(document);
  drawTitle(sheet, document.structure, paper, fonts);
  for (const [i, block] of paper.blocks.entries())
    drawBlock(sheet, document.structure, block, startOf(paper.blocks, i + 1, fonts), fonts);
  drawRunning(document, paper, fonts);
  return document.toBytes();
}

/** Room of a few lines: what keeps a heading company where nothing needs more. */
const START_OF_TEXT = 40;

/** The room that the blocks from an index on need to start: a heading takes what it heads with it. */
function startOf(blocks: readonly Block[], index: number, fonts: PaperFonts): number {
  const block = blocks[index];
  if (block?.kind === 'table') return tableStart(block.columns, block.rows, fonts);
  return block?.kind === 'heading' ? START_OF_TEXT + startOf(blocks, index + 1, fonts) : START_OF_TEXT;
}

function drawBlock(sheet: Sheet, parent: StructureNode, block: Block, next: number, fonts: PaperFonts): void {
  switch (block.kind) {
    case 'heading':
      drawHeading(sheet, parent, block, next, fonts);
      break;
    case 'paragraph':
      drawParagraph(sheet, parent, block.text, fonts);
      break;
    case 'list':
      drawList(sheet, parent, block.items, block.ordered ?? false, fonts);
      break;
    case 'facts':
      drawFacts(sheet, parent, block.rows, fonts);
      break;
    case 'table':
      drawTable(sheet, parent, block.columns, block.rows, fonts);
      break;
    case 'notice':
      drawNotice(sheet, parent, block, fonts);
      break;
    case 'blanks':
      drawBlanks(sheet, parent, block.labels, fonts);
      break;
    case 'pageBreak':
      if (!sheet.isFresh) sheet.newPage();
  }
}
