/** What a schema makes mandatory where a document has nothing to say: put in by placing, passed over by taking. */
import type { Element } from './trie.ts';

/** As the writers call what does not apply. */
export const FILLER = 'NA';

/** An element that another must hold. */
interface Filler {
  tag: string;
  /** Its text, or the sibling to take it from. */
  text: string;
  from?: string;
}

const documentReferences = [
  'cac:InvoiceDocumentReference',
  'cac:DocumentReference',
  'cac:AdditionalDocumentReference',
  'cac:ContractDocumentReference',
  'cac:DespatchDocumentReference',
  'cac:ReceiptDocumentReference',
  'cac:OriginatorDocumentReference',
];
const lineReferences = ['cac:OrderLineReference', 'cac:DespatchLineReference', 'cac:ReceiptLineReference'];

const fillers: ReadonlyMap<string, Filler> = new Map([
  ...documentReferences.map((tag) => [tag, { tag: 'cbc:ID', text: FILLER }] as const),
  ...lineReferences.map((tag) => [tag, { tag: 'cbc:LineID', text: FILLER }] as const),
  ['cac:OrderReference', { tag: 'cbc:ID', text: FILLER }],
  // An attribute of an article with a code alone is named by it.
  ['cac:AdditionalItemProperty', { tag: 'cbc:Name', text: FILLER, from: 'cbc:NameCode' }],
  // UNTDID 4461 "instrument not defined".
  ['cac:PaymentMeans', { tag: 'cbc:PaymentMeansCode', text: '1' }],
  ['ram:SpecifiedTradeSettlementPaymentMeans', { tag: 'ram:TypeCode', text: '1' }],
]);

/** What an element must hold, or undefined. */
export function fillerOf(tag: string): Filler | undefined {
  return fillers.get(tag);
}

/** Whether a child of an element says no more than what would be put in for it, beside something that the element is there for. */
export function isFiller(parent: Element, { tag, text }: Element): boolean {
  const filler = fillers.get(parent.tag);
  if (filler?.tag !== tag || parent.children.length < 2) return false;
  const source = parent.children.find((child) => child.tag === filler.from);
  return text.trim() === (source?.text.trim() ?? filler.text);
}
