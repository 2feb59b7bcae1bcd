import { AMOUNT_AND_SIDE, CASH_COLUMNS, COLUMNS, type Column } from '../columns.ts';
import type { RuleId } from './rules.ts';

/** What the first line says. */
export interface Header {
  separator: '\t' | '|';
  /** Fields of a line. */
  width: number;
  /** Each column that the law knows, with its place on the line. */
  columns: { column: Column; at: number }[];
  amounts: 'debit-credit' | 'montant-sens';
  extraColumns: string[];
  problems: { rule: RuleId; value: string | null; expected: string | null }[];
}

/** Reads the line of names. Null, with the rule it breaks, when it is none. */
export function readHeader(line: string): Header | { broken: 'separator' | 'header' } {
  const separator = line.includes('\t') ? '\t' : '|';
  const names = line.split(separator).map((name) => name.trim());
  if (names.length === 1) return { broken: 'separator' };
  const known = [...COLUMNS, ...AMOUNT_AND_SIDE, ...CASH_COLUMNS];
  const columns: Header['columns'] = [];
  const problems: Header['problems'] = [];
  const extraColumns: string[] = [];
  const seen = new Set<string>();
  for (const [at, name] of names.entries()) {
    if (name === '' && at === names.length - 1) {
      problems.push({ rule: 'separator-trailing', value: null, expected: null });
      continue;
    }
    const folded = name.toLowerCase();
    const column = known.find((one) => one.name.toLowerCase() === folded);
    if (seen.has(folded)) problems.push({ rule: 'column-twice', value: name, expected: null });
    else if (column === undefined) extraColumns.push(name);
    else {
      columns.push({ column, at });
      if (column.name !== name)
        problems.push({ rule: 'column-spelling', value: name, expected: column.name });
    }
    seen.add(folded);
  }
  if (columns.length === 0) return { broken: 'header' };

  const has = (name: string) => columns.some(({ column }) => column.name === name);
  const bySide = has('Montant') && has('Sens') && !has('Debit') && !has('Credit');
  const expected: Column[] = COLUMNS.map((column) => {
    if (!bySide) return column;
    return column.name === 'Debit'
      ? AMOUNT_AND_SIDE[0]
      : column.name === 'Credit'
        ? AMOUNT_AND_SIDE[1]
        : column;
  });
  const missing = expected.filter(({ name }) => !has(name));
  for (const { name } of missing) problems.push({ rule: 'column-missing', value: null, expected: name });
  const order = columns.filter(({ column }) => expected.includes(column));
  const wanted = expected.filter((column) => !missing.includes(column));
  const astray = order.find(
    ({ column, at }, index) => column !== wanted[index] || (missing.length === 0 && at !== index),
  );
  if (astray !== undefined) {
    const place = order.indexOf(astray);
    problems.push({
      rule: 'column-order',
      value: astray.column.name,
      expected: (wanted[place]?.name ?? astray.column.name) as string,
    });
  }
  return {
    separator,
    width: names.length,
    columns,
    amounts: bySide ? 'montant-sens' : 'debit-credit',
    extraColumns,
    problems,
  };
}
