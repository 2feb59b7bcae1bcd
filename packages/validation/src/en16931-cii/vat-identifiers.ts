/** Which VAT identifiers an invoice names, looked up once. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from './hearing.ts';
import { has, hasAttribute, select } from './select.ts';
import type { Identifiers } from './vat-categories.ts';

/** Answers whether the identifiers a category asks for are there; `category` says which rules ask. */
export function vatIdentifiers(hearing: Hearing): (wanted: Identifiers) => boolean {
  const { lists } = hearing;
  const named = (parties: readonly XmlNode[], ...schemes: readonly string[]) =>
    parties.some((party) =>
      select(party, 'ram:SpecifiedTaxRegistration', 'ram:ID').some((id) =>
        schemes.some((scheme) => hasAttribute(id, 'schemeID', scheme)),
      ),
    );
  // Most rules read the parties at their place, those of reverse charge, export and intra-community supply wherever they stand.
  const sellers = hearing.transaction('ram:ApplicableHeaderTradeAgreement', 'ram:SellerTradeParty');
  const representatives = hearing.transaction(
    'ram:ApplicableHeaderTradeAgreement',
    'ram:SellerTaxRepresentativeTradeParty',
  );
  const representativeAnywhere = named(lists.taxRepresentatives, 'VA');
  const sellerVat = named(lists.sellers, 'VA') || representativeAnywhere;
  const buyerVat = named(lists.buyers, 'VA');
  const buyerIsRegistered = lists.buyers.some((buyer) =>
    has(buyer, 'ram:SpecifiedLegalOrganization', 'ram:ID'),
  );
  const answers: Record<Identifiers, boolean> = {
    seller: named(sellers, 'VA', 'FC') || named(representatives, 'VA'),
    'seller-vat': sellerVat,
    both: (named(lists.sellers, 'VA', 'FC') || representativeAnywhere) && (buyerVat || buyerIsRegistered),
    'both-vat': sellerVat && buyerVat,
    none: !named(sellers, 'VA') && !named(representatives, 'VA') && !buyerVat,
  };
  return (wanted) => answers[wanted];
}
