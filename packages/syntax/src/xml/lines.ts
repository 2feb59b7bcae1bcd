/** Lines and columns of places in a text. A line ends with a line feed, a carriage return, or both (§2.11). */
import type { Position } from './node.ts';

/** A place whose line is known. */
interface Mark {
  at: number;
  line: number;
  /** Where the line begins. */
  start: number;
}

/** So many code units lie between two places whose lines are kept: a list of all lines would outweigh a text made of line ends. */
const STEP = 1024;

/** The line and column of one place. */
export function positionIn(source: string, offset: number): Position {
  return position(advanced(source, { at: 0, line: 1, start: 0 }, offset), offset);
}

/** The same for many places of one text, which is gone through once. */
export class Lines {
  private readonly source: string;
  private readonly marks: Mark[];

  constructor(source: string) {
    this.source = source;
    let mark: Mark = { at: 0, line: 1, start: 0 };
    this.marks = [mark];
    for (let at = STEP; at < source.length; at += STEP) {
      mark = advanced(source, mark, at);
      this.marks.push(mark);
    }
  }

  positionOf(offset: number): Position {
    const mark = this.marks[Math.min(this.marks.length - 1, Math.floor(offset / STEP))] as Mark;
    return position(advanced(this.source, mark, offset), offset);
  }
}

function advanced(source: string, from: Mark, to: number): Mark {
  let { line, start } = from;
  for (let at = from.at; at < to; at++) {
    const code = source.charCodeAt(at);
    if (code > CARRIAGE_RETURN) continue;
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && source.charCodeAt(at + 1) !== LINE_FEED)) {
      line++;
      start = at + 1;
    }
  }
  return { at: to, line, start };
}

function position({ line, start }: Mark, offset: number): Position {
  return { line, column: offset - start + 1 };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
