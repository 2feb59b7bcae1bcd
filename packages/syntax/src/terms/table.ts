/** The rows of the tables, from the lines they are written in. */
import type { Text } from '@scell/core';
import { parseNumbers, type TermNumbers } from './notation.ts';
import type { TermKind } from './term.ts';

/** A term as its table says it; paths are those of notation.ts, below the group. */
export interface Row {
  readonly numbers: TermNumbers;
  readonly cardinality: string;
  readonly kind: TermKind;
  readonly cii: string | undefined;
  readonly ubl: string | undefined;
  readonly name: Text;
}

/** A group with its own terms. */
export interface Group {
  readonly head: Row;
  /** The group it stands in, "" for the document. */
  readonly parent: string;
  readonly rows: readonly Row[];
}

/**
 * A group: `head` is "number | cardinality | CII | UBL | French name | English name", and each line of `rows` the same with the kind after
 * the cardinality. "-" in place of a path is none.
 */
export function group(parent: string, head: string, rows = ''): Group {
  return { parent, head: headRow(head), rows: rowsOf(rows) };
}

export function headRow(head: string): Row {
  const [numbers = '', cardinality = '', ...others] = cells(head);
  return row([numbers, cardinality, 'group', ...others]);
}

export function rowsOf(text: string): Row[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.map((line) => row(cells(line)));
}

function cells(line: string): string[] {
  return line.split('|').map((cell) => cell.trim());
}

function row([
  numbers = '',
  cardinality = '',
  kind = '',
  cii = '',
  ubl = '',
  fr = '',
  en = '',
]: string[]): Row {
  return {
    numbers: parseNumbers(numbers),
    cardinality,
    // The tables are ours: a test reads every kind.
    kind: kind as TermKind,
    cii: cii === '-' ? undefined : cii,
    ubl: ubl === '-' ? undefined : ubl,
    name: { fr, en },
  };
}
