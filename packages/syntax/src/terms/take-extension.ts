/** From what the semantic invoice could not hold, the terms of the tables, without their syntax. */
import type { Unread } from '../projection.ts';
import type { XmlAttribute, XmlDocument, XmlNode } from '../xml/node.ts';
import { isFiller } from './filler.ts';
import type { Variant } from './notation.ts';
import type { Entry } from './registry.ts';
import { subjectOf, subjectPrefix } from './subject.ts';
import type { Occurrence } from './term.ts';
import { placed } from './term-of.ts';
import { documentFacts, type Facts, type Place, placeOf, said, trieOf } from './trie.ts';
import { neutral } from './value.ts';

/** A term that the semantic invoice has no place for, as either syntax may have said it. */
export interface ExtensionTerm {
  /** "BT-X-304". */
  term: string;
  /**
   * The occurrences of the groups around it that repeat, and its own where it does, outermost first. Those the invoice holds are counted
   * first, in its order: line 3 is its third; then come those it does not hold.
   */
  place: readonly Occurrence[];
  /** Absent where the invoice holds the value, and not its attributes. A date is "2026-11-20". */
  value?: string;
  /** Schemes, units, lists, currencies other than the invoice’s. */
  attributes?: Readonly<Record<string, string>>;
}

/**
 * Groups whose every occurrence the semantic invoice holds, whatever it could read of it: their occurrences are counted as they stand. Of others it may
 * have passed over some, which are then counted after those it holds.
 */
const HELD_WHOLE: ReadonlySet<string> = new Set([
  'BG-3',
  'BG-20',
  'BG-21',
  'BG-23',
  'BG-25',
  'BG-27',
  'BG-28',
  'BG-32',
]);

/** Takes the terms of EXTENDED and EXTENDED-CTC-FR, and those of EN 16931 that occur more often than it holds; the rest stays unread. */
export function takeExtension(
  document: XmlDocument,
  unread: readonly Unread[],
): { extension: ExtensionTerm[]; unread: Unread[] } {
  const known = documentFacts(document);
  if (known === undefined) return { extension: [], unread: [...unread] };
  const taker = new Taker(known.variant, known.facts, unread);
  taker.visit(document.root, trieOf(known.variant), []);
  return { extension: taker.extension, unread: unread.filter((one) => !taker.isTaken(one)) };
}

const HELD = 0;
const UNHELD = 1;
const SILENT = 2;

function isBlank({ text }: XmlNode): boolean {
  return text.trim() === '';
}

class Taker {
  readonly extension: ExtensionTerm[] = [];
  private readonly variant: Variant;
  private readonly facts: Facts;
  private readonly unreadTexts = new Set<XmlNode>();
  private readonly unreadAttributes = new Map<XmlNode, string[]>();
  /** What was taken of an element: the names of attributes, and "" for its text. */
  private readonly taken = new Map<XmlNode, Set<string>>();
  private readonly ranks = new Map<XmlNode, number>();

  constructor(variant: Variant, facts: Facts, unread: readonly Unread[]) {
    this.variant = variant;
    this.facts = facts;
    for (const { node, attribute } of unread) {
      if (attribute === undefined) this.unreadTexts.add(node);
      else this.unreadAttributes.set(node, [...(this.unreadAttributes.get(node) ?? []), attribute]);
    }
  }

  isTaken({ node, attribute = '' }: Unread): boolean {
    return this.taken.get(node)?.has(attribute) ?? false;
  }

  visit(node: XmlNode, place: Place, occurrences: readonly Occurrence[]): void {
    if (node.children.length === 0) this.leaf(node, place, occurrences);
    const siblings = Map.groupBy(node.children, (child) => placeOf(place, child, this.facts));
    const indices = new Map<XmlNode, number>();
    for (const [below, nodes] of siblings) {
      const counted = this.isCountedAnew(below)
        ? nodes.toSorted((a, b) => this.rank(a) - this.rank(b))
        : nodes;
      counted.forEach((one, at) => {
        indices.set(one, at + 1);
      });
    }
    for (const child of node.children) {
      const below = placeOf(place, child, this.facts);
      const index = indices.get(child) ?? 1;
      // Where nothing repeats, a second element has no place of its own.
      if (below === undefined || (below.counted === undefined && index > 1)) continue;
      const own = below.counted === undefined ? [] : [{ group: below.counted, index }];
      this.visit(child, below, [...occurrences, ...own]);
    }
  }

  private isCountedAnew(place: Place | undefined): boolean {
    return place?.counted !== undefined && !HELD_WHOLE.has(place.counted);
  }

  /** First what the invoice holds a text of, then what says something else, at last what says nothing. */
  private rank(node: XmlNode): number {
    const known = this.ranks.get(node);
    if (known !== undefined) return known;
    let rank = SILENT;
    if (node.children.length > 0) for (const child of node.children) rank = Math.min(rank, this.rank(child));
    else if (!isBlank(node)) rank = this.unreadTexts.has(node) ? UNHELD : HELD;
    this.ranks.set(node, rank);
    return rank;
  }

  private leaf(node: XmlNode, place: Place, occurrences: readonly Occurrence[]): void {
    if (isBlank(node)) return;
    const isUnread = this.unreadTexts.has(node);
    if (!isUnread) this.subjectOfHeld(node, place, occurrences);
    if (!isUnread && !this.unreadAttributes.has(node)) return;
    const riding = this.riding(node, place, occurrences);
    const { term } = place;
    if (isUnread && (this.isTold(node, place) || (node.parent !== null && isFiller(node.parent, node)))) {
      this.take(node, '', riding);
    } else if (isUnread && term !== undefined) {
      if (this.withSubject(node.text, place, term, occurrences, riding)) this.take(node, '', riding);
    } else if (term !== undefined && riding.length > 0) {
      if (this.push(term, occurrences, undefined, riding)) this.take(node, undefined, riding);
    }
  }

  /** The unread attributes that are parts of the term of their element; those that are not are taken for themselves. */
  private riding(node: XmlNode, place: Place, occurrences: readonly Occurrence[]): XmlAttribute[] {
    const unread = this.unreadAttributes.get(node) ?? [];
    return node.attributes.filter(({ name, value }) => {
      if (!unread.includes(name)) return false;
      const implied = place.impliedAttributes.get(name);
      const own = place.attributes.get(name);
      const isTold = implied !== undefined && said(implied, this.facts) === value;
      if (!isTold && (own === undefined || !this.isApart(own, place))) return true;
      if (isTold || own === undefined || this.push(own, occurrences, value, [])) this.take(node, name, []);
      return false;
    });
  }

  /** Whether a text says no more than the bracket of its place. */
  private isTold(node: XmlNode, { term, implied }: Place): boolean {
    if (implied === undefined) return false;
    return term === undefined || node.text.trim() === said(implied, this.facts);
  }

  /** Whether an attribute is a term that the other syntax has an element for, not a part of the term of its element. */
  private isApart(own: Entry, { term }: Place): boolean {
    const cii = own.term.cii;
    return term === undefined || cii === undefined || !cii.startsWith(`${term.term.cii}/@`);
  }

  /** A line note in UBL that the invoice holds with the code before its text: the code is a term that it has no place for. */
  private subjectOfHeld(node: XmlNode, { subject, term }: Place, occurrences: readonly Occurrence[]): void {
    if (subject === undefined || term?.term.id !== 'BT-127') return;
    const code = subjectOf(node.text);
    if (code !== undefined) this.push(subject, occurrences, code, []);
  }

  private withSubject(
    text: string,
    { subject }: Place,
    term: Entry,
    occurrences: readonly Occurrence[],
    attributes: readonly XmlAttribute[],
  ): boolean {
    const code = subject === undefined ? undefined : subjectOf(text);
    if (subject === undefined || code === undefined) return this.push(term, occurrences, text, attributes);
    const rest = text.slice(subjectPrefix(code).length);
    return this.push(term, occurrences, rest, attributes) && this.push(subject, occurrences, code, []);
  }

  private push(
    entry: Entry,
    occurrences: readonly Occurrence[],
    text: string | undefined,
    attributes: readonly XmlAttribute[],
  ): boolean {
    // A second occurrence of what the term does not repeat with has no place.
    const isBeside = occurrences.some(({ group, index }) => index > 1 && !entry.repeats.includes(group));
    if (isBeside) return false;
    const given = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
    const { term } = entry;
    const valued = neutral(term, { value: text ?? '', attributes: given }, this.variant, this.facts);
    this.extension.push({
      term: term.id,
      place: placed(entry, occurrences),
      ...(text === undefined ? {} : { value: valued.value }),
      ...(Object.keys(valued.attributes).length === 0 ? {} : { attributes: valued.attributes }),
    });
    return true;
  }

  private take(node: XmlNode, own: string | undefined, riding: readonly XmlAttribute[]): void {
    const taken = this.taken.get(node) ?? new Set();
    this.taken.set(node, taken);
    if (own !== undefined) taken.add(own);
    for (const { name } of riding) taken.add(name);
  }
}
