import { z } from 'zod';
import { field, refuse } from '../../field.ts';

export const billing = { tag: 'Billing', auth: 'key', surface: 'billing' } as const;

export const moment = z.iso.datetime({ offset: true });

/** A month, `YYYY-MM`. */
export const period = field<string>(
  { type: 'string', pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$', examples: ['2026-05'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    return /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text)
      ? text
      : refuse({
          fr: 'un mois est attendu au format AAAA-MM, comme 2026-05.',
          en: 'a month is expected as YYYY-MM, such as 2026-05.',
        });
  },
);
