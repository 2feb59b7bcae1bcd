/** The five profiles of Factur-X 1.09: what BT-24 says, how the XML relates to the page, which terms each one holds. */

/** By the names that the XMP metadata give them (ConformanceLevel). */
export type FacturXProfile = 'MINIMUM' | 'BASIC WL' | 'BASIC' | 'EN 16931' | 'EXTENDED';

interface ProfileFacts {
  /** BT-24. */
  specification: string;
  /** AFRelationship: Data where the XML is less than an invoice, Alternative where it is one (Factur-X 1.0 §6.2.2). */
  relationship: 'Data' | 'Alternative';
  /** The terms it adds to the profile before it; null for all that are left. */
  terms: readonly number[] | null;
}

/** Numbers of BT; MINIMUM and BASIC WL have no lines. */
export const PROFILES: Readonly<Record<FacturXProfile, ProfileFacts>> = {
  MINIMUM: {
    specification: 'urn:factur-x.eu:1p0:minimum',
    relationship: 'Data',
    terms: [1, 2, 3, 5, 10, 13, 23, 24, 27, 30, 31, 32, 40, 44, 47, 109, 110, 112, 115],
  },
  'BASIC WL': {
    specification: 'urn:factur-x.eu:1p0:basicwl',
    relationship: 'Data',
    terms: [
      ...[6, 8, 9, 12, 16, 19, 20, 21, 22, 25, 26, 28, 29, 34, 35, 36, 37, 38, 39, 45, 46, 48, 49],
      ...[
        50, 51, 52, 53, 54, 55, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77,
        78,
      ],
      ...[
        79, 80, 81, 83, 84, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106,
        107,
      ],
      ...[108, 111, 113, 116, 117, 118, 119, 120, 121, 162, 163, 164, 165],
    ],
  },
  BASIC: {
    specification: 'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
    relationship: 'Alternative',
    terms: [
      ...[126, 127, 129, 130, 131, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145],
      ...[146, 147, 148, 149, 150, 151, 152, 153, 157],
    ],
  },
  'EN 16931': { specification: 'urn:cen.eu:en16931:2017', relationship: 'Alternative', terms: null },
  EXTENDED: {
    specification: 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
    relationship: 'Alternative',
    terms: null,
  },
};

/** From the poorest to the richest: each holds what the one before holds. */
export const PROFILE_ORDER = Object.keys(PROFILES) as readonly FacturXProfile[];

/** The terms of EN 16931 that a profile holds, as "BT-131"; null for all of them. */
export function termsOfProfile(profile: FacturXProfile): ReadonlySet<string> | null {
  const held: string[] = [];
  for (const name of PROFILE_ORDER) {
    const { terms } = PROFILES[name];
    if (terms === null) return null;
    held.push(...terms.map((number) => `BT-${number}`));
    if (name === profile) break;
  }
  return new Set(held);
}
