import type { FieldError } from '@scell/contract';
import type { Environment } from '../../platform/environments.ts';
import { noteBankDetails, notePartyIdentifiers } from '../invoices/check-identifiers.ts';
import { Notes } from '../invoices/notes.ts';

/** Looks at a company's identifiers and account together: one 422 names all that is refused, else the warnings. */
export function checkIdentifiers(
  environment: Environment,
  company: Parameters<typeof notePartyIdentifiers>[1] & Parameters<typeof noteBankDetails>[1],
  spell: (path: string) => string,
): FieldError[] {
  const notes = new Notes(spell);
  notePartyIdentifiers(environment, company, '', notes);
  noteBankDetails(environment, company, '', notes);
  notes.raise();
  return notes.warnings;
}
