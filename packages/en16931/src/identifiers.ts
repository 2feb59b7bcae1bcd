/**
 * Are the identifiers of parties and accounts well formed, and do their keys hold? A finding is an `error` when the
 * text cannot be such an identifier at all, a `warning` when it has the shape and fails its check digits: the caller
 * decides where that is admissible (a sandbox) and where it is not.
 */
import type { Text } from '@scell/core';
import { isCountry } from './code-lists/countries.ts';
import { isElectronicAddressScheme } from './code-lists/eas.ts';
import { frenchVatId } from './french-identity.ts';
import type { Identifier } from './model.ts';

export type IdentifierFindingCode =
  | 'SIREN_FORMAT'
  | 'SIREN_KEY'
  | 'SIRET_FORMAT'
  | 'SIRET_KEY'
  | 'SIRET_SIREN_MISMATCH'
  | 'VAT_ID_FORMAT'
  | 'VAT_ID_KEY'
  | 'VAT_ID_SIREN_MISMATCH'
  | 'IBAN_FORMAT'
  | 'IBAN_LENGTH'
  | 'IBAN_KEY'
  | 'BIC_FORMAT'
  | 'ELECTRONIC_ADDRESS_SCHEME'
  | 'ELECTRONIC_ADDRESS_FORMAT';

export interface IdentifierFinding {
  code: IdentifierFindingCode;
  severity: 'error' | 'warning';
  text: Text;
}

type Findings = IdentifierFinding[];

function error(code: IdentifierFindingCode, fr: string, en: string): Findings {
  return [{ code, severity: 'error', text: { fr, en } }];
}

function warning(code: IdentifierFindingCode, fr: string, en: string): Findings {
  return [{ code, severity: 'warning', text: { fr, en } }];
}

/** A SIREN: nine digits (error), Luhn key (warning). */
export function checkSiren(siren: string): IdentifierFinding[] {
  if (!/^\d{9}$/.test(siren))
    return error('SIREN_FORMAT', 'Un SIREN comporte exactement 9 chiffres.', 'A SIREN has exactly 9 digits.');
  if (luhnSum(siren) % 10 !== 0)
    return warning(
      'SIREN_KEY',
      'La clé de contrôle du SIREN est fausse.',
      'The check digit of the SIREN is wrong.',
    );
  return [];
}

/** La Poste numbers its establishments so that the digit sum is a multiple of five. */
const LA_POSTE = '356000000';

/**
 * A SIRET: fourteen digits (error), Luhn keys of the whole and of its SIREN (warning), with the exception of La Poste;
 * where `siren` is given, the first nine digits are that SIREN (BR-FR-09, error).
 */
export function checkSiret(siret: string, siren?: string): IdentifierFinding[] {
  if (!/^\d{14}$/.test(siret))
    return error(
      'SIRET_FORMAT',
      'Un SIRET comporte exactement 14 chiffres.',
      'A SIRET has exactly 14 digits.',
    );
  if (siren !== undefined && siret.slice(0, 9) !== siren)
    return error(
      'SIRET_SIREN_MISMATCH',
      'Le SIRET ne commence pas par le SIREN de la même entreprise.',
      'The SIRET does not start with the SIREN of the same business.',
    );
  const keyHolds = luhnSum(siret) % 10 === 0 || (siret.startsWith(LA_POSTE) && digitSum(siret) % 5 === 0);
  if (!keyHolds || luhnSum(siret.slice(0, 9)) % 10 !== 0)
    return warning(
      'SIRET_KEY',
      'La clé de contrôle du SIRET est fausse.',
      'The check digit of the SIRET is wrong.',
    );
  return [];
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum;
}

function digitSum(digits: string): number {
  let sum = 0;
  for (const digit of digits) sum += Number(digit);
  return sum;
}

/** What follows the country prefix, as each member state writes it (VIES). EL (or GR, BR-CO-09) is Greece, XI Northern Ireland. */
const EU_VAT_FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ['AT', /^U\d{8}$/],
  ['BE', /^[01]\d{9}$/],
  ['BG', /^\d{9,10}$/],
  ['CY', /^\d{8}[A-Z]$/],
  ['CZ', /^\d{8,10}$/],
  ['DE', /^\d{9}$/],
  ['DK', /^\d{8}$/],
  ['EE', /^\d{9}$/],
  ['EL', /^\d{9}$/],
  ['ES', /^[A-Z0-9]\d{7}[A-Z0-9]$/],
  ['FI', /^\d{8}$/],
  ['FR', /^[A-HJ-NP-Z0-9]{2}\d{9}$/],
  ['GR', /^\d{9}$/],
  ['HR', /^\d{11}$/],
  ['HU', /^\d{8}$/],
  ['IE', /^(?:\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-W][A-I])$/],
  ['IT', /^\d{11}$/],
  ['LT', /^(?:\d{9}|\d{12})$/],
  ['LU', /^\d{8}$/],
  ['LV', /^\d{11}$/],
  ['MT', /^\d{8}$/],
  ['NL', /^[A-Z0-9+*]{10}\d{2}$/],
  ['PL', /^\d{10}$/],
  ['PT', /^\d{9}$/],
  ['RO', /^\d{2,10}$/],
  ['SE', /^\d{12}$/],
  ['SI', /^\d{8}$/],
  ['SK', /^\d{10}$/],
  ['XI', /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/],
]);

/**
 * A VAT id (BT-31, BT-48, BT-63) with its country prefix (BR-CO-09): the shape of the member state (error), and for
 * France the numeric key and, where `siren` is given, the SIREN inside (warnings; a key with letters is not computable).
 * Outside the EU only the prefix is looked at.
 */
export function checkVatId(vatId: string, siren?: string): IdentifierFinding[] {
  const country = vatId.slice(0, 2);
  const format = EU_VAT_FORMATS.get(country);
  if (
    !/^[A-Z]{2}[A-Z0-9+*.-]+$/.test(vatId) ||
    (format === undefined ? !isCountry(country) : !format.test(vatId.slice(2)))
  )
    return error(
      'VAT_ID_FORMAT',
      'Le numéro de TVA n’a pas la forme attendue pour son pays (préfixe du pays compris, sans espace).',
      'The VAT number does not have the form of its country (country prefix included, no blanks).',
    );
  if (country !== 'FR') return [];
  const inner = vatId.slice(4);
  const findings: Findings = [];
  if (/^FR\d{2}/.test(vatId) && frenchVatId(inner) !== vatId)
    findings.push(
      ...warning(
        'VAT_ID_KEY',
        'La clé du numéro de TVA français est fausse.',
        'The key of the French VAT number is wrong.',
      ),
    );
  if (siren !== undefined && inner !== siren)
    findings.push(
      ...warning(
        'VAT_ID_SIREN_MISMATCH',
        'Le numéro de TVA ne contient pas le SIREN de la même entreprise.',
        'The VAT number does not contain the SIREN of the same business.',
      ),
    );
  return findings;
}

/** IBAN lengths of the SWIFT registry. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** An IBAN without blanks (ISO 13616): shape (error), length of its country and mod 97 key (warnings). */
export function checkIban(iban: string): IdentifierFinding[] {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/.test(iban))
    return error(
      'IBAN_FORMAT',
      'Un IBAN se compose d’un code pays, de deux chiffres, puis de lettres majuscules et de chiffres, sans espace.',
      'An IBAN is a country code, two digits, then capital letters and digits, without blanks.',
    );
  if (IBAN_LENGTHS.get(iban.slice(0, 2)) !== iban.length)
    return warning(
      'IBAN_LENGTH',
      'La longueur de l’IBAN n’est pas celle de son pays.',
      'The length of the IBAN is not that of its country.',
    );
  if (mod97(iban.slice(4) + iban.slice(0, 4)) !== 1)
    return warning(
      'IBAN_KEY',
      'La clé de contrôle de l’IBAN est fausse.',
      'The check digits of the IBAN are wrong.',
    );
  return [];
}

/** The remainder by 97 of the number that digits and letters (A = 10 … Z = 35) spell (ISO 7064). */
function mod97(text: string): number {
  let remainder = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** A BIC (ISO 9362): four letters or digits, a country, two, and three more for a branch (error). */
export function checkBic(bic: string): IdentifierFinding[] {
  const country = bic.slice(4, 6);
  if (
    /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(bic) &&
    (isCountry(country) || country === 'XK')
  )
    return [];
  return error(
    'BIC_FORMAT',
    'Un BIC comporte 8 ou 11 caractères, dont un code pays en 5e et 6e position.',
    'A BIC has 8 or 11 characters, with a country code as the 5th and 6th.',
  );
}

/**
 * An electronic address (BT-34, BT-49): a scheme of the EAS list (BR-CL-25), and in scheme 0225 a SIREN, SIREN_SIRET,
 * SIREN_SIRET_ROUTING or SIREN_SUFFIX of at most 125 characters among letters, digits, `- _ .` (BR-FR-23, BR-FR-25).
 */
export function checkElectronicAddress(address: Identifier): IdentifierFinding[] {
  const { value, scheme } = address;
  if (scheme === undefined || !isElectronicAddressScheme(scheme))
    return error(
      'ELECTRONIC_ADDRESS_SCHEME',
      'L’adresse électronique doit porter un schéma de la liste EAS (0225 en France, EM pour un courriel…).',
      'An electronic address needs a scheme of the EAS list (0225 in France, EM for e-mail…).',
    );
  const wrong = (fr: string, en: string): Findings => error('ELECTRONIC_ADDRESS_FORMAT', fr, en);
  if (scheme === '0225') {
    const siren = value.slice(0, 9);
    if (!/^[A-Za-z0-9._-]{1,125}$/.test(value) || !/^\d{9}(?:_|$)/.test(value))
      return wrong(
        'Une adresse 0225 commence par un SIREN, seul ou suivi de « _ », et compte au plus 125 lettres, chiffres, « - », « _ » ou « . ».',
        'A 0225 address starts with a SIREN, alone or followed by "_", and has at most 125 letters, digits, "-", "_" or ".".',
      );
    const establishment = /^\d{9}_(\d{14})(?:_|$)/.exec(value)?.[1];
    if (establishment !== undefined && !establishment.startsWith(siren))
      return wrong(
        'Le SIRET de l’adresse 0225 n’appartient pas à son SIREN.',
        'The SIRET in the 0225 address does not belong to its SIREN.',
      );
  }
  if (scheme === 'EM' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return wrong('L’adresse de courriel est mal formée.', 'The e-mail address is malformed.');
  return [];
}
