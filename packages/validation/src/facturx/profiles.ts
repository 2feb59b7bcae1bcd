/** The five profiles of Factur-X 1.09 (ZUGFeRD 2.5), each of which holds the one before it. */

/** From the smallest to the largest. */
export const PROFILES = ['minimum', 'basicwl', 'basic', 'en16931', 'extended'] as const;

export type Profile = (typeof PROFILES)[number];

/** 1.09 as corrected in its rules since: ZUGFeRD 2.5.2. */
export const VERSION = '1.09.2';

/** How the grammar writes the profiles: Minimum, basic Without lines, Basic, En 16931, eXtended. */
const LETTERS = 'MWBEX';

/** The place of a letter of the grammar among the profiles. */
export function rankOf(letter: string): number {
  return LETTERS.indexOf(letter);
}

/** The letter of a profile. */
export function letterOf(profile: Profile): string {
  return LETTERS.charAt(PROFILES.indexOf(profile));
}
