/** What every family of CII rules is handed: the document, its lists, what is known of it as a whole, and a place to speak. */
import type { XmlDocument, XmlNode } from '@scell/syntax';
import type { Facts, Report } from '../engine/rule-set.ts';
import type { Truth } from '../engine/values.ts';
import { select, selectAll } from './select.ts';
import { type Lists, survey } from './survey.ts';

/** Facts are only gathered for an assertion that fails. */
type Explain = () => Facts;

/** One document under judgement. */
export interface Hearing {
  readonly root: XmlNode;
  readonly lists: Lists;
  /** The nodes at `/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/…`. */
  transaction(group: string, ...path: readonly string[]): readonly XmlNode[];
  /** Reports a fatal assertion on a node when it is false; what is not evaluable is left to be. */
  fatal(rule: string, node: XmlNode, truth: Truth, explain?: Explain): void;
  /** Reports a warning on a node when its assertion is false. */
  warning(rule: string, node: XmlNode, truth: Truth, explain?: Explain): void;
}

/** Surveys a document, which reports what its structure must not hold, and opens the hearing of its rules. */
export function openHearing(document: XmlDocument, report: Report): Hearing {
  const { root } = document;
  const groups = new Map<string, XmlNode[]>();
  if (root.tag === 'rsm:CrossIndustryInvoice')
    for (const { children } of select(root, 'rsm:SupplyChainTradeTransaction'))
      for (const node of children) {
        const group = groups.get(node.tag);
        if (group === undefined) groups.set(node.tag, [node]);
        else group.push(node);
      }
  return {
    root,
    lists: survey(document, report),
    transaction: (group, ...path) => selectAll(groups.get(group) ?? [], ...path),
    fatal(rule, node, truth, explain) {
      if (truth === false) report(rule, 'fatal', node, explain?.());
    },
    warning(rule, node, truth, explain) {
      if (truth === false) report(rule, 'warning', node, explain?.());
    },
  };
}
