import type { Language } from '@scell/core';
import type { Identifier } from '@scell/en16931';
import { formatSirenOrSiret } from './format.ts';

/** Names of the ISO/IEC 6523 schemes met on European invoices; the same in both languages unless two are given. */
const SCHEMES: Record<string, string | Record<Language, string>> = {
  '0002': 'SIREN',
  '0009': 'SIRET',
  '0007': 'Organisationsnummer',
  '0037': 'Y-tunnus',
  '0060': 'D-U-N-S',
  '0088': 'GLN',
  '0096': 'P-nummer',
  '0106': 'KvK',
  '0160': 'GTIN',
  '0183': 'UID (CHE)',
  '0184': 'CVR',
  '0190': 'OIN',
  '0192': 'Organisasjonsnummer',
  '0204': 'Leitweg-ID',
  '0208': { fr: 'N° d’entreprise', en: 'Enterprise no.' },
  '0211': 'Partita IVA',
  '0223': { fr: 'N° TVA UE', en: 'EU VAT no.' },
  '0224': { fr: 'Code de routage', en: 'Routing code' },
  '0226': { fr: 'Identifiant', en: 'Identifier' },
  '0227': { fr: 'Identifiant hors UE', en: 'Non-EU identifier' },
  '0228': 'RIDET',
  '0229': 'TAHITI',
  '0231': { fr: 'SIREN de l’assujetti unique', en: 'SIREN of the VAT group' },
};

/** "SIREN 732 829 320", "GLN 4012345500004", "Identifiant ABC"; an unlisted scheme by its number. */
export function formatIdentifier({ value, scheme }: Identifier, language: Language): string {
  const known = scheme === undefined ? undefined : SCHEMES[scheme];
  const plain = language === 'fr' ? 'Identifiant' : 'Identifier';
  const label = known === undefined ? plain : typeof known === 'string' ? known : known[language];
  const shown =
    scheme === '0002' || scheme === '0009' || scheme === '0231' ? formatSirenOrSiret(value) : value;
  return known === undefined && scheme !== undefined ? `${label} ${value} (${scheme})` : `${label} ${shown}`;
}
