import { type FieldError, fieldError, type Text, validationError } from '@scell/contract';

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
