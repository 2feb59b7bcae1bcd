/** Why the official engine gives no verdict on a document: the places where a value that some rule needs cannot be read. */
import type { XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { reportStop, type StopRule } from '../engine/stops.ts';
import { decimal, MALFORMED } from '../engine/values.ts';
import { booleanOf } from './select.ts';

/**
 * Elements that rules read as one value, or reach one through: the schema has each of them once at most in its parent, and a rule that
 * finds two cannot be judged.
 */
const READ_ONCE: ReadonlySet<string> = new Set([
  'rsm:ExchangedDocument',
  'rsm:ExchangedDocumentContext',
  'rsm:SupplyChainTradeTransaction',
  ...`ActualAmount AllowanceTotalAmount ApplicableHeaderTradeAgreement ApplicableHeaderTradeDelivery
    ApplicableHeaderTradeSettlement ApplicableTradeSettlementFinancialCard AssociatedDocumentLineDocument BasisAmount
    BuyerTradeParty CalculatedAmount ChargeAmount ChargeIndicator ChargeTotalAmount ClassCode CountryID DuePayableAmount
    GlobalID GrandTotalAmount GuidelineSpecifiedDocumentContextParameter IBANID ID InvoiceCurrencyCode IssueDateTime
    IssuerAssignedID LineID LineTotalAmount Name PostalTradeAddress ProprietaryID RateApplicablePercent RoundingAmount
    SellerTradeParty ShipToTradeParty SpecifiedLineTradeSettlement SpecifiedTradeProduct
    SpecifiedTradeSettlementHeaderMonetarySummation SpecifiedTradeSettlementLineMonetarySummation TaxBasisTotalAmount
    TotalPrepaidAmount TypeCode URIID`
    .split(/\s+/)
    .map((name) => `ram:${name}`),
  'udt:DateTimeString',
  'udt:Indicator',
]);

/**
 * Reports malformed numbers (`SCELL-NUMBER`) and booleans (`SCELL-BOOLEAN`) and repeated elements (`SCELL-REPEATED`), each once: a document that
 * nobody could judge is not a valid one (engine/stops.ts). To be asked only when an assertion could not be judged, since many rules do not mind them.
 * @param unjudged the nodes of those assertions: what is reported when nothing else is found.
 */
export function reportStops(root: XmlNode, unjudged: Iterable<XmlNode>, report: Report): void {
  let isExplained = false;
  const stop = (rule: StopRule, node: XmlNode) => {
    isExplained = true;
    reportStop(rule, node, report);
  };
  const visit = (node: XmlNode) => {
    const seen = new Set<string>();
    for (const child of node.children) {
      if (READ_ONCE.has(child.tag) && seen.has(child.tag)) stop('SCELL-REPEATED', child);
      else if (isAmount(child.tag) && decimal(child.text) === MALFORMED) stop('SCELL-NUMBER', child);
      else if (child.tag === 'udt:Indicator' && booleanOf(child.text) === undefined)
        stop('SCELL-BOOLEAN', child);
      seen.add(child.tag);
      visit(child);
    }
  };
  visit(root);
  if (!isExplained) for (const node of new Set(unjudged)) stop('SCELL-UNJUDGED', node);
}

function isAmount(tag: string): boolean {
  return tag.startsWith('ram:') && (tag.endsWith('Amount') || tag === 'ram:RateApplicablePercent');
}
