import { field, refuse } from '../field.ts';

const BLANKS = /[\s.\u00a0\u202f-]/g;

/** A text without the blanks, points and dashes people group identifiers with, in upper case; `''` when no text. */
function compact(raw: unknown): string {
  return typeof raw === 'string' ? raw.replace(BLANKS, '').toUpperCase() : '';
}

/**
 * A SIRET: fourteen digits, as text (a number would lose leading zeros); blanks between groups are dropped. Its Luhn
 * key depends on the environment and is not looked at here.
 */
export const siret = field<string>(
  { type: 'string', pattern: '^(\\s*\\d){14}\\s*$', examples: ['12345678901234'] },
  (raw) => {
    const digits = compact(raw);
    return /^\d{14}$/.test(digits)
      ? digits
      : refuse({
          fr: `un SIRET compte 14 chiffres, envoyés en texte${counted(digits, 'reçus')}.`,
          en: `a SIRET has 14 digits, sent as text${counted(digits, 'received')}.`,
        });
  },
);

/** A SIREN: nine digits, as text. */
export const siren = field<string>(
  { type: 'string', pattern: '^(\\s*\\d){9}\\s*$', examples: ['123456789'] },
  (raw) => {
    const digits = compact(raw);
    return /^\d{9}$/.test(digits)
      ? digits
      : refuse({
          fr: `un SIREN compte 9 chiffres, envoyés en texte${counted(digits, 'reçus')}.`,
          en: `a SIREN has 9 digits, sent as text${counted(digits, 'received')}.`,
        });
  },
);

/** How many digits came, when only digits came. */
function counted(digits: string, received: string): string {
  return /^\d+$/.test(digits) ? ` (${digits.length} ${received})` : '';
}

/** A VAT identifier: a country prefix (ISO 3166-1, `EL` or `XI`) and its characters (BT-31, BT-48). */
export const vatNumber = field<string>(
  { type: 'string', maxLength: 20, pattern: '^[A-Za-z]{2}', examples: ['FR12345678901'] },
  (raw) => {
    const text = compact(raw);
    return /^[A-Z]{2}[A-Z0-9+*]{2,18}$/.test(text)
      ? text
      : refuse({
          fr: 'un numéro de TVA commence par le code du pays, comme FR12345678901 (20 caractères au plus).',
          en: 'a VAT number starts with the country code, such as FR12345678901 (at most 20 characters).',
        });
  },
);

/** An IBAN's form (ISO 13616): country, two digits, 11 to 30 characters. Its key depends on the environment. */
export const iban = field<string>({ type: 'string', examples: ['FR7630006000011234567890189'] }, (raw) => {
  const text = compact(raw);
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)
    ? text
    : refuse({
        fr: 'un IBAN est attendu : code du pays, deux chiffres de clé, puis le compte, comme FR76 3000 6000 0112 3456 7890 189.',
        en: 'an IBAN is expected: country code, two check digits, then the account, such as FR76 3000 6000 0112 3456 7890 189.',
      });
});

/** A BIC (ISO 9362): eight or eleven characters. */
export const bic = field<string>({ type: 'string', examples: ['BNPAFRPPXXX'] }, (raw) => {
  const text = compact(raw);
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(text)
    ? text
    : refuse({
        fr: 'un BIC compte 8 ou 11 caractères, comme BNPAFRPPXXX.',
        en: 'a BIC has 8 or 11 characters, such as BNPAFRPPXXX.',
      });
});
