/** The rules on structure that are no row of structure-table.ts: what must be there, alternatives, and what depends on something else. */
import { attribute, type XmlNode } from '@scell/syntax';
import { normalizeSpace, type Truth } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { bearAttribute, count, has, hasText, indicates, select, selectAll } from './select.ts';

export function judgeStructure(hearing: Hearing): void {
  judgeHeader(hearing);
  judgeLineStructure(hearing);
  judgeReferencedDocuments(hearing);
  judgeTradeTaxes(hearing);
  const { lists } = hearing;
  for (const entry of lists.allowanceCharges)
    hearing.fatal('CII-SR-463', entry, has(entry, 'ram:ChargeIndicator'));

  const unitIsGiven = lists.lines.some(
    (line) =>
      line.parent?.tag === 'rsm:SupplyChainTradeTransaction' &&
      line.parent.parent === hearing.root &&
      hearing.root.tag === 'rsm:CrossIndustryInvoice' &&
      bearAttribute(select(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity'), 'unitCode'),
  );
  // A unit anywhere is admitted as soon as one invoiced quantity of the document has one.
  for (const quantity of lists.quantities)
    hearing.fatal('CII-DT-033', quantity, unitIsGiven || attribute(quantity, 'unitCode') === undefined);
}

function judgeHeader(hearing: Hearing): void {
  const { lists, root } = hearing;
  if (root.tag === 'rsm:CrossIndustryInvoice') {
    for (const context of select(root, 'rsm:ExchangedDocumentContext')) {
      const guidelines = select(context, 'ram:GuidelineSpecifiedDocumentContextParameter');
      hearing.fatal('CII-SR-009', context, guidelines.length === 1);
      hearing.fatal('CII-SR-010', context, selectAll(guidelines, 'ram:ID').length === 1);
    }
    for (const document of select(root, 'rsm:ExchangedDocument'))
      hearing.fatal('CII-SR-014', document, count(document, 'ram:TypeCode') === 1);
  }

  for (const agreement of lists.headerAgreements) {
    hearing.warning('CII-SR-450', agreement, hasOneKindOfId(agreement, 'ram:BuyerTradeParty'));
    hearing.warning('CII-SR-465', agreement, !namesPersonAndDepartment(agreement, 'ram:SellerTradeParty'));
    hearing.warning('CII-SR-466', agreement, !namesPersonAndDepartment(agreement, 'ram:BuyerTradeParty'));
    const documents = select(agreement, 'ram:AdditionalReferencedDocument');
    const bearing = (type: string) => documents.filter((document) => hasText(document, 'ram:TypeCode', type));
    hearing.warning('CII-SR-457', agreement, bearing('50').length <= 1);
    hearing.warning('CII-SR-458', agreement, bearing('130').length <= 1);
    const supporting = ofType(documents, '916');
    hearing.warning('CII-SR-475', agreement, supporting && selectAll(supporting, 'ram:Name').length <= 1);
    hearing.warning(
      'CII-SR-476',
      agreement,
      supporting && selectAll(supporting, 'ram:AttachmentBinaryObject').length <= 1,
    );
  }

  for (const delivery of lists.headerDeliveries)
    hearing.warning('CII-SR-449', delivery, hasOneKindOfId(delivery, 'ram:ShipToTradeParty'));

  const dueDateTypes = selectAll(lists.taxes, 'ram:DueDateTypeCode').map(({ text }) => text);
  for (const settlement of lists.headerSettlements) {
    hearing.warning('CII-SR-451', settlement, hasOneKindOfId(settlement, 'ram:PayeeTradeParty'));
    hearing.fatal('CII-SR-462', settlement, new Set(dueDateTypes).size <= 1);
  }
}

function judgeLineStructure(hearing: Hearing): void {
  const { lists } = hearing;
  for (const product of lists.lineProducts) {
    const ids = select(product, 'ram:GlobalID');
    hearing.fatal('CII-SR-046', product, ids.length === 0 || bearAttribute(ids, 'schemeID'));
    const origins = select(product, 'ram:OriginTradeCountry');
    hearing.fatal('CII-SR-090', product, origins.length === 0 || selectAll(origins, 'ram:ID').length === 1);
    for (const characteristic of select(product, 'ram:ApplicableProductCharacteristic')) {
      hearing.fatal('CII-SR-069', characteristic, count(characteristic, 'ram:Description') === 1);
      hearing.fatal('CII-SR-072', characteristic, count(characteristic, 'ram:Value') === 1);
    }
  }

  for (const agreement of lists.lineAgreements) {
    const netPrices = select(agreement, 'ram:NetPriceProductTradePrice', 'ram:ChargeAmount');
    hearing.fatal('CII-SR-439', agreement, netPrices.length === 1);
    hearing.warning('CII-SR-119', agreement, hasWholeDiscount(agreement));
  }

  for (const settlement of lists.lineSettlements) {
    hearing.warning('CII-SR-454', settlement, count(settlement, 'ram:ApplicableTradeTax') === 1);
    const objects = ofType(select(settlement, 'ram:AdditionalReferencedDocument'), '130');
    hearing.warning('CII-SR-474', settlement, objects && objects.length <= 1);
  }
}

/** CII-SR-119: a discount on the gross price (BT-147) has indicator "false" and amount, or neither indicator nor amount. */
function hasWholeDiscount(agreement: XmlNode): Truth {
  const discounts = select(agreement, 'ram:GrossPriceProductTradePrice', 'ram:AppliedTradeAllowanceCharge');
  const indicators = selectAll(discounts, 'ram:ChargeIndicator');
  const amounts = selectAll(discounts, 'ram:ActualAmount');
  if (indicators.length === 0 && amounts.length === 0) return true;
  if (amounts.length === 0) return false;
  return indicates(selectAll(indicators, 'udt:Indicator'), false);
}

/** Documents of one type (BT-17, BT-18, BG-24); undefined where one of them has several types. */
function ofType(documents: readonly XmlNode[], type: string): XmlNode[] | undefined {
  if (documents.some((document) => count(document, 'ram:TypeCode') > 1)) return undefined;
  return documents.filter((document) =>
    select(document, 'ram:TypeCode').some(({ text }) => normalizeSpace(text) === type),
  );
}

/** A party bears an identifier with a scheme or one without, not both. */
function hasOneKindOfId(owner: XmlNode, party: string): boolean {
  return !(has(owner, party, 'ram:ID') && has(owner, party, 'ram:GlobalID'));
}

function namesPersonAndDepartment(agreement: XmlNode, party: string): boolean {
  return (
    has(agreement, party, 'ram:DefinedTradeContact', 'ram:PersonName') &&
    has(agreement, party, 'ram:DefinedTradeContact', 'ram:DepartmentName')
  );
}

/** CII-DT-015 to -027: what only supporting documents (BG-24), tenders (BT-17) and objects (BT-18) have. */
function judgeReferencedDocuments(hearing: Hearing): void {
  for (const document of hearing.lists.referencedDocuments) {
    const isAdditional = document.tag === 'ram:AdditionalReferencedDocument';
    const isOf = (...types: readonly string[]) =>
      isAdditional && types.some((type) => hasText(document, 'ram:TypeCode', type));
    const only = (rule: string, tag: string, isAdmitted: boolean) =>
      hearing.fatal(rule, document, isAdmitted || !has(document, tag));
    const isSupporting = isOf('916');
    only('CII-DT-015', 'ram:URIID', isSupporting);
    only('CII-DT-018', 'ram:TypeCode', isSupporting || isOf('50', '130'));
    only('CII-DT-021', 'ram:Name', isSupporting);
    only('CII-DT-022', 'ram:AttachmentBinaryObject', isSupporting);
    only('CII-DT-024', 'ram:ReferenceTypeCode', isOf('130'));
    only('CII-DT-027', 'ram:FormattedIssueDateTime', document.tag === 'ram:InvoiceReferencedDocument');
  }
}

/** CII-DT-037 to -098: the type of a tax, and what only taxes of the header have. */
function judgeTradeTaxes(hearing: Hearing): void {
  for (const tax of hearing.lists.tradeTaxes) {
    hearing.fatal('CII-DT-037', tax, !has(tax, 'ram:TypeCode') || hasText(tax, 'ram:TypeCode', 'VAT'));
    const isApplicable = tax.tag === 'ram:ApplicableTradeTax';
    hearing.warning('CII-DT-052', tax, isApplicable || !has(tax, 'ram:ExemptionReasonCode'));
    hearing.warning('CII-DT-098', tax, isApplicable || !has(tax, 'ram:ExemptionReason'));
    for (const [rule, tag] of HEADER_ONLY) hearing.warning(rule, tax, !has(tax, tag) || isInHeader(tax));
  }
}

const HEADER_ONLY = [
  ['CII-DT-041', 'ram:BasisAmount'],
  ['CII-DT-054', 'ram:TaxPointDate'],
  ['CII-DT-058', 'ram:DueDateTypeCode'],
] as const;

function isInHeader(node: XmlNode): boolean {
  for (let at = node.parent; at !== null; at = at.parent)
    if (at.tag === 'ram:ApplicableHeaderTradeSettlement') return true;
  return false;
}
