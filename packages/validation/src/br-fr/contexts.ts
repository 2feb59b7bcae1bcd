/**
 * Which rules look at a node. A context is a path of element names that ends at the node, as XSLT match patterns read it: "ram:A/ram:B" is any
 * ram:B below a ram:A, "/ram:A" only the root element. All contexts together are one automaton over the names from the root down (Aho and
 * Corasick, 1975), so that a node costs one look-up however many rules there are.
 */

/** Something that waits for nodes. */
export interface Contextual {
  /** Paths; a node that several of them describe is the same context once. */
  readonly contexts: readonly string[];
}

/** What is known of a node from its name and its ancestors' names. */
export interface State<R> {
  /** By pattern, in order: the rules whose path ends here, in the order of the pattern. */
  readonly candidates: readonly (readonly R[])[];
}

interface Found<R> {
  rule: R;
  pattern: number;
  position: number;
}

class Node<R> implements State<R> {
  readonly edges = new Map<string, Node<R>>();
  readonly steps = new Map<string, Node<R>>();
  readonly found: Found<R>[] = [];
  fallback: Node<R> | undefined;
  candidates: readonly (readonly R[])[] = [];
}

/** The path of the document node, above the root element. */
const documentName = '/';

/** The automaton of a list of patterns; each pattern is an ordered list of rules of which the first that wants a node gets it. */
export class Contexts<R extends Contextual> {
  readonly #start = new Node<R>();
  readonly #names = new Set<string>();

  constructor(patterns: readonly (readonly R[])[]) {
    for (const [pattern, rules] of patterns.entries()) {
      for (const [position, rule] of rules.entries()) {
        for (const path of rule.contexts) this.#add(path, { rule, pattern, position });
      }
    }
    this.#link();
  }

  /** Where a walk begins: the document node. */
  get document(): State<R> {
    return this.#step(this.#start, documentName);
  }

  /** From a parent's state to its child's. */
  step(parent: State<R>, tag: string): State<R> {
    return this.#step(parent as Node<R>, tag);
  }

  #step(from: Node<R>, tag: string): Node<R> {
    const known = from.steps.get(tag);
    if (known !== undefined) return known;
    // Only names of the rules are remembered, so that a hostile document cannot make the automaton grow.
    if (!this.#names.has(tag)) return this.#start;
    let node = from;
    while (node.fallback !== undefined && !node.edges.has(tag)) node = node.fallback;
    const to = node.edges.get(tag) ?? this.#start;
    from.steps.set(tag, to);
    return to;
  }

  #add(path: string, found: Found<R>): void {
    const names = path.startsWith('/') ? [documentName, ...path.slice(1).split('/')] : path.split('/');
    let node = this.#start;
    for (const name of names) {
      this.#names.add(name);
      let next = node.edges.get(name);
      if (next === undefined) {
        next = new Node();
        node.edges.set(name, next);
      }
      node = next;
    }
    node.found.push(found);
  }

  /** Breadth first: each node learns the longest shorter path that it also ends, and that path's rules. */
  #link(): void {
    const queue = [this.#start];
    for (const node of queue) {
      for (const [name, child] of node.edges) {
        child.fallback = node.fallback === undefined ? this.#start : this.#step(node.fallback, name);
        child.found.push(...child.fallback.found);
        child.candidates = byPattern(child.found);
        queue.push(child);
      }
    }
  }
}

function byPattern<R>(found: readonly Found<R>[]): R[][] {
  const ordered = found.toSorted((a, b) => a.pattern - b.pattern || a.position - b.position);
  const groups: R[][] = [];
  let last = -1;
  for (const { rule, pattern } of ordered) {
    const group = groups.at(-1);
    if (group === undefined || pattern !== last) groups.push([rule]);
    else if (group.at(-1) !== rule) group.push(rule);
    last = pattern;
  }
  return groups;
}
