import type { XmlNode } from '@scell/syntax';
import { type IdentifiedXml, textAt } from './identify-xml.ts';

/** What a person looks for first on an invoice, as the XML has it. What is absent is null. */
export interface KeyFigures {
  /** BT-1 */
  number: string | null;
  /** BT-27 */
  seller: string | null;
  /** BT-5 */
  currency: string | null;
  /** BT-110, in the invoice currency. */
  vat: string | null;
  /** BT-112 */
  withVat: string | null;
  /** BT-115 */
  due: string | null;
}

const TRADE = 'SupplyChainTradeTransaction';
const SETTLEMENT = [TRADE, 'ApplicableHeaderTradeSettlement'];
const SUMMATION = [...SETTLEMENT, 'SpecifiedTradeSettlementHeaderMonetarySummation'];

/** The figures of an invoice in CII or UBL; of other documents none. */
export function keyFigures({ root, syntax }: IdentifiedXml): KeyFigures {
  if (syntax === 'cii') {
    const currency = textAt(root, [...SETTLEMENT, 'InvoiceCurrencyCode']);
    return {
      number: textAt(root, ['ExchangedDocument', 'ID']),
      seller: textAt(root, [TRADE, 'ApplicableHeaderTradeAgreement', 'SellerTradeParty', 'Name']),
      currency,
      vat: inCurrency(nodesAt(root, SUMMATION, 'TaxTotalAmount'), currency),
      withVat: textAt(root, [...SUMMATION, 'GrandTotalAmount']),
      due: textAt(root, [...SUMMATION, 'DuePayableAmount']),
    };
  }
  if (syntax === 'ubl') {
    const currency = textAt(root, ['DocumentCurrencyCode']);
    const party = ['AccountingSupplierParty', 'Party'];
    const taxes = root.children.filter(({ tag }) => tag === 'cac:TaxTotal');
    return {
      number: textAt(root, ['ID']),
      seller:
        textAt(root, [...party, 'PartyLegalEntity', 'RegistrationName']) ??
        textAt(root, [...party, 'PartyName', 'Name']),
      currency,
      vat: inCurrency(
        taxes.flatMap(({ children }) => children.filter(({ tag }) => tag === 'cbc:TaxAmount')),
        currency,
      ),
      withVat: textAt(root, ['LegalMonetaryTotal', 'TaxInclusiveAmount']),
      due: textAt(root, ['LegalMonetaryTotal', 'PayableAmount']),
    };
  }
  return { number: null, seller: null, currency: null, vat: null, withVat: null, due: null };
}

function nodesAt(root: XmlNode, path: readonly string[], last: string): XmlNode[] {
  let node: XmlNode | undefined = root;
  for (const name of path) node = node?.children.find(({ tag }) => tag.endsWith(`:${name}`));
  return node?.children.filter(({ tag }) => tag.endsWith(`:${last}`)) ?? [];
}

/** BT-110 and BT-111 are the same element in two currencies. */
function inCurrency(nodes: readonly XmlNode[], currency: string | null): string | null {
  const own = nodes.find(({ attributes }) =>
    attributes.some(({ name, value }) => name === 'currencyID' && value === currency),
  );
  const text = (own ?? (nodes.length === 1 ? nodes[0] : undefined))?.text.trim() ?? '';
  return text === '' ? null : text;
}
