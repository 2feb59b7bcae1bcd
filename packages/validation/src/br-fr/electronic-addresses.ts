import { attribute, type XmlNode } from '@scell/syntax';
import { isAddress, isAtMost } from './formats.ts';
import { treatmentsOf } from './notes.ts';
import { hasAny, normalizedTextOf, type Select, textOf, withAttribute } from './operands.ts';
import { inInvoice, parties } from './parties.ts';
import { everywhere, type Pattern, rule, ruleWhere } from './rule.ts';
import type { Both, Syntax, TermPlace } from './syntax.ts';
import {
  buyerAddresses,
  buyerLegalIds,
  selfBilledTypes,
  sellerAddresses,
  sellerLegalIds,
  theInvoice,
  typeCodes,
} from './terms.ts';

/** The scheme of addresses in the French directory. */
const frenchScheme = '0225';

const addresses: TermPlace[] = parties.map((party) => {
  const { cii, ubl } = inInvoice(party);
  return {
    term: party.address,
    cii: `${cii}/ram:URIUniversalCommunication/ram:URIID`,
    ubl: `${ubl}/cbc:EndpointID`,
  };
});

/** BR-FR-12, BR-FR-13: buyer and seller have an electronic address. */
export function addressesGiven(syntax: Syntax): Pattern[] {
  const given = (id: string, select: Both<Select>): Pattern => [
    rule(syntax, theInvoice, {
      id,
      holds: (invoice) => (syntax === 'cii' ? textOf : normalizedTextOf)(select[syntax](invoice)) !== '',
    }),
  ];
  return [given('BR-FR-12_BT-49', buyerAddresses), given('BR-FR-13_BT-34', sellerAddresses)];
}

/**
 * BR-FR-21, BR-FR-22: who receives a B2B invoice (the buyer; the seller when the buyer issues it) does so at an address of the French directory that
 * begins with its SIREN. The UBL rule for sellers does not look at what the treatment is.
 */
export function addressesInDirectory(syntax: Syntax): Pattern[] {
  const listed = (invoice: XmlNode, addresses: Both<Select>, legalIds: Both<Select>) => {
    const address = addresses[syntax](invoice);
    const ids = legalIds[syntax](invoice);
    const siren = syntax === 'cii' ? ids : withAttribute(ids, 'schemeID', '0002');
    return (
      withAttribute(address, 'schemeID', frenchScheme).length > 0 && textOf(address).startsWith(textOf(siren))
    );
  };
  const isSelfBilled = (invoice: XmlNode) => hasAny(typeCodes[syntax](invoice), selfBilledTypes);
  const isB2B = (invoice: XmlNode) => treatmentsOf[syntax](invoice).includes('B2B');
  const concernsSeller: Both<(invoice: XmlNode) => boolean> = {
    cii: isB2B,
    ubl: (invoice) => treatmentsOf.ubl(invoice).some((treatment) => treatment !== ''),
  };
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-21_BT-49',
        holds: (invoice) =>
          !isB2B(invoice) || isSelfBilled(invoice) || listed(invoice, buyerAddresses, buyerLegalIds),
      }),
    ],
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-22_BT-34',
        holds: (invoice) =>
          !concernsSeller[syntax](invoice) ||
          !isSelfBilled(invoice) ||
          listed(invoice, sellerAddresses, sellerLegalIds),
      }),
    ],
  ];
}

/** BR-FR-23, BR-FR-25: the alphabet of addresses of the directory, and the length of all. */
export function addressForm(syntax: Syntax): Pattern[] {
  const isFrench = (node: XmlNode) => attribute(node, 'schemeID') === frenchScheme;
  return [
    addresses.map((place) =>
      ruleWhere(syntax, place, isFrench, {
        id: `BR-FR-23_${place.term}`,
        holds: ({ text }) => isAddress(text),
      }),
    ),
    everywhere(syntax, addresses, 'BR-FR-25', ({ text }) => isAtMost(text, 125)),
  ];
}
