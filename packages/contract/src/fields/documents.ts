import { field, refuse } from '../field.ts';

/** A document as text, kept as it is: every blank of it counts. */
export const documentText = field<string>({ type: 'string' }, (raw) =>
  typeof raw === 'string'
    ? raw
    : refuse({ fr: 'un texte est attendu, entre guillemets.', en: 'text is expected, in quotes.' }),
);

/** A file as base64 (RFC 4648 §4), with or without line ends. */
export const base64 = field<Uint8Array, string>({ type: 'string', contentEncoding: 'base64' }, (raw) => {
  try {
    if (typeof raw === 'string') return Uint8Array.fromBase64(raw);
  } catch {
    // Refused below.
  }
  return refuse({
    fr: 'un fichier en base64 est attendu (RFC 4648 §4).',
    en: 'a file in base64 is expected (RFC 4648 §4).',
  });
});

/** Ids of rule sets: `auto`, a list, or one text with commas. Which ones there are is for the server. */
export const ruleSets = field<readonly string[] | 'auto', string | string[]>(
  {
    anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
    examples: ['en16931,br-fr'],
  },
  (raw) => {
    const ids = (Array.isArray(raw) ? raw : [raw]).flatMap((part) =>
      typeof part === 'string' ? part.split(',').map((id) => id.trim().toLowerCase()) : [''],
    );
    if (ids.length === 1 && ids[0] === 'auto') return 'auto';
    return ids.length > 0 &&
      ids.length <= 20 &&
      ids.every((id) => /^[a-z0-9-]{1,40}(?:@[0-9.]{1,20})?$/.test(id) && id !== 'auto')
      ? [...new Set(ids)]
      : refuse({
          fr: '« auto », ou des jeux de règles séparés par des virgules, sont attendus, comme en16931,br-fr.',
          en: '"auto", or rule sets separated by commas, are expected, such as en16931,br-fr.',
        });
  },
);
