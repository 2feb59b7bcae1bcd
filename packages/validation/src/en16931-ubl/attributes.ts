/**
 * Attributes that EN 16931 does not use: UBL-DT-08 to 28 wherever they stand, UBL-CR-648 to 679 on certain elements. Each is given once a
 * document, on its element.
 */
import { attribute, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { pathFrom } from './forbidden-walk.ts';
import { endsAt, someChildIs } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

export const ATTRIBUTES_ANYWHERE: ReadonlyMap<string, string> = new Map([
  ['schemeName', 'UBL-DT-08'],
  ['schemeAgencyName', 'UBL-DT-09'],
  ['schemeDataURI', 'UBL-DT-10'],
  ['schemeURI', 'UBL-DT-11'],
  ['format', 'UBL-DT-12'],
  ['unitCodeListIdentifier', 'UBL-DT-13'],
  ['unitCodeListAgencyIdentifier', 'UBL-DT-14'],
  ['unitCodeListAgencyName', 'UBL-DT-15'],
  ['listAgencyName', 'UBL-DT-16'],
  ['listName', 'UBL-DT-17'],
  ['languageID', 'UBL-DT-19'],
  ['listURI', 'UBL-DT-20'],
  ['listSchemeURI', 'UBL-DT-21'],
  ['languageLocaleID', 'UBL-DT-22'],
  ['uri', 'UBL-DT-23'],
  ['currencyCodeListVersionID', 'UBL-DT-24'],
  ['characterSetCode', 'UBL-DT-25'],
  ['encodingCode', 'UBL-DT-26'],
  ['schemeAgencyID', 'UBL-DT-27'],
  ['listAgencyID', 'UBL-DT-28'],
  ['unitCodeListID', 'UBL-CR-663'],
]);

/** The rule, the attribute, and the element below the document element: "/" alone in front anchors the path there. */
export const ATTRIBUTES_ON_ELEMENTS: readonly (readonly [rule: string, name: string, path: string])[] = [
  ['UBL-CR-648', 'schemeID', '/cbc:CustomizationID'],
  ['UBL-CR-649', 'schemeID', '/cbc:ProfileID'],
  ['UBL-CR-650', 'schemeID', '/cbc:ID'],
  ['UBL-CR-651', 'schemeID', '/cbc:SalesOrderID'],
  ['UBL-CR-652', 'schemeID', 'cac:PartyTaxScheme/cbc:CompanyID'],
  ['UBL-CR-653', 'schemeID', '/cac:PaymentMeans/cbc:PaymentID'],
  ['UBL-CR-654', 'schemeID', '/cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID'],
  [
    'UBL-CR-655',
    'schemeID',
    '/cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID',
  ],
  ['UBL-CR-656', 'listID', '/cbc:InvoiceTypeCode'],
  ['UBL-CR-657', 'listID', '/cbc:DocumentCurrencyCode'],
  ['UBL-CR-658', 'listID', '/cbc:TaxCurrencyCode'],
  ['UBL-CR-659', 'listID', '/cac:AdditionalDocumentReference/cbc:DocumentTypeCode'],
  ['UBL-CR-660', 'listID', 'cac:Country/cbc:IdentificationCode'],
  ['UBL-CR-661', 'listID', '/cac:PaymentMeans/cbc:PaymentMeansCode'],
  ['UBL-CR-662', 'listID', 'cbc:AllowanceChargeReasonCode'],
  ['UBL-CR-667', 'schemeID', 'cac:BuyersItemIdentification/cbc:ID'],
  ['UBL-CR-668', 'schemeID', 'cac:SellersItemIdentification/cbc:ID'],
  ['UBL-CR-672', 'listID', '/cbc:CreditNoteTypeCode'],
  ['UBL-CR-674', 'schemeID', 'cbc:PrimaryAccountNumberID'],
  ['UBL-CR-675', 'schemeID', 'cac:CardAccount/cbc:NetworkID'],
  ['UBL-CR-676', 'schemeID', 'cac:PaymentMandate/cbc:ID'],
  ['UBL-CR-677', 'schemeID', 'cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID'],
  ['UBL-CR-678', 'schemeID', 'cac:TaxCategory/cbc:ID'],
  ['UBL-CR-679', 'schemeID', 'cac:ClassifiedTaxCategory/cbc:ID'],
];

interface OnElement {
  readonly rule: string;
  readonly anchored: boolean;
  readonly path: readonly string[];
}

/** ATTRIBUTES_ON_ELEMENTS by the attribute and the tag that carries it. */
const BY_OWNER: ReadonlyMap<string, ReadonlyMap<string, readonly OnElement[]>> = group();

function group(): Map<string, Map<string, OnElement[]>> {
  const byName = new Map<string, Map<string, OnElement[]>>();
  for (const [rule, name, location] of ATTRIBUTES_ON_ELEMENTS) {
    const anchored = location.startsWith('/');
    const path = location.slice(anchored ? 1 : 0).split('/');
    const byTag = byName.get(name) ?? new Map<string, OnElement[]>();
    byName.set(name, byTag);
    const tag = path.at(-1) ?? '';
    byTag.set(tag, [...(byTag.get(tag) ?? []), { rule, anchored, path }]);
  }
  return byName;
}

/** UBL-DT-08 to 28 and UBL-CR-648 to 679. */
export function checkAttributes(index: TreeIndex, report: Report): void {
  const { root } = index;
  for (const [name, owners] of index.owners) {
    const rule = ATTRIBUTES_ANYWHERE.get(name);
    const owner = owners[0];
    if (rule !== undefined && owner !== undefined) report(rule, 'warning', root, placeOf(root, owner, name));
  }
  checkNames(index, report);
  checkSchemesOfReferences(index, report);

  const seen = new Set<string>();
  for (const [name, byTag] of BY_OWNER) {
    for (const owner of index.owners.get(name) ?? []) {
      for (const { rule, anchored, path } of byTag.get(owner.tag) ?? []) {
        if (seen.has(rule) || !endsAt(owner, ...path)) continue;
        if (anchored && depthOf(owner) !== path.length) continue;
        seen.add(rule);
        report(rule, 'warning', root, placeOf(root, owner, name));
      }
    }
  }
}

/** UBL-DT-18: the name of a payment means (BT-82) is the only use of `name`. */
function checkNames(index: TreeIndex, report: Report): void {
  const stray = index.owners.get('name')?.find((owner) => owner.tag !== 'cbc:PaymentMeansCode');
  if (stray !== undefined) report('UBL-DT-18', 'warning', index.root, placeOf(index.root, stray, 'name'));
}

/** UBL-CR-665: a scheme of a supporting document's identifier belongs to the invoiced object only (BT-18-1, type 130). */
function checkSchemesOfReferences(index: TreeIndex, report: Report): void {
  for (const reference of index.all('cac:AdditionalDocumentReference')) {
    const types = reference.children.filter((inner) => inner.tag === 'cbc:DocumentTypeCode');
    if (types.length > 0 && types.every((type) => type.text === '130')) continue;
    const id = reference.children.find(
      (inner) => inner.tag === 'cbc:ID' && attribute(inner, 'schemeID') !== undefined,
    );
    if (id === undefined) continue;
    report('UBL-CR-665', 'warning', index.root, placeOf(index.root, id, 'schemeID'));
    return;
  }
}

/** UBL-CR-666 and 673: the invoiced object (type 130) has neither attachment nor description. */
export function checkInvoicedObjects(index: TreeIndex, report: Report): void {
  const objects = index
    .all('cac:AdditionalDocumentReference')
    .filter((reference) => someChildIs(reference, 'cbc:DocumentTypeCode', '130'));
  const rules = [
    ['UBL-CR-666', 'cac:Attachment'],
    ['UBL-CR-673', 'cbc:DocumentDescription'],
  ] as const;
  for (const [rule, tag] of rules) {
    const stray = objects.flatMap((reference) => reference.children).find((inner) => inner.tag === tag);
    if (stray !== undefined) report(rule, 'fatal', index.root, { found: pathFrom(index.root, stray) });
  }
}

function placeOf(root: XmlNode, owner: XmlNode, name: string): { found: string } {
  return { found: `${pathFrom(root, owner)}/@${name}` };
}

/** 0 for the document element. */
function depthOf(node: XmlNode): number {
  let depth = 0;
  for (let current = node.parent; current !== null; current = current.parent) depth += 1;
  return depth;
}
