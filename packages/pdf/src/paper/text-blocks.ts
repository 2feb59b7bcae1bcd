import { A4 } from '../geometry.ts';
import { drawLines, heightOf, type LineStyle, setLines } from '../set-lines.ts';
import type { StructureNode } from '../structure.ts';
import type { Paper } from './block.ts';
import type { Sheet } from './sheet.ts';
import { CONTENT_WIDTH, GROUND, INK, MARGIN, type PaperFonts, RIGHT, SIZE } from './style.ts';

function bodyStyle({ regular }: PaperFonts): LineStyle {
  return { font: regular, size: SIZE.text, color: INK.text, leading: SIZE.text * 1.5 };
}

/** The title over the first page. */
export function drawTitle(
  sheet: Sheet,
  parent: StructureNode,
  { title, subtitle }: Paper,
  fonts: PaperFonts,
): void {
  sheet.page.artifact(() => sheet.page.rect({ x: 0, y: 0, width: A4.width, height: 6 }, GROUND.head));
  const style = { font: fonts.bold, size: 19, color: INK.heading, leading: 25 };
  sheet.lines(parent.add('H1'), setLines(title, style, CONTENT_WIDTH), MARGIN.left, CONTENT_WIDTH);
  if (subtitle !== undefined) {
    sheet.y += 2;
    const small = { font: fonts.regular, size: 10.2, color: INK.muted, leading: 14.5 };
    sheet.lines(parent.add('P'), setLines(subtitle, small, CONTENT_WIDTH), MARGIN.left, CONTENT_WIDTH);
  }
  sheet.y += 8;
  sheet.page.artifact(() => sheet.page.rule(MARGIN.left, RIGHT, sheet.y, GROUND.head, 1.2));
  sheet.y += 12;
}

/** `kept` is the room that the start of what it heads takes: it stays with its heading. */
export function drawHeading(
  sheet: Sheet,
  parent: StructureNode,
  { text, level }: { text: string; level: 1 | 2 },
  kept: number,
  fonts: PaperFonts,
): void {
  const size = level === 1 ? 12.6 : 10.2;
  const style = { font: fonts.bold, size, color: INK.heading, leading: size * 1.35 };
  const lines = setLines(text, style, CONTENT_WIDTH);
  const before = level === 1 ? 16 : 9;
  sheet.ensure(before + heightOf(lines) + 5 + kept);
  sheet.space(before);
  sheet.lines(parent.add(level === 1 ? 'H2' : 'H3'), lines, MARGIN.left, CONTENT_WIDTH);
  sheet.y += level === 1 ? 5 : 3;
}

export function drawParagraph(sheet: Sheet, parent: StructureNode, text: string, fonts: PaperFonts): void {
  sheet.lines(parent.add('P'), setLines(text, bodyStyle(fonts), CONTENT_WIDTH), MARGIN.left, CONTENT_WIDTH);
  sheet.y += 6;
}

export function drawList(
  sheet: Sheet,
  parent: StructureNode,
  items: readonly string[],
  ordered: boolean,
  fonts: PaperFonts,
): void {
  const style = bodyStyle(fonts);
  const indent = ordered ? 20 : 13;
  const list = parent.add('L');
  for (const [index, item] of items.entries()) {
    const lines = setLines(item, style, CONTENT_WIDTH - indent);
    sheet.ensure(style.leading * Math.min(lines.length, 2));
    const entry = list.add('LI');
    const label = setLines(ordered ? `${index + 1}.` : '•', { ...style, color: INK.heading }, indent);
    sheet.page.tagged(entry.add('Lbl'), () => drawLines(sheet.page, label, MARGIN.left, sheet.y, indent));
    sheet.lines(entry.add('LBody'), lines, MARGIN.left + indent, CONTENT_WIDTH - indent);
    sheet.y += 3;
  }
  sheet.y += 4;
}

/** A framed word; kept on one page, since a frame that breaks is two. Longer than a page, it is set without its frame. */
export function drawNotice(
  sheet: Sheet,
  parent: StructureNode,
  notice: { tone: 'plain' | 'warning'; title: string; paragraphs: readonly string[] },
  fonts: PaperFonts,
): void {
  const padding = 11;
  const width = CONTENT_WIDTH - 2 * padding;
  const warns = notice.tone === 'warning';
  const ink = warns ? INK.warning : INK.heading;
  const title = setLines(notice.title, { font: fonts.bold, size: 9.8, color: ink, leading: 14.5 }, width);
  const body = { ...bodyStyle(fonts), size: 8.9, leading: 13 };
  const paragraphs = notice.paragraphs.map((text) => setLines(text, body, width));
  const height =
    heightOf(title) + paragraphs.reduce((sum, lines) => sum + heightOf(lines) + 4, 0) + 2 * padding;
  sheet.ensure(height);
  sheet.space(4);
  const { page } = sheet;
  if (height <= sheet.room)
    page.artifact(() => {
      const box = { x: MARGIN.left, y: sheet.y, width: CONTENT_WIDTH, height };
      page.rect(box, warns ? GROUND.warning : GROUND.tint, 4);
      page.rect({ ...box, width: 3 }, ink, 1.5);
    });
  sheet.y += padding;
  const frame = parent.add('Div');
  sheet.lines(frame.add('P'), title, MARGIN.left + padding, width);
  for (const lines of paragraphs) {
    sheet.y += 4;
    sheet.lines(frame.add('P'), lines, MARGIN.left + padding, width);
  }
  sheet.y += padding + 8;
}

/** Labels with a line to write on, kept together: a signature never stands without its date. */
export function drawBlanks(
  sheet: Sheet,
  parent: StructureNode,
  labels: readonly string[],
  fonts: PaperFonts,
): void {
  const style = { ...bodyStyle(fonts), color: INK.muted };
  const labelWidth = 170;
  const height = 26;
  sheet.ensure(labels.length * height);
  for (const label of labels) {
    const { page, y } = sheet;
    page.tagged(parent.add('P'), () =>
      drawLines(page, setLines(label, style, labelWidth), MARGIN.left, y + height - 17, labelWidth),
    );
    page.artifact(() => page.rule(MARGIN.left + labelWidth, RIGHT, y + height - 5, INK.muted, 0.5));
    sheet.y += height;
  }
  sheet.y += 8;
}
