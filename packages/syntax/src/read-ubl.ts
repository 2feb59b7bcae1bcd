/** The terms of EN 16931 in a UBL 2.1 Invoice or CreditNote, by their places in CEN/TS 16931-3-2. */
import {
  type AllowanceCharge,
  type CreditTransfer,
  type Delivery,
  type DocumentTotals,
  type Identifier,
  type Invoice,
  type InvoiceLine,
  isDocumentType,
  isNoteSubject,
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

/** BT-8 is UNTDID 2005 in UBL and UNTDID 2475 in the model (CEN/TS 16931-3-2 §5.1). */
const TAX_POINT_CODES: Readonly<Record<string, NonNullable<Invoice['taxPointCode']>>> = {
  '3': '5',
  '35': '29',
  '432': '72',
};

/** What writers put where the schema asks for something and EN 16931 has no term. */
const NOT_APPLICABLE = 'NA';

/** The invoice below the root of a UBL document. */
export function readUbl(root: XmlNode, take: Projection): Invoice {
  return new UblReader(root, take).read();
}

class UblReader {
  private readonly root: XmlNode;
  private readonly take: Projection;
  private readonly credit: boolean;
  private readonly currency: string;

  constructor(root: XmlNode, take: Projection) {
    this.root = root;
    this.take = take;
    this.credit = root.tag === 'cn:CreditNote';
    this.currency = take.required(take.token(at(root, 'cbc:DocumentCurrencyCode')), 'BT-5', root);
  }

  read(): Invoice {
    const { root, take, credit, currency } = this;
    const typeCode = at(root, credit ? 'cbc:CreditNoteTypeCode' : 'cbc:InvoiceTypeCode');
    const period = at(root, 'cac:InvoicePeriod');
    const taxCurrency = take.token(at(root, 'cbc:TaxCurrencyCode'));
    const means = childrenOf(root, 'cac:PaymentMeans');
    take.known(at(root, 'cbc:UBLVersionID'), '2.0', '2.1', '2.2', '2.3', '2.4');
    return compact({
      number: take.required(take.token(at(root, 'cbc:ID')), 'BT-1', root),
      issueDate: take.required(this.date(at(root, 'cbc:IssueDate'), 'BT-2'), 'BT-2', root),
      typeCode: take.required(take.listed(typeCode, 'BT-3', isDocumentType), 'BT-3', root),
      currency,
      taxCurrency,
      taxPointDate: this.date(at(root, 'cbc:TaxPointDate'), 'BT-7'),
      taxPointCode: this.taxPointCode(period),
      dueDate: this.dueDate(means),
      buyerReference: take.token(at(root, 'cbc:BuyerReference')),
      projectReference: this.projectReference(),
      contractReference: take.token(at(root, 'cac:ContractDocumentReference', 'cbc:ID')),
      ...this.orderReferences(),
      receivingAdviceReference: take.token(at(root, 'cac:ReceiptDocumentReference', 'cbc:ID')),
      despatchAdviceReference: take.token(at(root, 'cac:DespatchDocumentReference', 'cbc:ID')),
      tenderReference: take.token(at(root, 'cac:OriginatorDocumentReference', 'cbc:ID')),
      invoicedObject: this.object(root, 'cac:AdditionalDocumentReference'),
      buyerAccountingReference: take.token(at(root, 'cbc:AccountingCost')),
      paymentTerms: take.text(at(root, 'cac:PaymentTerms', 'cbc:Note')),
      notes: listOrNone(this.notes()),
      processType: take.token(at(root, 'cbc:ProfileID')),
      specification: take.required(take.token(at(root, 'cbc:CustomizationID')), 'BT-24', root),
      precedingInvoices: listOrNone(this.precedingInvoices()),
      seller: this.party('cac:AccountingSupplierParty', SELLER),
      buyer: this.party('cac:AccountingCustomerParty', BUYER),
      payee: this.payee(),
      taxRepresentative: this.taxRepresentative(),
      delivery: this.delivery(),
      period: this.period(period, 'BT-73', 'BT-74'),
      payment: this.payment(means),
      allowances: listOrNone(this.allowanceCharges(root, 'false')),
      charges: listOrNone(this.allowanceCharges(root, 'true')),
      ...this.taxesAndTotals(taxCurrency),
      supportingDocuments: listOrNone(this.supportingDocuments()),
      lines: childrenOf(root, credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine').map((line) =>
        this.line(line),
      ),
    });
  }

  private taxPointCode(period: XmlNode | undefined): Invoice['taxPointCode'] {
    const { take } = this;
    const node = at(period, 'cbc:DescriptionCode');
    const code = take.code(node, 'BT-8', Object.keys(TAX_POINT_CODES));
    // A code of neither list stays as it stands; the irregularity has been noted.
    return code === undefined ? undefined : (TAX_POINT_CODES[code] ?? (code as Invoice['taxPointCode']));
  }

  /** BT-9: of its own in an invoice, with the payment means in a credit note. */
  private dueDate(means: XmlNode[]): string | undefined {
    if (!this.credit) return this.date(at(this.root, 'cbc:DueDate'), 'BT-9');
    const [first, ...others] = means.flatMap((each) => at(each, 'cbc:PaymentDueDate') ?? []);
    for (const node of others) if (node.text.trim() === first?.text.trim()) this.take.text(node);
    return this.date(first, 'BT-9');
  }

  private orderReferences(): Pick<Invoice, 'purchaseOrderReference' | 'salesOrderReference'> {
    const { take } = this;
    const order = at(this.root, 'cac:OrderReference');
    const salesOrderReference = take.token(at(order, 'cbc:SalesOrderID'));
    const purchaseOrder = take.token(at(order, 'cbc:ID'));
    const filler = purchaseOrder === NOT_APPLICABLE && salesOrderReference !== undefined;
    return compact({
      purchaseOrderReference: filler ? undefined : purchaseOrder,
      salesOrderReference,
    });
  }

  /** BG-1: the subject code, where there is one, begins the text between two "#". */
  private notes(): NonNullable<Invoice['notes']> {
    return childrenOf(this.root, 'cbc:Note').flatMap((node) => {
      const text = this.take.text(node);
      if (text === undefined) return [];
      const [, subjectCode, rest] = /^#([A-Z0-9]{2,3})#([\s\S]+)$/.exec(text) ?? [];
      if (subjectCode === undefined || rest === undefined || !isNoteSubject(subjectCode)) return [{ text }];
      return [{ subjectCode, text: rest }];
    });
  }

  private precedingInvoices(): NonNullable<Invoice['precedingInvoices']> {
    const { take } = this;
    return childrenOf(this.root, 'cac:BillingReference').flatMap((reference) =>
      childrenOf(reference, 'cac:InvoiceDocumentReference').map((document) =>
        compact({
          number: take.required(take.token(at(document, 'cbc:ID')), 'BT-25', document),
          issueDate: this.date(at(document, 'cbc:IssueDate'), 'BT-26'),
        }),
      ),
    );
  }

  /** The additional documents whose type code is this; undefined stands for none. */
  private documents(parent: XmlNode, tag: string, type: string | undefined): XmlNode[] {
    return childrenOf(parent, tag).filter(
      (document) => at(document, 'cbc:DocumentTypeCode')?.text.trim() === type,
    );
  }

  /** BT-11: of its own in an invoice, a document of type 50 in a credit note. */
  private projectReference(): string | undefined {
    const { take, root } = this;
    if (!this.credit) return take.token(at(root, 'cac:ProjectReference', 'cbc:ID'));
    const [document] = this.documents(root, 'cac:AdditionalDocumentReference', '50');
    take.known(at(document, 'cbc:DocumentTypeCode'), '50');
    return take.token(at(document, 'cbc:ID'));
  }

  /** BT-18, BT-128: a document reference of type 130; the only one a line has may leave its type out. */
  private object(parent: XmlNode, tag: string): Identifier | undefined {
    const untyped = parent === this.root ? [] : this.documents(parent, tag, undefined);
    const document = this.documents(parent, tag, '130')[0] ?? untyped[0];
    const object = this.identifier(at(document, 'cbc:ID'));
    if (object !== undefined) this.take.known(at(document, 'cbc:DocumentTypeCode'), '130');
    return object;
  }

  private supportingDocuments(): SupportingDocument[] {
    const { take, root } = this;
    const tag = 'cac:AdditionalDocumentReference';
    return childrenOf(root, tag)
      .filter((document) => {
        const type = at(document, 'cbc:DocumentTypeCode')?.text.trim();
        return type !== '130' && !(this.credit && type === '50');
      })
      .map((document) => {
        // UNTDID 1001 code 916, related document: what CII asks for and UBL needs not.
        take.known(at(document, 'cbc:DocumentTypeCode'), '916');
        const object = at(document, 'cac:Attachment', 'cbc:EmbeddedDocumentBinaryObject');
        const bytes = take.bytes(object, 'BT-125');
        return compact({
          reference: take.required(take.token(at(document, 'cbc:ID')), 'BT-122', document),
          description: take.text(at(document, 'cbc:DocumentDescription')),
          location: take.token(at(document, 'cac:Attachment', 'cac:ExternalReference', 'cbc:URI')),
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

  private party(tag: string, terms: PartyTerms): Party {
    const { take } = this;
    const party = at(this.root, tag, 'cac:Party');
    const holder = party ?? this.root;
    const legal = at(party, 'cac:PartyLegalEntity');
    return compact({
      name: take.required(take.text(at(legal, 'cbc:RegistrationName')), terms.name, holder),
      tradingName: take.text(at(party, 'cac:PartyName', 'cbc:Name')),
      identifiers: listOrNone(this.partyIdentifiers(party)),
      legalId: this.identifier(at(legal, 'cbc:CompanyID')),
      vatId: this.taxScheme(party, 'VAT'),
      taxRegistrationId: this.taxScheme(party, 'TAX'),
      legalInfo: take.text(at(legal, 'cbc:CompanyLegalForm')),
      electronicAddress: this.identifier(at(party, 'cbc:EndpointID')),
      address: this.requiredAddress(at(party, 'cac:PostalAddress'), terms.address, holder),
      contact: this.contact(at(party, 'cac:Contact')),
    });
  }

  private contact(contact: XmlNode | undefined): Party['contact'] {
    const { take } = this;
    return compactOrNone({
      name: take.text(at(contact, 'cbc:Name')),
      phone: take.text(at(contact, 'cbc:Telephone')),
      email: take.text(at(contact, 'cbc:ElectronicMail')),
    });
  }

  private identifier(node: XmlNode | undefined): Identifier | undefined {
    const value = this.take.token(node);
    return value === undefined
      ? undefined
      : compact({ value, scheme: this.take.attribute(node, 'schemeID') });
  }

  /** The identifiers of a party; one of the scheme SEPA is BT-90 and none of the party's own. */
  private partyIdentifiers(party: XmlNode | undefined): Identifier[] {
    if (party === undefined) return [];
    return childrenOf(party, 'cac:PartyIdentification').flatMap((identification) => {
      const node = at(identification, 'cbc:ID');
      return isSepa(node) ? [] : (this.identifier(node) ?? []);
    });
  }

  /** BT-31, BT-32, BT-48, BT-63. Any other scheme than VAT is a tax registration (BT-32). */
  private taxScheme(party: XmlNode | undefined, scheme: 'VAT' | 'TAX'): string | undefined {
    if (party === undefined) return undefined;
    for (const taxScheme of childrenOf(party, 'cac:PartyTaxScheme')) {
      const id = at(taxScheme, 'cac:TaxScheme', 'cbc:ID');
      if ((id?.text.trim() === 'VAT') !== (scheme === 'VAT')) continue;
      this.take.known(id, scheme);
      return this.take.token(at(taxScheme, 'cbc:CompanyID'));
    }
    return undefined;
  }

  private requiredAddress(address: XmlNode | undefined, term: string, parent: XmlNode): PostalAddress {
    return this.address(address, term) ?? { country: this.take.required<string>(undefined, term, parent) };
  }

  private address(address: XmlNode | undefined, term: string): PostalAddress | undefined {
    const { take } = this;
    const found = compactOrNone({
      line1: take.text(at(address, 'cbc:StreetName')),
      line2: take.text(at(address, 'cbc:AdditionalStreetName')),
      line3: take.text(at(address, 'cac:AddressLine', 'cbc:Line')),
      city: take.text(at(address, 'cbc:CityName')),
      postCode: take.text(at(address, 'cbc:PostalZone')),
      subdivision: take.text(at(address, 'cbc:CountrySubentity')),
      country: take.token(at(address, 'cac:Country', 'cbc:IdentificationCode')),
    });
    if (found === undefined || address === undefined) return undefined;
    return { ...found, country: take.required(found.country, term, address) };
  }

  private payee(): Payee | undefined {
    const { take } = this;
    const payee = at(this.root, 'cac:PayeeParty');
    if (payee === undefined) return undefined;
    const own = childrenOf(payee, 'cac:PartyIdentification')
      .flatMap((identification) => at(identification, 'cbc:ID') ?? [])
      .find((node) => !isSepa(node));
    return compact({
      name: take.required(take.text(at(payee, 'cac:PartyName', 'cbc:Name')), 'BT-59', payee),
      identifier: this.identifier(own),
      legalId: this.identifier(at(payee, 'cac:PartyLegalEntity', 'cbc:CompanyID')),
    });
  }

  private taxRepresentative(): TaxRepresentative | undefined {
    const { take } = this;
    const party = at(this.root, 'cac:TaxRepresentativeParty');
    if (party === undefined) return undefined;
    return {
      name: take.required(take.text(at(party, 'cac:PartyName', 'cbc:Name')), 'BT-62', party),
      vatId: take.required(this.taxScheme(party, 'VAT'), 'BT-63', party),
      address: this.requiredAddress(at(party, 'cac:PostalAddress'), 'BG-12', party),
    };
  }

  private delivery(): Delivery | undefined {
    const delivery = at(this.root, 'cac:Delivery');
    const location = at(delivery, 'cac:DeliveryLocation');
    return compactOrNone({
      name: this.take.text(at(delivery, 'cac:DeliveryParty', 'cac:PartyName', 'cbc:Name')),
      location: this.identifier(at(location, 'cbc:ID')),
      date: this.date(at(delivery, 'cbc:ActualDeliveryDate'), 'BT-72'),
      address: this.address(at(location, 'cac:Address'), 'BG-15'),
    });
  }

  private period(period: XmlNode | undefined, start: string, end: string): Period | undefined {
    return compactOrNone({
      start: this.date(at(period, 'cbc:StartDate'), start),
      end: this.date(at(period, 'cbc:EndDate'), end),
    });
  }

  /** BG-16; the groups after the first give further accounts (BG-17) where they repeat what the first says. */
  private payment(means: XmlNode[]): PaymentInstructions | undefined {
    const { take } = this;
    const creditorId = this.sepaCreditor();
    const [first, ...others] = means;
    if (first === undefined || this.holdsDueDateOnly(first)) return undefined;
    const repeated = others.filter((other) => repeats(other, first));
    for (const other of repeated) this.takeRepeated(other, first);
    const code = at(first, 'cbc:PaymentMeansCode');
    const card = at(first, 'cac:CardAccount');
    const mandate = at(first, 'cac:PaymentMandate');
    return compact({
      meansCode: take.required(take.token(code), 'BT-81', first),
      meansText: take.attribute(code, 'name'),
      remittance: take.text(at(first, 'cbc:PaymentID')),
      creditTransfers: listOrNone([first, ...repeated].flatMap((each) => this.creditTransfer(each) ?? [])),
      card: this.card(card),
      directDebit: compactOrNone({
        mandate: take.token(at(mandate, 'cbc:ID')),
        creditorId: take.token(creditorId),
        debitedAccount: take.token(at(mandate, 'cac:PayerFinancialAccount', 'cbc:ID')),
      }),
    });
  }

  /** What `writeUbl` makes of a due date without payment instructions: means 1, "not defined", and nothing more. */
  private holdsDueDateOnly(means: XmlNode): boolean {
    const tags = means.children.map(({ tag }) => tag).join(' ');
    const code = at(means, 'cbc:PaymentMeansCode');
    if (!this.credit || tags !== 'cbc:PaymentMeansCode cbc:PaymentDueDate' || code?.text.trim() !== '1')
      return false;
    this.take.text(code);
    return true;
  }

  private takeRepeated(means: XmlNode, first: XmlNode): void {
    const { take } = this;
    const code = at(means, 'cbc:PaymentMeansCode');
    take.text(code);
    take.attribute(code, 'name');
    const places = [
      ['cbc:PaymentID'],
      ['cac:CardAccount', 'cbc:PrimaryAccountNumberID'],
      ['cac:CardAccount', 'cbc:NetworkID'],
      ['cac:CardAccount', 'cbc:HolderName'],
      ['cac:PaymentMandate', 'cbc:ID'],
      ['cac:PaymentMandate', 'cac:PayerFinancialAccount', 'cbc:ID'],
    ];
    for (const place of places) {
      const said = at(first, ...place)?.text.trim();
      if (said !== undefined) take.known(at(means, ...place), said);
    }
  }

  private card(card: XmlNode | undefined): PaymentInstructions['card'] {
    const { take } = this;
    if (card === undefined) return undefined;
    take.known(at(card, 'cbc:NetworkID'), NOT_APPLICABLE);
    return compact({
      number: take.required(take.token(at(card, 'cbc:PrimaryAccountNumberID')), 'BT-87', card),
      holder: take.text(at(card, 'cbc:HolderName')),
    });
  }

  private creditTransfer(means: XmlNode): CreditTransfer | undefined {
    const { take } = this;
    const account = at(means, 'cac:PayeeFinancialAccount');
    if (account === undefined) return undefined;
    return compact({
      account: take.required(take.token(at(account, 'cbc:ID')), 'BT-84', account),
      accountName: take.text(at(account, 'cbc:Name')),
      provider: take.token(at(account, 'cac:FinancialInstitutionBranch', 'cbc:ID')),
    });
  }

  /** BT-90 is an identifier of who is paid: the payee where there is one, else the seller. */
  private sepaCreditor(): XmlNode | undefined {
    const parties = [
      at(this.root, 'cac:PayeeParty'),
      at(this.root, 'cac:AccountingSupplierParty', 'cac:Party'),
    ];
    for (const party of parties) {
      const ids = party === undefined ? [] : childrenOf(party, 'cac:PartyIdentification');
      const creditor = ids.flatMap((identification) => at(identification, 'cbc:ID') ?? []).find(isSepa);
      if (creditor === undefined) continue;
      this.take.knownAttribute(creditor, 'schemeID', 'SEPA');
      return creditor;
    }
    return undefined;
  }

  private allowanceCharges(parent: XmlNode, charge: 'true' | 'false'): AllowanceCharge[] {
    const { take } = this;
    return childrenOf(parent, 'cac:AllowanceCharge')
      .filter((node) => truth(at(node, 'cbc:ChargeIndicator')) === charge)
      .map((node) => {
        take.token(at(node, 'cbc:ChargeIndicator'));
        const tax = at(node, 'cac:TaxCategory');
        take.known(at(tax, 'cac:TaxScheme', 'cbc:ID'), 'VAT');
        const line = parent !== this.root;
        const term = charge === 'true' ? (line ? 'BT-141' : 'BT-99') : line ? 'BT-136' : 'BT-92';
        return compact({
          amount: take.required(this.amount(node, 'cbc:Amount', term), term, node),
          baseAmount: this.amount(node, 'cbc:BaseAmount', term),
          percentage: take.decimal(at(node, 'cbc:MultiplierFactorNumeric'), term),
          reason: take.text(at(node, 'cbc:AllowanceChargeReason')),
          reasonCode: take.token(at(node, 'cbc:AllowanceChargeReasonCode')),
          vatCategory: take.code(at(tax, 'cbc:ID'), term, vatCategories),
          vatRate: take.decimal(at(tax, 'cbc:Percent'), term),
        });
      });
  }

  /** An amount in the currency of the document. */
  private amount(parent: XmlNode | undefined, tag: string, term: string): string | undefined {
    const node = at(parent, tag);
    this.take.knownAttribute(node, 'currencyID', this.currency);
    return this.take.decimal(node, term);
  }

  private taxesAndTotals(taxCurrency: string | undefined): Pick<Invoice, 'totals' | 'vatBreakdown'> {
    const { take, root } = this;
    const taxTotals = childrenOf(root, 'cac:TaxTotal');
    // BT-110 is the total with the breakdown; BT-111 stands alone, in the currency of BT-6.
    const main = taxTotals.find((total) => at(total, 'cac:TaxSubtotal') !== undefined) ?? taxTotals[0];
    const other = taxTotals.find((total) => total !== main);
    const sums = at(root, 'cac:LegalMonetaryTotal');
    const holder = sums ?? root;
    const inTaxCurrency = at(other, 'cbc:TaxAmount');
    take.knownAttribute(inTaxCurrency, 'currencyID', taxCurrency);
    const amount = (tag: string, term: string) => this.amount(sums, tag, term);
    const totals: DocumentTotals = compact({
      lineNet: take.required(amount('cbc:LineExtensionAmount', 'BT-106'), 'BT-106', holder),
      allowances: amount('cbc:AllowanceTotalAmount', 'BT-107'),
      charges: amount('cbc:ChargeTotalAmount', 'BT-108'),
      withoutVat: take.required(amount('cbc:TaxExclusiveAmount', 'BT-109'), 'BT-109', holder),
      vat: this.amount(main, 'cbc:TaxAmount', 'BT-110'),
      vatInTaxCurrency: take.decimal(inTaxCurrency, 'BT-111'),
      withVat: take.required(amount('cbc:TaxInclusiveAmount', 'BT-112'), 'BT-112', holder),
      prepaid: amount('cbc:PrepaidAmount', 'BT-113'),
      rounding: amount('cbc:PayableRoundingAmount', 'BT-114'),
      due: take.required(amount('cbc:PayableAmount', 'BT-115'), 'BT-115', holder),
    });
    const subtotals = main === undefined ? [] : childrenOf(main, 'cac:TaxSubtotal');
    return { totals, vatBreakdown: subtotals.map((subtotal) => this.vatBreakdown(subtotal)) };
  }

  private vatBreakdown(subtotal: XmlNode): VatBreakdown {
    const { take } = this;
    const category = at(subtotal, 'cac:TaxCategory');
    take.known(at(category, 'cac:TaxScheme', 'cbc:ID'), 'VAT');
    return compact({
      taxableAmount: take.required(this.amount(subtotal, 'cbc:TaxableAmount', 'BT-116'), 'BT-116', subtotal),
      taxAmount: take.required(this.amount(subtotal, 'cbc:TaxAmount', 'BT-117'), 'BT-117', subtotal),
      category: take.required(take.code(at(category, 'cbc:ID'), 'BT-118', vatCategories), 'BT-118', subtotal),
      rate: take.decimal(at(category, 'cbc:Percent'), 'BT-119'),
      exemptionReason: take.text(at(category, 'cbc:TaxExemptionReason')),
      exemptionReasonCode: take.token(at(category, 'cbc:TaxExemptionReasonCode')),
    });
  }

  private line(line: XmlNode): InvoiceLine {
    const { take } = this;
    const quantity = at(line, this.credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity');
    const item = at(line, 'cac:Item');
    const category = at(item, 'cac:ClassifiedTaxCategory');
    take.known(at(category, 'cac:TaxScheme', 'cbc:ID'), 'VAT');
    return compact({
      id: take.required(take.token(at(line, 'cbc:ID')), 'BT-126', line),
      note: take.text(at(line, 'cbc:Note')),
      object: this.object(line, 'cac:DocumentReference'),
      quantity: take.required(take.decimal(quantity, 'BT-129'), 'BT-129', line),
      unitCode: take.required(take.attribute(quantity, 'unitCode'), 'BT-130', line),
      netAmount: take.required(this.amount(line, 'cbc:LineExtensionAmount', 'BT-131'), 'BT-131', line),
      purchaseOrderLine: this.purchaseOrderLine(at(line, 'cac:OrderLineReference')),
      buyerAccountingReference: take.token(at(line, 'cbc:AccountingCost')),
      period: this.period(at(line, 'cac:InvoicePeriod'), 'BT-134', 'BT-135'),
      allowances: listOrNone(this.allowanceCharges(line, 'false')),
      charges: listOrNone(this.allowanceCharges(line, 'true')),
      price: this.price(at(line, 'cac:Price'), line),
      vatCategory: take.required(take.code(at(category, 'cbc:ID'), 'BT-151', vatCategories), 'BT-151', line),
      vatRate: take.decimal(at(category, 'cbc:Percent'), 'BT-152'),
      name: take.required(take.text(at(item, 'cbc:Name')), 'BT-153', line),
      description: take.text(at(item, 'cbc:Description')),
      sellerItemId: take.token(at(item, 'cac:SellersItemIdentification', 'cbc:ID')),
      buyerItemId: take.token(at(item, 'cac:BuyersItemIdentification', 'cbc:ID')),
      standardItemId: this.identifier(at(item, 'cac:StandardItemIdentification', 'cbc:ID')),
      classifications: listOrNone(this.classifications(item)),
      originCountry: take.token(at(item, 'cac:OriginCountry', 'cbc:IdentificationCode')),
      attributes: listOrNone(this.itemAttributes(item)),
    });
  }

  /** BT-132. The schema wants a line beside the reference to an order (EXTENDED-CTC-FR), whether there is one or not. */
  private purchaseOrderLine(reference: XmlNode | undefined): string | undefined {
    const line = this.take.token(at(reference, 'cbc:LineID'));
    return line === NOT_APPLICABLE && at(reference, 'cac:OrderReference') !== undefined ? undefined : line;
  }

  private price(price: XmlNode | undefined, line: XmlNode): InvoiceLine['price'] {
    const { take } = this;
    const base = at(price, 'cbc:BaseQuantity');
    const allowance = at(price, 'cac:AllowanceCharge');
    take.known(at(allowance, 'cbc:ChargeIndicator'), 'false', '0');
    const gross = this.amount(allowance, 'cbc:BaseAmount', 'BT-148');
    const discount = this.amount(allowance, 'cbc:Amount', 'BT-147');
    return compact({
      net: take.required(this.amount(price, 'cbc:PriceAmount', 'BT-146'), 'BT-146', line),
      // The schema wants an amount beside the gross price: "0" says that there is no discount.
      discount: discount === '0' && gross !== undefined ? undefined : discount,
      gross,
      baseQuantity: take.decimal(base, 'BT-149'),
      baseQuantityUnit: take.attribute(base, 'unitCode'),
    });
  }

  private classifications(item: XmlNode | undefined): NonNullable<InvoiceLine['classifications']> {
    const { take } = this;
    if (item === undefined) return [];
    return childrenOf(item, 'cac:CommodityClassification').flatMap((classification) => {
      const node = at(classification, 'cbc:ItemClassificationCode');
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

  private itemAttributes(item: XmlNode | undefined): NonNullable<InvoiceLine['attributes']> {
    const { take } = this;
    if (item === undefined) return [];
    return childrenOf(item, 'cac:AdditionalItemProperty').map((property) => ({
      name: take.required(take.text(at(property, 'cbc:Name')), 'BT-160', property),
      value: take.required(take.text(at(property, 'cbc:Value')), 'BT-161', property),
    }));
  }

  private date(node: XmlNode | undefined, term: string): string | undefined {
    // An xs:date may have a time zone, which says nothing of a day.
    return this.take.date(node, term, (text) =>
      text.replace(/(?<=^\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/, ''),
    );
  }
}

function isSepa(node: XmlNode | undefined): boolean {
  return node?.attributes.some(({ name, value }) => name === 'schemeID' && value === 'SEPA') ?? false;
}

/** Whether a payment means says nothing but its account that another does not say already. */
function repeats(means: XmlNode, first: XmlNode): boolean {
  const code = (each: XmlNode) => at(each, 'cbc:PaymentMeansCode');
  const name = (each: XmlNode) => code(each)?.attributes.find((one) => one.name === 'name')?.value;
  const remittance = (each: XmlNode) => at(each, 'cbc:PaymentID')?.text.trim();
  return (
    code(means)?.text.trim() === code(first)?.text.trim() &&
    [undefined, name(first)].includes(name(means)) &&
    [undefined, remittance(first)].includes(remittance(means))
  );
}

/** An XML Schema boolean. */
function truth(node: XmlNode | undefined): 'true' | 'false' | undefined {
  const text = node?.text.trim();
  if (text === 'true' || text === '1') return 'true';
  return text === 'false' || text === '0' ? 'false' : undefined;
}
