/** What every set of rules is: a function over the tree of a document that reports each hit of each assertion. */
import type { XmlDocument, XmlNode } from '@scell/syntax';

/** As the official artefacts flag their assertions: `fatal` refuses the document. */
export type Severity = 'fatal' | 'warning';

/** Named figures and texts that explain a hit: `found`, `expected`, and whatever the rule's explanation needs. */
export type Facts = Readonly<Record<string, string>>;

/**
 * Called once a hit: an assertion that fails on three nodes is three calls. `rule` is the official id exactly as SVRL gives it
 * ("BR-FR-10_BT-30"), `node` the context node of the assertion.
 */
export type Report = (rule: string, severity: Severity, node: XmlNode, facts?: Facts) => void;

/** One version of one official set of rules in one syntax. */
export interface RuleSet {
  /** "en16931", "br-fr". */
  readonly id: string;
  /** The version of the official artefact whose verdicts are given: "1.3.16". */
  readonly version: string;
  /** The day that version was published, `YYYY-MM-DD`. */
  readonly from: string;
  readonly syntax: 'cii' | 'ubl';
  /** Judges a document in time linear in its size. Never throws, whatever the document holds. */
  run(document: XmlDocument, report: Report): void;
}
