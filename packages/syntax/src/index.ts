export { ConversionError } from './convert/conversion-error.ts';
export { type Conversion, convertInvoice } from './convert/convert-invoice.ts';
export type { Irregularity, Unread } from './projection.ts';
export { type ReadInvoice, readInvoice, type Syntax, syntaxOf } from './read-invoice.ts';
export { placeExtension } from './terms/place-extension.ts';
export { type ExtensionTerm, takeExtension } from './terms/take-extension.ts';
export type { Occurrence, Term, TermKind } from './terms/term.ts';
export { allTerms, type TermOccurrence, termById, termOf, termsOf } from './terms/term-of.ts';
export { writeCii } from './write-cii.ts';
export { writeUbl } from './write-ubl.ts';
export { XmlError, type XmlErrorCode } from './xml/error.ts';
export type { XmlLimits } from './xml/limits.ts';
export { namespaces } from './xml/names.ts';
export {
  attribute,
  child,
  childrenOf,
  type Position,
  type XmlAttribute,
  type XmlDocument,
  type XmlNode,
} from './xml/node.ts';
export { readXml } from './xml/read-xml.ts';
export { type AttributeSpan, type ElementSpan, type Span, spanOf } from './xml/span.ts';
export { IllegalCharacterError } from './xml.ts';
