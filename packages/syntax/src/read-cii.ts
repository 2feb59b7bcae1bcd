/** The terms of EN 16931 in a CII document, by their places in CEN/TS 16931-3-3. */
import {
  type AllowanceCharge,
  type CreditTransfer,
  type Delivery,
  type DocumentTotals,
  type Identifier,
  type Invoice,
  type InvoiceLine,
  isDocumentType,
  type Party,
  type Payee,
  type PaymentInstructions,
  type Period,
  type PostalAddress,
  type SupportingDocument,
  type TaxRepresentative,
  type VatBreakdown,
} from '@scell/en16931';
import { BUYER, type PartyTerms, SELLER } from './party-terms.ts';
import { at, compact, compactOrNone, listOrNone, type Projection } from './projection.ts';
import { vatCategories } from './vat-categories.ts';
import { childrenOf, type XmlNode } from './xml/node.ts';

/** BT-8 in UNTDID 2475. */
const taxPointCodes = ['5', '29', '72'] as const;

/** The words that `writeCii` puts where the schema wants the name of a project. */
const PROJECT_NAME = 'Project reference';

/** The invoice below the root of a CII document. */
export function readCii(root: XmlNode, take: Projection): Invoice {
  return new CiiReader(root, take).read();
}

class CiiReader {
  private readonly root: XmlNode;
  private readonly take: Projection;
  private readonly agreement: XmlNode | undefined;
  private readonly delivered: XmlNode | undefined;
  private readonly settlement: XmlNode | undefined;

  constructor(root: XmlNode, take: Projection) {
    this.root = root;
    this.take = take;
    const transaction = at(root, 'rsm:SupplyChainTradeTransaction');
    this.agreement = at(transaction, 'ram:ApplicableHeaderTradeAgreement');
    this.delivered = at(transaction, 'ram:ApplicableHeaderTradeDelivery');
    this.settlement = at(transaction, 'ram:ApplicableHeaderTradeSettlement');
  }

  read(): Invoice {
    const { root, take, agreement, settlement } = this;
    const context = at(root, 'rsm:ExchangedDocumentContext');
    const header = at(root, 'rsm:ExchangedDocument');
    const terms = at(settlement, 'ram:SpecifiedTradePaymentTerms');
    const currency = take.required(take.token(at(settlement, 'ram:InvoiceCurrencyCode')), 'BT-5', root);
    const taxCurrency = take.token(at(settlement, 'ram:TaxCurrencyCode'));
    return compact({
      number: take.required(take.token(at(header, 'ram:ID')), 'BT-1', root),
      issueDate: take.required(
        this.date(at(header, 'ram:IssueDateTime', 'udt:DateTimeString'), 'BT-2'),
        'BT-2',
        root,
      ),
      typeCode: take.required(take.listed(at(header, 'ram:TypeCode'), 'BT-3', isDocumentType), 'BT-3', root),
      currency,
      taxCurrency,
      taxPointDate: this.taxPointDate(),
      taxPointCode: this.taxPointCode(),
      dueDate: this.date(at(terms, 'ram:DueDateDateTime', 'udt:DateTimeString'), 'BT-9'),
      buyerReference: take.token(at(agreement, 'ram:BuyerReference')),
      projectReference: this.projectReference(),
      contractReference: this.reference(agreement, 'ram:ContractReferencedDocument'),
      purchaseOrderReference: this.reference(agreement, 'ram:BuyerOrderReferencedDocument'),
      salesOrderReference: this.reference(agreement, 'ram:SellerOrderReferencedDocument'),
      receivingAdviceReference: this.reference(this.delivered, 'ram:ReceivingAdviceReferencedDocument'),
      despatchAdviceReference: this.reference(this.delivered, 'ram:DespatchAdviceReferencedDocument'),
      tenderReference: this.tenderReference(),
      invoicedObject: this.object(agreement),
      buyerAccountingReference: take.token(
        at(settlement, 'ram:ReceivableSpecifiedTradeAccountingAccount', 'ram:ID'),
      ),
      paymentTerms: take.text(at(terms, 'ram:Description')),
      notes: listOrNone(this.notes(header)),
      processType: take.token(at(context, 'ram:BusinessProcessSpecifiedDocumentContextParameter', 'ram:ID')),
      specification: take.required(
        take.token(at(context, 'ram:GuidelineSpecifiedDocumentContextParameter', 'ram:ID')),
        'BT-24',
        root,
      ),
      precedingInvoices: listOrNone(this.precedingInvoices()),
      seller: this.party('ram:SellerTradeParty', SELLER),
      buyer: this.party('ram:BuyerTradeParty', BUYER),
      payee: this.payee(),
      taxRepresentative: this.taxRepresentative(),
      delivery: this.delivery(),
      period: this.period(settlement, 'BT-73', 'BT-74'),
      payment: this.payment(terms),
      allowances: listOrNone(this.allowanceCharges(settlement, 'false')),
      charges: listOrNone(this.allowanceCharges(settlement, 'true')),
      totals: this.totals(currency, taxCurrency),
      vatBreakdown: this.vatBreakdown(),
      supportingDocuments: listOrNone(this.supportingDocuments()),
      lines: childrenOf(this.transaction(), 'ram:IncludedSupplyChainTradeLineItem').map((line) =>
        this.line(line),
      ),
    });
  }

  private transaction(): XmlNode {
    return at(this.root, 'rsm:SupplyChainTradeTransaction') ?? this.root;
  }

  private notes(header: XmlNode | undefined): NonNullable<Invoice['notes']> {
    const { take } = this;
    if (header === undefined) return [];
    return childrenOf(header, 'ram:IncludedNote').flatMap((note) => {
      const text = take.text(at(note, 'ram:Content'));
      return text === undefined
        ? []
        : [compact({ subjectCode: take.token(at(note, 'ram:SubjectCode')), text })];
    });
  }

  private reference(parent: XmlNode | undefined, tag: string): string | undefined {
    return this.take.token(at(parent, tag, 'ram:IssuerAssignedID'));
  }

  /** The additional documents of a parent whose type code is one of these; '' stands for none. */
  private documents(parent: XmlNode | undefined, ...types: string[]): XmlNode[] {
    if (parent === undefined) return [];
    return childrenOf(parent, 'ram:AdditionalReferencedDocument').filter((document) =>
      types.includes(at(document, 'ram:TypeCode')?.text.trim() ?? ''),
    );
  }

  private tenderReference(): string | undefined {
    const [document] = this.documents(this.agreement, '50');
    const reference = this.take.token(at(document, 'ram:IssuerAssignedID'));
    if (reference !== undefined) this.take.known(at(document, 'ram:TypeCode'), '50');
    return reference;
  }

  /** BT-18, BT-128: a referenced document of type 130; the only one a line has may leave its type out. */
  private object(parent: XmlNode | undefined): Identifier | undefined {
    const { take } = this;
    const untyped = parent === this.agreement ? [] : this.documents(parent, '');
    const document = this.documents(parent, '130')[0] ?? untyped[0];
    const value = take.token(at(document, 'ram:IssuerAssignedID'));
    if (value === undefined) return undefined;
    take.known(at(document, 'ram:TypeCode'), '130');
    return compact({ value, scheme: take.token(at(document, 'ram:ReferenceTypeCode')) });
  }

  private supportingDocuments(): SupportingDocument[] {
    const { take } = this;
    return this.documents(this.agreement, '916', '').map((document) => {
      take.known(at(document, 'ram:TypeCode'), '916');
      const object = at(document, 'ram:AttachmentBinaryObject');
      const bytes = take.bytes(object, 'BT-125');
      return compact({
        reference: take.required(take.token(at(document, 'ram:IssuerAssignedID')), 'BT-122', document),
        description: take.text(at(document, 'ram:Name')),
        location: take.token(at(document, 'ram:URIID')),
        attachment: bytes && object ? this.attachment(object, bytes) : undefined,
      });
    });
  }

  private attachment(object: XmlNode, bytes: Uint8Array): SupportingDocument['attachment'] {
    const { take } = this;
    return {
      bytes,
      mimeCode: take.required(take.attribute(object, 'mimeCode'), 'BT-125', object),
      filename: take.required(take.attribute(object, 'filename'), 'BT-125', object),
    };
  }

  private projectReference(): string | undefined {
    const project = at(this.agreement, 'ram:SpecifiedProcuringProject');
    const reference = this.take.token(at(project, 'ram:ID'));
    if (reference !== undefined) this.take.known(at(project, 'ram:Name'), PROJECT_NAME, reference);
    return reference;
  }

  private precedingInvoices(): NonNullable<Invoice['precedingInvoices']> {
    const { take, settlement } = this;
    if (settlement === undefined) return [];
    return childrenOf(settlement, 'ram:InvoiceReferencedDocument').map((document) =>
      compact({
        number: take.required(take.token(at(document, 'ram:IssuerAssignedID')), 'BT-25', document),
        issueDate: this.date(at(document, 'ram:FormattedIssueDateTime', 'qdt:DateTimeString'), 'BT-26'),
      }),
    );
  }

  private party(tag: string, terms: PartyTerms): Party {
    const { take } = this;
    const party = at(this.agreement, tag);
    const holder = party ?? this.root;
    const organization = at(party, 'ram:SpecifiedLegalOrganization');
    return compact({
      name: take.required(take.text(at(party, 'ram:Name')), terms.name, holder),
      tradingName: take.text(at(organization, 'ram:TradingBusinessName')),
      identifiers: listOrNone(this.identifiers(party)),
      legalId: this.identifier(at(organization, 'ram:ID')),
      vatId: this.taxRegistration(party, 'VA'),
      taxRegistrationId: this.taxRegistration(party, 'FC'),
      legalInfo: take.text(at(party, 'ram:Description')),
      electronicAddress: this.identifier(at(party, 'ram:URIUniversalCommunication', 'ram:URIID')),
      address: this.requiredAddress(party, terms.address),
      contact: this.contact(at(party, 'ram:DefinedTradeContact')),
    });
  }

  private contact(contact: XmlNode | undefined): Party['contact'] {
    const { take } = this;
    return compactOrNone({
      name: take.text(at(contact, 'ram:PersonName')),
      phone: take.text(at(contact, 'ram:TelephoneUniversalCommunication', 'ram:CompleteNumber')),
      email: take.text(at(contact, 'ram:EmailURIUniversalCommunication', 'ram:URIID')),
    });
  }

  private identifier(node: XmlNode | undefined): Identifier | undefined {
    const value = this.take.token(node);
    return value === undefined
      ? undefined
      : compact({ value, scheme: this.take.attribute(node, 'schemeID') });
  }

  /** BT-29, BT-46: `ram:ID` without a scheme, `ram:GlobalID` with one. */
  private identifiers(party: XmlNode | undefined): Identifier[] {
    if (party === undefined) return [];
    const nodes = [...childrenOf(party, 'ram:ID'), ...childrenOf(party, 'ram:GlobalID')];
    return nodes.flatMap((node) => this.identifier(node) ?? []);
  }

  private firstIdentifier(party: XmlNode | undefined): Identifier | undefined {
    return this.identifier(at(party, 'ram:GlobalID') ?? at(party, 'ram:ID'));
  }

  private taxRegistration(party: XmlNode | undefined, scheme: 'VA' | 'FC'): string | undefined {
    const { take } = this;
    if (party === undefined) return undefined;
    for (const registration of childrenOf(party, 'ram:SpecifiedTaxRegistration')) {
      const id = at(registration, 'ram:ID');
      if (id?.attributes.some(({ name, value }) => name === 'schemeID' && value === scheme)) {
        take.knownAttribute(id, 'schemeID', scheme);
        return take.token(id);
      }
    }
    return undefined;
  }

  private requiredAddress(party: XmlNode | undefined, term: string): PostalAddress {
    const address = this.address(party, term);
    if (address !== undefined) return address;
    return { country: this.take.required<string>(undefined, term, party ?? this.root) };
  }

  private address(party: XmlNode | undefined, term: string): PostalAddress | undefined {
    const { take } = this;
    const address = at(party, 'ram:PostalTradeAddress');
    const found = compactOrNone({
      line1: take.text(at(address, 'ram:LineOne')),
      line2: take.text(at(address, 'ram:LineTwo')),
      line3: take.text(at(address, 'ram:LineThree')),
      city: take.text(at(address, 'ram:CityName')),
      postCode: take.text(at(address, 'ram:PostcodeCode')),
      subdivision: take.text(at(address, 'ram:CountrySubDivisionName')),
      country: take.token(at(address, 'ram:CountryID')),
    });
    if (found === undefined || address === undefined) return undefined;
    return { ...found, country: take.required(found.country, term, address) };
  }

  private payee(): Payee | undefined {
    const { take } = this;
    const payee = at(this.settlement, 'ram:PayeeTradeParty');
    if (payee === undefined) return undefined;
    return compact({
      name: take.required(take.text(at(payee, 'ram:Name')), 'BT-59', payee),
      identifier: this.firstIdentifier(payee),
      legalId: this.identifier(at(payee, 'ram:SpecifiedLegalOrganization', 'ram:ID')),
    });
  }

  private taxRepresentative(): TaxRepresentative | undefined {
    const { take } = this;
    const party = at(this.agreement, 'ram:SellerTaxRepresentativeTradeParty');
    if (party === undefined) return undefined;
    return {
      name: take.required(take.text(at(party, 'ram:Name')), 'BT-62', party),
      vatId: take.required(this.taxRegistration(party, 'VA'), 'BT-63', party),
      address: this.requiredAddress(party, 'BG-12'),
    };
  }

  private delivery(): Delivery | undefined {
    const { take, delivered } = this;
    const to = at(delivered, 'ram:ShipToTradeParty');
    const event = at(delivered, 'ram:ActualDeliverySupplyChainEvent');
    return compactOrNone({
      name: take.text(at(to, 'ram:Name')),
      location: this.firstIdentifier(to),
      date: this.date(at(event, 'ram:OccurrenceDateTime', 'udt:DateTimeString'), 'BT-72'),
      address: this.address(to, 'BG-15'),
    });
  }

  private period(parent: XmlNode | undefined, start: string, end: string): Period | undefined {
    const period = at(parent, 'ram:BillingSpecifiedPeriod');
    return compactOrNone({
      start: this.date(at(period, 'ram:StartDateTime', 'udt:DateTimeString'), start),
      end: this.date(at(period, 'ram:EndDateTime', 'udt:DateTimeString'), end),
    });
  }

  /** BG-16; the groups after the first give further accounts (BG-17) where they repeat what the first says. */
  private payment(terms: XmlNode | undefined): PaymentInstructions | undefined {
    const { take, settlement } = this;
    if (settlement === undefined) return undefined;
    const [first, ...others] = childrenOf(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans');
    const remittance = take.text(at(settlement, 'ram:PaymentReference'));
    const mandate = take.token(at(terms, 'ram:DirectDebitMandateID'));
    const creditorId = take.token(at(settlement, 'ram:CreditorReferenceID'));
    // BT-83, BT-89 and BT-90 stand outside the payment means here: they may be there without any.
    if (first === undefined && remittance === undefined && mandate === undefined && creditorId === undefined)
      return undefined;
    const head = ['ram:TypeCode', 'ram:Information'] as const;
    const said = (means: XmlNode | undefined, tag: string) => at(means, tag)?.text.trim();
    const repeated = others.filter(
      (means) =>
        said(means, 'ram:TypeCode') === said(first, 'ram:TypeCode') &&
        [undefined, said(first, 'ram:Information')].includes(said(means, 'ram:Information')),
    );
    for (const means of repeated) for (const tag of head) take.text(at(means, tag));
    const card = at(first, 'ram:ApplicableTradeSettlementFinancialCard');
    for (const means of repeated) this.takeRepeatedCard(means, card);
    const debited = at(first, 'ram:PayerPartyDebtorFinancialAccount', 'ram:IBANID');
    for (const means of repeated) {
      if (debited !== undefined)
        take.known(at(means, 'ram:PayerPartyDebtorFinancialAccount', 'ram:IBANID'), debited.text.trim());
    }
    return compact({
      meansCode: take.required(take.token(at(first, 'ram:TypeCode')), 'BT-81', first ?? settlement),
      meansText: take.text(at(first, 'ram:Information')),
      remittance,
      creditTransfers: listOrNone(
        [first, ...repeated].flatMap((means) => (means && this.creditTransfer(means)) ?? []),
      ),
      card: this.card(card),
      directDebit: compactOrNone({
        mandate,
        creditorId,
        debitedAccount: take.token(debited),
      }),
    });
  }

  private card(card: XmlNode | undefined): PaymentInstructions['card'] {
    const { take } = this;
    if (card === undefined) return undefined;
    return compact({
      number: take.required(take.token(at(card, 'ram:ID')), 'BT-87', card),
      holder: take.text(at(card, 'ram:CardholderName')),
    });
  }

  private takeRepeatedCard(means: XmlNode, first: XmlNode | undefined): void {
    const card = at(means, 'ram:ApplicableTradeSettlementFinancialCard');
    for (const tag of ['ram:ID', 'ram:CardholderName']) {
      const said = at(first, tag)?.text.trim();
      if (said !== undefined) this.take.known(at(card, tag), said);
    }
  }

  private creditTransfer(means: XmlNode): CreditTransfer | undefined {
    const { take } = this;
    const account = at(means, 'ram:PayeePartyCreditorFinancialAccount');
    if (account === undefined) return undefined;
    const iban = take.token(at(account, 'ram:IBANID'));
    return compact({
      account: take.required(iban ?? take.token(at(account, 'ram:ProprietaryID')), 'BT-84', account),
      accountName: take.text(at(account, 'ram:AccountName')),
      provider: take.token(at(means, 'ram:PayeeSpecifiedCreditorFinancialInstitution', 'ram:BICID')),
    });
  }

  private taxes(): XmlNode[] {
    return this.settlement === undefined ? [] : childrenOf(this.settlement, 'ram:ApplicableTradeTax');
  }

  /** BT-7 stands in each group of the breakdown; the others may but repeat it. */
  private taxPointDate(): string | undefined {
    const nodes = this.taxes().flatMap((tax) => at(tax, 'ram:TaxPointDate', 'udt:DateString') ?? []);
    return this.repeated(nodes, (node) => this.date(node, 'BT-7'));
  }

  private taxPointCode(): Invoice['taxPointCode'] {
    const nodes = this.taxes().flatMap((tax) => at(tax, 'ram:DueDateTypeCode') ?? []);
    return this.repeated(nodes, (node) => this.take.code(node, 'BT-8', taxPointCodes));
  }

  private repeated<T>(nodes: XmlNode[], read: (node: XmlNode) => T): T | undefined {
    const [first, ...others] = nodes;
    if (first === undefined) return undefined;
    for (const node of others) if (node.text.trim() === first.text.trim()) read(node);
    return read(first);
  }

  private vatBreakdown(): VatBreakdown[] {
    const { take } = this;
    return this.taxes().map((tax) => {
      take.known(at(tax, 'ram:TypeCode'), 'VAT');
      return compact({
        taxableAmount: take.required(take.decimal(at(tax, 'ram:BasisAmount'), 'BT-116'), 'BT-116', tax),
        taxAmount: take.required(take.decimal(at(tax, 'ram:CalculatedAmount'), 'BT-117'), 'BT-117', tax),
        category: take.required(
          take.code(at(tax, 'ram:CategoryCode'), 'BT-118', vatCategories),
          'BT-118',
          tax,
        ),
        rate: take.decimal(at(tax, 'ram:RateApplicablePercent'), 'BT-119'),
        exemptionReason: take.text(at(tax, 'ram:ExemptionReason')),
        exemptionReasonCode: take.token(at(tax, 'ram:ExemptionReasonCode')),
      });
    });
  }

  private allowanceCharges(parent: XmlNode | undefined, charge: 'true' | 'false'): AllowanceCharge[] {
    const { take } = this;
    if (parent === undefined) return [];
    const indicator = (node: XmlNode) => at(node, 'ram:ChargeIndicator', 'udt:Indicator');
    return childrenOf(parent, 'ram:SpecifiedTradeAllowanceCharge')
      .filter((node) => truth(indicator(node)) === charge)
      .map((node) => {
        take.token(indicator(node));
        const tax = at(node, 'ram:CategoryTradeTax');
        take.known(at(tax, 'ram:TypeCode'), 'VAT');
        const line = parent.tag === 'ram:SpecifiedLineTradeSettlement';
        const term = charge === 'true' ? (line ? 'BT-141' : 'BT-99') : line ? 'BT-136' : 'BT-92';
        return compact({
          amount: take.required(take.decimal(at(node, 'ram:ActualAmount'), term), term, node),
          baseAmount: take.decimal(at(node, 'ram:BasisAmount'), term),
          percentage: take.decimal(at(node, 'ram:CalculationPercent'), term),
          reason: take.text(at(node, 'ram:Reason')),
          reasonCode: take.token(at(node, 'ram:ReasonCode')),
          vatCategory: take.code(at(tax, 'ram:CategoryCode'), term, vatCategories),
          vatRate: take.decimal(at(tax, 'ram:RateApplicablePercent'), term),
        });
      });
  }

  private totals(currency: string, taxCurrency: string | undefined): DocumentTotals {
    const { take } = this;
    const sums = at(this.settlement, 'ram:SpecifiedTradeSettlementHeaderMonetarySummation');
    const holder = sums ?? this.root;
    const amount = (tag: string, term: string) => take.decimal(at(sums, tag), term);
    const taxes = sums === undefined ? [] : childrenOf(sums, 'ram:TaxTotalAmount');
    const currencyOf = (node: XmlNode) => node.attributes.find(({ name }) => name === 'currencyID')?.value;
    const vat =
      taxes.find((node) => currencyOf(node) === currency) ??
      taxes.find((node) => currencyOf(node) === undefined);
    const other =
      taxCurrency === undefined
        ? undefined
        : taxes.find((node) => node !== vat && currencyOf(node) === taxCurrency);
    take.knownAttribute(vat, 'currencyID', currency);
    take.knownAttribute(other, 'currencyID', taxCurrency);
    for (const node of sums?.children ?? []) {
      if (node.tag !== 'ram:TaxTotalAmount') take.knownAttribute(node, 'currencyID', currency);
    }
    return compact({
      lineNet: take.required(amount('ram:LineTotalAmount', 'BT-106'), 'BT-106', holder),
      allowances: amount('ram:AllowanceTotalAmount', 'BT-107'),
      charges: amount('ram:ChargeTotalAmount', 'BT-108'),
      withoutVat: take.required(amount('ram:TaxBasisTotalAmount', 'BT-109'), 'BT-109', holder),
      vat: take.decimal(vat, 'BT-110'),
      vatInTaxCurrency: take.decimal(other, 'BT-111'),
      withVat: take.required(amount('ram:GrandTotalAmount', 'BT-112'), 'BT-112', holder),
      prepaid: amount('ram:TotalPrepaidAmount', 'BT-113'),
      rounding: amount('ram:RoundingAmount', 'BT-114'),
      due: take.required(amount('ram:DuePayableAmount', 'BT-115'), 'BT-115', holder),
    });
  }

  private line(line: XmlNode): InvoiceLine {
    const { take } = this;
    const document = at(line, 'ram:AssociatedDocumentLineDocument');
    const product = at(line, 'ram:SpecifiedTradeProduct');
    const agreement = at(line, 'ram:SpecifiedLineTradeAgreement');
    const settlement = at(line, 'ram:SpecifiedLineTradeSettlement');
    const quantity = at(line, 'ram:SpecifiedLineTradeDelivery', 'ram:BilledQuantity');
    const tax = at(settlement, 'ram:ApplicableTradeTax');
    const net = at(settlement, 'ram:SpecifiedTradeSettlementLineMonetarySummation', 'ram:LineTotalAmount');
    take.known(at(tax, 'ram:TypeCode'), 'VAT');
    return compact({
      id: take.required(take.token(at(document, 'ram:LineID')), 'BT-126', line),
      note: take.text(at(document, 'ram:IncludedNote', 'ram:Content')),
      object: this.object(settlement),
      quantity: take.required(take.decimal(quantity, 'BT-129'), 'BT-129', line),
      unitCode: take.required(take.attribute(quantity, 'unitCode'), 'BT-130', line),
      netAmount: take.required(take.decimal(net, 'BT-131'), 'BT-131', line),
      purchaseOrderLine: take.token(at(agreement, 'ram:BuyerOrderReferencedDocument', 'ram:LineID')),
      buyerAccountingReference: take.token(
        at(settlement, 'ram:ReceivableSpecifiedTradeAccountingAccount', 'ram:ID'),
      ),
      period: this.period(settlement, 'BT-134', 'BT-135'),
      allowances: listOrNone(this.allowanceCharges(settlement, 'false')),
      charges: listOrNone(this.allowanceCharges(settlement, 'true')),
      price: this.price(agreement, line),
      vatCategory: take.required(
        take.code(at(tax, 'ram:CategoryCode'), 'BT-151', vatCategories),
        'BT-151',
        line,
      ),
      vatRate: take.decimal(at(tax, 'ram:RateApplicablePercent'), 'BT-152'),
      name: take.required(take.text(at(product, 'ram:Name')), 'BT-153', line),
      description: take.text(at(product, 'ram:Description')),
      sellerItemId: take.token(at(product, 'ram:SellerAssignedID')),
      buyerItemId: take.token(at(product, 'ram:BuyerAssignedID')),
      standardItemId: this.identifier(at(product, 'ram:GlobalID')),
      classifications: listOrNone(this.classifications(product)),
      originCountry: take.token(at(product, 'ram:OriginTradeCountry', 'ram:ID')),
      attributes: listOrNone(this.itemAttributes(product)),
    });
  }

  private price(agreement: XmlNode | undefined, line: XmlNode): InvoiceLine['price'] {
    const { take } = this;
    const gross = at(agreement, 'ram:GrossPriceProductTradePrice');
    const net = at(agreement, 'ram:NetPriceProductTradePrice');
    // A charge on the gross price is none of BT-147 (BT-X-302 in EXTENDED).
    const discount = childrenOrNone(gross, 'ram:AppliedTradeAllowanceCharge').find(
      (node) => truth(at(node, 'ram:ChargeIndicator', 'udt:Indicator')) !== 'true',
    );
    take.known(at(discount, 'ram:ChargeIndicator', 'udt:Indicator'), 'false', '0');
    const netBase = at(net, 'ram:BasisQuantity');
    const grossBase = at(gross, 'ram:BasisQuantity');
    // BT-149 and BT-150 stand with both prices and say the same there.
    const base = netBase ?? grossBase;
    if (base !== grossBase && base?.text.trim() === grossBase?.text.trim()) {
      take.text(grossBase);
      take.knownAttribute(
        grossBase,
        'unitCode',
        base?.attributes.find(({ name }) => name === 'unitCode')?.value,
      );
    }
    return compact({
      net: take.required(take.decimal(at(net, 'ram:ChargeAmount'), 'BT-146'), 'BT-146', line),
      discount: take.decimal(at(discount, 'ram:ActualAmount'), 'BT-147'),
      gross: take.decimal(at(gross, 'ram:ChargeAmount'), 'BT-148'),
      baseQuantity: take.decimal(base, 'BT-149'),
      baseQuantityUnit: take.attribute(base, 'unitCode'),
    });
  }

  private classifications(product: XmlNode | undefined): NonNullable<InvoiceLine['classifications']> {
    const { take } = this;
    if (product === undefined) return [];
    return childrenOf(product, 'ram:DesignatedProductClassification').flatMap((classification) => {
      const node = at(classification, 'ram:ClassCode');
      const code = take.token(node);
      if (code === undefined || node === undefined) return [];
      return [
        compact({
          code,
          scheme: take.required(take.attribute(node, 'listID'), 'BT-158', node),
          version: take.attribute(node, 'listVersionID'),
        }),
      ];
    });
  }

  private itemAttributes(product: XmlNode | undefined): NonNullable<InvoiceLine['attributes']> {
    const { take } = this;
    if (product === undefined) return [];
    return childrenOf(product, 'ram:ApplicableProductCharacteristic').map((characteristic) => ({
      name: take.required(take.text(at(characteristic, 'ram:Description')), 'BT-160', characteristic),
      value: take.required(take.text(at(characteristic, 'ram:Value')), 'BT-161', characteristic),
    }));
  }

  /** UNTDID 2379 code 102, `YYYYMMDD`. */
  private date(node: XmlNode | undefined, term: string): string | undefined {
    this.take.knownAttribute(node, 'format', '102');
    return this.take.date(node, term, (text) => text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
  }
}

function childrenOrNone(node: XmlNode | undefined, tag: string): XmlNode[] {
  return node === undefined ? [] : childrenOf(node, tag);
}

/** An XML Schema boolean. */
function truth(node: XmlNode | undefined): 'true' | 'false' | undefined {
  const text = node?.text.trim();
  if (text === 'true' || text === '1') return 'true';
  return text === 'false' || text === '0' ? 'false' : undefined;
}
