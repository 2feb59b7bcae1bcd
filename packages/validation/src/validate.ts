/** The chosen sets of rules on a document, hits gathered to findings. */
import { syntaxOf, type XmlDocument, type XmlNode } from '@scell/syntax';
import type { Facts, RuleSet, Severity } from './engine/rule-set.ts';
import { ruleSetOf, versionOf } from './rule-sets.ts';

/** One place where an assertion fails. */
export interface Hit {
  /** The context node of the assertion. */
  node: XmlNode;
  facts?: Facts;
}

/** An assertion that fails. */
export interface Finding {
  /** The id of the rule set: "br-fr". */
  ruleSet: string;
  /** The official id as SVRL gives it: "BR-FR-10_BT-30". SCELL-… names what made an official engine stop without a verdict. */
  rule: string;
  severity: Severity;
  /** At least one. */
  hits: Hit[];
}

/**
 * The findings of the rule sets asked for, in the order of the request and then of their first hit. No finding at all means that the official rules
 * are silent; a fatal one refuses the document.
 * @param names "en16931", "br-fr", or with a version "br-fr@1.4.0.02" (`isRuleSet`, `rulesInForce`).
 * @throws {RangeError} for what is no rule set or does not judge the syntax (`judges`), or a document that is no invoice in CII or UBL.
 */
export function validate(document: XmlDocument, names: readonly string[]): Finding[] {
  const syntax = syntaxOf(document);
  if (syntax === undefined) throw new RangeError(`${document.root.tag} is no invoice in CII or UBL`);
  return names.flatMap((name) => {
    const ruleSet = ruleSetOf(name, syntax);
    if (ruleSet === undefined) throw new RangeError(`${spelled(name)} do not judge ${syntax.toUpperCase()}`);
    return findingsOf(ruleSet, document);
  });
}

/** @throws {RangeError} for no rule set at all. */
function spelled(name: string): string {
  return `the rules "${name}" ${versionOf(name)}`;
}

function findingsOf(ruleSet: RuleSet, document: XmlDocument): Finding[] {
  const findings = new Map<string, Finding>();
  ruleSet.run(document, (rule, severity, node, facts) => {
    const key = `${rule} ${severity}`;
    const hit = facts === undefined ? { node } : { node, facts };
    const known = findings.get(key);
    if (known === undefined) findings.set(key, { ruleSet: ruleSet.id, rule, severity, hits: [hit] });
    else known.hits.push(hit);
  });
  return [...findings.values()];
}
