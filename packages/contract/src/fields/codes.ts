import { isCountry, isCurrency } from '@scell/en16931';
import { field, refuse } from '../field.ts';

/** A country of ISO 3166-1 alpha-2 (BR-CL-14), read in upper case. */
export const country = field<string>(
  { type: 'string', pattern: '^[A-Za-z]{2}$', examples: ['FR'] },
  (raw) => {
    const code = typeof raw === 'string' ? raw.trim().toUpperCase() : '';
    return isCountry(code)
      ? code
      : refuse({
          fr: 'un pays est attendu en deux lettres (ISO 3166-1), comme FR.',
          en: 'a country is expected in two letters (ISO 3166-1), such as FR.',
        });
  },
);

/** A currency of ISO 4217 (BR-CL-03, BR-CL-04), read in upper case. */
export const currency = field<string>(
  { type: 'string', pattern: '^[A-Za-z]{3}$', examples: ['EUR'] },
  (raw) => {
    const code = typeof raw === 'string' ? raw.trim().toUpperCase() : '';
    return isCurrency(code)
      ? code
      : refuse({
          fr: 'une devise est attendue en trois lettres (ISO 4217), comme EUR.',
          en: 'a currency is expected in three letters (ISO 4217), such as EUR.',
        });
  },
);
