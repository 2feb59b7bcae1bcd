/** What every report is made from: the findings of a file, with their places and words. */
import type { Text } from '@scell/core';
import type { Position, Syntax, XmlDocument } from '@scell/syntax';
import { Locator } from '../engine/path.ts';
import type { Facts, Severity } from '../engine/rule-set.ts';
import { type Message, message } from '../messages/message.ts';
import { messageOf } from '../messages/message-of.ts';
import type { Patch } from '../patches/patch.ts';
import type { Finding } from '../validate.ts';

/** Where a rule fails. Line and column count from 1, the column in UTF-16 code units. */
export interface Place extends Position {
  /** An XPath with the prefixes of CEN/TS 16931-3: "/ubl:Invoice/cac:InvoiceLine[2]/cbc:ID". */
  path: string;
  /** Figures and texts that explain the hit, `found` and `expected` above all. */
  figures?: Facts;
}

/** A rule that fails, in words. */
export interface ExplainedFinding {
  /** The id of the rule set: "br-fr". */
  ruleset: string;
  /** The official id as SVRL gives it: "BR-FR-10_BT-30". */
  rule: string;
  severity: Severity;
  /** The business term or group: "BT-131"; null where the rule is about none. */
  term: string | null;
  explanation: Text;
  remedy: Text;
  /** How often the rule fails. */
  count: number;
  /** The first hits, one at least, in the order of their report: all of them up to `MOST_PLACES`. */
  places: readonly [Place, ...Place[]];
  /** A change of the document that silences the rule; absent where there is none, or where none was looked for. */
  patch?: Patch;
}

/** Why a file could not be judged. */
export interface Failure extends Partial<Position> {
  /** "wrong-end-tag", "not-an-invoice". */
  code: string;
  text: Text;
}

/** What is said of one file. */
export interface FileReport {
  /** As its reader names it; a relative path with "/" makes the best links. */
  file: string;
  /** The rule sets that were asked, in the order of the request. */
  rulesets: readonly string[];
  /** Null when the file could not be judged. */
  syntax: Syntax | null;
  findings: readonly ExplainedFinding[];
  failure?: Failure;
}

/** Whether a file was judged and no finding on it is fatal. */
export function isValid({ failure, findings }: FileReport): boolean {
  return failure === undefined && findings.every(({ severity }) => severity !== 'fatal');
}

/** Places that are told of one finding: more than any invoice has lines, and no more than memory has room for in a hostile one. */
const MOST_PLACES = 10_000;

/**
 * The findings of `validate` on this document, with place, term, explanation and remedy, in the same order.
 * @param patches of `patchesFor`, where the remedies are to come with them.
 */
export function explain(
  document: XmlDocument,
  findings: readonly Finding[],
  patches: ReadonlyMap<Finding, Patch> = new Map(),
): ExplainedFinding[] {
  const locator = new Locator();
  return findings.flatMap((finding) => {
    const { ruleSet, rule, severity, hits } = finding;
    const patch = patches.get(finding);
    const [first, ...more] = hits.slice(0, MOST_PLACES).map(({ node, facts }): Place => {
      const place = { path: locator.pathOf(node), ...document.lineOf(node.offset) };
      return facts === undefined ? place : { ...place, figures: facts };
    });
    if (first === undefined) return [];
    const words = messageOf(rule, ruleSet) ?? withoutWords(rule, ruleSet);
    const explained: ExplainedFinding = {
      ruleset: ruleSet,
      rule,
      severity,
      ...words,
      count: hits.length,
      places: [first, ...more],
    };
    return [patch === undefined ? explained : { ...explained, patch }];
  });
}

/** For a rule set whose rules have no words of their own. */
function withoutWords(rule: string, ruleSet: string): Message {
  return message(
    null,
    [`La règle ${rule} (${ruleSet}) n’est pas respectée.`, `Voyez le texte officiel de la règle ${rule}.`],
    [`The rule ${rule} (${ruleSet}) is not met.`, `See the official text of the rule ${rule}.`],
  );
}
