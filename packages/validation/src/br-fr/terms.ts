/** Terms that several rules read, from the root element. */
import { at, type Select } from './operands.ts';
import type { Both, Place } from './syntax.ts';

/** The names of the root element. */
export const rootNames: Both<readonly string[]> = {
  cii: ['rsm:CrossIndustryInvoice'],
  ubl: ['ubl:Invoice', 'cn:CreditNote'],
};

const agreement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement';
const settlement = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';

/** The place of the invoice itself, as the context of a rule. */
export const theInvoice: Place = { cii: '$invoice', ubl: '$invoice' };

/** A term in both syntaxes. */
export function term(place: Place): Both<Select> {
  return { cii: at(place.cii), ubl: at(place.ubl) };
}

/** A term below ram:ApplicableHeaderTradeAgreement in CII. */
export function agreementTerm(place: Place): Both<Select> {
  return term({ cii: `${agreement}/${place.cii}`, ubl: place.ubl });
}

/** A term below ram:ApplicableHeaderTradeSettlement in CII. */
export function settlementTerm(place: Place): Both<Select> {
  return term({ cii: `${settlement}/${place.cii}`, ubl: place.ubl });
}

/** BT-1. */
export const invoiceIds = term({ cii: 'rsm:ExchangedDocument/ram:ID', ubl: 'cbc:ID' });

/** BT-2. */
export const issueDates = term({
  cii: 'rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString',
  ubl: 'cbc:IssueDate',
});

/** BT-3. */
export const typeCodes = term({
  cii: 'rsm:ExchangedDocument/ram:TypeCode',
  ubl: 'cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode',
});

/** BT-5. */
export const currencies = settlementTerm({ cii: 'ram:InvoiceCurrencyCode', ubl: 'cbc:DocumentCurrencyCode' });

/** BT-6. */
export const accountingCurrencies = settlementTerm({
  cii: 'ram:TaxCurrencyCode',
  ubl: 'cbc:TaxCurrencyCode',
});

/** BT-9. */
export const dueDates = settlementTerm({
  cii: 'ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString',
  ubl: 'cbc:DueDate',
});

/** BT-23. */
export const frameCodes = term({
  cii: 'rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID',
  ubl: 'cbc:ProfileID',
});

/** BT-30, whatever its scheme. */
export const sellerLegalIds = agreementTerm({
  cii: 'ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID',
  ubl: 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID',
});

/** BT-47, whatever its scheme. */
export const buyerLegalIds = agreementTerm({
  cii: 'ram:BuyerTradeParty/ram:SpecifiedLegalOrganization/ram:ID',
  ubl: 'cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID',
});

/** BT-34. */
export const sellerAddresses = agreementTerm({
  cii: 'ram:SellerTradeParty/ram:URIUniversalCommunication/ram:URIID',
  ubl: 'cac:AccountingSupplierParty/cac:Party/cbc:EndpointID',
});

/** BT-49. */
export const buyerAddresses = agreementTerm({
  cii: 'ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID',
  ubl: 'cac:AccountingCustomerParty/cac:Party/cbc:EndpointID',
});

/** BT-3 of invoices that the buyer issues in the seller's name. */
export const selfBilledTypes: ReadonlySet<string> = new Set([
  '389',
  '501',
  '500',
  '471',
  '473',
  '261',
  '502',
]);

/** BT-3 of deposits. */
export const depositTypes: ReadonlySet<string> = new Set(['386', '500', '503']);

/** BT-23 of invoices already paid. */
export const paidFrames: ReadonlySet<string> = new Set(['B2', 'S2', 'M2']);
