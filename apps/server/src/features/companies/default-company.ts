import { type FieldError, fieldError, validationError } from '@scell/contract';
import type { Actor } from '../../platform/http/call.ts';

/**
 * Whether a company becomes the one its tenant issues for when a request names none, because it is asked for or because
 * a live tenant has none yet (`first`). Says so where it is asked and cannot be.
 */
export function defaultWish(
  actor: Pick<Actor, 'environment' | 'principal'>,
  company: { id: string; sub_tenant_id: string | null },
  wished: boolean | undefined,
  spell: (path: string) => string,
  { first = false } = {},
): { becomes: boolean; warnings: FieldError[] } {
  const no = (warnings: FieldError[] = []) => ({ becomes: false, warnings });
  const path = spell('is_default');
  if (company.sub_tenant_id !== null) {
    if (wished !== true) return no();
    throw validationError([
      fieldError(path, {
        fr: 'la société par défaut est celle du compte ; un sous-compte émet pour sa première société.',
        en: 'the default company is that of the account; a sub-tenant issues for its first company.',
      }),
    ]);
  }
  if (actor.environment !== 'production') {
    if (wished === undefined) return no();
    return no([
      fieldError(path, {
        fr: 'la société par défaut se choisit avec une clé de production ; le bac à sable suit.',
        en: 'the default company is chosen with a live key; the sandbox follows.',
      }),
    ]);
  }
  const current = actor.principal.defaultCompanyId;
  if (wished === false && current === company.id) {
    return no([
      fieldError(path, {
        fr: 'cette société reste celle par défaut : choisissez-en une autre pour la remplacer.',
        en: 'this company stays the default: choose another one to replace it.',
      }),
    ]);
  }
  return { becomes: wished ?? (first && current === null), warnings: [] };
}
