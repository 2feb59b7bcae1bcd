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
  /** An amount says its currency. */
  isAmount?: true;
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
  // A gross price stands beside a discount (BT-148): as the writers say that there is none.
  ['cac:Price/cac:AllowanceCharge', { tag: 'cbc:Amount', text: '0', isAmount: true }],
  // UNTDID 4461 "instrument not defined".
  ['cac:PaymentMeans', { tag: 'cbc:PaymentMeansCode', text: '1' }],
  ['ram:SpecifiedTradeSettlementPaymentMeans', { tag: 'ram:TypeCode', text: '1' }],
]);

/** What an element must hold, or undefined. */
export function fillerOf(element: Within): Filler | undefined {
  return fillers.get(element.tag) ?? fillers.get(`${element.parent?.tag}/${element.tag}`);
}

/** An element that knows what it stands in. */
interface Within {
  readonly tag: string;
  readonly parent?: Within | null | undefined;
}

/** Whether a child of an element says no more than what would be put in for it, beside something that the element is there for. */
export function isFiller(parent: Element & Within, { tag, text }: Element): boolean {
  const filler = fillerOf(parent);
  if (filler?.tag !== tag || parent.children.length < 2) return false;
  const source = parent.children.find((child) => child.tag === filler.from);
  return text.trim() === (source?.text.trim() ?? filler.text);
}
