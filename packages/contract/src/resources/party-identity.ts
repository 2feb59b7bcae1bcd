import type { Text } from '@scell/core';

interface PartyIdentity {
  /** A natural person buying for itself (B2C). */
  individual: boolean;
  country: string;
  /** SIRET, SIREN, VAT number and legal identifier, as far as they are known. */
  identifiers: readonly (string | null | undefined)[];
  /** How the request calls the flag of a person: `is_individual` or `buyer_is_individual`. */
  flagName: 'is_individual' | 'buyer_is_individual';
}

/**
 * What a buyer's identity lacks, and on which field to say it; `undefined` when nothing does.
 *
 * A person needs no identifier. A French business has a SIRET, a SIREN, a VAT number or a legal identifier (CGI ann. II
 * art. 242 nonies A I-4°: the buyer's SIREN); a foreign one a VAT number or a legal identifier, whichever is at hand.
 */
export function identityProblem({
  individual,
  country,
  identifiers,
  flagName,
}: PartyIdentity): { field: 'siret' | 'vat_number'; text: Text } | undefined {
  if (individual || identifiers.some((identifier) => typeof identifier === 'string')) return undefined;
  if (country === 'FR')
    return {
      field: 'siret',
      text: {
        fr: `une entreprise française est désignée par son SIRET, son numéro de TVA ou un identifiant légal ; pour un particulier, envoyez ${flagName}=true.`,
        en: `a French business is named by its SIRET, its VAT number or a legal identifier; for an individual, send ${flagName}=true.`,
      },
    };
  return {
    field: 'vat_number',
    text: {
      fr: `une entreprise étrangère est désignée par son numéro de TVA ou un identifiant légal ; pour un particulier, envoyez ${flagName}=true.`,
      en: `a foreign business is named by its VAT number or a legal identifier; for an individual, send ${flagName}=true.`,
    },
  };
}

/** Whether a SIRET belongs to another SIREN: its first nine digits are the SIREN. Unknown identifiers contradict nothing. */
export function sirenContradicts(
  siren: string | null | undefined,
  siret: string | null | undefined,
): boolean {
  return typeof siren === 'string' && typeof siret === 'string' && !siret.startsWith(siren);
}

/** Said on the SIREN when it contradicts the SIRET. */
export const SIREN_CONTRADICTS = {
  fr: 'le SIREN doit être les neuf premiers chiffres du SIRET ; n’envoyez que le SIRET.',
  en: 'the SIREN must be the first nine digits of the SIRET; send only the SIRET.',
} as const satisfies Text;
