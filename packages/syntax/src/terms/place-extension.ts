/** Putting the terms that the semantic invoice could not hold into a document that was written of it. */
import { readXml } from '../xml/read-xml.ts';
import { BARE, type Draft, draftOf, insert, setAttribute, writeDraft } from './draft.ts';
import { FILLER, fillerOf } from './filler.ts';
import type { Predicate, Segment, Variant } from './notation.ts';
import { type Entry, type EntryPath, entryOf } from './registry.ts';
import { subjectPrefix } from './subject.ts';
import type { ExtensionTerm } from './take-extension.ts';
import type { Occurrence } from './term.ts';
import { type Facts, factsOf, type Place, placeOf, said, trieOf, variantOf } from './trie.ts';
import { written } from './value.ts';

/**
 * Puts terms into a document of `writeCii` or `writeUbl`, each below the occurrence of its groups, in the order of the schema. Groups that are not there are
 * made. `homeless` has the terms that the syntax has no place for.
 * @throws {IllegalCharacterError} for a text XML cannot carry.
 * @throws {RangeError} when the document is no invoice in that syntax.
 */
export function placeExtension(
  xml: string,
  syntax: 'cii' | 'ubl',
  extension: readonly ExtensionTerm[],
): { xml: string; homeless: ExtensionTerm[] } {
  const document = readXml(xml);
  const variant = variantOf(document.root);
  if (variant === undefined || (variant === 'cii') !== (syntax === 'cii'))
    throw new RangeError(`${document.root.tag} is no invoice in ${syntax.toUpperCase()}`);
  if (extension.length === 0) return { xml, homeless: [] };
  const placer = new Placer(draftOf(document.root), variant);
  // What stands before or after an element is put once the element is there.
  const later = (term: ExtensionTerm) => (placer.isAddition(term) ? 1 : 0);
  const ordered = extension.toSorted((one, other) => later(one) - later(other));
  const homeless = new Set(ordered.filter((term) => !placer.put(term)));
  placer.fill();
  return {
    xml: writeDraft(placer.root, document),
    homeless: extension.filter((term) => homeless.has(term)),
  };
}

/** The occurrences of one place below one element. */
interface Occurrences {
  /** Those of the document, in its order. */
  readonly had: readonly Draft[];
  readonly made: Map<number, Draft>;
  /** The highest index made. */
  last: number;
}

/** The occurrence made before it that comes after an index. */
function after({ made, last }: Occurrences, index: number): Draft | undefined {
  if (index >= last) return undefined;
  let next = last;
  for (const other of made.keys()) if (other > index && other < next) next = other;
  return made.get(next);
}

class Placer {
  readonly root: Draft;
  private readonly variant: Variant;
  private readonly facts: Facts;
  private readonly occurrences = new Map<Draft, Map<Place, Occurrences>>();
  private readonly made: Draft[] = [];

  constructor(root: Draft, variant: Variant) {
    this.root = root;
    this.variant = variant;
    this.facts = factsOf(root, variant);
  }

  /** Whether a term adds to an element of another. */
  isAddition({ term, value }: ExtensionTerm): boolean {
    const path = entryOf(term)?.paths[this.variant];
    return value === undefined || path?.attribute !== undefined || path?.subject === true;
  }

  /** Puts one term; false where it has no place. */
  put({ term, place, value, attributes = {} }: ExtensionTerm): boolean {
    const entry = entryOf(term);
    const path = entry?.paths[this.variant];
    if (entry === undefined || path === undefined || path.isLater) return false;
    if (this.isBeyond(entry, path, place) || !path.segments.every((one) => this.canSatisfy(one)))
      return false;
    if (term === 'BT-122-0' && value !== undefined && OTHER_DOCUMENTS.has(value)) return false;
    const valued = written(entry.term, { value: value ?? '', attributes }, this.variant, this.facts);
    if (valued === undefined) return false;
    const adds = this.isAddition({ term, place, ...(value === undefined ? {} : { value }) });
    const element = this.reach(path, place, !adds);
    if (element === undefined) return false;
    if (path.subject) {
      const prefix = subjectPrefix(valued.value);
      if (!element.text.startsWith(prefix)) element.text = prefix + element.text;
      return true;
    }
    if (value !== undefined && path.attribute === undefined && !isFree(element, term)) return false;
    element.term = term;
    if (path.attribute !== undefined) setAttribute(element, path.attribute, valued.value);
    else if (value !== undefined) element.text = valued.value;
    if (term === 'BT-X-10') withoutPrefix(element, valued.value);
    if (path.attribute === undefined)
      for (const [name, said] of Object.entries(valued.attributes)) {
        // The element of a held amount or date has its currency or format already.
        if (value !== undefined || name in attributes) setAttribute(element, name, said);
      }
    return true;
  }

  /** Whether an occurrence after the first is meant where the syntax has one only. */
  private isBeyond({ repeats }: Entry, { counted }: EntryPath, place: readonly Occurrence[]): boolean {
    return repeats.some((group) => {
      const index = place.find((one) => one.group === group)?.index ?? 1;
      return index > 1 && !counted.includes(group);
    });
  }

  /** The element at the end of a path, made where it is not there and may be. */
  private reach(
    { segments, counted }: EntryPath,
    place: readonly Occurrence[],
    mayMake: boolean,
  ): Draft | undefined {
    let draft = this.root;
    let below = trieOf(this.variant);
    for (const [at, segment] of segments.entries()) {
      const next = below.children.get(segment.tag)?.find((one) => isSame(one.predicate, segment.predicate));
      if (next === undefined) return undefined;
      const group = counted[at];
      const index = group === undefined ? undefined : (place.find((one) => one.group === group)?.index ?? 1);
      const found =
        index === undefined ? this.first(draft, below, next) : this.nth(draft, below, next, index);
      const isLast = at === segments.length - 1;
      if (found === undefined && !mayMake) return undefined;
      if (found === undefined && isLast && index === undefined && this.isOnce(draft, segment))
        return undefined;
      draft = found ?? this.make(draft, below, segment, next, index);
      below = next;
    }
    return draft;
  }

  /** A text that is there already, as another term, and may be there once. */
  private isOnce(draft: Draft, { tag }: Segment): boolean {
    return tag.startsWith('cbc:') && draft.children.some((child) => child.tag === tag);
  }

  private first(draft: Draft, below: Place, next: Place): Draft | undefined {
    return draft.children.find((child) => placeOf(below, child, this.facts) === next);
  }

  private nth(draft: Draft, below: Place, next: Place, index: number): Draft | undefined {
    const { had, made } = this.occurrencesOf(draft, below, next);
    return made.get(index) ?? had[index - 1];
  }

  private occurrencesOf(draft: Draft, below: Place, next: Place): Occurrences {
    const known = this.occurrences.get(draft) ?? new Map<Place, Occurrences>();
    this.occurrences.set(draft, known);
    const counted = known.get(next);
    if (counted !== undefined) return counted;
    const had = draft.children.filter((child) => placeOf(below, child, this.facts) === next);
    const occurrences = { had, made: new Map<number, Draft>(), last: 0 };
    known.set(next, occurrences);
    return occurrences;
  }

  private make(parent: Draft, below: Place, segment: Segment, next: Place, index: number | undefined): Draft {
    const occurrences = index === undefined ? undefined : this.occurrencesOf(parent, below, next);
    const following = occurrences === undefined ? undefined : after(occurrences, index ?? 0);
    const draft = insert(parent, segment.tag, following);
    if (occurrences !== undefined && index !== undefined) {
      occurrences.made.set(index, draft);
      occurrences.last = Math.max(occurrences.last, index);
    }
    this.made.push(draft);
    if (segment.predicate !== undefined) this.satisfy(draft, segment.predicate);
    return draft;
  }

  /** Whether the document says what tells the element from its neighbours: its number, or the currency of VAT. */
  private canSatisfy({ predicate }: Segment): boolean {
    return predicate?.value === undefined || said(predicate.value, this.facts) !== undefined;
  }

  /** Writes what tells the element from its neighbours. */
  private satisfy(draft: Draft, { path, attribute, value }: Predicate): void {
    const text = value === undefined ? undefined : said(value, this.facts);
    if (text === undefined) return;
    let holder = draft;
    for (const tag of path) {
      const found = holder.children.find((child) => child.tag === tag);
      if (found === undefined) {
        holder = insert(holder, tag);
        this.made.push(holder);
      } else holder = found;
    }
    if (attribute === undefined) holder.text = text;
    else setAttribute(holder, attribute, text);
  }

  /** Drops what the writers left empty beside what was put, and adds what the schema of UBL wants there. */
  fill(): void {
    const touched = new Set(this.made.flatMap(({ parent }) => parent ?? []));
    for (const draft of new Set([...touched, ...this.made])) {
      for (const child of draft.children.filter(isLeftEmpty))
        draft.children.splice(draft.children.indexOf(child), 1);
      const filler = fillerOf(draft);
      if (filler === undefined || draft.children.some(({ tag }) => tag === filler.tag)) continue;
      const source = draft.children.find(({ tag }) => tag === filler.from);
      const filled = insert(draft, filler.tag);
      filled.text = source?.text ?? filler.text;
      if (filler.isAmount && this.facts.currency !== undefined)
        setAttribute(filled, 'currencyID', this.facts.currency);
    }
  }
}

/** What the writers say where the schema wants something, and the document has said otherwise: a project without a name, the type of an attachment. */
const SAID_FOR_FORM: ReadonlySet<string> = new Set(['BT-11-0', 'BT-122-0', 'BT-128-0']);

/** UNTDID 1001 codes that make an additional document another term: a tender or project, an invoiced object. */
const OTHER_DOCUMENTS: ReadonlySet<string> = new Set(['50', '130']);

/** Whether an element has no value of its own yet. */
function isFree({ text, isNew }: Draft, term: string): boolean {
  return text === '' || SAID_FOR_FORM.has(term) || (!isNew && text === FILLER);
}

/** An element that the writers wrote for a term that is mandatory in the model and was not there. */
function isLeftEmpty({ isNew, text, children, attributes, tag }: Draft): boolean {
  return !isNew && text === '' && children.length === 0 && attributes.length === 0 && tag !== BARE;
}

/** The text beside a code in CII, which may have the code before it from UBL. */
function withoutPrefix({ parent }: Draft, code: string): void {
  const content = parent?.children.find(({ tag }) => tag === 'ram:Content');
  const prefix = subjectPrefix(code);
  if (content?.text.startsWith(prefix)) content.text = content.text.slice(prefix.length);
}

function isSame(one: Predicate | undefined, other: Predicate | undefined): boolean {
  return (
    one === other ||
    (one?.path.join() === other?.path.join() &&
      one?.attribute === other?.attribute &&
      one?.value === other?.value)
  );
}
