/**
 * The semantic invoice as UBL 2.1: an Invoice, or a CreditNote for the credit note type codes. Element order of the
 * OASIS schemas, places of the terms as in CEN/TS 16931-3-2.
 */
import {
  type AllowanceCharge,
  type CreditTransfer,
  type Identifier,
  type Invoice,
  type InvoiceLine,
  isCreditNoteType,
  type Party,
  type Period,
  type PostalAddress,
  type VatBreakdown,
} from '@scell/en16931';
import { BUYER, type PartyTerms, SELLER } from './party-terms.ts';
import { attribute, each, group, leaf } from './xml.ts';

/** BT-8 is UNTDID 2475 in CII and UNTDID 2005 in UBL (CEN/TS 16931-3-2 §5.1). */
const TAX_POINT_CODES = { '5': '3', '29': '35', '72': '432' } as const;

const NAMESPACES =
  ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"' +
  ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

/** What the schema asks for and EN 16931 has no term for. */
const NOT_APPLICABLE = 'NA';
/** UNTDID 4461 "instrument not defined". */
const UNDEFINED_MEANS = '1';

/**
 * The invoice as a UBL document, to be encoded in UTF-8. The profile is what BT-24 says; nothing is computed or
 * checked here (see `checkInvoice`). A due date (BT-9) in a credit note without payment instructions goes into a payment
 * means of code 1, its only place there. Throws `IllegalCharacterError` for a text XML cannot carry.
 */
export function writeUbl(invoice: Invoice): string {
  const credit = isCreditNoteType(invoice.typeCode);
  const root = credit ? 'CreditNote' : 'Invoice';
  const code = credit
    ? leaf('cbc:CreditNoteTypeCode', invoice.typeCode, 'BT-3')
    : leaf('cbc:InvoiceTypeCode', invoice.typeCode, 'BT-3');
  const notes = each(invoice.notes, (note) =>
    leaf(
      'cbc:Note',
      note.subjectCode === undefined ? note.text : `#${note.subjectCode}#${note.text}`,
      'BT-22',
    ),
  );
  const taxPoint = leaf('cbc:TaxPointDate', invoice.taxPointDate, 'BT-7');
  const contract = reference('cac:ContractDocumentReference', invoice.contractReference, 'BT-12');
  const tender = reference('cac:OriginatorDocumentReference', invoice.tenderReference, 'BT-17');
  const money = (name: string, amount: string | undefined, term: string): string =>
    leaf(name, amount, term, currency);
  const currency = attribute('currencyID', invoice.currency, 'BT-5');
  const { totals } = invoice;

  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"${NAMESPACES}>\n` +
    leaf('cbc:CustomizationID', invoice.specification, 'BT-24') +
    leaf('cbc:ProfileID', invoice.processType, 'BT-23') +
    leaf('cbc:ID', invoice.number, 'BT-1') +
    leaf('cbc:IssueDate', invoice.issueDate, 'BT-2') +
    (credit
      ? taxPoint + code + notes
      : leaf('cbc:DueDate', invoice.dueDate, 'BT-9') + code + notes + taxPoint) +
    leaf('cbc:DocumentCurrencyCode', invoice.currency, 'BT-5') +
    leaf('cbc:TaxCurrencyCode', invoice.taxCurrency, 'BT-6') +
    leaf('cbc:AccountingCost', invoice.buyerAccountingReference, 'BT-19') +
    leaf('cbc:BuyerReference', invoice.buyerReference, 'BT-10') +
    period(invoice.period, 'BT-73', 'BT-74', invoice.taxPointCode) +
    orderReference(invoice) +
    each(invoice.precedingInvoices, (preceding) =>
      group(
        'cac:BillingReference',
        group(
          'cac:InvoiceDocumentReference',
          leaf('cbc:ID', preceding.number, 'BT-25') + leaf('cbc:IssueDate', preceding.issueDate, 'BT-26'),
        ),
      ),
    ) +
    reference('cac:DespatchDocumentReference', invoice.despatchAdviceReference, 'BT-16') +
    reference('cac:ReceiptDocumentReference', invoice.receivingAdviceReference, 'BT-15') +
    (credit
      ? contract + additionalDocuments(invoice, credit) + tender
      : tender +
        contract +
        additionalDocuments(invoice, credit) +
        reference('cac:ProjectReference', invoice.projectReference, 'BT-11')) +
    group('cac:AccountingSupplierParty', party(invoice.seller, SELLER, sellerCreditorId(invoice))) +
    group('cac:AccountingCustomerParty', party(invoice.buyer, BUYER, undefined)) +
    payee(invoice) +
    taxRepresentative(invoice) +
    delivery(invoice) +
    paymentMeans(invoice, credit) +
    group('cac:PaymentTerms', leaf('cbc:Note', invoice.paymentTerms, 'BT-20')) +
    each(invoice.allowances, (allowance) => allowanceCharge(allowance, false, currency, 'BG-20')) +
    each(invoice.charges, (charge) => allowanceCharge(charge, true, currency, 'BG-21')) +
    group(
      'cac:TaxTotal',
      money('cbc:TaxAmount', totals.vat, 'BT-110') +
        each(invoice.vatBreakdown, (tax) => taxSubtotal(tax, currency)),
    ) +
    group(
      'cac:TaxTotal',
      leaf(
        'cbc:TaxAmount',
        totals.vatInTaxCurrency,
        'BT-111',
        attribute('currencyID', invoice.taxCurrency, 'BT-6'),
      ),
    ) +
    group(
      'cac:LegalMonetaryTotal',
      money('cbc:LineExtensionAmount', totals.lineNet, 'BT-106') +
        money('cbc:TaxExclusiveAmount', totals.withoutVat, 'BT-109') +
        money('cbc:TaxInclusiveAmount', totals.withVat, 'BT-112') +
        money('cbc:AllowanceTotalAmount', totals.allowances, 'BT-107') +
        money('cbc:ChargeTotalAmount', totals.charges, 'BT-108') +
        money('cbc:PrepaidAmount', totals.prepaid, 'BT-113') +
        money('cbc:PayableRoundingAmount', totals.rounding, 'BT-114') +
        money('cbc:PayableAmount', totals.due, 'BT-115'),
    ) +
    each(invoice.lines, (line) => lineItem(line, credit, currency)) +
    `</${root}>\n`
  );
}

function orderReference(invoice: Invoice): string {
  const { purchaseOrderReference, salesOrderReference } = invoice;
  if (purchaseOrderReference === undefined && salesOrderReference === undefined) return '';
  return group(
    'cac:OrderReference',
    leaf('cbc:ID', purchaseOrderReference ?? NOT_APPLICABLE, 'BT-13') +
      leaf('cbc:SalesOrderID', salesOrderReference, 'BT-14'),
  );
}

/** BT-18, BG-24, and BT-11 of a credit note, which has no project reference of its own. */
function additionalDocuments(invoice: Invoice, credit: boolean): string {
  return (
    objectReference('cac:AdditionalDocumentReference', invoice.invoicedObject, 'BT-18') +
    (credit && invoice.projectReference !== undefined
      ? group(
          'cac:AdditionalDocumentReference',
          leaf('cbc:ID', invoice.projectReference, 'BT-11') + leaf('cbc:DocumentTypeCode', '50', 'BT-11'),
        )
      : '') +
    each(invoice.supportingDocuments, (document) =>
      group(
        'cac:AdditionalDocumentReference',
        leaf('cbc:ID', document.reference, 'BT-122') +
          leaf('cbc:DocumentDescription', document.description, 'BT-123') +
          group(
            'cac:Attachment',
            (document.attachment
              ? leaf(
                  'cbc:EmbeddedDocumentBinaryObject',
                  document.attachment.bytes.toBase64(),
                  'BT-125',
                  attribute('mimeCode', document.attachment.mimeCode, 'BT-125') +
                    attribute('filename', document.attachment.filename, 'BT-125'),
                )
              : '') + group('cac:ExternalReference', leaf('cbc:URI', document.location, 'BT-124')),
          ),
      ),
    )
  );
}

function party(party: Party, terms: PartyTerms, creditorId: string | undefined): string {
  const { contact } = party;
  return group(
    'cac:Party',
    (party.electronicAddress ? schemed('cbc:EndpointID', party.electronicAddress, terms.endpoint) : '') +
      each(party.identifiers, (id) => group('cac:PartyIdentification', schemed('cbc:ID', id, terms.id))) +
      sepaCreditor(creditorId) +
      group('cac:PartyName', leaf('cbc:Name', party.tradingName, terms.tradingName)) +
      group('cac:PostalAddress', address(party.address, terms.address)) +
      taxScheme(party.vatId, 'VAT', terms.vatId) +
      taxScheme(party.taxRegistrationId, 'TAX', 'BT-32') +
      group(
        'cac:PartyLegalEntity',
        leaf('cbc:RegistrationName', party.name, terms.name) +
          (party.legalId ? schemed('cbc:CompanyID', party.legalId, terms.legalId) : '') +
          leaf('cbc:CompanyLegalForm', party.legalInfo, terms.info),
      ) +
      (contact
        ? group(
            'cac:Contact',
            leaf('cbc:Name', contact.name, terms.contact) +
              leaf('cbc:Telephone', contact.phone, terms.contact) +
              leaf('cbc:ElectronicMail', contact.email, terms.contact),
          )
        : ''),
  );
}

/** BT-90 belongs to who is paid: the payee where there is one, else the seller. */
function sellerCreditorId(invoice: Invoice): string | undefined {
  return invoice.payee ? undefined : invoice.payment?.directDebit?.creditorId;
}

function sepaCreditor(creditorId: string | undefined): string {
  return group('cac:PartyIdentification', leaf('cbc:ID', creditorId, 'BT-90', ' schemeID="SEPA"'));
}

function payee(invoice: Invoice): string {
  const { payee, payment } = invoice;
  if (!payee) return '';
  return group(
    'cac:PayeeParty',
    (payee.identifier ? group('cac:PartyIdentification', schemed('cbc:ID', payee.identifier, 'BT-60')) : '') +
      sepaCreditor(payment?.directDebit?.creditorId) +
      group('cac:PartyName', leaf('cbc:Name', payee.name, 'BT-59')) +
      (payee.legalId ? group('cac:PartyLegalEntity', schemed('cbc:CompanyID', payee.legalId, 'BT-61')) : ''),
  );
}

function taxRepresentative(invoice: Invoice): string {
  const { taxRepresentative } = invoice;
  if (!taxRepresentative) return '';
  return group(
    'cac:TaxRepresentativeParty',
    group('cac:PartyName', leaf('cbc:Name', taxRepresentative.name, 'BT-62')) +
      group('cac:PostalAddress', address(taxRepresentative.address, 'BG-12')) +
      taxScheme(taxRepresentative.vatId, 'VAT', 'BT-63'),
  );
}

function delivery(invoice: Invoice): string {
  const { delivery } = invoice;
  if (!delivery) return '';
  return group(
    'cac:Delivery',
    leaf('cbc:ActualDeliveryDate', delivery.date, 'BT-72') +
      group(
        'cac:DeliveryLocation',
        (delivery.location ? schemed('cbc:ID', delivery.location, 'BT-71') : '') +
          (delivery.address ? group('cac:Address', address(delivery.address, 'BG-15')) : ''),
      ) +
      group('cac:DeliveryParty', group('cac:PartyName', leaf('cbc:Name', delivery.name, 'BT-70'))),
  );
}

/**
 * BG-16 once for each account to pay to, since the syntax holds one account a payment means. What is said once a document stands in the first
 * (UBL-SR-45, 46, 54, 55).
 */
function paymentMeans(invoice: Invoice, credit: boolean): string {
  const { payment } = invoice;
  const due = credit ? leaf('cbc:PaymentDueDate', invoice.dueDate, 'BT-9') : '';
  if (!payment)
    return due === ''
      ? ''
      : group('cac:PaymentMeans', leaf('cbc:PaymentMeansCode', UNDEFINED_MEANS, 'BT-81') + due);

  const { meansText, remittance, card, directDebit, creditTransfers = [] } = payment;
  const code = payment.meansCode === '' ? UNDEFINED_MEANS : payment.meansCode;
  const [first, ...others] = creditTransfers;
  const reference = leaf('cbc:PaymentID', remittance, 'BT-83');
  return (
    group(
      'cac:PaymentMeans',
      leaf('cbc:PaymentMeansCode', code, 'BT-81', attribute('name', meansText, 'BT-82')) +
        due +
        reference +
        (card
          ? group(
              'cac:CardAccount',
              leaf('cbc:PrimaryAccountNumberID', card.number, 'BT-87') +
                leaf('cbc:NetworkID', NOT_APPLICABLE, 'BT-87') +
                leaf('cbc:HolderName', card.holder, 'BT-88'),
            )
          : '') +
        (first ? account(first) : '') +
        group(
          'cac:PaymentMandate',
          leaf('cbc:ID', directDebit?.mandate, 'BT-89') +
            group('cac:PayerFinancialAccount', leaf('cbc:ID', directDebit?.debitedAccount, 'BT-91')),
        ),
    ) +
    each(others, (transfer) =>
      group('cac:PaymentMeans', leaf('cbc:PaymentMeansCode', code, 'BT-81') + reference + account(transfer)),
    )
  );
}

function account(transfer: CreditTransfer): string {
  return group(
    'cac:PayeeFinancialAccount',
    leaf('cbc:ID', transfer.account, 'BT-84') +
      leaf('cbc:Name', transfer.accountName, 'BT-85') +
      group('cac:FinancialInstitutionBranch', leaf('cbc:ID', transfer.provider, 'BT-86')),
  );
}

function allowanceCharge(item: AllowanceCharge, charge: boolean, currency: string, term: string): string {
  return group(
    'cac:AllowanceCharge',
    leaf('cbc:ChargeIndicator', String(charge), term) +
      leaf('cbc:AllowanceChargeReasonCode', item.reasonCode, term) +
      leaf('cbc:AllowanceChargeReason', item.reason, term) +
      leaf('cbc:MultiplierFactorNumeric', item.percentage, term) +
      leaf('cbc:Amount', item.amount, term, currency) +
      leaf('cbc:BaseAmount', item.baseAmount, term, currency) +
      (item.vatCategory === undefined
        ? ''
        : group(
            'cac:TaxCategory',
            leaf('cbc:ID', item.vatCategory, term) + leaf('cbc:Percent', item.vatRate, term) + VAT,
          )),
  );
}

const VAT = '<cac:TaxScheme>\n<cbc:ID>VAT</cbc:ID>\n</cac:TaxScheme>\n';

function taxSubtotal(tax: VatBreakdown, currency: string): string {
  return group(
    'cac:TaxSubtotal',
    leaf('cbc:TaxableAmount', tax.taxableAmount, 'BT-116', currency) +
      leaf('cbc:TaxAmount', tax.taxAmount, 'BT-117', currency) +
      group(
        'cac:TaxCategory',
        leaf('cbc:ID', tax.category, 'BT-118') +
          leaf('cbc:Percent', tax.rate, 'BT-119') +
          leaf('cbc:TaxExemptionReasonCode', tax.exemptionReasonCode, 'BT-121') +
          leaf('cbc:TaxExemptionReason', tax.exemptionReason, 'BT-120') +
          VAT,
      ),
  );
}

function lineItem(line: InvoiceLine, credit: boolean, currency: string): string {
  const { price } = line;
  const quantity = credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity';
  return group(
    credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine',
    leaf('cbc:ID', line.id, 'BT-126') +
      leaf('cbc:Note', line.note, 'BT-127') +
      leaf(quantity, line.quantity, 'BT-129', attribute('unitCode', line.unitCode, 'BT-130')) +
      leaf('cbc:LineExtensionAmount', line.netAmount, 'BT-131', currency) +
      leaf('cbc:AccountingCost', line.buyerAccountingReference, 'BT-133') +
      period(line.period, 'BT-134', 'BT-135', undefined) +
      group('cac:OrderLineReference', leaf('cbc:LineID', line.purchaseOrderLine, 'BT-132')) +
      objectReference('cac:DocumentReference', line.object, 'BT-128') +
      each(line.allowances, (allowance) => allowanceCharge(allowance, false, currency, 'BG-27')) +
      each(line.charges, (charge) => allowanceCharge(charge, true, currency, 'BG-28')) +
      group('cac:Item', item(line)) +
      group(
        'cac:Price',
        leaf('cbc:PriceAmount', price.net, 'BT-146', currency) +
          leaf(
            'cbc:BaseQuantity',
            price.baseQuantity,
            'BT-149',
            attribute('unitCode', price.baseQuantityUnit, 'BT-150'),
          ) +
          (price.gross === undefined && price.discount === undefined
            ? ''
            : group(
                'cac:AllowanceCharge',
                leaf('cbc:ChargeIndicator', 'false', 'BT-147') +
                  leaf('cbc:Amount', price.discount ?? '0', 'BT-147', currency) +
                  leaf('cbc:BaseAmount', price.gross, 'BT-148', currency),
              )),
      ),
  );
}

/** BG-30. A line of a group or of information alone (EXTENDED-CTC-FR) has no VAT: the scheme without a category says nothing. */
function lineTax({ vatCategory, vatRate }: InvoiceLine): string {
  const said = leaf('cbc:ID', vatCategory, 'BT-151') + leaf('cbc:Percent', vatRate, 'BT-152');
  return said === '' ? '' : group('cac:ClassifiedTaxCategory', said + VAT);
}

function item(line: InvoiceLine): string {
  return (
    leaf('cbc:Description', line.description, 'BT-154') +
    leaf('cbc:Name', line.name, 'BT-153') +
    group('cac:BuyersItemIdentification', leaf('cbc:ID', line.buyerItemId, 'BT-156')) +
    group('cac:SellersItemIdentification', leaf('cbc:ID', line.sellerItemId, 'BT-155')) +
    (line.standardItemId
      ? group('cac:StandardItemIdentification', schemed('cbc:ID', line.standardItemId, 'BT-157'))
      : '') +
    group('cac:OriginCountry', leaf('cbc:IdentificationCode', line.originCountry, 'BT-159')) +
    each(line.classifications, (item) =>
      group(
        'cac:CommodityClassification',
        leaf(
          'cbc:ItemClassificationCode',
          item.code,
          'BT-158',
          attribute('listID', item.scheme, 'BT-158') + attribute('listVersionID', item.version, 'BT-158'),
        ),
      ),
    ) +
    lineTax(line) +
    each(line.attributes, (attribute) =>
      group(
        'cac:AdditionalItemProperty',
        leaf('cbc:Name', attribute.name, 'BT-160') + leaf('cbc:Value', attribute.value, 'BT-161'),
      ),
    )
  );
}

function address(address: PostalAddress, term: string): string {
  return (
    leaf('cbc:StreetName', address.line1, term) +
    leaf('cbc:AdditionalStreetName', address.line2, term) +
    leaf('cbc:CityName', address.city, term) +
    leaf('cbc:PostalZone', address.postCode, term) +
    leaf('cbc:CountrySubentity', address.subdivision, term) +
    group('cac:AddressLine', leaf('cbc:Line', address.line3, term)) +
    group('cac:Country', leaf('cbc:IdentificationCode', address.country, term))
  );
}

function taxScheme(id: string | undefined, scheme: 'VAT' | 'TAX', term: string): string {
  if (id === undefined) return '';
  return group(
    'cac:PartyTaxScheme',
    leaf('cbc:CompanyID', id, term) + group('cac:TaxScheme', leaf('cbc:ID', scheme, term)),
  );
}

function schemed(name: string, id: Identifier, term: string): string {
  return leaf(name, id.value, term, attribute('schemeID', id.scheme, term));
}

function reference(name: string, id: string | undefined, term: string): string {
  return group(name, leaf('cbc:ID', id, term));
}

/** BT-18 and BT-128: a document reference of type 130 with the scheme (UNTDID 1153) on its identifier. */
function objectReference(name: string, object: Identifier | undefined, term: string): string {
  if (!object) return '';
  return group(name, schemed('cbc:ID', object, term) + leaf('cbc:DocumentTypeCode', '130', term));
}

function period(
  period: Period | undefined,
  start: string,
  end: string,
  taxPointCode: keyof typeof TAX_POINT_CODES | undefined,
): string {
  return group(
    'cac:InvoicePeriod',
    leaf('cbc:StartDate', period?.start, start) +
      leaf('cbc:EndDate', period?.end, end) +
      leaf('cbc:DescriptionCode', taxPointCode && TAX_POINT_CODES[taxPointCode], 'BT-8'),
  );
}
