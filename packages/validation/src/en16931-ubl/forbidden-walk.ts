/** UBL-CR: one walk along the tree of forbidden paths answers every "this element is not to be used" that starts at the document element. */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { forbiddenElements } from './forbidden-elements.ts';

/** A step of the forbidden paths. `slot` numbers the rule of a path that ends here. */
interface Step {
  readonly below: Map<string, Step>;
  slot: number;
}

const RULES: string[] = [];
const START = plant();

function plant(): Step {
  const start: Step = { below: new Map(), slot: -1 };
  const slots = new Map<string, number>();
  for (const { rule, path } of forbiddenElements()) {
    let step = start;
    for (const tag of path) {
      let next = step.below.get(tag);
      if (next === undefined) {
        next = { below: new Map(), slot: -1 };
        step.below.set(tag, next);
      }
      step = next;
    }
    let slot = slots.get(rule);
    if (slot === undefined) {
      slot = RULES.push(rule) - 1;
      slots.set(rule, slot);
    }
    step.slot = slot;
  }
  return start;
}

/** Reports each rule once, on the document element; `found` is the path of the first offender. */
export function checkForbiddenElements(root: XmlNode, report: Report): void {
  const seen = new Uint8Array(RULES.length);
  walk(root, START);

  function walk(node: XmlNode, step: Step): void {
    for (const inner of node.children) {
      const next = step.below.get(inner.tag);
      if (next === undefined) continue;
      if (next.slot >= 0 && seen[next.slot] === 0) {
        seen[next.slot] = 1;
        report(RULES[next.slot] ?? '', 'warning', root, { found: pathFrom(root, inner) });
      }
      if (next.below.size > 0) walk(inner, next);
    }
  }
}

/** "cac:Delivery/cbc:ID": the tags from below the root to the node. */
export function pathFrom(root: XmlNode, node: XmlNode): string {
  const tags: string[] = [];
  for (let current: XmlNode | null = node; current !== null && current !== root; current = current.parent) {
    tags.push(current.tag);
  }
  return tags.reverse().join('/');
}
