import type { Text } from '@scell/core';
import type { Cents } from '../money.ts';
import type { RuleId } from './rules.ts';

/** Where a rule is broken. */
export interface FecPlace {
  /** 1-based, the header being line 1; null for what is of the whole file. */
  line: number | null;
  /** The column by its name. */
  column: string | null;
  /** What stands there, cut to eighty characters. */
  value: string | null;
  /** What would be right, where there is one answer. */
  expected: string | null;
}

/** A rule that the file breaks, and the first places. */
export interface FecFinding {
  rule: RuleId;
  /** `error`: the law or the official checker refuses the file. `warning`: lawful, and most often a mistake. */
  severity: 'error' | 'warning';
  count: number;
  places: FecPlace[];
  explanation: Text;
  remedy: Text;
}

/** What the checker found in a file. */
export interface FecReport {
  /** Why nothing could be judged. */
  failure: { code: 'xml' | 'utf-16' | 'not-text'; text: Text } | null;
  encoding: 'ascii' | 'utf-8' | 'iso-8859-15' | 'mixed' | null;
  separator: 'tab' | 'pipe' | null;
  /** Whether amounts are in Debit and Credit, or in Montant and Sens. */
  amounts: 'debit-credit' | 'montant-sens' | null;
  /** Columns after those of the law. */
  extraColumns: string[];
  /** Lines of entry: the header is none. */
  lines: number;
  entries: number;
  debit: Cents;
  credit: Cents;
  journals: { code: string; label: string; lines: number; debit: Cents; credit: Cents }[];
  /** First and last EcritureDate, YYYY-MM-DD. */
  firstDate: string | null;
  lastDate: string | null;
  findings: FecFinding[];
}

/** Whether the file may be handed over: it could be read and breaks no rule that counts as an error. */
export function isCleanFec(report: FecReport): boolean {
  return report.failure === null && report.findings.every(({ severity }) => severity !== 'error');
}
