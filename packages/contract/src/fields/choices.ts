import { field, refuse } from '../field.ts';

/**
 * One of a few words, in any case. `synonyms` are further accepted words; a value of `refused` is known and not taken
 * here, for the reason given.
 */
export function choice<const V extends string>(
  values: readonly V[],
  { synonyms = {}, refused = {} }: { synonyms?: Readonly<Record<string, V>>; refused?: Refused } = {},
) {
  const byWord = new Map<string, V>([
    ...Object.entries(synonyms).map(([word, value]): [string, V] => [word.toLowerCase(), value]),
    ...values.map((value): [string, V] => [value.toLowerCase(), value]),
  ]);
  const known = [...values, ...Object.keys(synonyms)];
  return field<V, string>({ type: 'string', enum: known }, (raw) => {
    const word = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim().toLowerCase() : '';
    const value = byWord.get(word);
    if (value !== undefined) return value;
    const reason = Object.hasOwn(refused, word) ? refused[word] : undefined;
    const list = values.join(', ');
    return refuse(
      reason ?? {
        fr: `une de ces valeurs est attendue : ${list}.`,
        en: `one of these values is expected: ${list}.`,
      },
    );
  });
}

type Refused = Readonly<Record<string, { fr: string; en: string }>>;

/** Several words of a list, in a query: repeated parameters or one value with commas. */
export function choices<const V extends string>(
  values: readonly V[],
  synonyms: Readonly<Record<string, V>> = {},
) {
  const byWord = new Map<string, V>([
    ...Object.entries(synonyms),
    ...values.map((value): [string, V] => [value, value]),
  ]);
  const known = [...values, ...Object.keys(synonyms)];
  return field<V[], string | string[]>(
    {
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string', enum: known } }],
      examples: [values[0]],
    },
    (raw) => {
      const words = (Array.isArray(raw) ? raw : [raw]).flatMap((word) =>
        typeof word === 'string' ? word.split(',') : [''],
      );
      const chosen = words.map((word) => byWord.get(word.trim().toLowerCase()));
      const list = values.join(', ');
      return chosen.every((value) => value !== undefined)
        ? [...new Set(chosen)]
        : refuse({
            fr: `une ou plusieurs de ces valeurs sont attendues, séparées par des virgules : ${list}.`,
            en: `one or more of these values are expected, separated by commas: ${list}.`,
          });
    },
  );
}

/** A boolean. Texts and digits count too: queries and forms have no other way to say it. */
export const flag = field<boolean, boolean | string | number>({ type: 'boolean' }, (raw) => {
  if (raw === true || raw === 1 || raw === '1' || raw === 'true') return true;
  if (raw === false || raw === 0 || raw === '0' || raw === 'false') return false;
  return refuse({ fr: 'true ou false est attendu.', en: 'true or false is expected.' });
});

/** An integer between two bounds, both included. */
export function integer(min: number, max: number) {
  return field<number, number | string>({ type: 'integer', minimum: min, maximum: max }, (raw) => {
    const value = typeof raw === 'string' && /^\s*-?\d{1,15}\s*$/.test(raw) ? Number(raw) : raw;
    return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse({
          fr: `un entier de ${min} à ${max} est attendu.`,
          en: `an integer from ${min} to ${max} is expected.`,
        });
  });
}
