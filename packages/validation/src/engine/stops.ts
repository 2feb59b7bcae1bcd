/**
 * Where an official engine stops. A malformed value, or a second element where a test reads one, makes it give no verdict on anything. Here, in every rule set
 * and syntax alike:
 *
 * - the tests that need the value are not judged, all others are;
 * - the place is reported once, as fatal, under the id of its cause, so that no such document passes for valid;
 * - a value that no test needs is nobody's business: where the official engine goes on, nothing is reported.
 */
import type { XmlNode } from '@scell/syntax';
import type { Facts, Report } from './rule-set.ts';

/**
 * What is wrong: a text that is no number, no date, no truth value; an element that stands again where one value is asked for; or, where none of these is
 * found, a test that cannot be judged on its context node.
 */
export type StopRule = 'SCELL-NUMBER' | 'SCELL-DATE' | 'SCELL-BOOLEAN' | 'SCELL-REPEATED' | 'SCELL-UNJUDGED';

/** Reports a stop at the element that causes it: its name, what it holds, and how it should look. */
export function reportStop(rule: StopRule, node: XmlNode, report: Report): void {
  report(rule, 'fatal', node, factsOf(rule, node));
}

function factsOf(rule: StopRule, node: XmlNode): Facts {
  const element = { element: node.tag };
  if (rule === 'SCELL-UNJUDGED') return element;
  const held = node.children.length === 0 ? { ...element, found: node.text } : element;
  return { ...held, form: formOf(rule, node) };
}

function formOf(rule: Exclude<StopRule, 'SCELL-UNJUDGED'>, { tag }: XmlNode): string {
  switch (rule) {
    case 'SCELL-NUMBER':
      return '1234.50';
    case 'SCELL-DATE':
      return tag.startsWith('cbc:') ? '2026-11-20' : '20261120';
    case 'SCELL-BOOLEAN':
      return 'true | false';
    case 'SCELL-REPEATED':
      return '1 ×';
  }
}
