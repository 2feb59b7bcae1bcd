/** Patches for findings: what a remedy proposes is tried on the document, judged again, and offered only where it holds. */
import { readXml, type XmlDocument } from '@scell/syntax';
import { type Finding, validate } from '../validate.ts';
import { type Change, Editor } from './edits.ts';
import { applyPatches, merged, type Patch } from './patch.ts';
import { documentCurrency } from './remedies/currency.ts';
import { withoutEmpties } from './remedies/empty.ts';
import { otherIdentifiers } from './remedies/identifiers.ts';
import type { Remedy } from './remedies/remedy.ts';
import { withoutCopies } from './remedies/repeated.ts';
import { otherSpelling } from './remedies/spelling.ts';
import { withoutForbidden } from './remedies/structure.ts';
import { completeTaxes } from './remedies/taxes.ts';
import { recomputed } from './remedies/totals.ts';

/** The most careful first: what changes no information, then figures that follow from others, at last what loses something. */
const REMEDIES: readonly Remedy[] = [
  otherSpelling,
  otherIdentifiers,
  documentCurrency,
  withoutCopies,
  completeTaxes,
  recomputed,
  withoutForbidden,
  withoutEmpties,
];

/** How much source may be judged again in search of patches, in UTF-16 code units, and how often: it bounds the time that a hostile document takes. */
const MOST_JUDGED = 20_000_000;
const MOST_JUDGEMENTS = 400;

/**
 * The patches of those findings that have one. Each was applied to the document by itself and judged by the same rule sets: hits of its rule are gone,
 * and no rule speaks more often than before. Of a large document with many findings, the last may go without.
 * @param ids the rule sets that the findings are from.
 */
export function patchesFor(
  document: XmlDocument,
  findings: readonly Finding[],
  ids: readonly string[],
): ReadonlyMap<Finding, Patch> {
  const editor = new Editor(document);
  const before = countsOf(findings);
  const patches = new Map<Finding, Patch>();
  const judged = new Map<string, Counts | undefined>();
  let left = MOST_JUDGED;
  const judge = (edits: Patch['edits']): Counts | undefined => {
    const key = JSON.stringify(edits.map(({ start, end, becomes }) => [start, end, becomes]));
    if (!judged.has(key)) {
      left -= document.source.length;
      judged.set(key, verdict(document.source, edits, ids));
    }
    return judged.get(key);
  };
  for (const finding of findings) {
    for (const { edits: proposed, lost, settles } of proposals(finding, editor)) {
      const edits = merged(proposed);
      if (edits === undefined || edits.length === 0) continue;
      if (left < document.source.length || judged.size >= MOST_JUDGEMENTS) return patches;
      const after = judge(edits);
      const silences = silenced(finding, before, after);
      if (silences === 0 || remains(settles, after)) continue;
      patches.set(finding, { edits, silences, loses: lost.length > 0, lost });
      break;
    }
  }
  return patches;
}

function* proposals(finding: Finding, editor: Editor): Generator<Change> {
  for (const remedy of REMEDIES) yield* remedy(finding, editor);
}

/** Hits by rule, severity and rule set. */
export type Counts = ReadonlyMap<string, number>;

export function countsOf(findings: readonly Finding[]): Counts {
  return new Map(findings.map((finding) => [keyOf(finding), finding.hits.length]));
}

function keyOf({ ruleSet, rule, severity }: Finding): string {
  return `${rule} ${severity} ${ruleSet}`;
}

/** The rules that speak more often than before. */
export function louder(before: Counts, after: Counts): string[] {
  return [...after].filter(([key, count]) => count > (before.get(key) ?? 0)).map(([key]) => key);
}

function remains(rules: RegExp | undefined, after: Counts | undefined): boolean {
  return rules !== undefined && after !== undefined && [...after.keys()].some((key) => rules.test(key));
}

function verdict(source: string, edits: Patch['edits'], ids: readonly string[]): Counts | undefined {
  return countsOf(validate(readXml(applyPatches(source, [{ edits }])), ids));
}

/** How many hits of the finding are gone; none where another rule speaks up instead. */
function silenced(finding: Finding, before: Counts, after: Counts | undefined): number {
  if (after === undefined || louder(before, after).length > 0) return 0;
  return finding.hits.length - (after.get(keyOf(finding)) ?? 0);
}
