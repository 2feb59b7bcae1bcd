/** The chosen sets of rules on a document, hits gathered to findings. */
import { type Syntax, syntaxOf, type XmlDocument, type XmlNode } from '@scell/syntax';
import { brFrCii, brFrUbl } from './br-fr/rule-set.ts';
import { en16931Cii } from './en16931-cii/rule-set.ts';
import { en16931Ubl } from './en16931-ubl/rule-set.ts';
import type { Facts, RuleSet, Severity } from './engine/rule-set.ts';
import { extendedCtcFrCii, extendedCtcFrUbl } from './extended-ctc-fr/rule-set.ts';
import { facturX } from './facturx/rule-sets.ts';
import { strictCii, strictUbl } from './strict/rule-set.ts';

const ruleSets: readonly RuleSet[] = [
  en16931Cii,
  en16931Ubl,
  brFrCii,
  brFrUbl,
  extendedCtcFrCii,
  extendedCtcFrUbl,
  ...facturX,
  strictCii,
  strictUbl,
];

/** "en16931", "br-fr", "extended-ctc-fr", "facturx-en16931", "strict": what `validate` can be asked for. */
export const ruleSetIds: readonly string[] = [...new Set(ruleSets.map(({ id }) => id))];

/** The rules on the PDF side of a hybrid invoice: `@scell/facturx` judges them, reports here tell its findings with the others. */
export const HYBRID_RULES = 'hybrid';
/** Of the Factur-X specification, whose annex 3.d lists them. */
const HYBRID_VERSION = '1.09';

/**
 * The version of the official artefact whose verdicts a rule set gives: "1.3.16". @throws {RangeError} for an id neither among `ruleSetIds` nor
 * `HYBRID_RULES`.
 */
export function versionOf(id: string): string {
  if (id === HYBRID_RULES) return HYBRID_VERSION;
  const ruleSet = ruleSets.find((candidate) => candidate.id === id);
  if (ruleSet === undefined) throw new RangeError(`there are no rules "${id}"`);
  return ruleSet.version;
}

/** Whether a rule set judges documents of a syntax: Factur-X is CII alone. */
export function judges(id: string, syntax: Syntax): boolean {
  return ruleSets.some((candidate) => candidate.id === id && candidate.syntax === syntax);
}

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
 * @throws {RangeError} for a rule set that is not among `ruleSetIds` or does not judge the syntax (`judges`), or a document that is no invoice in
 * CII or UBL.
 */
export function validate(document: XmlDocument, ids: readonly string[]): Finding[] {
  const syntax = syntaxOf(document);
  if (syntax === undefined) throw new RangeError(`${document.root.tag} is no invoice in CII or UBL`);
  return ids.flatMap((id) => {
    const ruleSet = ruleSets.find((candidate) => candidate.id === id && candidate.syntax === syntax);
    if (ruleSet === undefined) throw new RangeError(`${nameOf(id)} do not judge ${syntax.toUpperCase()}`);
    return findingsOf(ruleSet, document);
  });
}

/** @throws {RangeError} for no rule set at all. */
function nameOf(id: string): string {
  return `the rules "${id}" ${versionOf(id)}`;
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
