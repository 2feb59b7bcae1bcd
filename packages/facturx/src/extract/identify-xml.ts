import { readXml, XmlError, type XmlNode } from '@scell/syntax';
import type { HybridProfile } from './format.ts';

/** What an XML attachment is by its root, and what it says of itself. */
export interface IdentifiedXml {
  syntax: 'cii' | 'ubl' | 'zugferd-1' | 'order-x';
  /** BT-24 (the guideline identifier), trimmed; null when absent or empty. */
  guideline: string | null;
  /** Null for a guideline that no standard gives. */
  profile: HybridProfile | null;
  /** BT-40 and BT-55: countries of seller and buyer. */
  sellerCountry: string | null;
  buyerCountry: string | null;
  /** The tree, for what else is asked of it. */
  root: XmlNode;
}

/** Roots by expanded name; the last but one is of ZUGFeRD 1's release candidates. */
const SYNTAXES: readonly [RegExp, IdentifiedXml['syntax']][] = [
  [/^rsm:CrossIndustryInvoice$/, 'cii'],
  [/^(?:ubl:Invoice|cn:CreditNote)$/, 'ubl'],
  [/^\{urn:ferd:[^}]*\}CrossIndustryDocument$/, 'zugferd-1'],
  [/^\{urn:un:unece:uncefact:data:standard:CBFBUY:5\}Invoice$/, 'zugferd-1'],
  [
    /^\{urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:[^}]*\}SCRDMCCBDACIOMessageStructure$/,
    'order-x',
  ],
];

/** Profiles by their identifiers, those of older releases included; the longest ends come first. */
const PROFILES: readonly [RegExp, HybridProfile][] = [
  [/xrechnung/, 'XRECHNUNG'],
  [/extended-ctc-fr$/, 'EXTENDED-CTC-FR'],
  [/^urn:(?:factur-x\.eu|zugferd\.de):\dp0:minimum$/, 'MINIMUM'],
  [/^urn:(?:factur-x\.eu|zugferd\.de):\dp0:basicwl$/, 'BASIC WL'],
  [/(?:factur-x\.eu|zugferd\.de):\dp0:basic$/, 'BASIC'],
  [/(?:factur-x\.eu|zugferd\.de):\dp0:extended$/, 'EXTENDED'],
  [/^urn:cen\.eu:en16931:2017(?:$|#compliant#)/, 'EN 16931'],
  [/^urn:order-x\.eu:1p0:basic$/, 'BASIC'],
  [/^urn:order-x\.eu:1p0:comfort$/, 'COMFORT'],
  [/^urn:order-x\.eu:1p0:extended$/, 'EXTENDED'],
  [/^urn:ferd:.*:basic$/, 'BASIC'],
  [/^urn:ferd:.*:[ck]omfort$/, 'COMFORT'],
  [/^urn:ferd:.*:extended$/, 'EXTENDED'],
];

/** The profile that BT-24 announces; null for a specification that no standard of hybrid documents gives. */
export function profileOf(guideline: string | null): HybridProfile | null {
  return PROFILES.find(([pattern]) => pattern.test(guideline?.toLowerCase() ?? ''))?.[1] ?? null;
}

/**
 * Recognises invoices and orders in CII, UBL, ZUGFeRD 1 and Order-X; undefined for other XML. Throws `XmlError` for what is none.
 */
export function identifyXml(bytes: Uint8Array): IdentifiedXml | undefined {
  const { root } = readXml(bytes);
  const syntax = SYNTAXES.find(([pattern]) => pattern.test(root.tag))?.[1];
  if (syntax === undefined) return undefined;
  const guideline =
    syntax === 'ubl'
      ? textAt(root, ['CustomizationID'])
      : (textAt(root, ['ExchangedDocumentContext', 'GuidelineSpecifiedDocumentContextParameter', 'ID']) ??
        textAt(root, [
          'SpecifiedExchangedDocumentContext',
          'GuidelineSpecifiedDocumentContextParameter',
          'ID',
        ]));
  return {
    root,
    syntax,
    guideline,
    profile: profileOf(guideline),
    sellerCountry: countryOf(root, syntax, 'SellerTradeParty', 'AccountingSupplierParty'),
    buyerCountry: countryOf(root, syntax, 'BuyerTradeParty', 'AccountingCustomerParty'),
  };
}

/** The reason why bytes are no XML, or undefined for an error of another kind. */
export function xmlFault(error: unknown): XmlError | undefined {
  return error instanceof XmlError ? error : undefined;
}

function countryOf(root: XmlNode, syntax: string, cii: string, ubl: string): string | null {
  if (syntax === 'ubl') return textAt(root, [ubl, 'Party', 'PostalAddress', 'Country', 'IdentificationCode']);
  if (syntax !== 'cii') return null;
  return textAt(root, [
    'SupplyChainTradeTransaction',
    'ApplicableHeaderTradeAgreement',
    cii,
    'PostalTradeAddress',
    'CountryID',
  ]);
}

/** The text at a path of local names, since the formats spell the same path in namespaces of different years. */
export function textAt(root: XmlNode, path: readonly string[]): string | null {
  let node: XmlNode | undefined = root;
  for (const name of path) node = node?.children.find(({ tag }) => localName(tag) === name);
  const text = node?.text.trim() ?? '';
  return text === '' ? null : text;
}

function localName(tag: string): string {
  return tag.slice(Math.max(tag.lastIndexOf('}'), tag.lastIndexOf(':')) + 1);
}
