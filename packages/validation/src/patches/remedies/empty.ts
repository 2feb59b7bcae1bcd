/** Elements without any content where a rule reads them as wrong: they say nothing, so they go. */
import type { XmlNode } from '@scell/syntax';
import { isBlank } from '../../engine/values.ts';
import { together } from '../edits.ts';
import { isLeaf, nodesUnder, type Remedy } from './remedy.ts';

export const withoutEmpties: Remedy = (finding, editor) => {
  // Thousands of lines have one parent: it is looked through once.
  const parents = new Set(finding.hits.map(({ node }) => node.parent).filter((node) => node !== null));
  const near = new Set(nodesUnder(finding));
  for (const { children } of parents) for (const node of children) near.add(node);
  const empties = [...near].filter((node) => node.parent !== null && isEmpty(node));
  if (empties.length === 0) return [];
  const change = together(empties.map((node) => editor.remove(node)));
  return [change];
};

/** What an invoice may have and may as well not have: an empty element of that name says neither. */
const OPTIONAL = new Set(
  `ram:BillingSpecifiedPeriod ram:StartDateTime ram:EndDateTime ram:SpecifiedTradeSettlementPaymentMeans
  ram:URIUniversalCommunication ram:URIID ram:ReasonCode ram:Reason ram:TaxCurrencyCode ram:ExemptionReasonCode
  ram:ExemptionReason ram:InvoiceReferencedDocument ram:AdditionalReferencedDocument ram:DueDateDateTime ram:Description
  ram:SubjectCode ram:GlobalID ram:SpecifiedTaxRegistration ram:PayeeTradeParty ram:ShipToTradeParty
  ram:OriginTradeCountry ram:ReferenceTypeCode ram:DueDateTypeCode ram:SpecifiedTradePaymentTerms
  cac:InvoicePeriod cbc:StartDate cbc:EndDate cac:PaymentMeans cbc:EndpointID cbc:AllowanceChargeReasonCode
  cbc:AllowanceChargeReason cbc:TaxCurrencyCode cbc:TaxExemptionReasonCode cbc:TaxExemptionReason cac:BillingReference
  cac:AdditionalDocumentReference cbc:DueDate cbc:DescriptionCode cbc:TaxPointDate cbc:Note cac:PayeeParty cac:Delivery
  cac:PaymentTerms cac:PartyIdentification cac:PartyTaxScheme cac:OriginCountry cbc:PaymentID`.split(/\s+/),
);

function isEmpty(node: XmlNode): boolean {
  return OPTIONAL.has(node.tag) && isLeaf(node) && node.attributes.length === 0 && isBlank(node.text);
}
