/** The walk: every element of a document once, every assertion of its contexts. */
import type { XmlDocument, XmlNode } from '@scell/syntax';
import type { Facts, Report, RuleSet } from '../engine/rule-set.ts';
import { reportStop } from '../engine/stops.ts';
import { Contexts, type State } from './contexts.ts';
import type { Edition } from './editions.ts';
import { Invoice } from './invoice.ts';
import { Unjudged } from './operands.ts';
import type { Assertion, Pattern, Rule } from './rule.ts';
import type { Syntax } from './syntax.ts';

/**
 * The rule set of these patterns; those of `subInvoices` concern only documents that hold several invoices, and do not slow down the others.
 */
export function brFrRuleSet(
  syntax: Syntax,
  { version, from }: Edition,
  patterns: { always: readonly Pattern[]; subInvoices: readonly Pattern[] },
): RuleSet {
  const ordinary = new Contexts<Rule>(patterns.always);
  const combined = new Contexts<Rule>([...patterns.always, ...patterns.subInvoices]);
  return {
    id: 'br-fr',
    version,
    from,
    syntax,
    run: ({ root }: XmlDocument, report: Report) => {
      const invoice = new Invoice(syntax, root);
      new Judgement(invoice.hasSubInvoices ? combined : ordinary, invoice, report).give(root);
    },
  };
}

/** One run over one document. */
class Judgement {
  readonly #contexts: Contexts<Rule>;
  readonly #invoice: Invoice;
  readonly #report: Report;
  /** Where the official engine stops without a verdict, and under which rule of our own that is reported. */
  readonly #unjudged = new Map<XmlNode, Unjudged>();

  constructor(contexts: Contexts<Rule>, invoice: Invoice, report: Report) {
    this.#contexts = contexts;
    this.#invoice = invoice;
    this.#report = report;
    for (const node of invoice.repeatedFrames) this.#leave(new Unjudged('SCELL-REPEATED', node));
  }

  give(root: XmlNode): void {
    this.#walk(root, this.#contexts.document);
    for (const { rule, node } of this.#unjudged.values()) {
      reportStop(rule, node, this.#report);
    }
  }

  #walk(node: XmlNode, parent: State<Rule>): void {
    const state = this.#contexts.step(parent, node.tag);
    for (const candidates of state.candidates) {
      for (const { where, assertions } of candidates) {
        if (where !== undefined && !where(node, this.#invoice)) continue;
        for (const assertion of assertions) this.#judge(assertion, node);
        break;
      }
    }
    for (const child of node.children) this.#walk(child, state);
  }

  #judge({ id, holds, facts }: Assertion, node: XmlNode): void {
    try {
      if (holds(node, this.#invoice)) return;
      this.#report(id, 'fatal', node, facts && this.#factsOf(facts, node));
    } catch (reason) {
      if (!(reason instanceof Unjudged)) throw reason;
      this.#leave(reason);
    }
  }

  /** Figures explain a hit; where one cannot be told, the hit stands without. */
  #factsOf(facts: NonNullable<Assertion['facts']>, node: XmlNode): Facts {
    try {
      return facts(node, this.#invoice);
    } catch (reason) {
      if (!(reason instanceof Unjudged)) throw reason;
      return {};
    }
  }

  #leave(reason: Unjudged): void {
    if (!this.#unjudged.has(reason.node)) this.#unjudged.set(reason.node, reason);
  }
}
