/** What EN 16931 has once where UBL has it often (UBL-SR), amounts and attachments as written (UBL-DT), and conditional exclusions (UBL-CR). */
import { attribute, childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { hasTwoDecimals } from './decimals.ts';
import { pathFrom } from './forbidden-walk.ts';
import { at, countAt, endsAt, firstAt } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** At most one element at the end of the path from the document element. */
export const ONCE: readonly (readonly [rule: string, path: string])[] = [
  ['UBL-SR-01', 'cac:ContractDocumentReference/cbc:ID'],
  ['UBL-SR-02', 'cac:ReceiptDocumentReference/cbc:ID'],
  ['UBL-SR-03', 'cac:DespatchDocumentReference/cbc:ID'],
  ['UBL-SR-05', 'cac:PaymentTerms/cbc:Note'],
  ['UBL-SR-08', 'cac:InvoicePeriod'],
  ['UBL-SR-09', 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName'],
  ['UBL-SR-10', 'cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name'],
  ['UBL-SR-11', 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID'],
  ['UBL-SR-14', 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyLegalForm'],
  ['UBL-SR-15', 'cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName'],
  ['UBL-SR-16', 'cac:AccountingCustomerParty/cac:Party/cac:PartyIdentification/cbc:ID'],
  ['UBL-SR-17', 'cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID'],
  ['UBL-SR-24', 'cac:Delivery'],
  ['UBL-SR-39', 'cac:ProjectReference/cbc:ID'],
  ['UBL-SR-40', 'cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name'],
  ['UBL-SR-45', 'cac:PaymentMeans/cbc:PaymentDueDate'],
  ['UBL-SR-49', 'cac:InvoicePeriod/cbc:DescriptionCode'],
  ['UBL-SR-54', 'cac:PaymentMeans/cac:CardAccount'],
  ['UBL-SR-55', 'cac:PaymentMeans/cac:PaymentMandate'],
  ['UBL-SR-56', 'cac:OriginatorDocumentReference/cbc:ID'],
];
const ONCE_PATHS = ONCE.map(([rule, path]) => [rule, path.split('/')] as const);

/** Elements not to be used, at any depth. */
export const NOWHERE: readonly (readonly [rule: string, path: readonly string[]])[] = [
  ['UBL-CR-664', ['cac:FinancialInstitution']],
  ['UBL-CR-669', ['cac:Price', 'cac:AllowanceCharge', 'cbc:AllowanceChargeReasonCode']],
  ['UBL-CR-670', ['cac:Price', 'cac:AllowanceCharge', 'cbc:AllowanceChargeReason']],
  ['UBL-CR-671', ['cac:Price', 'cac:AllowanceCharge', 'cbc:MultiplierFactorNumeric']],
  ['UBL-CR-680', ['cac:PaymentMeans', 'cac:PayerFinancialAccount']],
];

/** The rules of the document element about its structure. */
export function checkDocumentStructure(index: TreeIndex, report: Report): void {
  const { root } = index;
  for (const [rule, path] of ONCE_PATHS) if (countAt(root, ...path) > 1) report(rule, 'fatal', root);
  checkTaxRegistrations(index, report);
  checkRepeats(index, report);

  for (const [rule, path] of NOWHERE) {
    const stray = index.all(path.at(-1) ?? '').find((node) => endsAt(node, ...path));
    if (stray !== undefined) report(rule, 'warning', root, { found: pathFrom(root, stray) });
  }
  const versions = childrenOf(root, 'cbc:UBLVersionID');
  if (versions.length > 0 && !versions.some(({ text }) => text === '2.1'))
    report('UBL-CR-002', 'warning', root);
  // The due date (BT-9) of a credit note has no other place.
  const due = firstAt(root, 'cac:PaymentMeans', 'cbc:PaymentDueDate');
  if (due !== undefined && root.tag !== 'cn:CreditNote') report('UBL-CR-412', 'warning', root);
}

/** UBL-SR-12, 13 and 18: one VAT identifier (BT-31, BT-48), and one other tax registration of the seller (BT-32). */
function checkTaxRegistrations({ root, operands }: TreeIndex, report: Report): void {
  const identifiers = (role: string, isVat: boolean) =>
    at(root, role, 'cac:Party', 'cac:PartyTaxScheme')
      .filter((registration) =>
        childrenOf(registration, 'cac:TaxScheme').some(
          // Here, unlike elsewhere, blanks around VAT make it another scheme.
          (scheme) => (operands.one(scheme, 'cbc:ID')?.text.toUpperCase() === 'VAT') === isVat,
        ),
      )
      .reduce((count, registration) => count + countAt(registration, 'cbc:CompanyID'), 0);
  if (identifiers('cac:AccountingSupplierParty', true) > 1) report('UBL-SR-12', 'fatal', root);
  if (identifiers('cac:AccountingSupplierParty', false) > 1) report('UBL-SR-13', 'fatal', root);
  if (identifiers('cac:AccountingCustomerParty', true) > 1) report('UBL-SR-18', 'fatal', root);
}

/** UBL-SR-04, 29, 44, 46 and 47: what may be repeated, or stand several times, only under conditions. */
function checkRepeats(index: TreeIndex, report: Report): void {
  const { root } = index;
  const objects = at(root, 'cac:AdditionalDocumentReference').filter((reference) =>
    childrenOf(reference, 'cbc:DocumentTypeCode').some(({ text }) => text === '130'),
  );
  const objectIds = objects.reduce((count, reference) => count + countAt(reference, 'cbc:ID'), 0);
  if (objectIds > 1) report('UBL-SR-04', 'fatal', root);
  const creditors = index
    .allUnder('cac:PartyIdentification', 'cbc:ID')
    .filter((id) => attribute(id, 'schemeID')?.toUpperCase() === 'SEPA');
  if (creditors.length > 1) report('UBL-SR-29', 'fatal', root);
  if (hasSeveralTexts(index.all('cbc:PaymentID'))) report('UBL-SR-44', 'fatal', root);
  if (hasSeveralTexts(index.all('cbc:PaymentMeansCode'))) report('UBL-SR-47', 'fatal', root);
  const named = at(root, 'cac:PaymentMeans', 'cbc:PaymentMeansCode').filter(
    (code) => attribute(code, 'name') !== undefined,
  );
  if (named.length > 1) report('UBL-SR-46', 'fatal', root);
}

function hasSeveralTexts(nodes: readonly XmlNode[]): boolean {
  const first = nodes[0]?.text;
  return nodes.some(({ text }) => text !== first);
}

/** The rules of elements wherever they stand: UBL-DT-01, 06 and 07, UBL-SR-25 and 32. */
export function checkElements(index: TreeIndex, report: Report): void {
  for (const [tag, nodes] of index.elements) {
    if (tag.endsWith('Amount')) {
      if (!tag.endsWith('PriceAmount')) for (const amount of nodes) checkAmount(amount, report);
    } else if (tag.endsWith('BinaryObject')) {
      for (const object of nodes) {
        if (attribute(object, 'mimeCode') === undefined) report('UBL-DT-06', 'fatal', object);
        if (attribute(object, 'filename') === undefined) report('UBL-DT-07', 'fatal', object);
      }
    }
  }
  for (const delivery of index.all('cac:Delivery')) {
    const names = countAt(delivery, 'cac:DeliveryParty', 'cac:PartyName', 'cbc:Name');
    if (names > 1) report('UBL-SR-25', 'fatal', delivery);
  }
  for (const group of index.all('cac:TaxSubtotal')) {
    const reasons = countAt(group, 'cac:TaxCategory', 'cbc:TaxExemptionReason');
    if (reasons > 1) report('UBL-SR-32', 'fatal', group);
  }
}

/** UBL-DT-01: two decimals, except in the allowance of a price (BT-147, BT-148). */
function checkAmount(amount: XmlNode, report: Report): void {
  if (hasTwoDecimals(amount.text)) return;
  for (let node = amount.parent; node !== null; node = node.parent) {
    if (node.tag === 'cac:AllowanceCharge' && node.parent?.tag === 'cac:Price') return;
  }
  report('UBL-DT-01', 'fatal', amount, { found: amount.text });
}
