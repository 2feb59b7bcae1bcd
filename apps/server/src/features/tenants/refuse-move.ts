import { fieldError, validationError } from '@scell/contract';

/** Refuses to give something to another sub-tenant: what it is named on stays where it was made. */
export function refuseMove(
  stored: string | null,
  sent: string | null | undefined,
  spell: (path: string) => string,
): void {
  if (sent === undefined || sent === stored) return;
  throw validationError([
    fieldError(spell('sub_tenant_id'), {
      fr: 'le sous-compte ne change plus après la création : créez une autre fiche pour un autre sous-compte.',
      en: 'the sub-tenant does not change after the creation: create another record for another sub-tenant.',
    }),
  ]);
}
