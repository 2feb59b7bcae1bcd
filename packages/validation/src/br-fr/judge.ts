/** The walk: every element of a document once, every assertion of its contexts. */
import type { XmlDocument, XmlNode } from '@scell/syntax';
import type { Report, RuleSet } from '../engine/rule-set.ts';
import { Contexts, type State } from './contexts.ts';
import { Invoice } from './invoice.ts';
import { MalformedNumber, Repeated } from './operands.ts';
import type { Assertion, Pattern, Rule } from './rule.ts';
import type { Syntax } from './syntax.ts';

/** The rule set of these patterns. */
export function brFrRuleSet(syntax: Syntax, patterns: readonly Pattern[]): RuleSet {
  const contexts = new Contexts<Rule>(patterns);
  return {
    id: 'br-fr',
    version: '1.4.0.03',
    syntax,
    run: (document: XmlDocument, report: Report) => {
      walk(document.root, contexts, contexts.document, new Invoice(syntax, document.root), report);
    },
  };
}

function walk(
  node: XmlNode,
  contexts: Contexts<Rule>,
  parent: State<Rule>,
  invoice: Invoice,
  report: Report,
): void {
  const state = contexts.step(parent, node.tag);
  for (const candidates of state.candidates) {
    const rule = candidates.find(({ where }) => where === undefined || where(node, invoice));
    if (rule !== undefined) judge(rule, node, invoice, report);
  }
  for (const child of node.children) walk(child, contexts, state, invoice, report);
}

function judge(rule: Rule, node: XmlNode, invoice: Invoice, report: Report): void {
  for (const assertion of rule.assertions) {
    if (!fails(assertion, node, invoice)) continue;
    report(assertion.id, 'fatal', node, assertion.facts?.(node, invoice));
  }
}

/**
 * Where the official engine stops without a verdict: a value that stands twice cannot be what the rule wants, so that the rule is reported; a
 * sum over a malformed number is left alone, since BR-FR-DEC reports the number itself.
 */
function fails(assertion: Assertion, node: XmlNode, invoice: Invoice): boolean {
  try {
    return !assertion.holds(node, invoice);
  } catch (problem) {
    if (problem instanceof Repeated) return true;
    if (problem instanceof MalformedNumber) return false;
    throw problem;
  }
}
