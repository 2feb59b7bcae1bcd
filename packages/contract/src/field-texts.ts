import type { Text } from '@scell/core';
import type { FieldError } from './errors/api-error.ts';

/** What is wrong with a field, whatever field it is. The field's own name is added by `fieldError`. */
export const FIELD_TEXTS = {
  required: { fr: 'ce champ est obligatoire.', en: 'this field is required.' },
  notAnObject: { fr: 'un objet JSON est attendu.', en: 'a JSON object is expected.' },
  notAList: { fr: 'une liste JSON est attendue.', en: 'a JSON array is expected.' },
  unknown: {
    fr: 'ce champ n’existe pas ici ; il est refusé parce que la requête demande Prefer: handling=strict.',
    en: 'this field does not exist here; it is refused because the request asks for Prefer: handling=strict.',
  },
  unknownIgnored: {
    fr: 'ce champ n’existe pas ici et n’a pas été lu.',
    en: 'this field does not exist here and was not read.',
  },
  unreadable: { fr: 'cette valeur n’est pas acceptée.', en: 'this value is not accepted.' },
} as const satisfies Record<string, Text>;

/** Fewer or more items than a list takes. */
export function listSizeText(bound: 'least' | 'most', count: number): Text {
  return bound === 'least'
    ? { fr: `au moins ${count} élément est attendu.`, en: `at least ${count} item is expected.` }
    : { fr: `au plus ${count} éléments sont acceptés.`, en: `at most ${count} items are accepted.` };
}

/** Two spellings of one field that say different things. */
export function conflictText(first: string, second: string): Text {
  return {
    fr: `${first} et ${second} sont deux écritures du même champ et n’ont pas la même valeur : n’en envoyez qu’une.`,
    en: `${first} and ${second} are two spellings of one field and have different values: send only one.`,
  };
}

/** A refused (or, in warnings, unused) field whose sentence starts with its name, so that it can be read alone. */
export function fieldError(path: string, text: Text): FieldError {
  return { path, text: { fr: `${path} : ${text.fr}`, en: `${path}: ${text.en}` } };
}
