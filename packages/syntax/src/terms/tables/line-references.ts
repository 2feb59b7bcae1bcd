/** What an invoice line refers to, where it is delivered and who sells it. */
import { party, reference } from '../shapes.ts';
import { group } from '../table.ts';

const AGREEMENT = 'SpecifiedLineTradeAgreement';
const DELIVERY = 'SpecifiedLineTradeDelivery';

export const lineReferenceGroups = [
  group(
    'BG-25',
    `BG-X-87=EXT-FR-FE-BG-15 | 0..1 | ${AGREEMENT}/ApplicableTradeDeliveryTerms | DeliveryTerms | conditions de livraison de la ligne | delivery terms of the line`,
    `
    562=193 | 1..1 | code | DeliveryTypeCode | ID | code des conditions de livraison de la ligne | delivery terms code of the line`,
  ),
  group(
    'BG-X-87',
    'BG-X-89 | 0..1 | RelevantTradeLocation | DeliveryLocation | lieu des conditions de livraison de la ligne | place of the delivery terms of the line',
    `
    565     | 0..1 | code | CountryID | -    | pays des conditions de livraison de la ligne       | delivery terms country of the line
    566=194 | 0..1 | text | Name      | Name | nom du lieu des conditions de livraison de la ligne | delivery terms place name of the line`,
  ),
  reference(
    'BG-25',
    `BG-X-81=EXT-FR-FE-BG-09 | 0..1 | ${AGREEMENT}/SellerOrderReferencedDocument | OrderLineReference | commande du vendeur de la ligne | sales order of the line`,
    { number: '537=144 > OrderReference/SalesOrderID', line: '538=145 > SalesOrderLineID', date: '539' },
  ),
  reference(
    'BG-25',
    `BT-132-00 | 0..1 | ${AGREEMENT}/BuyerOrderReferencedDocument | OrderLineReference | commande de l’acheteur de la ligne | purchase order of the line`,
    {
      number: '21=135 > OrderReference/ID',
      line: 'BT-132 > LineID',
      date: '22=200 > OrderReference/IssueDate',
    },
  ),
  reference(
    'BG-25',
    `BG-X-47 | 0..1 | ${AGREEMENT}/QuotationReferencedDocument | - | devis de la ligne | quotation of the line`,
    { number: '310', line: '311', date: '312' },
  ),
  reference(
    'BG-25',
    `BG-X-2 | 0..1 | ${AGREEMENT}/ContractReferencedDocument | - | contrat de la ligne | contract of the line`,
    { number: '24', line: '25', date: '26' },
  ),
  reference(
    'BG-25',
    `BG-X-3 | 0..n | ${AGREEMENT}/AdditionalReferencedDocument* | - | document joint de la ligne | additional document of the line`,
    {
      number: '27',
      uri: '28',
      line: '29',
      type: '30',
      name: '299',
      attachment: '31@31-1,31-2',
      kind: '32',
      date: '33',
    },
  ),
  reference(
    'BG-25',
    `BG-X-5 | 0..n | ${AGREEMENT}/UltimateCustomerOrderReferencedDocument* | - | commande du client final de la ligne | order of the ultimate customer of the line`,
    { number: '43', line: '44', date: '45' },
  ),
  ...party({
    parent: 'BG-25',
    head: `BG-X-90=EXT-FR-FE-BG-12 | 0..1 | ${AGREEMENT}/ItemSellerTradeParty | Item/ManufacturerParty | vendeur de la ligne | seller of the line`,
    id: '567',
    globalId: '568=166@568-0=166-1',
    name: '569=164',
    role: '570',
    description: '571',
    legal: 'BT-X-572-00',
    legalId: '572=167@572-0=167-1',
    tradingName: '573=165',
    endpoint: '586=170@586-0=170-1',
    vatId: '587=168@587-0=168-1',
    taxId: '588=169@588-0=169-1',
    ubl: { role: '-', description: '-' },
    contact: 'BG-X-91 574 574-1 575 576 577 578',
    contactUbl: '-',
    address: 'BG-X-92=EXT-FR-FE-BG-13 579=175 580=171 581=172 582=173 583=174 584=177 585=176',
  }),
  ...party({
    parent: 'BG-25',
    head: `BG-X-7=EXT-FR-FE-BG-10 | 0..1 | ${DELIVERY}/ShipToTradeParty | Delivery | lieu de livraison de la ligne | ship-to party of the line`,
    id: '48',
    globalId: '49=146@49-0=148',
    name: '50=149',
    role: '541',
    legal: 'BT-X-51-00',
    legalId: '51',
    tradingName: '52',
    endpoint: '65',
    vatId: '66',
    ubl: {
      id: 'DeliveryLocation/ID',
      globalId: 'DeliveryLocation/ID[@schemeID]',
      name: 'DeliveryParty/PartyName/Name',
      role: '-',
      description: '-',
      legalId: '-',
      tradingName: '-',
      endpoint: '-',
      vatId: '-',
      taxId: '-',
    },
    contact: 'BG-X-8 54 54-1 315 55 56 57',
    contactUbl: '-',
    address: 'BG-X-9=150 58=155 59=151 60=152 61=153 62=154 63=157 64=156',
    addressUbl: 'DeliveryLocation/Address',
  }),
  ...party({
    parent: 'BG-25',
    head: `BG-X-10 | 0..1 | ${DELIVERY}/UltimateShipToTradeParty | - | destinataire final de la ligne | ultimate ship-to party of the line`,
    id: '67',
    globalId: '68',
    name: '69',
    role: '542',
    legal: 'BT-X-70-00',
    legalId: '70',
    tradingName: '71',
    endpoint: '83',
    vatId: '84',
    contact: 'BG-X-11 72 72-1 316 73 74 75',
    address: 'BG-X-12 76 77 78 79 80 81 82',
  }),
  reference(
    'BG-25',
    `BG-X-13=EXT-FR-FE-BG-07 | 0..1 | ${DELIVERY}/DespatchAdviceReferencedDocument | DespatchLineReference | avis d’expédition de la ligne | despatch advice of the line`,
    { number: '86=140 > DocumentReference/ID', line: '87=141 > LineID', date: '88' },
  ),
  reference(
    'BG-25',
    `BG-X-82=EXT-FR-FE-BG-08 | 0..1 | ${DELIVERY}/ReceivingAdviceReferencedDocument | ReceiptLineReference | avis de réception de la ligne | receiving advice of the line`,
    { number: '89=142 > DocumentReference/ID', line: '90=143 > LineID', date: '91' },
  ),
  reference(
    'BG-25',
    `BG-X-83 | 0..1 | ${DELIVERY}/DeliveryNoteReferencedDocument | - | bon de livraison de la ligne | delivery note of the line`,
    { number: '92', line: '93', date: '94' },
  ),
];
