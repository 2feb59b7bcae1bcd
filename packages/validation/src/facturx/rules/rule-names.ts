/**
 * Which business rules the profiles have, each profile those of the one before it and more. BR-CO-05 to BR-CO-08, BR-AF-09, BR-AG-09 and
 * CII-SR-464 hold of every document: none of them is here.
 */
import type { Profile } from '../profiles.ts';

/** `ids('BR-', '01 02')`: BR-01, BR-02. */
function ids(prefix: string, numbers: string): string[] {
  return numbers
    .trim()
    .split(/\s+/)
    .map((number) => `${prefix}${number}`);
}

/** `ids` of each family of VAT rules. */
function vat(families: string, numbers: string): string[] {
  return families.split(' ').flatMap((family) => ids(`BR-${family}-`, numbers));
}

const MINIMUM = [
  ...ids('BR-', '01 02 03 04 05 06 07 08 09 13 14 15'),
  ...ids('BR-CO-', '09 26'),
  ...ids('BR-DEC-', '12 13 14 18'),
];

const FAMILIES = 'AE AF AG E G IC O S Z';

const BASIC_WL = [
  ...MINIMUM,
  ...ids('BR-', '10 11 12 17 18 19 20 29 31 32 33 36 37 38 45 46 47 48 49 50 53 55 56 57 61 62 63'),
  ...ids('BR-CO-', '03 11 12 13 14 15 16 17 18 19 21 22'),
  ...ids('BR-DEC-', '01 02 05 06 09 10 11 15 16 17 19 20'),
  ...ids('CII-SR-', '463 465 466 467 468 469 470 471 472 473'),
  ...vat(FAMILIES, '03 04 06 07 10'),
  ...vat('AE E G IC O S Z', '09'),
  ...vat('IC', '11 12'),
  ...vat('O', '11 13 14'),
];

const BASIC = [
  ...BASIC_WL,
  'PEPPOL-EN16931-R008',
  ...ids('BR-', '16 21 22 23 24 25 26 27 28 30 41 42 43 44 54 64 65'),
  ...ids('BR-CO-', '04 10 20 23 24'),
  ...ids('BR-DEC-', '23 24 25 27 28'),
  ...vat(FAMILIES, '01 02 05 08'),
  ...vat('O', '12'),
  ...vat('B', '01 02'),
];

const EN16931 = [...BASIC, ...ids('BR-', '51 52'), ...ids('CII-SR-', '474 475 476')];

/** EXTENDED puts rules of its own, BR-FXEXT, in the place of these. */
const NOT_EXTENDED: ReadonlySet<string> = new Set([
  ...ids('BR-', '22 23 24 26 27 28 38 44 54'),
  ...ids('BR-CO-', '04 10 11 12 13 15 16 17 22 24'),
  ...ids('CII-SR-', '470 474'),
  ...vat(FAMILIES, '01 08'),
  ...vat('AF AG S Z', '10'),
  ...vat('O', '02 03 04 11 12 13 14'),
  ...vat('S', '09'),
]);

const EXTENDED = [
  ...EN16931.filter((id) => !NOT_EXTENDED.has(id)),
  'BR-CO-25',
  'CII-DT-097',
  ...ids(
    'BR-FXEXT-',
    '01 02 03 04 06 08 11 12 BR-22 BR-23 BR-24 BR-26 BR-38 BR-44 BR-54-1 BR-54-2 CII-DT-097a S08b S-09b',
  ),
  ...ids('BR-FXEXT-CO-', '04 10 11 12 13 15 16'),
  ...FAMILIES.split(' ').flatMap((family) => ids(`BR-FXEXT-${family}-`, '01 08ini 08rev')),
  // The one of S is spelt S08b.
  ...FAMILIES.split(' ')
    .filter((family) => family !== 'S')
    .map((family) => `BR-FXEXT-${family}-08b`),
];

const BY_PROFILE: Readonly<Record<Profile, ReadonlySet<string>>> = {
  minimum: new Set(MINIMUM),
  basicwl: new Set(BASIC_WL),
  basic: new Set(BASIC),
  en16931: new Set(EN16931),
  extended: new Set(EXTENDED),
};

/** The ids of the business rules of a profile. */
export function businessRulesOf(profile: Profile): ReadonlySet<string> {
  return BY_PROFILE[profile];
}
