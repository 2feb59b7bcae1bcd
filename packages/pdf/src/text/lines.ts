/** Text shown in one go, with the ends of its baseline on the page, y upwards. */
export interface Span {
  text: string;
  start: { x: number; y: number };
  end: { x: number; y: number };
  height: number;
}

/** Gaps in heights of letters: from here on a space was meant, a column begins, another line is written. */
const SPACE = 0.18;
const COLUMN = 1.5;
const LINE = 0.45;

interface Placed {
  text: string;
  from: number;
  to: number;
  base: number;
  height: number;
}

/** The spans as lines, top to bottom and left to right, in the direction that most of the text is written in. */
export function linesOf(spans: readonly Span[]): string[] {
  const turn = turnOf(spans);
  const placed = spans.map((span) => place(span, turn)).sort((a, b) => b.base - a.base);
  const lines: Placed[][] = [];
  for (const span of placed) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    if (
      line !== undefined &&
      first !== undefined &&
      first.base - span.base < LINE * Math.min(first.height, span.height)
    )
      line.push(span);
    else lines.push([span]);
  }
  return lines.map(joined).filter((line) => line.trim() !== '');
}

/** Quarter turns by which the text of the page stands. */
function turnOf(spans: readonly Span[]): number {
  const lengths = [0, 0, 0, 0];
  for (const { start, end } of spans) {
    const [x, y] = [end.x - start.x, end.y - start.y];
    const turn = Math.abs(x) >= Math.abs(y) ? (x < 0 ? 2 : 0) : y > 0 ? 1 : 3;
    lengths[turn] = (lengths[turn] ?? 0) + Math.hypot(x, y);
  }
  return lengths.indexOf(Math.max(...lengths));
}

function place({ text, start, end, height }: Span, turn: number): Placed {
  const along = ({ x, y }: Span['start']) => [x, y, -x, -y][turn] ?? x;
  const up = ({ x, y }: Span['start']) => [y, -x, -y, x][turn] ?? y;
  return { text, from: along(start), to: along(end), base: up(start), height };
}

function joined(line: Placed[]): string {
  let text = '';
  let previous: Placed | undefined;
  for (const span of line.sort((a, b) => a.from - b.from)) {
    // Letters drawn twice to look bold.
    if (previous?.text === span.text && Math.abs(previous.from - span.from) < 0.1 * span.height) continue;
    if (previous !== undefined) {
      const gap = span.from - previous.to;
      if (gap > COLUMN * span.height) text += '\t';
      else if (gap > SPACE * span.height && !/\s$/.test(text)) text += ' ';
    }
    text += span.text;
    previous = span;
  }
  return text;
}
