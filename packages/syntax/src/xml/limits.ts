/** What a document may ask of the reader before it is refused: far above what any invoice needs. */
export interface XmlLimits {
  /** Bytes, or UTF-16 code units of a text. */
  size: number;
  /** Nesting of elements. */
  depth: number;
  /** Elements in all. */
  elements: number;
  /** Attributes of one element, namespace declarations included. */
  attributes: number;
  /** Declarations that change the namespaces in force; elements that declare the same in the same place count once. */
  namespaces: number;
  /** UTF-16 code units of a name, prefix included. */
  nameLength: number;
  /** UTF-16 code units of the markup of one attribute value or between two tags. An attachment (BT-125) is one such text. */
  textLength: number;
}

export const defaultLimits: XmlLimits = {
  size: 100 * 1024 * 1024,
  depth: 100,
  elements: 2_000_000,
  attributes: 100,
  namespaces: 10_000,
  nameLength: 1_000,
  textLength: 100 * 1024 * 1024,
};
