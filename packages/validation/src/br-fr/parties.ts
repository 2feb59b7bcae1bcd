/** The parties of an invoice: where they stand, and the terms of their identifiers and addresses. */
import type { Place } from './syntax.ts';

/** A party; its paths begin below the root element in UBL, at the transaction in CII. */
export interface Party extends Place {
  /** The term of its SIRET and other global identifiers. */
  readonly identifier: string;
  /** The term of its electronic address. */
  readonly address: string;
}

const transaction = 'rsm:SupplyChainTradeTransaction';
const agreement = `${transaction}/ram:ApplicableHeaderTradeAgreement`;
const settlement = `${transaction}/ram:ApplicableHeaderTradeSettlement`;
const supplier = 'cac:AccountingSupplierParty/cac:Party';
const customer = 'cac:AccountingCustomerParty/cac:Party';

export const seller: Party = {
  identifier: 'BT-29',
  address: 'BT-34',
  cii: `${agreement}/ram:SellerTradeParty`,
  ubl: supplier,
};

export const buyer: Party = {
  identifier: 'BT-46',
  address: 'BT-49',
  cii: `${agreement}/ram:BuyerTradeParty`,
  ubl: customer,
};

/** Payee, agents, payer, invoicee and invoicer. */
export const otherParties: readonly Party[] = [
  {
    identifier: 'BT-60',
    address: 'EXT-FR-FE-29',
    cii: `${settlement}/ram:PayeeTradeParty`,
    ubl: 'cac:PayeeParty',
  },
  {
    identifier: 'EXT-FR-FE-06',
    address: 'EXT-FR-FE-12',
    cii: `${agreement}/ram:BuyerAgentTradeParty`,
    ubl: `${customer}/cac:AgentParty`,
  },
  {
    identifier: 'EXT-FR-FE-46',
    address: 'EXT-FR-FE-52',
    cii: `${settlement}/ram:PayerTradeParty`,
    ubl: 'cac:PaymentMeans/cac:PaymentMandate/cac:PayerParty',
  },
  {
    identifier: 'EXT-FR-FE-69',
    address: 'EXT-FR-FE-75',
    cii: `${agreement}/ram:SalesAgentTradeParty`,
    ubl: `${supplier}/cac:AgentParty`,
  },
  {
    identifier: 'EXT-FR-FE-92',
    address: 'EXT-FR-FE-98',
    cii: `${settlement}/ram:InvoiceeTradeParty`,
    ubl: `${customer}/cac:ServiceProviderParty/cac:Party`,
  },
  {
    identifier: 'EXT-FR-FE-115',
    address: 'EXT-FR-FE-121',
    cii: `${settlement}/ram:InvoicerTradeParty`,
    ubl: `${supplier}/cac:ServiceProviderParty/cac:Party`,
  },
];

export const parties: readonly Party[] = [seller, buyer, ...otherParties];

/** The context of a party below the root element only. */
export function inInvoice(party: Place): Place {
  return { cii: `$invoice/${party.cii}`, ubl: `$invoice/${party.ubl}` };
}
