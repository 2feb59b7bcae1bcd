/** What every family of CII rules is handed: the document, its lists, what is known of it as a whole, and a place to speak. */
import type { XmlDocument, XmlNode } from '@scell/syntax';
import type { Facts, Report, Severity } from '../engine/rule-set.ts';
import type { Truth } from '../engine/values.ts';
import { select, selectAll } from './select.ts';
import { reportStops } from './stops.ts';
import { type Lists, survey } from './survey.ts';

/** Facts are only gathered for an assertion that fails. */
type Explain = () => Facts;

/** A family of rules. */
export type Judge = (hearing: Hearing) => void;

/** What a set of rules built on these calls a rule when it speaks of a node; undefined where the set does not have it. */
export type Naming = (rule: string, node: XmlNode) => string | undefined;

/** One document under judgement. */
export interface Hearing {
  readonly root: XmlNode;
  readonly lists: Lists;
  /** The nodes at `/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/…`. */
  transaction(group: string, ...path: readonly string[]): readonly XmlNode[];
  /** Reports a fatal assertion on a node when it is false. */
  fatal(rule: string, node: XmlNode, truth: Truth, explain?: Explain): void;
  /** Reports a warning on a node when its assertion is false. */
  warning(rule: string, node: XmlNode, truth: Truth, explain?: Explain): void;
}

/**
 * Surveys a document, which reports what its structure must not hold, and hears the rules on it.
 *
 * Where a value is no number, or stands twice where a rule can read one, the official engine stops and gives no verdict on anything. Here
 * the other rules speak, and what stopped it is reported (stops.ts).
 */
export function hear(
  document: XmlDocument,
  report: Report,
  judges: readonly Judge[],
  nameOf: Naming = (rule) => rule,
): void {
  const { root } = document;
  const lists = survey(document, (rule, severity, node, facts) => {
    const name = nameOf(rule, node);
    if (name !== undefined) report(name, severity, node, facts);
  });
  const groups = new Map<string, XmlNode[]>();
  if (root.tag === 'rsm:CrossIndustryInvoice')
    for (const { children } of select(root, 'rsm:SupplyChainTradeTransaction'))
      for (const node of children) {
        const group = groups.get(node.tag);
        if (group === undefined) groups.set(node.tag, [node]);
        else group.push(node);
      }

  const unjudged: XmlNode[] = [];
  const assertion =
    (severity: Severity) => (rule: string, node: XmlNode, truth: Truth, explain?: Explain) => {
      if (truth === true) return;
      const name = nameOf(rule, node);
      if (name === undefined) return;
      if (truth === false) return report(name, severity, node, explain?.());
      unjudged.push(node);
    };
  const hearing: Hearing = {
    root,
    lists,
    transaction: (group, ...path) => selectAll(groups.get(group) ?? [], ...path),
    fatal: assertion('fatal'),
    warning: assertion('warning'),
  };
  for (const judge of judges) judge(hearing);

  if (unjudged.length > 0) reportStops(root, unjudged, report);
}
