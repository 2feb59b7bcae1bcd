/** The sentences about elements and attributes that a document must not have, or must have once. */
import { termOfPath } from './element-terms.ts';
import { type Message, message } from './message.ts';

/** An element that no business term uses; the path is written from the document element, or from anywhere. */
export function unusedElement(path: readonly string[]): Message {
  const element = path.at(-1) ?? '';
  const below = path.slice(0, -1).join('/');
  const where = below === '' ? { fr: '', en: '' } : { fr: ` sous ${below}`, en: ` below ${below}` };
  return message(
    termOfPath(path),
    [
      `L’élément ${element}${where.fr} ne correspond à aucun terme métier d’EN 16931 : son contenu sera ignoré.`,
      `Supprimez ${element} ; si l’information compte, donnez-la dans le terme prévu ou dans une note (BG-1).`,
    ],
    [
      `The element ${element}${where.en} is no business term of EN 16931: its content will be ignored.`,
      `Remove ${element}; if the information matters, give it in the term made for it or in a note (BG-1).`,
    ],
  );
}

/** An attribute that no business term uses, on the element at the end of the path, or on any where the path is empty. */
export function unusedAttribute(name: string, path: readonly string[]): Message {
  const owner = path.join('/');
  const where = owner === '' ? { fr: '', en: '' } : { fr: ` de ${owner}`, en: ` of ${owner}` };
  return message(
    termOfPath(path),
    [
      `EN 16931 n’emploie pas l’attribut ${name}${where.fr}.`,
      `Supprimez l’attribut ${name} et gardez la valeur de l’élément.`,
    ],
    [
      `EN 16931 does not use the attribute ${name}${where.en}.`,
      `Remove the attribute ${name} and keep the value of the element.`,
    ],
  );
}

/** What stands once at most. */
export function once(path: readonly string[], term = termOfPath(path)): Message {
  const name = path.join('/');
  return message(
    term,
    [
      `Un seul ${name} est admis à cet endroit, et il y en a plusieurs.`,
      'Gardez une occurrence, réunissez-y les valeurs si elles comptent, et supprimez les autres.',
    ],
    [
      `One ${name} at most is admitted here, and there are several.`,
      'Keep one, bring the values together in it where they matter, and remove the others.',
    ],
  );
}

/** What stands exactly once. */
export function exactlyOnce(path: readonly string[], term = termOfPath(path)): Message {
  const name = path.join('/');
  return message(
    term,
    [
      `Il faut exactement un ${name} à cet endroit ; il manque ou il est répété.`,
      'Ajoutez l’élément s’il manque, supprimez les répétitions sinon.',
    ],
    [
      `There must be exactly one ${name} here; it is missing or repeated.`,
      'Add the element where it is missing, else remove what is repeated.',
    ],
  );
}
