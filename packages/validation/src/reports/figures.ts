/** The figures of a hit as a sentence. */
import type { Language, Text } from '@scell/core';
import type { Facts } from '../engine/rule-set.ts';

const LABELS: Readonly<Record<string, Text>> = {
  element: { fr: 'élément', en: 'element' },
  found: { fr: 'trouvé', en: 'found' },
  expected: { fr: 'attendu', en: 'expected' },
  form: { fr: 'forme attendue', en: 'form expected' },
  start: { fr: 'début', en: 'start' },
  end: { fr: 'fin', en: 'end' },
  issued: { fr: 'émission', en: 'issued' },
  in_force: { fr: 'en vigueur', en: 'in force' },
  list: { fr: 'liste', en: 'list' },
  category: { fr: 'catégorie', en: 'category' },
  attribute: { fr: 'attribut', en: 'attribute' },
};
const NOTHING: Text = { fr: 'rien', en: 'nothing' };

/** A text that a document holds is shown up to here. */
const LONGEST = 200;

/** "Trouvé 119.00, attendu 120.00."; empty without figures. */
export function figuresText(figures: Facts | undefined, language: Language): string {
  const parts = Object.entries(figures ?? {}).map(
    ([name, value]) => `${LABELS[name]?.[language] ?? name} ${shown(value) || NOTHING[language]}`,
  );
  const [first = '', ...more] = parts;
  if (first === '') return '';
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...more].join(', ')}.`;
}

function shown(value: string): string {
  const text = value.replace(/\s+/g, ' ').trim();
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`;
}
