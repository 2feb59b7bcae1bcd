/** What a business term is: of EN 16931-1, of Factur-X EXTENDED (BT-X, BG-X) or of EXTENDED-CTC-FR (EXT-FR-FE). */
import type { Text } from '@scell/core';

export type TermKind =
  | 'group'
  | 'text'
  | 'code'
  | 'identifier'
  | 'amount'
  | 'quantity'
  | 'number'
  | 'date'
  | 'percent'
  | 'binary'
  | 'indicator';

/** A term, a group of terms, or an attribute that is a term. */
export interface Term {
  /** "BT-126", "BT-X-304". An element of EXTENDED without a published number bears its CII path. */
  readonly id: string;
  /** The same in EXTENDED-CTC-FR, where it is called otherwise: "EXT-FR-FE-162". */
  readonly french?: string;
  readonly name: Text;
  /** The group it stands in, "" for the document. */
  readonly group: string;
  /** As EXTENDED has it: "0..1", "1..n". */
  readonly cardinality: string;
  readonly kind: TermKind;
  /** Its place in CII D16B and D22B, as an XPath. */
  readonly cii?: string;
  /** Its place in UBL 2.1, where it has one. */
  readonly ubl?: { readonly invoice: string; readonly creditNote: string };
}

/** The nth occurrence of a group, or of a term that repeats, within the occurrence before it; counted from 1. */
export interface Occurrence {
  readonly group: string;
  readonly index: number;
}
