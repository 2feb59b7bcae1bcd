/** BR-17 to BR-20, BR-56, BR-57, BR-CO-09, BR-CO-26: payee, tax representative, deliver-to address, identifiers of the seller. */
import { isCountry } from '@scell/en16931';
import type { XmlNode } from '@scell/syntax';
import { any } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { has, hasAttribute, isFilled, select, selectAll, textsOf } from './select.ts';

export function judgeParties(hearing: Hearing): void {
  const { lists } = hearing;
  const sellersBeside = sellerTexts();
  for (const payee of lists.payees) {
    const sellers = sellersBeside(payee.parent?.parent);
    const isSellers = SELLER_TEXTS.some((path, index) =>
      selectAll([payee], ...path).some(({ text }) => sellers[index]?.has(text)),
    );
    hearing.fatal('BR-17', payee, has(payee, 'ram:Name') && !isSellers);
  }

  for (const representative of lists.taxRepresentatives) {
    hearing.fatal('BR-18', representative, isFilled(select(representative, 'ram:Name')));
    const addresses = select(representative, 'ram:PostalTradeAddress');
    hearing.fatal('BR-19', representative, addresses.length > 0);
    hearing.fatal('BR-20', representative, isFilled(selectAll(addresses, 'ram:CountryID')));
    const numbers = select(representative, 'ram:SpecifiedTaxRegistration', 'ram:ID');
    const vatNumbers = numbers.filter((id) => hasAttribute(id, 'schemeID', 'VA'));
    hearing.fatal('BR-56', representative, isFilled(vatNumbers));
  }

  for (const delivery of lists.headerDeliveries) {
    const addresses = select(delivery, 'ram:ShipToTradeParty', 'ram:PostalTradeAddress');
    const country = isFilled(selectAll(addresses, 'ram:CountryID'));
    hearing.fatal('BR-57', delivery, any(addresses.length === 0, country));
  }

  for (const seller of lists.sellers)
    hearing.fatal(
      'BR-CO-26',
      seller,
      has(seller, 'ram:ID') ||
        has(seller, 'ram:GlobalID') ||
        has(seller, 'ram:SpecifiedLegalOrganization', 'ram:ID') ||
        select(seller, 'ram:SpecifiedTaxRegistration', 'ram:ID').some((id) =>
          hasAttribute(id, 'schemeID', 'VA'),
        ),
    );

  for (const id of lists.taxRegistrationIds)
    if (hasAttribute(id, 'schemeID', 'VA'))
      hearing.fatal('BR-CO-09', id, isVatPrefix(id.text.slice(0, 2)), () => ({ found: id.text }));
}

/** What tells a payee from the seller (BR-17): name, identifier, legal registration. */
const SELLER_TEXTS = [['ram:Name'], ['ram:ID'], ['ram:SpecifiedLegalOrganization', 'ram:ID']] as const;

/** Those texts of the sellers below a transaction, gathered once for it. */
function sellerTexts(): (above: XmlNode | null | undefined) => readonly ReadonlySet<string>[] {
  const known = new Map<XmlNode | null | undefined, readonly ReadonlySet<string>[]>();
  return (above) => {
    const found = known.get(above) ?? SELLER_TEXTS.map((path) => textsBelow(above, path));
    known.set(above, found);
    return found;
  };
}

function textsBelow(above: XmlNode | null | undefined, path: readonly string[]): ReadonlySet<string> {
  const sellers = above ? select(above, 'ram:ApplicableHeaderTradeAgreement', 'ram:SellerTradeParty') : [];
  return new Set(textsOf(selectAll(sellers, ...path)));
}

/** Countries of the CEN list, and EL, under which Greek VAT numbers go. */
function isVatPrefix(prefix: string): boolean {
  return prefix === 'EL' || isCenCountry(prefix);
}

/** ISO 3166-1 as the CEN list has it: still the Netherlands Antilles (AN), not South Sudan (SS). */
export function isCenCountry(code: string): boolean {
  return code === 'AN' || (code !== 'SS' && isCountry(code));
}
