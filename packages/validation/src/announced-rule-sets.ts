/** The rule sets that a document asks for by what it says of itself. */
import { isFrench } from '@scell/en16931';
import { child, syntaxOf, type XmlDocument, type XmlNode } from '@scell/syntax';
import { ruleSetIds } from './rule-sets.ts';

/** Where each syntax says which rules it follows (BT-24), and in which country the parties are (BT-40, BT-55). */
const PLACES = {
  cii: {
    specification: [
      'rsm:ExchangedDocumentContext',
      'ram:GuidelineSpecifiedDocumentContextParameter',
      'ram:ID',
    ],
    countries: ['ram:SellerTradeParty', 'ram:BuyerTradeParty'].map((party) => [
      'rsm:SupplyChainTradeTransaction',
      'ram:ApplicableHeaderTradeAgreement',
      party,
      'ram:PostalTradeAddress',
      'ram:CountryID',
    ]),
  },
  ubl: {
    specification: ['cbc:CustomizationID'],
    countries: ['cac:AccountingSupplierParty', 'cac:AccountingCustomerParty'].map((party) => [
      party,
      'cac:Party',
      'cac:PostalAddress',
      'cac:Country',
      'cbc:IdentificationCode',
    ]),
  },
} as const;

/** The rules of a Factur-X profile contain those of EN 16931 that it keeps; only BASIC keeps all of them. */
const PROFILES: readonly [announced: RegExp, ruleSet: string, besideTheCore: boolean][] = [
  [/^urn:factur-x\.eu:1p0:minimum$/i, 'facturx-minimum', false],
  [/^urn:factur-x\.eu:1p0:basicwl$/i, 'facturx-basicwl', false],
  [/#compliant#urn:factur-x\.eu:1p0:basic$/i, 'facturx-basic', true],
  [/#conformant#urn:factur-x\.eu:1p0:extended$/i, 'facturx-extended', false],
];

/**
 * The rule sets to judge a document by when nobody says which: `en16931`, or what BT-24 announces in its place
 * (`extended-ctc-fr`, a Factur-X profile in CII), and `br-fr` where both parties are in France.
 * @param known the ids to choose from: a set that is not among them is not asked for.
 * @throws {RangeError} for a document that is no invoice in CII or UBL.
 */
export function announcedRuleSets(document: XmlDocument, known: readonly string[] = ruleSetIds): string[] {
  const { syntax, countries } = placesIn(document);
  const announced = specificationOf(document);
  const french = countries.every((path) => isFrench(textAt(document.root, path)));
  return [...coreOf(announced, syntax, known), ...(french ? ['br-fr'] : [])];
}

/**
 * BT-24 as the document writes it, without blanks around it; empty where there is none.
 * @throws {RangeError} for a document that is no invoice in CII or UBL.
 */
export function specificationOf(document: XmlDocument): string {
  return textAt(document.root, placesIn(document).specification);
}

function placesIn(document: XmlDocument) {
  const syntax = syntaxOf(document);
  if (syntax === undefined) throw new RangeError(`${document.root.tag} is no invoice in CII or UBL`);
  return { syntax, ...PLACES[syntax] };
}

function coreOf(announced: string, syntax: 'cii' | 'ubl', known: readonly string[]): string[] {
  if (/#urn\.cpro\.gouv\.fr:1p0:extended-ctc-fr$/i.test(announced)) return ['extended-ctc-fr'];
  const profile = syntax === 'cii' ? PROFILES.find(([pattern]) => pattern.test(announced)) : undefined;
  if (profile === undefined || !known.includes(profile[1])) return ['en16931'];
  const [, ruleSet, besideTheCore] = profile;
  return besideTheCore ? ['en16931', ruleSet] : [ruleSet];
}

/** The text at the first occurrence of a path, without blanks around it; empty where there is none. */
function textAt(root: XmlNode, path: readonly string[]): string {
  let node: XmlNode | undefined = root;
  for (const tag of path) node = node && child(node, tag);
  return node?.text.trim() ?? '';
}
