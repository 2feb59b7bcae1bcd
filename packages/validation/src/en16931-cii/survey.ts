/** One walk over a CII document: the lists of elements that rules speak of, and on the way what structure-table.ts forbids. */
import { attribute, type XmlDocument, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { type PathState, pathAutomaton } from './path-automaton.ts';
import { STRUCTURE, type StructureContext, type StructureRow } from './structure-table.ts';

const TRANSACTION = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction';

/** The lists, each with the paths of its elements; "//" finds them anywhere, also where the schema has no place for them. */
const PATHS = {
  additionalDocuments: ['//ram:AdditionalReferencedDocument'],
  allowanceCharges: ['//ram:SpecifiedTradeAllowanceCharge'],
  allowanceChargeReasonCodes: ['//ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode'],
  attachments: ['//ram:AttachmentBinaryObject'],
  buyers: ['//ram:BuyerTradeParty'],
  cards: ['//ram:ApplicableTradeSettlementFinancialCard'],
  categoryCodes: ['//ram:CategoryCode'],
  characteristics: ['//ram:ApplicableProductCharacteristic'],
  classCodes: ['//ram:ClassCode'],
  classifications: ['//ram:DesignatedProductClassification'],
  countries: ['//ram:CountryID'],
  creditorAccounts: ['//ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount'],
  dateStrings: ['//udt:DateTimeString'],
  deliveryTypes: ['//ram:ApplicableTradeDeliveryTerms/ram:DeliveryTypeCode'],
  documentCategoryTaxes: ['//ram:CategoryTradeTax'],
  documentTypes: ['//rsm:ExchangedDocument/ram:TypeCode'],
  dueAmounts: ['//ram:DuePayableAmount'],
  dueDateTypes: ['//ram:DueDateTypeCode'],
  electronicAddresses: ['//ram:URIUniversalCommunication/ram:URIID'],
  exemptionReasonCodes: ['//ram:ExemptionReasonCode'],
  globalIds: ['//ram:GlobalID'],
  headerAgreements: [`${TRANSACTION}/ram:ApplicableHeaderTradeAgreement`],
  headerChargeIndicators: [
    '//ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator',
  ],
  headerDeliveries: [`${TRANSACTION}/ram:ApplicableHeaderTradeDelivery`],
  headerPeriods: ['//ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod'],
  headerSettlements: [`${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`],
  headerTaxes: ['//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax'],
  identifiers: ['//ram:ID'],
  invoiceCurrencies: ['//ram:InvoiceCurrencyCode'],
  lineAgreements: [`${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeAgreement`],
  lineChargeIndicators: [
    '//ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge/ram:ChargeIndicator',
  ],
  linePeriods: ['//ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod'],
  lineProducts: [`${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedTradeProduct`],
  lineSettlements: [`${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement`],
  lineTaxes: ['//ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax'],
  lines: ['//ram:IncludedSupplyChainTradeLineItem'],
  notes: ['//ram:SubjectCode'],
  payees: ['//ram:PayeeTradeParty'],
  paymentMeans: ['//ram:SpecifiedTradeSettlementPaymentMeans'],
  paymentReferences: ['//ram:ApplicableHeaderTradeSettlement/ram:PaymentReference'],
  paymentTerms: ['//ram:SpecifiedTradePaymentTerms'],
  precedingInvoices: [`${TRANSACTION}/ram:ApplicableHeaderTradeSettlement/ram:InvoiceReferencedDocument`],
  priceAllowanceReasonCodes: [
    '//ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ReasonCode',
  ],
  quantities: ['//ram:*Quantity'],
  referencedDocuments: ['//ram:*ReferencedDocument'],
  referenceTypes: ['//ram:ReferenceTypeCode'],
  sellers: ['//ram:SellerTradeParty'],
  serviceTaxes: ['//ram:AppliedTradeTax'],
  settlements: ['//rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement'],
  summations: ['//ram:SpecifiedTradeSettlementHeaderMonetarySummation'],
  taxCurrencies: ['//ram:TaxCurrencyCode'],
  taxPointDates: ['//ram:TaxPointDate'],
  taxRegistrationIds: ['//ram:SpecifiedTaxRegistration/ram:ID'],
  taxRepresentatives: ['//ram:SellerTaxRepresentativeTradeParty'],
  taxTotals: ['//ram:TaxTotalAmount'],
  taxes: ['//ram:ApplicableTradeTax'],
  tradeTaxes: ['//ram:*TradeTax'],
} as const satisfies Record<string, readonly string[]>;

type ListName = keyof typeof PATHS;
const NAMES = Object.keys(PATHS) as ListName[];

/** The elements of each list, in document order. */
export type Lists = Readonly<Record<ListName, readonly XmlNode[]>>;

const START = pathAutomaton<StructureContext, StructureRow>({
  contexts: STRUCTURE.map((context) => ({
    path: context.path,
    context,
    rows: context.forbidden.map((row) => ({ steps: row.steps, row })),
  })),
  lists: NAMES.flatMap((name, list) => PATHS[name].map((path) => ({ path, list }))),
});

/** Walks the document once, reports what its structure must not hold, and gives the lists. */
export function survey(document: XmlDocument, report: Report): Lists {
  const lists = NAMES.map((): XmlNode[] => []);
  const reported = new Map<StructureRow, Set<XmlNode>>();

  function visit(node: XmlNode, state: PathState<StructureContext, StructureRow>): void {
    for (const list of state.lists) lists[list]?.push(node);
    for (const { row, depth } of state.rows)
      if (row.attribute === undefined || holds(node, row.attribute)) hit(row, ancestor(node, depth));
    if (state.context !== undefined)
      for (const row of state.context.atMostOnce)
        if (occursTwice(node, row.steps)) report(row.rule, row.severity, node);
    for (const child of node.children) visit(child, state.step(child.tag));
  }

  function hit(row: StructureRow, context: XmlNode): void {
    const hits = reported.get(row) ?? new Set();
    if (hits.has(context)) return;
    reported.set(row, hits.add(context));
    report(row.rule, row.severity, context);
  }

  visit(document.root, START.step(document.root.tag));
  return Object.fromEntries(NAMES.map((name, list) => [name, lists[list] ?? []])) as Record<
    ListName,
    XmlNode[]
  >;
}

function holds(node: XmlNode, name: string): boolean {
  return node.attributes.length > 0 && attribute(node, name) !== undefined;
}

function ancestor(node: XmlNode, depth: number): XmlNode {
  let at = node;
  for (let steps = depth; steps > 0; steps--) at = at.parent ?? at;
  return at;
}

function occursTwice(node: XmlNode, steps: readonly string[]): boolean {
  return occurrences(node, steps, 0, 0) > 1;
}

/** Counts the ends of a path, up to two. */
function occurrences(node: XmlNode, steps: readonly string[], at: number, found: number): number {
  if (at === steps.length) return found + 1;
  let total = found;
  for (const child of node.children) {
    if (child.tag !== steps[at]) continue;
    total = occurrences(child, steps, at + 1, total);
    if (total > 1) return total;
  }
  return total;
}
