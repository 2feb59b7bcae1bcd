import { isDecimal, isZero } from '@scell/core';
import { type Invoice, keepTerms, type TermValue } from '@scell/en16931';
import { writeCii } from '@scell/syntax';
import { ProfileError } from './profile-error.ts';
import { type FacturXProfile, PROFILES, termsOfProfile } from './profiles.ts';

/** A CII document of a profile, and what the profile has no place for. */
export interface ProfileDocument {
  /** To be encoded in UTF-8. */
  xml: string;
  leftOut: TermValue[];
}

/**
 * The invoice as CII of a Factur-X profile: BT-24 is the profile's, terms that it does not hold are left out and listed. Figures stay what they
 * are: a profile says less, never something else.
 * @throws {ProfileError} for a rounding amount in BASIC WL and BASIC, which have none and check the amount due; else as `writeCii`.
 */
export function writeProfile(invoice: Invoice, profile: FacturXProfile): ProfileDocument {
  const held = termsOfProfile(profile);
  const whole = { ...invoice, specification: PROFILES[profile].specification };
  if (held === null) return { xml: writeCii(whole), leftOut: [] };
  const { rounding } = invoice.totals;
  const rounded = rounding !== undefined && isDecimal(rounding) && !isZero(rounding);
  if (rounded && profile !== 'MINIMUM') throw new ProfileError(profile, rounding);
  const { invoice: part, leftOut } = keepTerms(whole, (term) => held.has(term));
  return { xml: writeCii(part), leftOut };
}
