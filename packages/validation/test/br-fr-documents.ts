/** Invoices on which BR-FR is silent, to be changed by tests. Companies and numbers are fictional. */

/** Beginning and end of a document of each kind. */
const envelopes = {
  cii: [
    '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"' +
      ' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"' +
      ' xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"' +
      ' xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100">',
    '</rsm:CrossIndustryInvoice>',
  ],
  ubl: [
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"' +
      ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"' +
      ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">',
    '</Invoice>',
  ],
} as const;

const notes = {
  PMT: 'Indemnité forfaitaire de 40 euros',
  PMD: 'Pénalités au taux de la BCE plus dix points',
  AAB: "Pas d'escompte",
  BAR: 'B2B',
};

const ciiNotes = Object.entries(notes)
  .map(
    ([code, text]) =>
      `<ram:IncludedNote><ram:Content>${text}</ram:Content><ram:SubjectCode>${code}</ram:SubjectCode></ram:IncludedNote>`,
  )
  .join('');
const ublNotes = Object.entries(notes)
  .map(([code, text]) => `<cbc:Note>#${code}#${text}</cbc:Note>`)
  .join('');

/** One seller of a document of several invoices. */
export interface SubInvoice {
  id: string;
  siren: string;
  number: string;
  net: string;
  vat: string;
}

/** An ordinary B2B invoice: one line, an allowance, an attachment, an invoiced object, a payee, a delivery. */
export const ordinary = {
  cii: [
    envelopes.cii[0],
    '<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>S1</ram:ID></ram:BusinessProcessSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>',
    '<rsm:ExchangedDocument><ram:ID>FA-2026-01</ram:ID><ram:TypeCode>380</ram:TypeCode>',
    '<ram:IssueDateTime><udt:DateTimeString format="102">20260915</udt:DateTimeString></ram:IssueDateTime>',
    ciiNotes,
    '</rsm:ExchangedDocument>',
    '<rsm:SupplyChainTradeTransaction>',
    '<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>',
    '<ram:SpecifiedTradeProduct><ram:Name>Conseil</ram:Name><ram:ApplicableProductCharacteristic><ram:Description>Niveau</ram:Description><ram:Value>Expert</ram:Value></ram:ApplicableProductCharacteristic></ram:SpecifiedTradeProduct>',
    '<ram:SpecifiedLineTradeAgreement><ram:GrossPriceProductTradePrice><ram:ChargeAmount>110.00</ram:ChargeAmount><ram:AppliedTradeAllowanceCharge><ram:ActualAmount>10.00</ram:ActualAmount></ram:AppliedTradeAllowanceCharge></ram:GrossPriceProductTradePrice>',
    '<ram:NetPriceProductTradePrice><ram:ChargeAmount>100.000000</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>',
    '<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="HUR">2.0000</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>',
    '<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>',
    '<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>200.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>',
    '<ram:ApplicableHeaderTradeAgreement>',
    '<ram:SellerTradeParty><ram:GlobalID schemeID="0009">11122233300015</ram:GlobalID><ram:Name>Atelier Vauban</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">111222333</ram:ID></ram:SpecifiedLegalOrganization><ram:URIUniversalCommunication><ram:URIID schemeID="0225">111222333_FACT</ram:URIID></ram:URIUniversalCommunication></ram:SellerTradeParty>',
    '<ram:BuyerTradeParty><ram:Name>Moulins du Lac</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">444555666</ram:ID></ram:SpecifiedLegalOrganization><ram:URIUniversalCommunication><ram:URIID schemeID="0225">444555666</ram:URIID></ram:URIUniversalCommunication></ram:BuyerTradeParty>',
    '<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>F.pdf</ram:IssuerAssignedID><ram:TypeCode>916</ram:TypeCode><ram:Name>LISIBLE</ram:Name></ram:AdditionalReferencedDocument>',
    '<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>OBJ-1</ram:IssuerAssignedID><ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AFL</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>',
    '</ram:ApplicableHeaderTradeAgreement>',
    '<ram:ApplicableHeaderTradeDelivery><ram:ShipToTradeParty><ram:GlobalID schemeID="0009">44455566600018</ram:GlobalID></ram:ShipToTradeParty></ram:ApplicableHeaderTradeDelivery>',
    '<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>',
    '<ram:PayeeTradeParty><ram:GlobalID schemeID="0009">77788899900012</ram:GlobalID></ram:PayeeTradeParty>',
    '<ram:ApplicableTradeTax><ram:CalculatedAmount>38.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>190.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:ApplicableTradeTax>',
    '<ram:SpecifiedTradeAllowanceCharge><ram:ActualAmount>10.00</ram:ActualAmount><ram:CategoryTradeTax><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20.0</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>',
    '<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20261015</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>',
    '<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>200.00</ram:LineTotalAmount><ram:TaxTotalAmount currencyID="EUR">38.00</ram:TaxTotalAmount><ram:GrandTotalAmount>228.00</ram:GrandTotalAmount><ram:TotalPrepaidAmount>0.00</ram:TotalPrepaidAmount><ram:DuePayableAmount>228.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
    '</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>',
    envelopes.cii[1],
  ].join(''),
  ubl: [
    envelopes.ubl[0],
    '<cbc:ProfileID>S1</cbc:ProfileID><cbc:ID>FA-2026-01</cbc:ID><cbc:IssueDate>2026-09-15</cbc:IssueDate><cbc:DueDate>2026-10-15</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>',
    ublNotes,
    '<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>',
    '<cac:AdditionalDocumentReference><cbc:ID>F.pdf</cbc:ID><cbc:DocumentDescription>LISIBLE</cbc:DocumentDescription></cac:AdditionalDocumentReference>',
    '<cac:AdditionalDocumentReference><cbc:ID schemeID="AFL">OBJ-1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>',
    '<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="0225">111222333_FACT</cbc:EndpointID><cac:PartyIdentification><cbc:ID schemeID="0009">11122233300015</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity><cbc:CompanyID schemeID="0002">111222333</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>',
    '<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="0225">444555666</cbc:EndpointID><cac:PartyLegalEntity><cbc:CompanyID schemeID="0002">444555666</cbc:CompanyID></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>',
    '<cac:PayeeParty><cac:PartyIdentification><cbc:ID schemeID="0009">77788899900012</cbc:ID></cac:PartyIdentification></cac:PayeeParty>',
    '<cac:Delivery><cac:DeliveryLocation><cbc:ID schemeID="0009">44455566600018</cbc:ID></cac:DeliveryLocation></cac:Delivery>',
    '<cac:AllowanceCharge><cbc:Amount currencyID="EUR">10.00</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20.0</cbc:Percent></cac:TaxCategory></cac:AllowanceCharge>',
    '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount>190.00</cbc:TaxableAmount><cbc:TaxAmount>38.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>',
    '<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>200.00</cbc:LineExtensionAmount><cbc:TaxInclusiveAmount>228.00</cbc:TaxInclusiveAmount><cbc:PrepaidAmount>0.00</cbc:PrepaidAmount><cbc:PayableAmount>228.00</cbc:PayableAmount></cac:LegalMonetaryTotal>',
    '<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="HUR">2.0000</cbc:InvoicedQuantity><cbc:LineExtensionAmount>200.00</cbc:LineExtensionAmount>',
    '<cac:Item><cbc:Name>Conseil</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20.00</cbc:Percent></cac:ClassifiedTaxCategory><cac:AdditionalItemProperty><cbc:Name>Niveau</cbc:Name><cbc:Value>Expert</cbc:Value></cac:AdditionalItemProperty></cac:Item>',
    '<cac:Price><cbc:PriceAmount>100.000000</cbc:PriceAmount><cac:AllowanceCharge><cbc:Amount>10.00</cbc:Amount><cbc:BaseAmount>110.00</cbc:BaseAmount></cac:AllowanceCharge></cac:Price></cac:InvoiceLine>',
    envelopes.ubl[1],
  ].join(''),
};

interface Frame {
  frame: string;
  type: string;
  invoiceId: string;
  subInvoices: readonly SubInvoice[];
}

function ciiLine(seller: SubInvoice, kind: 'GROUP' | 'DETAIL', net: string): string {
  const isGroup = kind === 'GROUP';
  const id = isGroup ? seller.id : `${seller.id}.1`;
  const parent = isGroup ? '' : `<ram:ParentLineID>${seller.id}</ram:ParentLineID>`;
  const vat = isGroup ? `<ram:TaxTotalAmount currencyID="EUR">${seller.vat}</ram:TaxTotalAmount>` : '';
  return [
    `<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>${id}</ram:LineID>${parent}<ram:LineStatusReasonCode>${kind}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument>`,
    `<ram:SpecifiedLineTradeAgreement><ram:ItemSellerTradeParty><ram:Name>Vendeur ${seller.id}</ram:Name><ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">${seller.siren}</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress></ram:ItemSellerTradeParty></ram:SpecifiedLineTradeAgreement>`,
    isGroup
      ? '<ram:SpecifiedLineTradeSettlement>'
      : `<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:ExemptionReason>#${seller.number}#</ram:ExemptionReason><ram:CategoryCode>S</ram:CategoryCode></ram:ApplicableTradeTax>`,
    `<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>${net}</ram:LineTotalAmount>${vat}</ram:SpecifiedTradeSettlementLineMonetarySummation>`,
    `<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>${seller.number}</ram:IssuerAssignedID><ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AFL</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>`,
    isGroup
      ? '<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>S1</ram:IssuerAssignedID><ram:TypeCode>130</ram:TypeCode><ram:ReferenceTypeCode>AVV</ram:ReferenceTypeCode></ram:AdditionalReferencedDocument>'
      : '',
    '</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>',
  ].join('');
}

function ublLine(invoiceId: string, seller: SubInvoice, kind: 'GROUP' | 'DETAIL', net: string): string {
  const isGroup = kind === 'GROUP';
  const id = isGroup ? seller.id : `${seller.id}.1`;
  const parent = isGroup
    ? ''
    : `<cac:BillingReferenceLine><cbc:ID>${seller.id}</cbc:ID></cac:BillingReferenceLine>`;
  const reason = isGroup ? '' : `<cbc:TaxExemptionReason>#${seller.number}#</cbc:TaxExemptionReason>`;
  return [
    `<cac:InvoiceLine><cbc:ID>${id}</cbc:ID><cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cbc:LineExtensionAmount>${net}</cbc:LineExtensionAmount>`,
    `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${invoiceId}</cbc:ID><cbc:DocumentStatusCode>${kind}</cbc:DocumentStatusCode></cac:InvoiceDocumentReference>${parent}</cac:BillingReference>`,
    `<cac:DocumentReference><cbc:ID schemeID="AFL">${seller.number}</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference>`,
    isGroup
      ? `<cac:DocumentReference><cbc:ID schemeID="AVV">S1</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:DocumentReference><cac:TaxTotal><cbc:TaxAmount currencyID="EUR">${seller.vat}</cbc:TaxAmount></cac:TaxTotal>`
      : '',
    `<cac:Item><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID>${reason}</cac:ClassifiedTaxCategory><cac:ManufacturerParty><cac:PostalAddress><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>Vendeur ${seller.id}</cbc:RegistrationName><cbc:CompanyID schemeID="0002">${seller.siren}</cbc:CompanyID></cac:PartyLegalEntity></cac:ManufacturerParty></cac:Item>`,
    '</cac:InvoiceLine>',
  ].join('');
}

/** Several invoices in one: a GROUP and a DETAIL line each. */
export const combined = {
  cii: ({ frame, type, invoiceId, subInvoices }: Frame): string => {
    const lines = subInvoices
      .map((seller) => ciiLine(seller, 'GROUP', seller.net) + ciiLine(seller, 'DETAIL', seller.net))
      .join('');
    const taxes = subInvoices
      .map(
        ({ vat, number }) =>
          `<ram:ApplicableTradeTax><ram:CalculatedAmount>${vat}</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:ExemptionReason>#${number}#</ram:ExemptionReason><ram:CategoryCode>S</ram:CategoryCode></ram:ApplicableTradeTax>`,
      )
      .join('');
    return ordinary.cii
      .replace('<ram:ID>S1<', `<ram:ID>${frame}<`)
      .replace('FA-2026-01', invoiceId)
      .replace('>380<', `>${type}<`)
      .replace(/<ram:IncludedSupply.*<\/ram:IncludedSupplyChainTradeLineItem>/, lines)
      .replace(/<ram:ApplicableTradeTax><ram:Calc.*?<\/ram:ApplicableTradeTax>/, taxes);
  },
  ubl: ({ frame, type, invoiceId, subInvoices }: Frame): string => {
    const lines = subInvoices
      .map(
        (seller) =>
          ublLine(invoiceId, seller, 'GROUP', seller.net) + ublLine(invoiceId, seller, 'DETAIL', seller.net),
      )
      .join('');
    const taxes = subInvoices
      .map(
        ({ vat, number }) =>
          `<cac:TaxSubtotal><cbc:TaxAmount>${vat}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:TaxExemptionReason>#${number}#</cbc:TaxExemptionReason><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>`,
      )
      .join('');
    return ordinary.ubl
      .replace('>S1<', `>${frame}<`)
      .replace('FA-2026-01', invoiceId)
      .replace('>380<', `>${type}<`)
      .replace(/<cac:InvoiceLine>.*<\/cac:InvoiceLine>/, lines)
      .replace(/<cac:TaxSubtotal>.*<\/cac:TaxSubtotal>/, taxes);
  },
};

/** The same invoice as a UBL credit note. */
export function asCreditNote(invoice: string, type: string): string {
  return invoice
    .replace(
      '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"',
      '<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"',
    )
    .replace('</Invoice>', '</CreditNote>')
    .replace('<cbc:DueDate>2026-10-15</cbc:DueDate>', '')
    .replace(
      /<cbc:InvoiceTypeCode>\d+<\/cbc:InvoiceTypeCode>/,
      `<cbc:CreditNoteTypeCode>${type}</cbc:CreditNoteTypeCode>`,
    )
    .replaceAll('cac:InvoiceLine>', 'cac:CreditNoteLine>')
    .replaceAll('cbc:InvoicedQuantity', 'cbc:CreditedQuantity');
}
