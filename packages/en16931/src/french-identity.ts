/** The identifiers of a French party that follow from its SIREN. */
import type { Identifier } from './model.ts';

/** ISO/IEC 6523 schemes of French identifiers (BR-FR-09, BR-FR-10, BR-FR-21). */
export const SCHEME_SIREN = '0002';
export const SCHEME_SIRET = '0009';
export const SCHEME_FRENCH_ADDRESS = '0225';

/** The SIREN, the first nine digits of a SIRET, as BT-30 or BT-47 (scheme 0002). */
export function legalIdOfSiret(siret: string): Identifier {
  return { value: siret.slice(0, 9), scheme: SCHEME_SIREN };
}

/** The SIRET as BT-29 or BT-46 (scheme 0009). */
export function establishmentId(siret: string): Identifier {
  return { value: siret, scheme: SCHEME_SIRET };
}

/** The electronic address (BT-34, BT-49) of a whole legal entity in the French directory: its SIREN, scheme 0225. */
export function electronicAddressOfSiren(siren: string): Identifier {
  return { value: siren, scheme: SCHEME_FRENCH_ADDRESS };
}

/** The French VAT id of a SIREN: FR, a key of two digits, the SIREN. key = (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVatId(siren: string): string {
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}
