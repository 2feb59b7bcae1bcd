import type { FecContext } from '../src/fec/check/check-fec.ts';
import type { RuleId } from '../src/fec/check/rules.ts';
import { encodeLatin9 } from '../src/fec/iso-8859-15.ts';

export const HEADER =
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';

/** A file without a finding, line by line. */
export const GOOD = [
  HEADER,
  'VE|Ventes|1|20260105|411000|Clients|552100554|Café Müller|F-1|20260105|Facture F-1|120,00|0,00|AAA|20260120|20260105||',
  'VE|Ventes|1|20260105|706000|Prestations de services|||F-1|20260105|Facture F-1|0,00|100,00|||20260105||',
  'VE|Ventes|1|20260105|445710|TVA collectée|||F-1|20260105|Facture F-1|0,00|20,00|||20260105||',
  'BQ|Banque|2|20260120|512000|Banque|||F-1|20260120|Règlement F-1|120,00|0,00|||20260120||',
  'BQ|Banque|2|20260120|411000|Clients|552100554|Café Müller|F-1|20260120|Règlement F-1|0,00|120,00|AAA|20260120|20260120||',
  'VE|Ventes|3|20260203|411000|Clients|US-1|Acme Inc|F-2|20260203|Facture F-2|92,00|0,00|||20260203|100,00|USD',
  'VE|Ventes|3|20260203|707000|Ventes de marchandises|||F-2|20260203|Facture F-2|0,00|92,00|||20260203|100,00|USD',
];

/** The lines as a file. */
export const text = (lines: readonly string[], end = '\r\n') => lines.map((line) => line + end).join('');
/** The good file with one line changed (1-based, the header being 1). */
export const changed = (line: number, change: (fields: string[]) => void) => {
  const fields = (GOOD[line - 1] ?? '').split('|');
  change(fields);
  return text(GOOD.with(line - 1, fields.join('|')));
};
/** The good file with one field changed (line and column 1-based). */
export const at = (line: number, column: number, value: string) =>
  changed(line, (fields) => {
    fields[column - 1] = value;
  });

/** A bad file. */
export interface BadFile {
  file: string | Uint8Array;
  context?: FecContext;
  /** Rules that are broken with it, because they follow. */
  also?: RuleId[];
  /** Where it shows first; null for the whole file. */
  line?: number | null;
}

/** A file for each rule, that breaks it. */
export const BAD: Record<Exclude<RuleId, 'limits'>, BadFile> = {
  'file-name': { file: text(GOOD), context: { fileName: 'export.csv' }, line: null },
  'file-empty': { file: text([HEADER]), line: null },
  'byte-order-mark': { file: `\ufeff${text(GOOD)}`, line: 1 },
  'encoding-mixed': {
    file: new Uint8Array([
      ...new TextEncoder().encode(text(GOOD.slice(0, 6))),
      ...encodeLatin9(text(GOOD.slice(6)).replace('Acme', 'Acmé')),
    ]),
    line: null,
  },
  'encoding-windows': { file: encodeLatin9(text(GOOD).replace('Inc', '\u0092Inc')), line: 7 },
  'control-character': { file: at(2, 11, 'Facture\u0007'), line: 2 },
  separator: { file: text(GOOD).replaceAll('|', ';'), line: 1 },
  header: { file: text(GOOD.slice(1)), line: 1 },
  'column-missing': { file: text(GOOD.map((line) => line.split('|').toSpliced(15, 1).join('|'))), line: 1 },
  'column-twice': {
    file: text(GOOD.with(0, HEADER.replace('PieceRef', 'EcritureLib'))),
    also: ['column-missing', 'column-order'],
    line: 1,
  },
  'column-order': {
    file: text(
      GOOD.map((line) => {
        const f = line.split('|');
        return [f[1], f[0], ...f.slice(2)].join('|');
      }),
    ),
    line: 1,
  },
  'column-spelling': { file: text(GOOD.with(0, HEADER.replace('Montantdevise', 'MontantDevise'))), line: 1 },
  'separator-trailing': { file: text(GOOD.map((line) => `${line}|`)), line: 1 },
  'line-empty': { file: text(GOOD.toSpliced(3, 0, '')), line: 4 },
  'line-length': { file: text(GOOD.toSpliced(3, 0, 'x'.repeat(70_000))), line: 4 },
  'field-count': {
    file: text(GOOD.with(1, `${GOOD[1]}|`)),
    also: ['entry-balance', 'journal-balance', 'month-balance', 'file-balance', 'matching-balance'],
    line: 2,
  },
  'field-required': { file: at(2, 11, ' '), line: 2 },
  'date-format': { file: at(2, 10, '2026-01-05'), line: 2 },
  'date-calendar': { file: at(2, 10, '20260230'), line: 2 },
  'date-period': { file: text(GOOD), context: { fileName: '123456782FEC20260131.txt' }, line: 7 },
  'amount-point': {
    file: at(2, 12, '120.00'),
    also: ['entry-balance', 'journal-balance', 'month-balance', 'file-balance', 'matching-balance'],
    line: 2,
  },
  'amount-thousands': {
    file: at(2, 12, '1 120,00'),
    also: ['entry-balance', 'journal-balance', 'month-balance', 'file-balance', 'matching-balance'],
    line: 2,
  },
  'amount-format': {
    file: at(2, 12, '1,2E2'),
    also: ['entry-balance', 'journal-balance', 'month-balance', 'file-balance', 'matching-balance'],
    line: 2,
  },
  'amount-precision': { file: text(GOOD).replaceAll('|92,00|', '|92,001|'), line: 7 },
  'amount-empty': { file: at(2, 13, ''), line: 2 },
  'debit-and-credit': { file: changed(2, (fields) => fields.splice(11, 2, '130,00', '10,00')), line: 2 },
  'amount-zero': { file: text(GOOD.toSpliced(2, 0, (GOOD[1] ?? '').replace('120,00', '0,00'))), line: 3 },
  side: {
    file: text([
      HEADER.replace('Debit|Credit', 'Montant|Sens'),
      (GOOD[4] ?? '').replace('|0,00|', '|D|'),
      (GOOD[5] ?? '').replace('|0,00|120,00|', '|120,00|1|'),
    ]),
    also: ['entry-balance', 'journal-balance', 'month-balance', 'file-balance', 'matching-balance'],
    line: 3,
  },
  'account-number': { file: at(3, 5, 'C706'), line: 3 },
  'account-class': { file: at(3, 5, '906000'), line: 3 },
  'account-label': { file: text(GOOD).replace('|Clients|US', '|Client divers|US'), line: 7 },
  'journal-label': {
    file: text(GOOD).replace('VE|Ventes|3|20260203|411', 'VE|Vente|3|20260203|411'),
    line: 7,
  },
  'auxiliary-half': { file: at(2, 8, ''), line: 2 },
  'currency-half': { file: at(2, 18, 'USD'), line: 2 },
  'currency-code': { file: text(GOOD).replaceAll('USD', 'US$'), line: 7 },
  'matching-half': { file: at(2, 15, ''), line: 2 },
  'matching-balance': { file: at(2, 14, 'AAB'), line: 2 },
  'entry-balance': {
    file: text(GOOD).replace('|1|20260105|445710', '|2|20260105|445710'),
    also: ['entry-scattered'],
    line: 2,
  },
  'journal-balance': {
    file: text(GOOD).replace('BQ|Banque|2|20260120|411', 'VE|Ventes|2|20260120|411'),
    also: ['entry-balance'],
    line: null,
  },
  'month-balance': { file: at(8, 4, '20260301'), also: ['entry-dates'], line: null },
  'file-balance': {
    file: text(GOOD.slice(0, -1)),
    also: ['entry-balance', 'journal-balance', 'month-balance'],
    line: null,
  },
  'entry-dates': { file: at(3, 16, '20260106'), also: ['valid-order'], line: 3 },
  'entry-scattered': {
    file: text([...GOOD.slice(0, 3), ...GOOD.slice(6), ...GOOD.slice(3, 6)]),
    also: ['valid-order'],
    line: 6,
  },
  'number-gap': { file: text(GOOD).replaceAll('|3|20260203', '|4|20260203'), line: null },
  'number-form': { file: text(GOOD).replaceAll('|3|20260203', '|X|20260203'), line: 7 },
  'valid-order': { file: text(GOOD).replaceAll('|20260203|100,00', '|20260101|100,00'), line: 7 },
  'duplicate-line': { file: text([...GOOD, GOOD[6] ?? '', GOOD[7] ?? '']), line: 9 },
};
