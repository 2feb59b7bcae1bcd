/** What a conversion kept, added and could not keep, in words and places: for people and for JSON. */
import type { Text } from '@scell/core';
import type { TermValue } from '@scell/en16931';
import {
  attribute,
  type ExtensionTerm,
  type Irregularity,
  type Syntax,
  termById,
  termOf,
  type Unread,
  type XmlDocument,
} from '@scell/syntax';
import { Locator, nameOf } from '@scell/validation';

/** A term, or an element that is none, with its place and what it said. */
export interface CertifiedTerm {
  /** "BT-131", "BT-X-304"; null for what is no term at all. */
  term: string | null;
  /** Of the term, where it has one: "line net amount". */
  name: Text | null;
  /** An XPath in the source, the place in the semantic invoice ("lines[2].price.gross"), or the groups around a term of an extension ("BG-25[3]"). */
  place: string;
  /** In the source, from 1; absent where the place is no XPath. */
  line?: number;
  /** As the source says it; long values are cut. */
  value: string;
  reason: Text;
}

/** The account of a conversion. What none of the lists names is in the result, as it was. */
export interface Certificate {
  source: { container: 'xml' | 'pdf'; syntax: Syntax; specification: string | null };
  target: 'cii' | 'ubl' | 'facturx';
  /** Whether every term and element of the source is in the result. */
  complete: boolean;
  lost: CertifiedTerm[];
  /** What the target asks for and the source does not say. */
  added: CertifiedTerm[];
  /** Faults of the source that the result has too. */
  irregularities: CertifiedTerm[];
}

const reasons = {
  noTerm: {
    fr: 'Cet élément n’est pas un terme de la spécification que la cible annonce (BT-24), ou répète un terme qui n’apparaît qu’une fois.',
    en: 'This is no term of the specification that the target announces (BT-24), or repeats a term that occurs once.',
  },
  noHome: {
    fr: 'La syntaxe cible n’a pas de place pour ce terme, ou le dit autrement.',
    en: 'The target syntax has no place for this term, or says it otherwise.',
  },
  noPlace: {
    fr: 'La syntaxe cible n’a pas de place pour ce terme d’extension.',
    en: 'The target syntax has no place for this term of an extension.',
  },
  claim: {
    fr: 'Le document annonce la spécification du profil demandé.',
    en: 'The document announces the specification of the profile asked for.',
  },
  profile: {
    fr: 'Le profil demandé n’a pas ce terme.',
    en: 'The profile asked for does not have this term.',
  },
  asked: {
    fr: 'La cible exige ce terme ; sa valeur découle du reste de la facture.',
    en: 'The target asks for this term; its value follows from the rest of the invoice.',
  },
  missing: {
    fr: 'Ce terme obligatoire manque dans la source.',
    en: 'This mandatory term is missing in the source.',
  },
  malformed: {
    fr: 'La valeur n’a pas la forme que le terme demande ; elle est reprise telle quelle.',
    en: 'The value does not have the form the term asks for; it is kept as it stands.',
  },
  'unknown-code': {
    fr: 'Le code n’est pas de la liste d’EN 16931 ; il est repris tel quel.',
    en: 'The code is not in the list of EN 16931; it is kept as it stands.',
  },
} satisfies Record<string, Text>;

/** Terms of the model that are lost or added. */
export function certifiedTerms(
  terms: readonly TermValue[],
  reason: 'noHome' | 'profile' | 'asked',
): CertifiedTerm[] {
  return terms.map(({ term, path, value }) => ({
    term,
    name: nameOf(term) ?? null,
    place: placeOf(path),
    value: shown(typeof value === 'string' ? value : `${value.length} bytes`),
    // Only another profile changes what a document claims to be.
    reason: reasons[term === 'BT-24' ? 'claim' : reason],
  }));
}

/** Terms of EXTENDED and EXTENDED-CTC-FR without a place in the target. */
export function certifiedExtension(terms: readonly ExtensionTerm[]): CertifiedTerm[] {
  return terms.map(({ term, place, value, attributes }) => ({
    term,
    name: termById(term)?.name ?? null,
    place: place.map(({ group, index }) => `${group}[${index}]`).join('/'),
    value: shown(value ?? Object.values(attributes ?? {}).join(' ')),
    reason: reasons.noPlace,
  }));
}

/** Elements and attributes of the source that are none of the model's. */
export function certifiedElements(document: XmlDocument, unread: readonly Unread[]): CertifiedTerm[] {
  const locator = new Locator();
  return unread.map(({ node, attribute: name }) => {
    const term = termOf(node, name);
    return {
      term: term?.id ?? null,
      name: term?.name ?? null,
      place: locator.pathOf(node) + (name === undefined ? '' : `/@${name}`),
      line: document.lineOf(node.offset).line,
      value: shown(name === undefined ? node.text : (attribute(node, name) ?? '')),
      reason: reasons.noTerm,
    };
  });
}

/** What is wrong in the source. */
export function certifiedFaults(
  document: XmlDocument,
  irregularities: readonly Irregularity[],
): CertifiedTerm[] {
  const locator = new Locator();
  return irregularities.map(({ term, kind, node }) => ({
    term,
    name: nameOf(term) ?? null,
    place: locator.pathOf(node),
    line: document.lineOf(node.offset).line,
    value: kind === 'missing' ? '' : shown(node.text),
    reason: reasons[kind],
  }));
}

/** ["lines", 2, "price", "gross"] → "lines[2].price.gross". */
function placeOf(path: TermValue['path']): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

const LONGEST = 200;

function shown(value: string): string {
  const text = value.trim();
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
