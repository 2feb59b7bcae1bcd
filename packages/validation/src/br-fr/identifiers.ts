import { attribute, type XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';
import { firstCharacters, isAddress, isAtMost, isSiren, isSiret } from './formats.ts';
import { saysVatGroup, treatmentsOf } from './notes.ts';
import { at, normalizedTextOf, type Select, textOf, withAttribute } from './operands.ts';
import { buyer, inInvoice, otherParties, parties, seller } from './parties.ts';
import { type Assertion, type Pattern, rule, ruleWhere } from './rule.ts';
import type { Both, Place, Syntax } from './syntax.ts';
import { agreementTerm, buyerLegalIds, sellerLegalIds, term, theInvoice } from './terms.ts';

/** Identifiers of a party that carry a scheme. */
const globalIds = term({ cii: 'ram:GlobalID', ubl: 'cac:PartyIdentification/cbc:ID' });

const legalIds = term({
  cii: 'ram:SpecifiedLegalOrganization/ram:ID',
  ubl: 'cac:PartyLegalEntity/cbc:CompanyID',
});

/** ISO 6523 codes. */
const sirenScheme = '0002';
const siretScheme = '0009';
const privateScheme = '0224';
const vatGroupScheme = '0231';

/** Where goods or services are delivered: a party in CII, in UBL a location and a party. */
const deliveries: readonly (Place & { term: string; idsAt: Place })[] = [
  {
    term: 'BT-71',
    cii: '$delivery/ram:ShipToTradeParty',
    ubl: '$invoice/cac:Delivery',
    idsAt: {
      cii: 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty',
      ubl: '$invoice/cac:Delivery/cac:DeliveryLocation',
    },
  },
  {
    term: 'EXT-FR-FE-146',
    cii: '$line/ram:SpecifiedLineTradeDelivery/ram:ShipToTradeParty',
    // The official rule looks for a location inside the location.
    ubl: '$line/cac:Delivery/cac:DeliveryLocation',
    idsAt: {
      cii: 'rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeDelivery/ram:ShipToTradeParty',
      ubl: '$line/cac:Delivery/cac:DeliveryLocation',
    },
  },
];
const deliveryIds = term({ cii: 'ram:GlobalID', ubl: 'cac:DeliveryLocation/cbc:ID' });
const deliveryLegalIds = term({
  cii: 'ram:SpecifiedLegalOrganization/ram:ID',
  ubl: 'cac:DeliveryParty/cac:PartyLegalEntity/cbc:CompanyID',
});

/** BR-FR-09: a SIRET begins with the SIREN of the same party; parties other than seller and buyer need not give the SIREN. */
export function siretOfSiren(syntax: Syntax): Pattern[] {
  const coherent = (id: string, ids: Select, legal: Select, sirenRequired: boolean): Assertion => ({
    id: `BR-FR-09_${id}`,
    holds: (party) => {
      const sirets = withAttribute(ids(party), 'schemeID', siretScheme);
      const [first] = sirets;
      if (first === undefined) return true;
      if (!isSiret(first.text)) return false;
      const siren = textOf(withAttribute(legal(party), 'schemeID', sirenScheme));
      const derived = () => firstCharacters(syntax === 'cii' ? textOf(sirets) : first.text, 9);
      return firstCharacters(first.text, 9) === (siren !== '' || sirenRequired ? siren : derived());
    },
  });
  return [
    [
      ...parties.map((party) => {
        const isRequired = party === seller || party === buyer;
        return rule(
          syntax,
          inInvoice(party),
          coherent(party.identifier, globalIds[syntax], legalIds[syntax], isRequired),
        );
      }),
      ...deliveries.map((delivery) =>
        rule(syntax, delivery, coherent(delivery.term, deliveryIds[syntax], deliveryLegalIds[syntax], false)),
      ),
    ],
  ];
}

/** BR-FR-10: the seller has a SIREN. */
export function sellerSiren(syntax: Syntax): Pattern[] {
  const id = 'BR-FR-10_BT-30';
  const isGiven = (ids: readonly XmlNode[]) =>
    isSiren(normalizedTextOf(withAttribute(ids, 'schemeID', sirenScheme)));
  if (syntax === 'cii') {
    return [[rule(syntax, theInvoice, { id, holds: (invoice) => isGiven(sellerLegalIds.cii(invoice)) })]];
  }
  // UBL asks each legal entity of the seller, and nothing when there is none.
  const entity = 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity';
  const companyIds = at('cbc:CompanyID');
  return [[rule(syntax, entity, { id, holds: (node) => isGiven(companyIds(node)) })]];
}

/** BR-FR-11: so has the buyer, when the invoice is to be treated as B2B. */
export function buyerSiren(syntax: Syntax): Pattern[] {
  const tidy: (text: string) => string = syntax === 'ubl' ? normalizeSpace : (text) => text;
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-11_BT-47',
        holds: (invoice) => {
          if (!treatmentsOf[syntax](invoice).includes('B2B')) return true;
          const siren = withAttribute(buyerLegalIds[syntax](invoice), 'schemeID', sirenScheme);
          return isSiren(tidy(textOf(siren)));
        },
      }),
    ],
  ];
}

/** BR-FR-24, BR-FR-26: a private identifier (0224) is at most 100 characters of the alphabet of addresses. */
export function privateIdentifiers(syntax: Syntax): Pattern[] {
  const ids = ({ cii, ubl }: Place) => ({
    cii: `$invoice/${cii}/ram:GlobalID`,
    ubl: `$invoice/${ubl}/cac:PartyIdentification/cbc:ID`,
  });
  const isPrivate = (node: XmlNode) => attribute(node, 'schemeID') === privateScheme;
  const pattern = (id: string, holds: (node: XmlNode) => boolean): Pattern =>
    [seller, buyer].map((party) =>
      ruleWhere(syntax, ids(party), isPrivate, { id: `${id}_${party.identifier}`, holds }),
    );
  return [
    pattern('BR-FR-24', ({ text }) => isAddress(text)),
    pattern('BR-FR-26', ({ text }) => isAtMost(text, 100)),
  ];
}

/** BR-FR-32: a SIREN has nine digits, wherever it stands. */
export function sirenDigits(syntax: Syntax): Pattern[] {
  const legal: Place = {
    cii: 'ram:SpecifiedLegalOrganization/ram:ID',
    ubl: 'cac:PartyLegalEntity/cbc:CompanyID',
  };
  const global: Place = { cii: 'ram:GlobalID', ubl: 'cac:PartyIdentification/cbc:ID' };
  const holds = ({ text }: XmlNode) => isSiren(normalizeSpace(text));
  const hasScheme =
    (...schemes: string[]) =>
    (node: XmlNode) =>
      schemes.includes(attribute(node, 'schemeID') ?? '');
  return [
    [
      ruleWhere(syntax, legal, hasScheme(sirenScheme), { id: 'BR-FR-32-LEGALID', holds }),
      ruleWhere(syntax, global, hasScheme(sirenScheme, vatGroupScheme), {
        id: { cii: 'BR-FR-32-GLOBALID', ubl: 'BR-FR-32-ID' }[syntax],
        holds,
      }),
    ],
  ];
}

/** BR-FR-CO-10: an identifier says its scheme, and a party has one of each scheme. */
export function identifierSchemes(syntax: Syntax): Pattern[] {
  const assertions = (id: string, ids: Select): Assertion[] => {
    const schemes = (node: XmlNode) => ids(node).map((id) => attribute(id, 'schemeID'));
    return [
      { id: `BR-FR-CO-10_${id}-1`, holds: (node) => !schemes(node).includes(undefined) },
      {
        id: `BR-FR-CO-10_${id}-2`,
        holds: (node) => {
          const given = schemes(node).filter((scheme) => scheme !== undefined);
          return new Set(given).size === given.length;
        },
      },
    ];
  };
  const locationIds = at({ cii: 'ram:GlobalID', ubl: 'cbc:ID' }[syntax]);
  return [
    [
      ...[seller, buyer, ...otherParties].map((party) =>
        rule(syntax, party, ...assertions(party.identifier, globalIds[syntax])),
      ),
      ...deliveries.map(({ term, idsAt }) => rule(syntax, idsAt, ...assertions(term, locationIds))),
    ],
  ];
}

const sellerGlobalIds = agreementTerm({
  cii: 'ram:SellerTradeParty/ram:GlobalID',
  ubl: 'cac:AccountingSupplierParty/cac:Party/cac:PartyIdentification/cbc:ID',
});

/** The VAT identifier of the seller's tax representative, BT-63. */
const representativeVatIds: Both<Select> = {
  cii: (invoice) => withAttribute(representativeTaxIds.cii(invoice), 'schemeID', 'VA'),
  ubl: (invoice) => representativeTaxIds.ubl(invoice),
};
const representativeTaxIds = agreementTerm({
  cii: 'ram:SellerTaxRepresentativeTradeParty/ram:SpecifiedTaxRegistration/ram:ID',
  ubl: 'cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID',
});

/** BR-FR-CO-14, BR-FR-CO-15: a member of a VAT group (article 256 C CGI) says so in a note and names the group as its tax representative. */
export function vatGroup(syntax: Syntax): Pattern[] {
  const isMember = (invoice: XmlNode) =>
    withAttribute(sellerGlobalIds[syntax](invoice), 'schemeID', vatGroupScheme).length > 0;
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-CO-14_BT-29-1',
        holds: (invoice) => !isMember(invoice) || saysVatGroup[syntax](invoice),
      }),
    ],
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-CO-15_BT-29-1',
        holds: (invoice) => !isMember(invoice) || textOf(representativeVatIds[syntax](invoice)) !== '',
      }),
    ],
  ];
}
