import type { IsoDate } from '@scell/en16931';
import type { EntryLine } from './entry.ts';

/** A line of a client account, and the documents that it is about. */
export interface OpenLine {
  line: EntryLine;
  date: IsoDate;
  /** Lines that share one belong together. */
  about: readonly string[];
}

/**
 * Matches what settles each other on a client's account (lettrage): a document, its credit notes and their payments, when
 * they add up to nothing. The day is that of the last of them; the codes AAA, AAB, … follow the order of the lines.
 */
export function matchLines(open: readonly OpenLine[]): void {
  for (const [index, group] of settled(open).entries()) {
    const day =
      group
        .map(({ date }) => date)
        .toSorted()
        .at(-1) ?? '';
    for (const { line } of group) line.matching = { code: codeOf(index), day };
  }
}

function settled(open: readonly OpenLine[]): OpenLine[][] {
  const parent = new Map<string, string>();
  const root = (key: string): string => {
    let top = key;
    for (let above = parent.get(top); above !== undefined && above !== top; above = parent.get(top))
      top = above;
    parent.set(key, top);
    return top;
  };
  const placeOf = ({ line, about }: OpenLine): string => root(`${line.client?.code} ${about[0]}`);
  for (const one of open) {
    for (const key of one.about) parent.set(root(`${one.line.client?.code} ${key}`), placeOf(one));
  }
  const groups = new Map<string, OpenLine[]>();
  for (const one of open) {
    const place = placeOf(one);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [one]);
    else group.push(one);
  }
  return [...groups.values()].filter(
    (group) => group.length > 1 && group.reduce((sum, { line }) => sum + line.amount, 0n) === 0n,
  );
}

/** 0 → AAA, 1 → AAB, … after ZZZ four letters. */
function codeOf(index: number): string {
  let rest = index;
  let length = 3;
  for (let codes = 26 ** 3; rest >= codes; codes *= 26) {
    rest -= codes;
    length += 1;
  }
  let code = '';
  for (let place = 0; place < length; place++) {
    code = String.fromCharCode(65 + (rest % 26)) + code;
    rest = Math.floor(rest / 26);
  }
  return code;
}
