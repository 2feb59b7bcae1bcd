/** How EXTENDED-CTC-FR takes the EN 16931 rules over: as they are, under a name of its own, or not at all. */
import type { XmlNode } from '@scell/syntax';

/** Whether an assertion of EN 16931 that fails on this node fails here too. */
type Condition = (node: XmlNode) => boolean;

/** The name of a rule here, and where it holds less often than in EN 16931, when it does. */
export interface Adopted {
  readonly name: string;
  readonly holds?: Condition;
}

/** The rules of EN 16931 that differ here: undefined where there is none of the kind, or another rule in its place. */
export type CoreRules = ReadonlyMap<string, Adopted | undefined>;

/** What a rule of EN 16931 that fails on a node is called here; undefined where it is no rule. */
export function coreRuleName(rules: CoreRules, rule: string, node: XmlNode): string | undefined {
  if (!rules.has(rule)) return rule;
  const adopted = rules.get(rule);
  if (adopted === undefined) return undefined;
  return adopted.holds === undefined || adopted.holds(node) ? adopted.name : undefined;
}

/** Entries for rules that have no place here. */
export function without(prefix: string, numbers: string): [string, undefined][] {
  return numbers
    .trim()
    .split(/\s+/)
    .map((number) => [`${prefix}${number}`, undefined]);
}
