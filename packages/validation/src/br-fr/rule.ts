/** The shape of a rule: a context and what must hold there. */
import type { XmlNode } from '@scell/syntax';
import type { Facts } from '../engine/rule-set.ts';
import type { Contextual } from './contexts.ts';
import type { Invoice } from './invoice.ts';
import { contextsOf, type Place, type Syntax, type TermPlace, termOf } from './syntax.ts';

/** A question about a node. */
export type Condition = (node: XmlNode, invoice: Invoice) => boolean;

/** One official assertion; the severity of all of them is fatal. */
export interface Assertion {
  /** The official id, as SVRL gives it. */
  readonly id: string;
  readonly holds: Condition;
  /** The figures of a hit. */
  readonly facts?: (node: XmlNode, invoice: Invoice) => Facts;
}

/** Assertions on the nodes of a context. */
export interface Rule extends Contextual {
  /** Narrows the context; a node it refuses is left to the next rule of the pattern. Must not throw. */
  readonly where?: Condition;
  readonly assertions: readonly Assertion[];
}

/** Rules of which only the first that wants a node judges it. */
export type Pattern = readonly Rule[];

/** A rule on a place; as a path alone where the other syntax has no such rule. */
export function rule(syntax: Syntax, place: Place | string, ...assertions: Assertion[]): Rule {
  return { contexts: contextsOf(syntax, pathOf(syntax, place)), assertions };
}

/** A rule on those nodes of a place that fulfil a condition. */
export function ruleWhere(
  syntax: Syntax,
  place: Place | string,
  where: Condition,
  ...assertions: Assertion[]
): Rule {
  return { contexts: contextsOf(syntax, pathOf(syntax, place)), where, assertions };
}

function pathOf(syntax: Syntax, place: Place | string): string {
  return typeof place === 'string' ? place : place[syntax];
}

/** One pattern: the same rule in every place, its id ending with the term of the place. */
export function everywhere(
  syntax: Syntax,
  places: readonly TermPlace[],
  id: string,
  holds: Condition,
): Pattern {
  return places.map((place) => rule(syntax, place, { id: `${id}_${termOf(syntax, place)}`, holds }));
}

/** The same of the text of the node alone. */
export function textEverywhere(
  syntax: Syntax,
  places: readonly TermPlace[],
  id: string,
  holds: (text: string) => boolean,
): Pattern {
  return everywhere(syntax, places, id, (node) => holds(node.text));
}
