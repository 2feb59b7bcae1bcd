/** BR-01 to BR-11, BR-16, BR-62, BR-63: what the invoice as a whole must say. */

import type { XmlNode } from '@scell/syntax';
import type { Hearing } from './hearing.ts';
import { hasAttribute, isAttributeFilled, isFilled, select, selectAll } from './select.ts';

const AGREEMENT = 'ram:ApplicableHeaderTradeAgreement';

export function judgeDocument(hearing: Hearing): void {
  const { root } = hearing;
  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  const filled = (rule: string, nodes: readonly XmlNode[]) => hearing.fatal(rule, root, isFilled(nodes));
  const header = (...path: readonly string[]) => selectAll([root], ...path);
  const agreement = (...path: readonly string[]) => hearing.transaction(AGREEMENT, ...path);

  filled(
    'BR-01',
    header('rsm:ExchangedDocumentContext', 'ram:GuidelineSpecifiedDocumentContextParameter', 'ram:ID'),
  );
  filled('BR-02', header('rsm:ExchangedDocument', 'ram:ID'));
  const issueDates = select(root, 'rsm:ExchangedDocument', 'ram:IssueDateTime', 'udt:DateTimeString');
  filled(
    'BR-03',
    issueDates.filter((date) => hasAttribute(date, 'format', '102')),
  );
  filled('BR-04', header('rsm:ExchangedDocument', 'ram:TypeCode'));
  filled('BR-05', hearing.transaction('ram:ApplicableHeaderTradeSettlement', 'ram:InvoiceCurrencyCode'));

  filled('BR-06', agreement('ram:SellerTradeParty', 'ram:Name'));
  filled('BR-07', agreement('ram:BuyerTradeParty', 'ram:Name'));
  for (const [party, address, country, scheme] of PARTIES) {
    const addresses = agreement(party, 'ram:PostalTradeAddress');
    hearing.fatal(address, root, addresses.length > 0);
    filled(country, selectAll(addresses, 'ram:CountryID'));
    // BT-34 and BT-49: the scheme of the first electronic address of the party.
    const communications = agreement(party).map((node) => select(node, 'ram:URIUniversalCommunication'));
    const first = communications.flatMap((found) => found.slice(0, 1));
    const hasScheme = isAttributeFilled(selectAll(first, 'ram:URIID'), 'schemeID');
    hearing.fatal(scheme, root, first.length === 0 || hasScheme);
  }
  hearing.fatal('BR-16', root, hearing.lists.lines.length > 0);
}

const PARTIES = [
  ['ram:SellerTradeParty', 'BR-08', 'BR-09', 'BR-62'],
  ['ram:BuyerTradeParty', 'BR-10', 'BR-11', 'BR-63'],
] as const;
