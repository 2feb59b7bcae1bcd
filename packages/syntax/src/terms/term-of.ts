/** Naming: the term an element or attribute is, and all terms that a document holds. */
import type { XmlDocument, XmlNode } from '../xml/node.ts';
import type { Entry } from './registry.ts';
import { allEntries, entryOf } from './registry.ts';
import { subjectOf, subjectPrefix } from './subject.ts';
import type { Occurrence, Term } from './term.ts';
import { documentFacts, type Facts, type Place, placeOf, trieOf, wayTo } from './trie.ts';

/** All terms and groups of EN 16931, Factur-X EXTENDED and EXTENDED-CTC-FR, in the order of CII, groups before their terms. */
export function allTerms(): Term[] {
  return allEntries().map(({ term }) => term);
}

/** The term of "BT-X-304", "EXT-FR-FE-162" or "BG-25". */
export function termById(id: string): Term | undefined {
  return entryOf(id)?.term;
}

/**
 * The term that an element of an invoice in CII or UBL is or, where it is none, the innermost term or group it belongs to. Of an attribute, the term it is
 * (a scheme, a unit), else that of its element. Undefined where it belongs to no group, or the document is no invoice.
 */
export function termOf(node: XmlNode, attribute?: string): Term | undefined {
  const way = wayTo(node);
  if (way === undefined) return undefined;
  const { places, isWhole } = way;
  const last = places.at(-1);
  const ownAttribute = isWhole && attribute !== undefined ? last?.attributes.get(attribute) : undefined;
  return (ownAttribute ?? innermost(places))?.term;
}

function innermost(places: readonly Place[]): Entry | undefined {
  for (const place of places.toReversed()) {
    const entry = place.term ?? place.group;
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** A term as a document holds it. */
export interface TermOccurrence {
  term: Term;
  /** The occurrences of the groups around it that repeat, and its own where it does, outermost first. */
  place: readonly Occurrence[];
  node: XmlNode;
  attribute?: string;
  /** As it stands in the document, but for the code before a note in UBL, which is a term of its own. */
  value: string;
}

/** Every term with a value in an invoice in CII or UBL, in document order; occurrences are counted as they stand. None in other documents. */
export function* termsOf(document: XmlDocument): Generator<TermOccurrence, void, undefined> {
  const known = documentFacts(document);
  if (known === undefined) return;
  yield* termsBelow(document.root, trieOf(known.variant), [], known.facts);
}

function* termsBelow(
  node: XmlNode,
  place: Place,
  occurrences: readonly Occurrence[],
  facts: Facts,
): Generator<TermOccurrence, void, undefined> {
  for (const { name, value } of node.attributes) {
    const entry = place.attributes.get(name);
    if (entry !== undefined && value !== '')
      yield { term: entry.term, place: placed(entry, occurrences), node, attribute: name, value };
  }
  if (node.children.length === 0 && node.text.trim() !== '') yield* saidBy(node, place, occurrences);
  const counts = new Map<Place, number>();
  for (const child of node.children) {
    const below = placeOf(place, child, facts);
    if (below === undefined) continue;
    const index = (counts.get(below) ?? 0) + 1;
    counts.set(below, index);
    const own = below.counted === undefined ? [] : [{ group: below.counted, index }];
    yield* termsBelow(child, below, [...occurrences, ...own], facts);
  }
}

/** The term of a text, and in UBL that of the code before it. */
function* saidBy(
  node: XmlNode,
  { term, subject }: Place,
  occurrences: readonly Occurrence[],
): Generator<TermOccurrence> {
  const code = subject === undefined ? undefined : subjectOf(node.text);
  if (subject !== undefined && code !== undefined)
    yield { term: subject.term, place: placed(subject, occurrences), node, value: code };
  const prefix = code === undefined ? '' : subjectPrefix(code);
  if (term !== undefined)
    yield { term: term.term, place: placed(term, occurrences), node, value: node.text.slice(prefix.length) };
}

/** The occurrences a term is counted by; one that its syntax does not repeat is the first. */
export function placed({ repeats }: Entry, occurrences: readonly Occurrence[]): Occurrence[] {
  return repeats.map((group) => occurrences.find((one) => one.group === group) ?? { group, index: 1 });
}
