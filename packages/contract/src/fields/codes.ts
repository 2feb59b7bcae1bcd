import { field, refuse } from '../field.ts';

/** An ISO 3166-1 alpha-2 country, read in upper case. */
export const country = field<string>(
  { type: 'string', pattern: '^[A-Za-z]{2}$', examples: ['FR'] },
  (raw) => {
    const code = typeof raw === 'string' ? raw.trim().toUpperCase() : '';
    return /^[A-Z]{2}$/.test(code)
      ? code
      : refuse({
          fr: 'un pays est attendu en deux lettres (ISO 3166-1), comme FR.',
          en: 'a country is expected in two letters (ISO 3166-1), such as FR.',
        });
  },
);

/** An ISO 4217 currency, read in upper case. */
export const currency = field<string>(
  { type: 'string', pattern: '^[A-Za-z]{3}$', examples: ['EUR'] },
  (raw) => {
    const code = typeof raw === 'string' ? raw.trim().toUpperCase() : '';
    return /^[A-Z]{3}$/.test(code)
      ? code
      : refuse({
          fr: 'une devise est attendue en trois lettres (ISO 4217), comme EUR.',
          en: 'a currency is expected in three letters (ISO 4217), such as EUR.',
        });
  },
);
