import { type FieldError, fieldError, type Text, validationError } from '@scell/contract';
import { cents, compare, type Decimal } from '@scell/core';

/** What is found while a draft is made: refusals are raised together, warnings go along with the answer. */
export class Notes {
  readonly warnings: FieldError[] = [];
  readonly #refusals: FieldError[] = [];
  readonly #spell: (path: string) => string;

  /** `spell` gives a field the name the caller used for it. */
  constructor(spell: (path: string) => string) {
    this.#spell = spell;
  }

  refuse(path: string, text: Text): void {
    this.#refusals.push(fieldError(this.#spell(path), text));
  }

  warn(path: string, text: Text): void {
    this.warnings.push(fieldError(this.#spell(path), text));
  }

  /** Throws a 422 with every refusal so far. */
  raise(): void {
    if (this.#refusals.length > 0) throw validationError(this.#refusals);
  }
}

/** Refuses an amount that differs from ours by as much as a cent, with both figures. */
export function compareAmount(
  notes: Notes,
  path: string,
  sent: Decimal | undefined,
  computed: Decimal,
): void {
  if (sent === undefined || compare(sent, computed) === 0) return;
  notes.refuse(path, {
    fr: `le calcul donne ${computed}, vous avez envoyé ${cents(sent)} : corrigez, ou n’envoyez pas ce champ.`,
    en: `the computation gives ${computed}, you sent ${cents(sent)}: correct it, or leave the field out.`,
  });
}
