/** The document itself: its numbers, dates and codes, its notes, what it refers to. */
import { reference } from '../shapes.ts';
import { group } from '../table.ts';

const TRANSACTION = 'rsm:SupplyChainTradeTransaction';

export const documentGroups = [
  group(
    '',
    'BG-2 | 1..1 | rsm:ExchangedDocumentContext | . | contrôle du processus | process control',
    `
    BT-X-1 | 0..1 | indicator  | TestIndicator                                      | -               | facture de test                  | test invoice
    BT-23  | 0..1 | text       | BusinessProcessSpecifiedDocumentContextParameter/ID | ProfileID       | cadre de facturation             | business process type
    BT-24  | 1..1 | identifier | GuidelineSpecifiedDocumentContextParameter/ID       | CustomizationID | identifiant de la spécification  | specification identifier`,
  ),
  group(
    '',
    'BT-1-00 | 1..1 | rsm:ExchangedDocument | . | document | document',
    `
    BT-1 | 1..1 | identifier | ID            | ID              | numéro de facture  | invoice number
    2    | 0..1 | text       | Name          | -               | nom du document    | document name
    BT-3 | 1..1 | code       | TypeCode      | InvoiceTypeCode | type de facture    | invoice type code
    BT-2 | 1..1 | date       | IssueDateTime | IssueDate       | date d’émission    | issue date
    3    | 0..1 | indicator  | CopyIndicator | -               | copie              | copy
    4    | 0..1 | identifier | LanguageID    | -               | langue             | language
    -    | 0..1 | text       | EffectiveSpecifiedPeriod/Description      | - | échéance contractuelle : description | contractual due date: description
    -    | 0..1 | date       | EffectiveSpecifiedPeriod/StartDateTime    | - | échéance contractuelle : début       | contractual due date: start
    -    | 0..1 | date       | EffectiveSpecifiedPeriod/EndDateTime      | - | échéance contractuelle : fin         | contractual due date: end
    6    | 0..1 | date       | EffectiveSpecifiedPeriod/CompleteDateTime | - | échéance contractuelle               | contractual due date`,
  ),
  group(
    'BT-1-00',
    'BG-1 | 0..n | IncludedNote* | cbc:Note* | note de facture | invoice note',
    `
    5     | 0..1 | code | ContentCode | -  | code du contenu de la note | note content code
    BT-22 | 0..1 | text | Content     | .  | texte de la note           | note text
    BT-21 | 0..1 | code | SubjectCode | .# | code du sujet de la note   | note subject code`,
  ),
  group('', `BG-25-00 | 1..1 | ${TRANSACTION} | . | transaction | transaction`),
  group(
    'BG-25-00',
    'BT-10-00 | 1..1 | ApplicableHeaderTradeAgreement | . | accord commercial | trade agreement',
    `
    BT-10 | 0..1 | text | BuyerReference | BuyerReference | référence de l’acheteur | buyer reference`,
  ),
  group(
    'BT-10-00',
    'BG-X-22=EXT-FR-FE-BG-14 | 0..1 | ApplicableTradeDeliveryTerms | DeliveryTerms | conditions de livraison | delivery terms',
    `
    145=185 | 1..1 | code | DeliveryTypeCode | ID | code des conditions de livraison | delivery terms code`,
  ),
  group(
    'BG-X-22',
    'BG-X-88=EXT-FR-FE-186-00 | 0..1 | RelevantTradeLocation | DeliveryLocation | lieu des conditions de livraison | place of the delivery terms',
    `
    563     | 0..1 | code | CountryID | -    | pays des conditions de livraison       | delivery terms country
    564=186 | 0..1 | text | Name      | Name | nom du lieu des conditions de livraison | delivery terms place name`,
  ),
  reference(
    'BT-10-00',
    'BT-14-00 | 0..1 | SellerOrderReferencedDocument | OrderReference | commande du vendeur | sales order',
    { number: 'BT-14 > SalesOrderID', date: '146' },
  ),
  reference(
    'BT-10-00',
    'BT-13-00 | 0..1 | BuyerOrderReferencedDocument | OrderReference | commande de l’acheteur | purchase order',
    { number: 'BT-13 > ID', date: '147=197 > IssueDate' },
  ),
  reference('BT-10-00', 'BG-X-61 | 0..1 | QuotationReferencedDocument | - | devis | quotation', {
    number: '403',
    date: '404',
  }),
  reference(
    'BT-10-00',
    'BT-12-00 | 0..1 | ContractReferencedDocument | ContractDocumentReference | contrat | contract',
    { number: 'BT-12 > ID', kind: '405=01 > DocumentType', date: '148=199 > IssueDate' },
  ),
  reference(
    'BT-10-00',
    'BT-17-00 | 0..n | AdditionalReferencedDocument*[TypeCode=50] | OriginatorDocumentReference | appel d’offres ou lot | tender or lot',
    { number: 'BT-17 > ID', type: 'BT-17-0', date: '556' },
  ),
  reference(
    'BT-10-00',
    'BT-18-00 | 0..n | AdditionalReferencedDocument*[TypeCode=130] | AdditionalDocumentReference*[DocumentTypeCode=130] | objet facturé | invoiced object',
    { number: 'BT-18@- > ID', type: 'BT-18-0', kind: 'BT-18-1 > ID/@schemeID', date: '557' },
  ),
  reference(
    'BT-10-00',
    'BG-24 | 0..n | AdditionalReferencedDocument*[TypeCode~916] | AdditionalDocumentReference* | pièce jointe | additional supporting document',
    {
      number: 'BT-122 > ID',
      uri: 'BT-124 > Attachment/ExternalReference/URI',
      type: 'BT-122-0 > DocumentTypeCode',
      name: 'BT-123 > DocumentDescription',
      attachment: 'BT-125@BT-125-1,BT-125-2 > Attachment/EmbeddedDocumentBinaryObject',
      date: '149',
    },
  ),
  group(
    'BT-10-00',
    'BT-11-00 | 0..1 | SpecifiedProcuringProject | . | projet | project',
    `
    BT-11   | 1..1 | identifier | ID   | ProjectReference/ID (credit note AdditionalDocumentReference[DocumentTypeCode=50]/ID) | référence du projet | project reference
    BT-11-0 | 1..1 | text       | Name | - | nom du projet | project name`,
  ),
  reference(
    'BT-10-00',
    'BG-X-23 | 0..n | UltimateCustomerOrderReferencedDocument* | - | commande du client final | order of the ultimate customer',
    { number: '150', date: '151' },
  ),
];
