/** Delivery of the document: places, dates, advices and notes. */
import { party, reference } from '../shapes.ts';
import { group } from '../table.ts';

const PARENT = 'BG-13-00';

export const deliveryGroups = [
  group(
    'BG-25-00',
    `${PARENT} | 1..1 | ApplicableHeaderTradeDelivery | . | livraison | delivery`,
    `
    BT-72 | 0..1 | date | ActualDeliverySupplyChainEvent/OccurrenceDateTime | Delivery/ActualDeliveryDate | date de livraison | actual delivery date`,
  ),
  group(PARENT, 'BG-X-24 | 0..1 | RelatedSupplyChainConsignment | - | expédition | consignment'),
  group(
    'BG-X-24',
    'BT-X-152-00 | 0..n | SpecifiedLogisticsTransportMovement* | - | transport | transport movement',
    `
    152 | 1..1 | code | ModeCode | - | mode de transport | transport mode`,
  ),
  ...party({
    parent: PARENT,
    head: 'BG-13 | 0..1 | ShipToTradeParty | Delivery | lieu de livraison | delivery',
    id: 'BT-71@-',
    globalId: 'BT-71-0=BT-71@BT-71-1',
    name: 'BT-70',
    role: '550',
    legal: 'BG-X-25',
    legalId: '153',
    tradingName: '154',
    endpoint: '160',
    vatId: '161',
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
    contactUbl: '-',
    addressUbl: 'DeliveryLocation/Address',
    legalAddress: 'BG-X-67 433 434 435 436 437 438 439',
    contact: 'BG-X-26 155 156 321 157 158 159',
    address: 'BG-15 BT-78 BT-75 BT-76 BT-165 BT-77 BT-80 BT-79',
  }),
  ...party({
    parent: PARENT,
    head: 'BG-X-27 | 0..1 | UltimateShipToTradeParty | - | destinataire final | ultimate ship-to party',
    id: '162',
    globalId: '163',
    name: '164',
    role: '551',
    legal: 'BT-X-165-00',
    legalId: '165',
    tradingName: '166',
    endpoint: '179',
    vatId: '180',
    legalAddress: 'BG-X-68 440 441 442 443 444 445 446',
    contact: 'BG-X-28 167 168 322 169 170 171',
    address: 'BG-X-29 172 173 174 175 176 177 178',
  }),
  ...party({
    parent: PARENT,
    head: 'BG-X-30 | 0..1 | ShipFromTradeParty | - | lieu d’expédition | ship-from party',
    id: '181',
    globalId: '182',
    name: '183',
    role: '552',
    legal: 'BT-X-184-00',
    legalId: '184',
    tradingName: '185',
    endpoint: '198',
    vatId: '199',
    legalAddress: 'BG-X-69 447 448 449 450 451 452 453',
    contact: 'BG-X-31 186 187 323 188 189 190',
    address: 'BG-X-32 191 192 193 194 195 196 197',
  }),
  reference(
    PARENT,
    'BT-16-00 | 0..1 | DespatchAdviceReferencedDocument | DespatchDocumentReference | avis d’expédition | despatch advice',
    { number: 'BT-16 > ID', date: '200=198 > IssueDate' },
  ),
  reference(
    PARENT,
    'BT-15-00 | 0..1 | ReceivingAdviceReferencedDocument | ReceiptDocumentReference | avis de réception | receiving advice',
    { number: 'BT-15 > ID', date: '201' },
  ),
  reference(
    PARENT,
    'BT-X-202-00 | 0..1 | DeliveryNoteReferencedDocument | - | bon de livraison | delivery note',
    { number: '202', date: '203' },
  ),
];
