import type { Text } from '@scell/core';

/** What a 404 calls each resource. */
export const RESOURCES = {
  buyer: { fr: 'Acheteur', en: 'Buyer' },
  company: { fr: 'Société', en: 'Company' },
  invoice: { fr: 'Facture', en: 'Invoice' },
} as const satisfies Record<string, Text>;
