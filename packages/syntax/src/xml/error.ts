/** Why a document is no XML that Scell reads, in words of both languages, with the place. */

/** A sentence in each language. */
export interface Sentence {
  fr: string;
  en: string;
}

/** What is wrong, by code; `detail` is the name, character or number concerned. */
const sentences = {
  'too-large': (detail: string) => ({
    fr: `Le document dépasse ${detail} octets.`,
    en: `The document exceeds ${detail} bytes.`,
  }),
  'unknown-encoding': (detail: string) => ({
    fr: `L’encodage « ${detail} » n’est pas pris en charge.`,
    en: `The encoding "${detail}" is not supported.`,
  }),
  'encoding-mismatch': (detail: string) => ({
    fr: `Les octets ne sont pas dans l’encodage annoncé, « ${detail} ».`,
    en: `The bytes are not in the encoding announced, "${detail}".`,
  }),
  'invalid-bytes': (detail: string) => ({
    fr: `L’octet ${detail} n’est pas un texte valide dans l’encodage du document.`,
    en: `The byte ${detail} is not valid text in the encoding of the document.`,
  }),
  'illegal-character': (detail: string) => ({
    fr: `Le caractère ${detail} est interdit en XML.`,
    en: `The character ${detail} is not allowed in XML.`,
  }),
  'bad-declaration': () => ({
    fr: 'La déclaration XML est mal formée.',
    en: 'The XML declaration is malformed.',
  }),
  'document-type': () => ({
    fr: 'Une déclaration de type de document (DOCTYPE) est refusée.',
    en: 'A document type declaration (DOCTYPE) is refused.',
  }),
  'no-element': () => ({
    fr: 'Le document ne contient aucun élément.',
    en: 'The document holds no element.',
  }),
  'outside-root': () => ({
    fr: 'Du contenu se trouve hors de l’élément racine.',
    en: 'There is content outside the root element.',
  }),
  unclosed: (detail: string) => ({
    fr: `« ${detail} » n’est jamais fermé.`,
    en: `"${detail}" is never closed.`,
  }),
  'wrong-end-tag': (detail: string) => ({
    fr: `La balise de fin ne correspond pas à l’élément ouvert, « ${detail} ».`,
    en: `The end tag does not match the open element, "${detail}".`,
  }),
  'bad-name': () => ({
    fr: 'Un nom XML est attendu ici.',
    en: 'An XML name is expected here.',
  }),
  'bad-tag': (detail: string) => ({
    fr: `La balise « ${detail} » est mal formée.`,
    en: `The tag "${detail}" is malformed.`,
  }),
  'bad-attribute': (detail: string) => ({
    fr: `L’attribut « ${detail} » est mal formé.`,
    en: `The attribute "${detail}" is malformed.`,
  }),
  'duplicate-attribute': (detail: string) => ({
    fr: `L’attribut « ${detail} » est donné deux fois.`,
    en: `The attribute "${detail}" is given twice.`,
  }),
  'undeclared-prefix': (detail: string) => ({
    fr: `Le préfixe « ${detail} » n’est lié à aucun espace de noms.`,
    en: `The prefix "${detail}" is bound to no namespace.`,
  }),
  'bad-namespace': (detail: string) => ({
    fr: `La déclaration d’espace de noms « ${detail} » est interdite.`,
    en: `The namespace declaration "${detail}" is not allowed.`,
  }),
  'bad-reference': () => ({
    fr: 'Un « & » commence une référence mal formée.',
    en: 'An "&" begins a malformed reference.',
  }),
  'unknown-entity': (detail: string) => ({
    fr: `L’entité « ${detail} » n’est pas une des cinq de XML.`,
    en: `The entity "${detail}" is none of the five of XML.`,
  }),
  'cdata-end': () => ({
    fr: '« ]]> » est interdit dans un texte.',
    en: '"]]>" is not allowed in text.',
  }),
  'bad-comment': () => ({
    fr: '« -- » est interdit dans un commentaire.',
    en: '"--" is not allowed in a comment.',
  }),
  'bad-instruction': () => ({
    fr: 'L’instruction de traitement est mal formée.',
    en: 'The processing instruction is malformed.',
  }),
  'too-deep': (detail: string) => ({
    fr: `Les éléments sont imbriqués sur plus de ${detail} niveaux.`,
    en: `Elements are nested more than ${detail} levels deep.`,
  }),
  'too-many-elements': (detail: string) => ({
    fr: `Le document a plus de ${detail} éléments.`,
    en: `The document has more than ${detail} elements.`,
  }),
  'too-many-attributes': (detail: string) => ({
    fr: `Un élément a plus de ${detail} attributs.`,
    en: `An element has more than ${detail} attributes.`,
  }),
  'too-many-namespaces': (detail: string) => ({
    fr: `Le document a plus de ${detail} déclarations d’espaces de noms.`,
    en: `The document has more than ${detail} namespace declarations.`,
  }),
  'name-too-long': (detail: string) => ({
    fr: `Un nom dépasse ${detail} caractères.`,
    en: `A name exceeds ${detail} characters.`,
  }),
  'text-too-long': (detail: string) => ({
    fr: `Un texte dépasse ${detail} caractères.`,
    en: `A text exceeds ${detail} characters.`,
  }),
} satisfies Record<string, (detail: string) => Sentence>;

export type XmlErrorCode = keyof typeof sentences;

/** The document is not well-formed, or asks for more than the limits. */
export class XmlError extends Error {
  readonly code: XmlErrorCode;
  /** In UTF-16 code units of the decoded source. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly text: Sentence;

  constructor(code: XmlErrorCode, position: { offset: number; line: number; column: number }, detail = '') {
    const text = sentences[code](detail);
    super(`${position.line}:${position.column} ${text.en}`);
    this.name = 'XmlError';
    this.code = code;
    this.offset = position.offset;
    this.line = position.line;
    this.column = position.column;
    this.text = text;
  }
}
