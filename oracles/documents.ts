/** The few facts about an invoice document that decide which rules it must meet, read from its bytes. */
import type { RuleSet } from './rule-sets.ts';

/** `frenchB2b`: seller and buyer in France, the buyer with a SIREN (ICD 0002): the scope of BR-FR Flux 2. */
export interface XmlFacts {
  kind: 'cii' | 'ubl';
  number: string;
  /** BT-112 as written. */
  totalWithVat: string;
  frenchB2b: boolean;
}

/** @throws {Error} when the text is neither a CII nor a UBL invoice. */
export function factsOf(xml: string): XmlFacts {
  if (/<(?:\w+:)?CrossIndustryInvoice[\s>]/.test(xml)) {
    return {
      kind: 'cii',
      number: text(element(xml, 'ExchangedDocument'), 'ID'),
      totalWithVat: text(xml, 'GrandTotalAmount'),
      frenchB2b: frenchB2b(element(xml, 'SellerTradeParty'), element(xml, 'BuyerTradeParty'), 'CountryID'),
    };
  }
  if (/<(?:\w+:)?(?:Invoice|CreditNote)[\s>]/.test(xml)) {
    const header = xml.replace(/<cac:BillingReference>.*?<\/cac:BillingReference>/gs, '');
    const seller = element(xml, 'AccountingSupplierParty');
    const buyer = element(xml, 'AccountingCustomerParty');
    return {
      kind: 'ubl',
      number: text(header, 'ID'),
      totalWithVat: text(element(xml, 'LegalMonetaryTotal'), 'TaxInclusiveAmount'),
      frenchB2b: frenchB2b(seller, buyer, 'IdentificationCode'),
    };
  }
  throw new Error('neither a CII nor a UBL invoice');
}

/** The rules an XML document of ours must meet without a fatal finding. */
export function rulesFor(facts: Pick<XmlFacts, 'frenchB2b'>): RuleSet[] {
  return facts.frenchB2b ? ['xsd', 'en16931', 'br-fr'] : ['xsd', 'en16931'];
}

function frenchB2b(seller: string, buyer: string, countryElement: string): boolean {
  return (
    text(seller, countryElement) === 'FR' &&
    text(buyer, countryElement) === 'FR' &&
    /schemeID="0002"/.test(buyer)
  );
}

function element(xml: string, name: string): string {
  return new RegExp(`<(?:\\w+:)?${name}[\\s>].*?</(?:\\w+:)?${name}>`, 's').exec(xml)?.[0] ?? '';
}

function text(xml: string, name: string): string {
  return new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1] ?? '';
}
