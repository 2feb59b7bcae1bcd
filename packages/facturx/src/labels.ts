/** Every fixed word of the printed invoice. */
import type { Language } from '@scell/core';
import type { VatCategory } from '@scell/en16931';

export interface Labels {
  number: string;
  seller: string;
  buyer: string;
  deliveredTo: string;
  payee: string;
  taxRepresentative: string;
  vatId: string;
  taxRegistration: string;
  electronicAddress: string;
  paid: string;
  settled: string;
  issueDate: string;
  dueDate: string;
  deliveryDate: string;
  period: string;
  from: string;
  until: string;
  to: string;
  taxPointDate: string;
  taxPoint: Record<'5' | '29' | '72', string>;
  taxPointLabel: string;
  operation: string;
  operations: Record<'B' | 'S' | 'M', string>;
  buyerReference: string;
  purchaseOrder: string;
  contract: string;
  project: string;
  salesOrder: string;
  despatchAdvice: string;
  receivingAdvice: string;
  tender: string;
  invoicedObject: string;
  accountingReference: string;
  originalInvoice: string;
  depositInvoice: string;
  precedingInvoice: string;
  dated: string;
  description: string;
  quantity: string;
  unitPrice: string;
  discount: string;
  vat: string;
  netAmount: string;
  per: string;
  grossPrice: string;
  priceDiscount: string;
  allowance: string;
  charge: string;
  sellerItem: string;
  buyerItem: string;
  standardItem: string;
  classification: string;
  origin: string;
  orderLine: string;
  lineObject: string;
  vatBreakdown: string;
  regime: string;
  taxable: string;
  vatAmount: string;
  categories: Record<VatCategory, string>;
  /** Of the categories that have no rate to show. */
  shortCategories: Readonly<Partial<Record<VatCategory, string>>>;
  lineTotal: string;
  totalWithoutVat: string;
  totalVat: string;
  totalVatIn: string;
  totalWithVat: string;
  prepaid: string;
  rounding: string;
  due: string;
  credited: string;
  payment: string;
  means: string;
  terms: string;
  accountHolder: string;
  account: string;
  iban: string;
  bic: string;
  remittance: string;
  paymentReference: string;
  card: string;
  cardHolder: string;
  mandate: string;
  creditorId: string;
  debitedAccount: string;
  scanToPay: string;
  notes: string;
  vatOnDebits: string;
  vatGroupMember: string;
  supportingDocument: string;
  page: string;
  colon: string;
}

const fr: Labels = {
  number: 'N°',
  seller: 'Vendeur',
  buyer: 'Facturé à',
  deliveredTo: 'Livré à',
  payee: 'Bénéficiaire du paiement',
  taxRepresentative: 'Représentant fiscal',
  vatId: 'N° TVA',
  taxRegistration: 'N° fiscal',
  electronicAddress: 'Adresse électronique',
  paid: 'ACQUITTÉE',
  settled: 'SOLDÉ',
  issueDate: 'Date d’émission',
  dueDate: 'Échéance',
  deliveryDate: 'Livraison ou exécution',
  period: 'Période de facturation',
  from: 'À partir du',
  until: 'Jusqu’au',
  to: 'au',
  taxPointDate: 'Exigibilité de la TVA',
  taxPoint: { '5': 'D’après les débits', '29': 'À la livraison', '72': 'À l’encaissement' },
  taxPointLabel: 'Exigibilité de la TVA',
  operation: 'Nature de l’opération',
  operations: {
    B: 'Livraison de biens',
    S: 'Prestation de services',
    M: 'Livraison de biens et prestation de services',
  },
  buyerReference: 'Référence acheteur',
  purchaseOrder: 'Bon de commande',
  contract: 'Contrat',
  project: 'Projet',
  salesOrder: 'Commande vendeur',
  despatchAdvice: 'Avis d’expédition',
  receivingAdvice: 'Avis de réception',
  tender: 'Appel d’offres ou lot',
  invoicedObject: 'Objet facturé',
  accountingReference: 'Référence comptable',
  originalInvoice: 'Facture d’origine',
  depositInvoice: 'Facture d’acompte',
  precedingInvoice: 'Facture antérieure',
  dated: 'du',
  description: 'Désignation',
  quantity: 'Quantité',
  unitPrice: 'Prix unit. HT',
  discount: 'Remise',
  vat: 'TVA',
  netAmount: 'Montant HT',
  per: 'par',
  grossPrice: 'Prix brut',
  priceDiscount: 'rabais',
  allowance: 'Remise',
  charge: 'Frais',
  sellerItem: 'Réf.',
  buyerItem: 'Réf. client',
  standardItem: 'Réf. standard',
  classification: 'Classification',
  origin: 'Origine',
  orderLine: 'Ligne de commande',
  lineObject: 'Objet',
  vatBreakdown: 'Détail de la TVA',
  regime: 'Taux ou régime',
  taxable: 'Base HT',
  vatAmount: 'Montant TVA',
  categories: {
    S: 'TVA',
    Z: 'Taux zéro',
    E: 'Exonéré de TVA',
    AE: 'Autoliquidation',
    K: 'Livraison intracommunautaire',
    G: 'Exportation hors UE',
    O: 'Hors champ de la TVA',
    L: 'IGIC (îles Canaries)',
    M: 'IPSI (Ceuta et Melilla)',
    B: 'TVA, paiement scindé (Italie)',
  },
  shortCategories: { E: 'Exonéré', AE: 'Autoliq.', K: 'Intracom.', G: 'Export', O: 'Hors champ' },
  lineTotal: 'Total des lignes HT',
  totalWithoutVat: 'Total HT',
  totalVat: 'Total TVA',
  totalVatIn: 'Total TVA en',
  totalWithVat: 'Total TTC',
  prepaid: 'Déjà réglé',
  rounding: 'Arrondi',
  due: 'Net à payer',
  credited: 'Net à votre crédit',
  payment: 'Règlement',
  means: 'Moyen de paiement',
  terms: 'Conditions',
  accountHolder: 'Titulaire du compte',
  account: 'Compte',
  iban: 'IBAN',
  bic: 'BIC',
  remittance: 'Référence à rappeler',
  paymentReference: 'Référence du paiement',
  card: 'Carte',
  cardHolder: 'Titulaire de la carte',
  mandate: 'Référence du mandat',
  creditorId: 'Identifiant créancier',
  debitedAccount: 'Compte débité',
  scanToPay: 'Scannez pour payer',
  notes: 'Notes et mentions légales',
  vatOnDebits: 'Option pour le paiement de la taxe d’après les débits.',
  vatGroupMember: 'Membre d’un assujetti unique',
  supportingDocument: 'Document justificatif',
  page: 'Page',
  colon: '\u00a0: ',
};

const en: Labels = {
  number: 'No.',
  seller: 'Seller',
  buyer: 'Billed to',
  deliveredTo: 'Delivered to',
  payee: 'Payee',
  taxRepresentative: 'Tax representative',
  vatId: 'VAT no.',
  taxRegistration: 'Tax no.',
  electronicAddress: 'Electronic address',
  paid: 'PAID',
  settled: 'SETTLED',
  issueDate: 'Issue date',
  dueDate: 'Due date',
  deliveryDate: 'Delivery date',
  period: 'Invoicing period',
  from: 'From',
  until: 'Until',
  to: 'to',
  taxPointDate: 'Tax point',
  taxPoint: { '5': 'Invoice date', '29': 'Delivery', '72': 'Payment' },
  taxPointLabel: 'Tax point',
  operation: 'Category of operation',
  operations: { B: 'Supply of goods', S: 'Supply of services', M: 'Supply of goods and services' },
  buyerReference: 'Buyer reference',
  purchaseOrder: 'Purchase order',
  contract: 'Contract',
  project: 'Project',
  salesOrder: 'Sales order',
  despatchAdvice: 'Despatch advice',
  receivingAdvice: 'Receiving advice',
  tender: 'Tender or lot',
  invoicedObject: 'Invoiced object',
  accountingReference: 'Accounting reference',
  originalInvoice: 'Original invoice',
  depositInvoice: 'Prepayment invoice',
  precedingInvoice: 'Preceding invoice',
  dated: 'of',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  discount: 'Discount',
  vat: 'VAT',
  netAmount: 'Net amount',
  per: 'per',
  grossPrice: 'Gross price',
  priceDiscount: 'discount',
  allowance: 'Discount',
  charge: 'Charge',
  sellerItem: 'Item',
  buyerItem: 'Your item',
  standardItem: 'Standard item',
  classification: 'Classification',
  origin: 'Origin',
  orderLine: 'Order line',
  lineObject: 'Object',
  vatBreakdown: 'VAT breakdown',
  regime: 'Rate or scheme',
  taxable: 'Net amount',
  vatAmount: 'VAT',
  categories: {
    S: 'VAT',
    Z: 'Zero rate',
    E: 'Exempt from VAT',
    AE: 'Reverse charge',
    K: 'Intra-Community supply',
    G: 'Export outside the EU',
    O: 'Outside the scope of VAT',
    L: 'IGIC (Canary Islands)',
    M: 'IPSI (Ceuta and Melilla)',
    B: 'VAT, split payment (Italy)',
  },
  shortCategories: { E: 'Exempt', AE: 'Rev. charge', K: 'Intra-EU', G: 'Export', O: 'No VAT' },
  lineTotal: 'Sum of lines',
  totalWithoutVat: 'Total excl. VAT',
  totalVat: 'Total VAT',
  totalVatIn: 'Total VAT in',
  totalWithVat: 'Total incl. VAT',
  prepaid: 'Already paid',
  rounding: 'Rounding',
  due: 'Amount due',
  credited: 'Amount credited',
  payment: 'Payment',
  means: 'Payment means',
  terms: 'Terms',
  accountHolder: 'Account holder',
  account: 'Account',
  iban: 'IBAN',
  bic: 'BIC',
  remittance: 'Reference to quote',
  paymentReference: 'Payment reference',
  card: 'Card',
  cardHolder: 'Card holder',
  mandate: 'Mandate reference',
  creditorId: 'Creditor identifier',
  debitedAccount: 'Debited account',
  scanToPay: 'Scan to pay',
  notes: 'Notes and legal terms',
  vatOnDebits:
    'The seller has opted to pay VAT on debits (option pour le paiement de la taxe d’après les débits).',
  vatGroupMember: 'Member of a VAT group (membre d’un assujetti unique)',
  supportingDocument: 'Supporting document',
  page: 'Page',
  colon: ': ',
};

export const LABELS: Record<Language, Labels> = { fr, en };

const MEANS: Record<string, Record<Language, string>> = {
  '10': { fr: 'Espèces', en: 'Cash' },
  '20': { fr: 'Chèque', en: 'Cheque' },
  '21': { fr: 'Chèque de banque', en: 'Banker’s draft' },
  '23': { fr: 'Chèque bancaire', en: 'Bank cheque' },
  '24': { fr: 'Lettre de change', en: 'Bill of exchange' },
  '30': { fr: 'Virement', en: 'Credit transfer' },
  '31': { fr: 'Virement', en: 'Debit transfer' },
  '42': { fr: 'Versement sur un compte bancaire', en: 'Payment to bank account' },
  '48': { fr: 'Carte bancaire', en: 'Bank card' },
  '49': { fr: 'Prélèvement', en: 'Direct debit' },
  '54': { fr: 'Carte de crédit', en: 'Credit card' },
  '55': { fr: 'Carte de débit', en: 'Debit card' },
  '57': { fr: 'Ordre permanent', en: 'Standing agreement' },
  '58': { fr: 'Virement SEPA', en: 'SEPA credit transfer' },
  '59': { fr: 'Prélèvement SEPA', en: 'SEPA direct debit' },
  '60': { fr: 'Billet à ordre', en: 'Promissory note' },
  '68': { fr: 'Paiement en ligne', en: 'Online payment service' },
  '97': { fr: 'Compensation', en: 'Clearing between partners' },
};

/** What a UNTDID 4461 payment means is called; undefined when it is not one of the usual. */
export function paymentMeans(code: string, language: Language): string | undefined {
  return MEANS[code]?.[language];
}

const SUBJECTS: Record<string, Record<Language, string>> = {
  AAB: { fr: 'Escompte', en: 'Early payment' },
  ABL: { fr: 'Informations légales', en: 'Legal information' },
  ACC: { fr: 'Affacturage', en: 'Factoring' },
  BLU: { fr: 'Éco-contribution', en: 'Eco-contribution' },
  CUS: { fr: 'Douane', en: 'Customs' },
  PMD: { fr: 'Pénalités de retard', en: 'Late payment' },
  PMT: { fr: 'Frais de recouvrement', en: 'Recovery costs' },
  REG: { fr: 'Réglementation', en: 'Regulation' },
  SUR: { fr: 'Remarques du vendeur', en: 'Seller’s remarks' },
  TXD: { fr: 'Fiscalité', en: 'Taxation' },
};

/** The heading of a note by its UNTDID 4451 subject; undefined for general notes and subjects that need none. */
export function noteSubject(code: string | undefined, language: Language): string | undefined {
  return code === undefined ? undefined : SUBJECTS[code]?.[language];
}
