/** Lines that stand below other lines: who is below whom, and what it adds up to, gathered once for a document. */
import type { XmlNode } from '@scell/syntax';
import { double } from '../engine/values.ts';

/** A line as the rules of sub-lines read it; texts exactly as they stand. */
export interface SubLine {
  readonly ids: readonly string[];
  /** The lines it says it stands below. */
  readonly parents: readonly string[];
  readonly isGroup: boolean;
  readonly isDetail: boolean;
  /** BT-131. */
  readonly amounts: readonly XmlNode[];
}

/** What stands directly below a line. */
export interface Below {
  /** Sum of the net amounts of details and groups in doubles, to the cent; undefined where one is no number. */
  readonly total: number | undefined;
  /** Amounts that are no numbers. */
  readonly malformed: readonly XmlNode[];
  readonly groups: number;
  readonly groupAmounts: number;
}

/** The lines that can stand below each other. */
export class SubLines {
  private readonly byParent = new Map<string, SubLine[]>();
  /** All identifiers that lines bear beside each identifier, itself included. */
  private readonly beside = new Map<string, Set<string>>();
  private readonly known = new Map<string, Below>();

  constructor(lines: readonly SubLine[]) {
    for (const line of lines) {
      for (const parent of new Set(line.parents)) {
        const children = this.byParent.get(parent);
        if (children === undefined) this.byParent.set(parent, [line]);
        else children.push(line);
      }
      for (const id of line.ids) {
        const beside = this.beside.get(id) ?? new Set();
        this.beside.set(id, beside);
        for (const other of line.ids) beside.add(other);
      }
    }
  }

  /** What names one of the identifiers as its parent. */
  below(ids: readonly string[]): Below {
    const key = ids.join('\n');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const below = summed(ids.length === 1 ? (this.byParent.get(key) ?? []) : this.all(ids));
    this.known.set(key, below);
    return below;
  }

  /** Whether a line bears one of the identifiers `wanted`, and an identifier that is not all of `own`. */
  knows(wanted: readonly string[], own: readonly string[]): boolean {
    return wanted.some((id) => {
      const beside = this.beside.get(id);
      if (beside === undefined || own.length === 0) return false;
      return beside.size > 1 || own.some((text) => !beside.has(text));
    });
  }

  private all(ids: readonly string[]): SubLine[] {
    return [...new Set(ids.flatMap((id) => this.byParent.get(id) ?? []))];
  }
}

function summed(lines: readonly SubLine[]): Below {
  const groups = lines.filter(({ isGroup }) => isGroup);
  const malformed: XmlNode[] = [];
  let total = 0;
  for (const amount of lines.flatMap(({ isGroup, isDetail, amounts }) =>
    isGroup || isDetail ? amounts : [],
  )) {
    const value = double(amount.text);
    if (value === undefined) malformed.push(amount);
    else total += value;
  }
  return {
    total: malformed.length === 0 ? Math.round(total * 100) / 100 : undefined,
    malformed,
    groups: groups.length,
    groupAmounts: groups.reduce((count, { amounts }) => count + amounts.length, 0),
  };
}
