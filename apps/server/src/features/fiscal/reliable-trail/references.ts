import type { Text } from '@scell/contract';
import type { Invoice } from '@scell/en16931';

/** What an invoice refers to, by the term of EN 16931 that says it. */
export interface Reference {
  term: string;
  name: Text;
  value: string;
  /** The line it is of; `null` for the whole document. */
  line: string | null;
}

const NAMES = {
  'BT-10': { fr: 'Référence de l’acheteur', en: 'Buyer reference' },
  'BT-11': { fr: 'Projet', en: 'Project' },
  'BT-12': { fr: 'Contrat', en: 'Contract' },
  'BT-13': { fr: 'Commande de l’acheteur', en: 'Purchase order' },
  'BT-14': { fr: 'Commande du vendeur', en: 'Sales order' },
  'BT-15': { fr: 'Avis de réception', en: 'Receiving advice' },
  'BT-16': { fr: 'Avis d’expédition', en: 'Despatch advice' },
  'BT-17': { fr: 'Appel d’offres ou lot', en: 'Tender or lot' },
  'BT-18': { fr: 'Objet facturé', en: 'Invoiced object' },
  'BT-19': { fr: 'Référence comptable de l’acheteur', en: 'Buyer accounting reference' },
  'BT-70': { fr: 'Livré à', en: 'Delivered to' },
  'BT-71': { fr: 'Lieu de livraison', en: 'Place of delivery' },
  'BT-72': { fr: 'Date de livraison', en: 'Date of delivery' },
  'BT-73': { fr: 'Début de la période facturée', en: 'Start of the invoicing period' },
  'BT-74': { fr: 'Fin de la période facturée', en: 'End of the invoicing period' },
  'BT-128': { fr: 'Objet de la ligne', en: 'Object of the line' },
  'BT-132': { fr: 'Ligne de commande', en: 'Line of the purchase order' },
} as const satisfies Record<string, Text>;

/** The order, contract and delivery references that lead from the invoice to what was agreed and delivered, in order of their terms. */
export function referencesOf(invoice: Omit<Invoice, 'number'>): Reference[] {
  const { delivery, period } = invoice;
  const whole: [keyof typeof NAMES, string | undefined][] = [
    ['BT-10', invoice.buyerReference],
    ['BT-11', invoice.projectReference],
    ['BT-12', invoice.contractReference],
    ['BT-13', invoice.purchaseOrderReference],
    ['BT-14', invoice.salesOrderReference],
    ['BT-15', invoice.receivingAdviceReference],
    ['BT-16', invoice.despatchAdviceReference],
    ['BT-17', invoice.tenderReference],
    ['BT-18', invoice.invoicedObject?.value],
    ['BT-19', invoice.buyerAccountingReference],
    ['BT-70', delivery?.name],
    ['BT-71', delivery?.location?.value],
    ['BT-72', delivery?.date],
    ['BT-73', period?.start],
    ['BT-74', period?.end],
  ];
  const found: Reference[] = [];
  const note = (term: keyof typeof NAMES, value: string | undefined, line: string | null) => {
    if (value !== undefined) found.push({ term, name: NAMES[term], value, line });
  };
  for (const [term, value] of whole) note(term, value, null);
  for (const { id, object, purchaseOrderLine } of invoice.lines) {
    note('BT-128', object?.value, id);
    note('BT-132', purchaseOrderLine, id);
  }
  return found;
}
