import type { Text } from '@scell/core';

/** How a field of the FEC is written (LPF art. A47 A-1, VII and following). */
export type ColumnFormat = 'text' | 'date' | 'amount';

/** One column of the file. */
export interface Column {
  /** As the order of the State spells it: "Montantdevise" has a small d. */
  name: string;
  format: ColumnFormat;
  /** Whether each line says something there. */
  required: boolean;
  meaning: Text;
}

const column = (name: string, format: ColumnFormat, required: boolean, fr: string, en: string): Column => ({
  name,
  format,
  required,
  meaning: { fr, en },
});

/** The eighteen columns of a bookkeeping under commercial law, in their order (LPF art. A47 A-1, VII-1°). */
export const COLUMNS = [
  column('JournalCode', 'text', true, 'code du journal', 'code of the journal'),
  column('JournalLib', 'text', true, 'libellé du journal', 'name of the journal'),
  column('EcritureNum', 'text', true, 'numéro de l’écriture', 'number of the entry'),
  column('EcritureDate', 'date', true, 'date de comptabilisation', 'day of the entry'),
  column('CompteNum', 'text', true, 'numéro de compte', 'account number'),
  column('CompteLib', 'text', true, 'libellé du compte', 'name of the account'),
  column('CompAuxNum', 'text', false, 'numéro de compte auxiliaire', 'subsidiary account number'),
  column('CompAuxLib', 'text', false, 'libellé du compte auxiliaire', 'name of the subsidiary account'),
  column('PieceRef', 'text', true, 'référence de la pièce', 'reference of the document'),
  column('PieceDate', 'date', true, 'date de la pièce', 'date of the document'),
  column('EcritureLib', 'text', true, 'libellé de l’écriture', 'words of the entry'),
  column('Debit', 'amount', true, 'montant au débit', 'debit'),
  column('Credit', 'amount', true, 'montant au crédit', 'credit'),
  column('EcritureLet', 'text', false, 'lettrage', 'code that matches lines settled together'),
  column('DateLet', 'date', false, 'date de lettrage', 'day of the matching'),
  column('ValidDate', 'date', true, 'date de validation', 'day the entry became final'),
  column('Montantdevise', 'amount', false, 'montant en devise', 'amount in the foreign currency'),
  column('Idevise', 'text', false, 'devise (ISO 4217)', 'foreign currency (ISO 4217)'),
] as const satisfies readonly Column[];

/** What may stand in place of Debit and Credit: an amount, and its side as D or C, or +1 or -1. */
export const AMOUNT_AND_SIDE = [
  column('Montant', 'amount', true, 'montant', 'amount'),
  column('Sens', 'text', true, 'sens (D ou C, +1 ou -1)', 'side (D or C, +1 or -1)'),
] as const satisfies readonly Column[];

/** Those of a cash bookkeeping, after the eighteen (LPF art. A47 A-1, VIII). */
export const CASH_COLUMNS = [
  column('DateRglt', 'date', true, 'date de règlement', 'day of payment'),
  column('ModeRglt', 'text', true, 'mode de règlement', 'means of payment'),
  column('NatOp', 'text', false, 'nature de l’opération', 'nature of the operation'),
  column('IdClient', 'text', false, 'identification du client', 'identity of the client'),
] as const satisfies readonly Column[];
