/**
 * The semantic invoice as UN/CEFACT Cross Industry Invoice: element order of D16B (the same in D22B for what EN 16931
 * uses), places of the terms as in CEN/TS 16931-3-3.
 */
import { add, isDecimal } from '@scell/core';
import type {
  AllowanceCharge,
  CreditTransfer,
  Identifier,
  Invoice,
  InvoiceLine,
  Party,
  PaymentInstructions,
  Period,
  PostalAddress,
  VatBreakdown,
} from '@scell/en16931';
import { BUYER, type PartyTerms, SELLER } from './party-terms.ts';
import { attribute, each, group, leaf } from './xml.ts';

const ROOT_OPEN =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"' +
  ' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"' +
  ' xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100"' +
  ' xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">\n';

/**
 * The invoice as a CII document, to be encoded in UTF-8. The profile is what BT-24 says; nothing is computed or
 * checked here (see `checkInvoice`). Throws `IllegalCharacterError` for a text XML cannot carry.
 */
export function writeCii(invoice: Invoice): string {
  return (
    ROOT_OPEN +
    group(
      'rsm:ExchangedDocumentContext',
      group(
        'ram:BusinessProcessSpecifiedDocumentContextParameter',
        leaf('ram:ID', invoice.processType, 'BT-23'),
      ) +
        group(
          'ram:GuidelineSpecifiedDocumentContextParameter',
          leaf('ram:ID', invoice.specification, 'BT-24'),
        ),
    ) +
    group(
      'rsm:ExchangedDocument',
      leaf('ram:ID', invoice.number, 'BT-1') +
        leaf('ram:TypeCode', invoice.typeCode, 'BT-3') +
        dateTime('ram:IssueDateTime', invoice.issueDate, 'BT-2') +
        each(invoice.notes, (note) =>
          group(
            'ram:IncludedNote',
            leaf('ram:Content', note.text, 'BT-22') + leaf('ram:SubjectCode', note.subjectCode, 'BT-21'),
          ),
        ),
    ) +
    group(
      'rsm:SupplyChainTradeTransaction',
      each(invoice.lines, lineItem) + agreement(invoice) + delivery(invoice) + settlement(invoice),
    ) +
    '</rsm:CrossIndustryInvoice>\n'
  );
}

/** BT-147 has its place beside BT-148 only, and BT-146 is the one less the other (EN 16931-1 BT-148). What is no number is not reckoned with. */
function grossPrice({ gross, net, discount }: InvoiceLine['price']): string | undefined {
  if (gross !== undefined || discount === undefined) return gross;
  return isDecimal(net) && isDecimal(discount) ? add(net, discount) : undefined;
}

function lineItem(line: InvoiceLine): string {
  const { price } = line;
  const basis = leaf(
    'ram:BasisQuantity',
    price.baseQuantity,
    'BT-149',
    attribute('unitCode', price.baseQuantityUnit, 'BT-150'),
  );
  return group(
    'ram:IncludedSupplyChainTradeLineItem',
    group(
      'ram:AssociatedDocumentLineDocument',
      leaf('ram:LineID', line.id, 'BT-126') +
        group('ram:IncludedNote', leaf('ram:Content', line.note, 'BT-127')),
    ) +
      group('ram:SpecifiedTradeProduct', product(line)) +
      group(
        'ram:SpecifiedLineTradeAgreement',
        group('ram:BuyerOrderReferencedDocument', leaf('ram:LineID', line.purchaseOrderLine, 'BT-132')) +
          (price.gross === undefined && price.discount === undefined
            ? ''
            : group(
                'ram:GrossPriceProductTradePrice',
                leaf('ram:ChargeAmount', grossPrice(price), 'BT-148') +
                  basis +
                  (price.discount === undefined
                    ? ''
                    : group(
                        'ram:AppliedTradeAllowanceCharge',
                        indicator(false) + leaf('ram:ActualAmount', price.discount, 'BT-147'),
                      )),
              )) +
          group('ram:NetPriceProductTradePrice', leaf('ram:ChargeAmount', price.net, 'BT-146') + basis),
      ) +
      group(
        'ram:SpecifiedLineTradeDelivery',
        leaf('ram:BilledQuantity', line.quantity, 'BT-129', attribute('unitCode', line.unitCode, 'BT-130')),
      ) +
      group(
        'ram:SpecifiedLineTradeSettlement',
        lineTax(line) +
          period(line.period, 'BT-134', 'BT-135') +
          each(line.allowances, (allowance) => allowanceCharge(allowance, false, 'BG-27')) +
          each(line.charges, (charge) => allowanceCharge(charge, true, 'BG-28')) +
          group(
            'ram:SpecifiedTradeSettlementLineMonetarySummation',
            leaf('ram:LineTotalAmount', line.netAmount, 'BT-131'),
          ) +
          objectReference(line.object, 'BT-128') +
          group(
            'ram:ReceivableSpecifiedTradeAccountingAccount',
            leaf('ram:ID', line.buyerAccountingReference, 'BT-133'),
          ),
      ),
  );
}

/** BG-30. A line of a group or of information alone (EXTENDED) has no VAT: the type without a category says nothing. */
function lineTax({ vatCategory, vatRate }: InvoiceLine): string {
  const said =
    leaf('ram:CategoryCode', vatCategory, 'BT-151') + leaf('ram:RateApplicablePercent', vatRate, 'BT-152');
  return said === '' ? '' : group('ram:ApplicableTradeTax', leaf('ram:TypeCode', 'VAT', 'BT-151') + said);
}

function product(line: InvoiceLine): string {
  return (
    (line.standardItemId
      ? leaf(
          'ram:GlobalID',
          line.standardItemId.value,
          'BT-157',
          attribute('schemeID', line.standardItemId.scheme, 'BT-157'),
        )
      : '') +
    leaf('ram:SellerAssignedID', line.sellerItemId, 'BT-155') +
    leaf('ram:BuyerAssignedID', line.buyerItemId, 'BT-156') +
    leaf('ram:Name', line.name, 'BT-153') +
    leaf('ram:Description', line.description, 'BT-154') +
    each(line.attributes, (item) =>
      group(
        'ram:ApplicableProductCharacteristic',
        leaf('ram:Description', item.name, 'BT-160') + leaf('ram:Value', item.value, 'BT-161'),
      ),
    ) +
    each(line.classifications, (item) =>
      group(
        'ram:DesignatedProductClassification',
        leaf(
          'ram:ClassCode',
          item.code,
          'BT-158',
          attribute('listID', item.scheme, 'BT-158') + attribute('listVersionID', item.version, 'BT-158'),
        ),
      ),
    ) +
    group('ram:OriginTradeCountry', leaf('ram:ID', line.originCountry, 'BT-159'))
  );
}

function agreement(invoice: Invoice): string {
  const { taxRepresentative } = invoice;
  return group(
    'ram:ApplicableHeaderTradeAgreement',
    leaf('ram:BuyerReference', invoice.buyerReference, 'BT-10') +
      party('ram:SellerTradeParty', invoice.seller, SELLER) +
      party('ram:BuyerTradeParty', invoice.buyer, BUYER) +
      (taxRepresentative
        ? group(
            'ram:SellerTaxRepresentativeTradeParty',
            leaf('ram:Name', taxRepresentative.name, 'BT-62') +
              address(taxRepresentative.address, 'BG-12') +
              taxRegistration(taxRepresentative.vatId, 'VA', 'BT-63'),
          )
        : '') +
      reference('ram:SellerOrderReferencedDocument', invoice.salesOrderReference, 'BT-14') +
      reference('ram:BuyerOrderReferencedDocument', invoice.purchaseOrderReference, 'BT-13') +
      reference('ram:ContractReferencedDocument', invoice.contractReference, 'BT-12') +
      each(invoice.supportingDocuments, (document) =>
        group(
          'ram:AdditionalReferencedDocument',
          leaf('ram:IssuerAssignedID', document.reference, 'BT-122') +
            leaf('ram:URIID', document.location, 'BT-124') +
            leaf('ram:TypeCode', '916', 'BT-122') +
            leaf('ram:Name', document.description, 'BT-123') +
            (document.attachment
              ? leaf(
                  'ram:AttachmentBinaryObject',
                  document.attachment.bytes.toBase64(),
                  'BT-125',
                  attribute('mimeCode', document.attachment.mimeCode, 'BT-125') +
                    attribute('filename', document.attachment.filename, 'BT-125'),
                )
              : ''),
        ),
      ) +
      (invoice.tenderReference === undefined
        ? ''
        : group(
            'ram:AdditionalReferencedDocument',
            leaf('ram:IssuerAssignedID', invoice.tenderReference, 'BT-17') +
              leaf('ram:TypeCode', '50', 'BT-17'),
          )) +
      objectReference(invoice.invoicedObject, 'BT-18') +
      (invoice.projectReference === undefined
        ? ''
        : group(
            'ram:SpecifiedProcuringProject',
            leaf('ram:ID', invoice.projectReference, 'BT-11') +
              // The schema asks for a name, EN 16931 has none: the words CEN/TS 16931-3-3 puts there.
              leaf('ram:Name', 'Project reference', 'BT-11'),
          )),
  );
}

function delivery(invoice: Invoice): string {
  const to = invoice.delivery;
  const content =
    (to
      ? group(
          'ram:ShipToTradeParty',
          (to.location ? partyId(to.location, 'BT-71') : '') +
            leaf('ram:Name', to.name, 'BT-70') +
            address(to.address, 'BG-15'),
        ) + group('ram:ActualDeliverySupplyChainEvent', dateTime('ram:OccurrenceDateTime', to.date, 'BT-72'))
      : '') +
    reference('ram:DespatchAdviceReferencedDocument', invoice.despatchAdviceReference, 'BT-16') +
    reference('ram:ReceivingAdviceReferencedDocument', invoice.receivingAdviceReference, 'BT-15');
  // Mandatory in the schema, even with nothing to say.
  return content === ''
    ? '<ram:ApplicableHeaderTradeDelivery/>\n'
    : group('ram:ApplicableHeaderTradeDelivery', content);
}

function settlement(invoice: Invoice): string {
  const { payment, payee, totals } = invoice;
  return group(
    'ram:ApplicableHeaderTradeSettlement',
    leaf('ram:CreditorReferenceID', payment?.directDebit?.creditorId, 'BT-90') +
      leaf('ram:PaymentReference', payment?.remittance, 'BT-83') +
      leaf('ram:TaxCurrencyCode', invoice.taxCurrency, 'BT-6') +
      leaf('ram:InvoiceCurrencyCode', invoice.currency, 'BT-5') +
      (payee
        ? group(
            'ram:PayeeTradeParty',
            (payee.identifier ? partyId(payee.identifier, 'BT-60') : '') +
              leaf('ram:Name', payee.name, 'BT-59') +
              (payee.legalId
                ? group('ram:SpecifiedLegalOrganization', schemed('ram:ID', payee.legalId, 'BT-61'))
                : ''),
          )
        : '') +
      (payment ? paymentMeans(payment) : '') +
      each(invoice.vatBreakdown, (tax) => tradeTax(tax, invoice, tax === invoice.vatBreakdown[0])) +
      period(invoice.period, 'BT-73', 'BT-74') +
      each(invoice.allowances, (allowance) => allowanceCharge(allowance, false, 'BG-20')) +
      each(invoice.charges, (charge) => allowanceCharge(charge, true, 'BG-21')) +
      group(
        'ram:SpecifiedTradePaymentTerms',
        leaf('ram:Description', invoice.paymentTerms, 'BT-20') +
          dateTime('ram:DueDateDateTime', invoice.dueDate, 'BT-9') +
          leaf('ram:DirectDebitMandateID', payment?.directDebit?.mandate, 'BT-89'),
      ) +
      group(
        'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
        leaf('ram:LineTotalAmount', totals.lineNet, 'BT-106') +
          leaf('ram:ChargeTotalAmount', totals.charges, 'BT-108') +
          leaf('ram:AllowanceTotalAmount', totals.allowances, 'BT-107') +
          leaf('ram:TaxBasisTotalAmount', totals.withoutVat, 'BT-109') +
          leaf(
            'ram:TaxTotalAmount',
            totals.vat,
            'BT-110',
            attribute('currencyID', invoice.currency, 'BT-5'),
          ) +
          leaf(
            'ram:TaxTotalAmount',
            totals.vatInTaxCurrency,
            'BT-111',
            attribute('currencyID', invoice.taxCurrency, 'BT-6'),
          ) +
          leaf('ram:RoundingAmount', totals.rounding, 'BT-114') +
          leaf('ram:GrandTotalAmount', totals.withVat, 'BT-112') +
          leaf('ram:TotalPrepaidAmount', totals.prepaid, 'BT-113') +
          leaf('ram:DuePayableAmount', totals.due, 'BT-115'),
      ) +
      each(invoice.precedingInvoices, (preceding) =>
        group(
          'ram:InvoiceReferencedDocument',
          leaf('ram:IssuerAssignedID', preceding.number, 'BT-25') +
            (preceding.issueDate === undefined
              ? ''
              : group(
                  'ram:FormattedIssueDateTime',
                  leaf('qdt:DateTimeString', basicDate(preceding.issueDate), 'BT-26', ' format="102"'),
                )),
        ),
      ) +
      group(
        'ram:ReceivableSpecifiedTradeAccountingAccount',
        leaf('ram:ID', invoice.buyerAccountingReference, 'BT-19'),
      ),
  );
}

/** BG-16 once for each account to pay to, since the syntax holds one account a payment means; the first says the rest. */
function paymentMeans(payment: PaymentInstructions): string {
  const { card, directDebit, creditTransfers = [] } = payment;
  const [first, ...others] = creditTransfers;
  const means =
    leaf('ram:TypeCode', payment.meansCode, 'BT-81') + leaf('ram:Information', payment.meansText, 'BT-82');
  return (
    group(
      'ram:SpecifiedTradeSettlementPaymentMeans',
      means +
        (card
          ? group(
              'ram:ApplicableTradeSettlementFinancialCard',
              leaf('ram:ID', card.number, 'BT-87') + leaf('ram:CardholderName', card.holder, 'BT-88'),
            )
          : '') +
        group(
          'ram:PayerPartyDebtorFinancialAccount',
          leaf('ram:IBANID', directDebit?.debitedAccount, 'BT-91'),
        ) +
        (first ? account(first) : ''),
    ) +
    each(others, (transfer) => group('ram:SpecifiedTradeSettlementPaymentMeans', means + account(transfer)))
  );
}

function account(transfer: CreditTransfer): string {
  const iban = isIban(transfer.account);
  return (
    group(
      'ram:PayeePartyCreditorFinancialAccount',
      (iban ? leaf('ram:IBANID', transfer.account, 'BT-84') : '') +
        leaf('ram:AccountName', transfer.accountName, 'BT-85') +
        (iban ? '' : leaf('ram:ProprietaryID', transfer.account, 'BT-84')),
    ) + group('ram:PayeeSpecifiedCreditorFinancialInstitution', leaf('ram:BICID', transfer.provider, 'BT-86'))
  );
}

/** BG-23; BT-8 has its place in each group, BT-7 in one of them (CII-SR-461). */
function tradeTax(tax: VatBreakdown, invoice: Invoice, first: boolean): string {
  return group(
    'ram:ApplicableTradeTax',
    leaf('ram:CalculatedAmount', tax.taxAmount, 'BT-117') +
      leaf('ram:TypeCode', 'VAT', 'BT-118') +
      leaf('ram:ExemptionReason', tax.exemptionReason, 'BT-120') +
      leaf('ram:BasisAmount', tax.taxableAmount, 'BT-116') +
      leaf('ram:CategoryCode', tax.category, 'BT-118') +
      leaf('ram:ExemptionReasonCode', tax.exemptionReasonCode, 'BT-121') +
      (invoice.taxPointDate === undefined || !first
        ? ''
        : group(
            'ram:TaxPointDate',
            leaf('udt:DateString', basicDate(invoice.taxPointDate), 'BT-7', ' format="102"'),
          )) +
      leaf('ram:DueDateTypeCode', invoice.taxPointCode, 'BT-8') +
      leaf('ram:RateApplicablePercent', tax.rate, 'BT-119'),
  );
}

function allowanceCharge(item: AllowanceCharge, charge: boolean, term: string): string {
  return group(
    'ram:SpecifiedTradeAllowanceCharge',
    indicator(charge) +
      leaf('ram:CalculationPercent', item.percentage, term) +
      leaf('ram:BasisAmount', item.baseAmount, term) +
      leaf('ram:ActualAmount', item.amount, term) +
      leaf('ram:ReasonCode', item.reasonCode, term) +
      leaf('ram:Reason', item.reason, term) +
      (item.vatCategory === undefined
        ? ''
        : group(
            'ram:CategoryTradeTax',
            leaf('ram:TypeCode', 'VAT', term) +
              leaf('ram:CategoryCode', item.vatCategory, term) +
              leaf('ram:RateApplicablePercent', item.vatRate, term),
          )),
  );
}

function party(name: string, party: Party, terms: PartyTerms): string {
  const { identifiers, contact } = party;
  return group(
    name,
    each(identifiers, (id) => (id.scheme === undefined ? partyId(id, terms.id) : '')) +
      each(identifiers, (id) => (id.scheme === undefined ? '' : partyId(id, terms.id))) +
      leaf('ram:Name', party.name, terms.name) +
      leaf('ram:Description', party.legalInfo, terms.info) +
      group(
        'ram:SpecifiedLegalOrganization',
        (party.legalId ? schemed('ram:ID', party.legalId, terms.legalId) : '') +
          leaf('ram:TradingBusinessName', party.tradingName, terms.tradingName),
      ) +
      (contact
        ? group(
            'ram:DefinedTradeContact',
            leaf('ram:PersonName', contact.name, terms.contact) +
              group(
                'ram:TelephoneUniversalCommunication',
                leaf('ram:CompleteNumber', contact.phone, terms.contact),
              ) +
              group('ram:EmailURIUniversalCommunication', leaf('ram:URIID', contact.email, terms.contact)),
          )
        : '') +
      address(party.address, terms.address) +
      (party.electronicAddress
        ? group(
            'ram:URIUniversalCommunication',
            schemed('ram:URIID', party.electronicAddress, terms.endpoint),
          )
        : '') +
      taxRegistration(party.vatId, 'VA', terms.vatId) +
      taxRegistration(party.taxRegistrationId, 'FC', 'BT-32'),
  );
}

function address(address: PostalAddress | undefined, term: string): string {
  if (!address) return '';
  return group(
    'ram:PostalTradeAddress',
    leaf('ram:PostcodeCode', address.postCode, term) +
      leaf('ram:LineOne', address.line1, term) +
      leaf('ram:LineTwo', address.line2, term) +
      leaf('ram:LineThree', address.line3, term) +
      leaf('ram:CityName', address.city, term) +
      leaf('ram:CountryID', address.country, term) +
      leaf('ram:CountrySubDivisionName', address.subdivision, term),
  );
}

function taxRegistration(id: string | undefined, scheme: 'VA' | 'FC', term: string): string {
  return group('ram:SpecifiedTaxRegistration', leaf('ram:ID', id, term, ` schemeID="${scheme}"`));
}

/** A party identifier: `ram:GlobalID` with a scheme, `ram:ID` without. */
function partyId(id: Identifier, term: string): string {
  return schemed(id.scheme === undefined ? 'ram:ID' : 'ram:GlobalID', id, term);
}

function schemed(name: string, id: Identifier, term: string): string {
  return leaf(name, id.value, term, attribute('schemeID', id.scheme, term));
}

function reference(name: string, id: string | undefined, term: string): string {
  return group(name, leaf('ram:IssuerAssignedID', id, term));
}

/** BT-18 and BT-128: a referenced document of type 130, its scheme (UNTDID 1153) in the reference type. */
function objectReference(object: Identifier | undefined, term: string): string {
  if (!object) return '';
  return group(
    'ram:AdditionalReferencedDocument',
    leaf('ram:IssuerAssignedID', object.value, term) +
      leaf('ram:TypeCode', '130', term) +
      leaf('ram:ReferenceTypeCode', object.scheme, term),
  );
}

function period(period: Period | undefined, start: string, end: string): string {
  if (!period) return '';
  return group(
    'ram:BillingSpecifiedPeriod',
    dateTime('ram:StartDateTime', period.start, start) + dateTime('ram:EndDateTime', period.end, end),
  );
}

function indicator(value: boolean): string {
  return `<ram:ChargeIndicator>\n<udt:Indicator>${value}</udt:Indicator>\n</ram:ChargeIndicator>\n`;
}

function dateTime(name: string, date: string | undefined, term: string): string {
  if (date === undefined) return '';
  return group(name, leaf('udt:DateTimeString', basicDate(date), term, ' format="102"'));
}

/** `YYYY-MM-DD` as UNTDID 2379 code 102, `YYYYMMDD`. */
function basicDate(date: string): string {
  return date.replaceAll('-', '');
}

/** The shape of an IBAN; the check digits are not looked at, since the term says what it says. */
function isIban(account: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/i.test(account.replaceAll(' ', ''));
}
