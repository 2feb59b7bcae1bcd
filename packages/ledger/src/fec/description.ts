import { COLUMNS } from './columns.ts';
import type { FecPeriod } from './entries.ts';
import { amountText } from './money.ts';
import type { FecTotals } from './totals.ts';
import type { FecForm } from './write.ts';

/** What a file is of. */
export interface FecSubject {
  siren: string;
  name: string;
  period: FecPeriod;
  fileName: string;
  /** The program that wrote it, with its version. */
  madeBy: string;
}

/** Said wherever the file is handed out: what it is, and what it is not. */
export const EXTRACT_NOTICE = {
  fr: 'Extrait du journal des ventes, des acomptes et des encaissements tenu par cette plateforme. Ce n’est pas le FEC légal de la société : le sien est établi par sa comptabilité, avec ses achats, ses à-nouveaux et ses opérations d’inventaire.',
  en: 'An extract: the sales, deposits and receipts that this platform keeps. It is not the company’s legal FEC, which its bookkeeping makes, with its purchases, opening balances and year-end entries.',
} as const;

/**
 * The description that goes with the file (LPF art. A47 A-1, XI): its structure, its codes, its characters. In French, for the
 * administration.
 */
export function describeFec(subject: FecSubject, form: FecForm, totals: FecTotals): string {
  const { siren, name, period, fileName, madeBy } = subject;
  const sections = [
    [
      'DESCRIPTION DU FICHIER DES ÉCRITURES COMPTABLES',
      `(article A. 47 A-1, XI, du livre des procédures fiscales)`,
    ],
    [
      `Fichier : ${fileName}`,
      `Entreprise : ${name}, SIREN ${siren}`,
      `Période : du ${period.start} au ${period.end}`,
      `Logiciel : ${madeBy}`,
    ],
    ['NATURE DU FICHIER', EXTRACT_NOTICE.fr],
    [
      'STRUCTURE',
      'Fichier à plat, organisation séquentielle, zones de longueur variable.',
      'La première ligne nomme les zones ; chacune des suivantes est une ligne d’écriture.',
      `Séparateur de zones : ${form.separator === 'tab' ? 'tabulation' : 'barre verticale « | »'}`,
      `Fin d’enregistrement : ${form.lineEnd === 'crlf' ? 'retour chariot et fin de ligne (CR LF)' : 'fin de ligne (LF)'}`,
      `Jeu de caractères : ${form.encoding === 'utf-8' ? 'UTF-8, sans marque d’ordre des octets' : 'ISO 8859-15'}`,
      'Dates : AAAAMMJJ. Montants : virgule décimale, deux décimales, sans séparateur de milliers.',
      'Les séparateurs et les sauts de ligne contenus dans un texte sont remplacés par un espace.',
    ],
    [
      'ZONES',
      ...COLUMNS.map(({ name: field, meaning, required }, index) => {
        const rank = String(index + 1).padStart(2);
        return `${rank}. ${field} : ${meaning.fr}${required ? '' : ' (peut être vide)'}`;
      }),
    ],
    [
      'SENS DES ZONES',
      'EcritureDate : date de la facture ou de l’avoir (BT-2), ou date du paiement.',
      'EcritureNum : JOURNAL-AAAAMM-NNNNN, rang de l’écriture dans le journal et le mois, dans l’ordre d’enregistrement, sans rupture.',
      'PieceRef, PieceDate : numéro de la facture ou de l’avoir (BT-1) ; date du document ou du paiement.',
      'ValidDate : jour, à Paris, où le fait est entré dans le registre inaltérable ; les écritures suivent cet ordre.',
      'EcritureLet, DateLet : document, avoirs et paiements qui se soldent dans la période ; date du dernier d’entre eux.',
      'Montantdevise, Idevise : montant et devise du document lorsqu’il n’est pas en euros, du côté indiqué par Debit ou Credit.',
      'CompAuxNum : SIREN du client, à défaut son numéro de TVA ou un identifiant stable.',
    ],
    [
      'JOURNAUX',
      ...totals.journals.map(
        ({ code, label, entries, debit, credit }) =>
          `${code} : ${label} (${entries} écriture(s), débit ${amountText(debit)}, crédit ${amountText(credit)})`,
      ),
    ],
    ['COMPTES', ...totals.accounts.map(({ account, label }) => `${account} : ${label}`)],
    [
      'TOTAUX',
      `Écritures : ${totals.entries}`,
      `Lignes : ${totals.lines}`,
      `Débit : ${amountText(totals.debit)}`,
      `Crédit : ${amountText(totals.credit)}`,
    ],
  ];
  return `${sections.map((lines) => lines.join('\r\n')).join('\r\n\r\n')}\r\n`;
}
