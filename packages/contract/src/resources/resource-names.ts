import type { Text } from '@scell/core';

/** What a 404 calls each resource. */
export const RESOURCES = {
  anchor: { fr: 'Preuve de date', en: 'Proof of date' },
  api_key: { fr: 'Clé d’API', en: 'API key' },
  archive_object: { fr: 'Objet d’archive', en: 'Archive object' },
  buyer: { fr: 'Acheteur', en: 'Buyer' },
  closing: { fr: 'Clôture', en: 'Closing' },
  country: { fr: 'Pays', en: 'Country' },
  company: { fr: 'Société', en: 'Company' },
  erasure: { fr: 'Effacement', en: 'Erasure' },
  kybDocument: { fr: 'Justificatif', en: 'Document' },
  mail: { fr: 'Courriel', en: 'Mail' },
  invoice: { fr: 'Facture', en: 'Invoice' },
  webhook: { fr: 'Webhook', en: 'Webhook' },
  webhookDelivery: { fr: 'Envoi de webhook', en: 'Webhook delivery' },
  payment: { fr: 'Paiement', en: 'Payment' },
  invitation: { fr: 'Invitation', en: 'Invitation' },
  member: { fr: 'Membre', en: 'Member' },
  session: { fr: 'Session', en: 'Session' },
  fiscalRule: { fr: 'Règle fiscale', en: 'Fiscal rule' },
} as const satisfies Record<string, Text>;
