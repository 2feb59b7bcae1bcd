import type { Text } from '@scell/core';
import type { FacturXProfile } from './profiles.ts';

/** An invoice that a profile cannot say without saying something else. */
export class ProfileError extends Error {
  readonly code = 'rounding-not-held';
  readonly text: Text;

  constructor(profile: FacturXProfile, rounding: string) {
    const text = {
      fr: `Le profil ${profile} n’a pas de place pour l’arrondi (BT-114, ici ${rounding}) : le montant dû ne serait plus celui du calcul (BR-CO-16). Choisissez le profil EN 16931 ou EXTENDED.`,
      en: `The profile ${profile} has no place for the rounding amount (BT-114, here ${rounding}): the amount due would no longer add up (BR-CO-16). Choose the profile EN 16931 or EXTENDED.`,
    };
    super(text.en);
    this.name = 'ProfileError';
    this.text = text;
  }
}
