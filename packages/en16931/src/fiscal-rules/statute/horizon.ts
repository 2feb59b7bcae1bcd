import type { Text } from '@scell/core';
import type { IsoDate } from '../../model.ts';

/** The first day the registry speaks of: no e-invoice is older (BR-FR-03). */
export const HORIZON: IsoDate = '2000-01-01';

/** Said of what was in force before, since a day that was not sourced. */
export const BEFORE_HORIZON: Text = {
  fr: 'Déjà en vigueur le 1er janvier 2000, où commence ce registre ; sa date de départ n’a pas été recherchée.',
  en: 'In force already on 1 January 2000, where this registry starts; its first day was not looked for.',
};
