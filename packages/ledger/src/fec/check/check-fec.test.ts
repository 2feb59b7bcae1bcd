import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeLatin9 } from '../iso-8859-15.ts';
import { FecChecker, type FecContext } from './check-fec.ts';
import { type FecReport, isCleanFec } from './report.ts';
import { RULE_IDS, type RuleId } from './rules.ts';

const HEADER =
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise';

const GOOD = [
  HEADER,
  'VE|Ventes|1|20260105|411000|Clients|552100554|Café Müller|F-1|20260105|Facture F-1|120,00|0,00|AAA|20260120|20260105||',
  'VE|Ventes|1|20260105|706000|Prestations de services|||F-1|20260105|Facture F-1|0,00|100,00|||20260105||',
  'VE|Ventes|1|20260105|445710|TVA collectée|||F-1|20260105|Facture F-1|0,00|20,00|||20260105||',
  'BQ|Banque|2|20260120|512000|Banque|||F-1|20260120|Règlement F-1|120,00|0,00|||20260120||',
  'BQ|Banque|2|20260120|411000|Clients|552100554|Café Müller|F-1|20260120|Règlement F-1|0,00|120,00|AAA|20260120|20260120||',
  'VE|Ventes|3|20260203|411000|Clients|US-1|Acme Inc|F-2|20260203|Facture F-2|92,00|0,00|||20260203|100,00|USD',
  'VE|Ventes|3|20260203|707000|Ventes de marchandises|||F-2|20260203|Facture F-2|0,00|92,00|||20260203|100,00|USD',
];

function check(file: string | Uint8Array, context: FecContext = {}, chunk = 7): FecReport {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const checker = new FecChecker(context);
  for (let at = 0; at < bytes.length; at += chunk) checker.write(bytes.subarray(at, at + chunk));
  return checker.end();
}

const rulesOf = (report: FecReport) => report.findings.map(({ rule }) => rule);
const text = (lines: readonly string[], end = '\r\n') => lines.map((line) => line + end).join('');
/** The good file with one line changed (1-based, the header being 1). */
const changed = (line: number, change: (fields: string[]) => void) => {
  const fields = (GOOD[line - 1] ?? '').split('|');
  change(fields);
  return text(GOOD.with(line - 1, fields.join('|')));
};
const at = (line: number, column: number, value: string) =>
  changed(line, (fields) => {
    fields[column - 1] = value;
  });

describe('a good file', () => {
  test.each([
    ['pipes and CR LF', text(GOOD)],
    ['pipes and LF', text(GOOD, '\n')],
    ['pipes and CR', text(GOOD, '\r')],
    ['tabs', text(GOOD).replaceAll('|', '\t')],
    ['no line end after the last line', text(GOOD).trimEnd()],
    ['blanks around values', text(GOOD).replaceAll('|120,00|', '| 120,00 |')],
    ['signs first and last', at(2, 12, '+120,00').replace('|0,00|100,00|', '|0,00|100,00+|')],
    ['a negative credit on the other side', changed(3, (fields) => fields.splice(11, 2, '-100,00', '0,00'))],
    ['amounts without decimals', at(2, 12, '120')],
    [
      'more columns after the eighteen',
      text(GOOD.map((line, index) => `${line}|${index === 0 ? 'Dossier' : 'x'}`)),
    ],
    [
      'each journal numbered by itself',
      text(GOOD.map((line) => line.replace('Banque|2|', 'Banque|9|').replace('|3|2026', '|2|2026'))),
    ],
  ])('with %s has no finding', (_, file) => {
    for (const chunk of [1, 7, 4096])
      expect(check(file, { fileName: '123456782FEC20261231.txt' }, chunk).findings).toEqual([]);
  });

  test('is read in ISO 8859-15 too', () => {
    const report = check(encodeLatin9(text(GOOD)));
    expect(report).toMatchObject({ encoding: 'iso-8859-15', findings: [] });
    expect(check(text(GOOD)).encoding).toBe('utf-8');
  });

  test('is told by its figures', () => {
    expect(check(text(GOOD))).toMatchObject({
      separator: 'pipe',
      amounts: 'debit-credit',
      lines: 7,
      entries: 3,
      debit: 33_200n,
      credit: 33_200n,
      firstDate: '2026-01-05',
      lastDate: '2026-02-03',
      journals: [
        { code: 'VE', label: 'Ventes', lines: 5, debit: 21_200n, credit: 21_200n },
        { code: 'BQ', label: 'Banque', lines: 2, debit: 12_000n, credit: 12_000n },
      ],
    });
  });

  test.each([
    ['D', 'C'],
    ['+1', '-1'],
  ])('may have Montant and Sens (%s, %s)', (debit, credit) => {
    const lines = GOOD.map((line, index) => {
      const fields = line.split('|');
      const isDebit = fields[11] !== '0,00';
      const pair =
        index === 0 ? ['Montant', 'Sens'] : [fields[isDebit ? 11 : 12] ?? '', isDebit ? debit : credit];
      return fields
        .with(11, pair[0] as string)
        .with(12, pair[1] as string)
        .join('|');
    });
    expect(check(text(lines))).toMatchObject({ amounts: 'montant-sens', debit: 33_200n, findings: [] });
  });
});

/** A file for each rule, that breaks it; other rules named are broken with it, because they follow. */
const BAD: Record<
  RuleId,
  { file: string | Uint8Array; context?: FecContext; also?: RuleId[]; line?: number | null }
> = {
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
  limits: { file: text(GOOD), line: null },
};

describe('a bad file', () => {
  test.each(RULE_IDS.filter((rule) => rule !== 'limits'))(
    'that breaks %s is told so, where it does',
    (rule) => {
      const { file, context, also = [], line } = BAD[rule];
      const report = check(file, context);
      const found = report.findings.find((one) => one.rule === rule);
      expect(found?.places[0]).toMatchObject({ line });
      expect(rulesOf(report).filter((one) => one !== rule && !also.includes(one))).toEqual([]);
      expect(isCleanFec(report)).toBe(report.findings.every(({ severity }) => severity === 'warning'));
    },
  );

  test('is told by column, value and what would be right', () => {
    const [finding] = check(at(8, 13, '92.00')).findings;
    expect(finding).toMatchObject({
      rule: 'amount-point',
      severity: 'error',
      count: 1,
      places: [{ line: 8, column: 'Credit', value: '92.00' }],
    });
    const [order] = check(
      text(GOOD).replaceAll('Banque|2|20260120|411000|Clients|', 'Banque|2|20260120|411000|Client|'),
    ).findings;
    expect(order?.places).toEqual([{ line: 6, column: 'CompteLib', value: 'Client', expected: 'Clients' }]);
  });

  test('has all its breaks counted and the first fifty told', () => {
    const lines = Array.from({ length: 120 }, (_, index) =>
      (GOOD[1] ?? '').replace('|1|', `|${index}|`).replace('120,00', '1.00'),
    );
    const [finding] = check(text([HEADER, ...lines])).findings.filter(({ rule }) => rule === 'amount-point');
    expect(finding).toMatchObject({ count: 120 });
    expect(finding?.places).toHaveLength(50);
  });

  test.each([
    ['1.234', 'amount-point'],
    ['1.234,50', 'amount-thousands'],
    ["1'234,50", 'amount-thousands'],
    ['1\u00a0234,50', 'amount-thousands'],
    ['1,234,567.00', 'amount-thousands'],
    ['12 %', 'amount-format'],
    ['+5-', 'amount-format'],
    ['--5', 'amount-format'],
    ['1e3', 'amount-format'],
    ['0,0000001', 'amount-precision'],
  ] as const)('writes %s for an amount and breaks %s', (value, rule) => {
    expect(rulesOf(check(at(2, 12, value)))).toContain(rule);
  });
});

describe('what is no flat FEC', () => {
  test.each([
    ['xml', '<?xml version="1.0"?><comptabilite/>'],
    ['not-text', 'PK\u0003\u0004\0\0\0\n'],
    ['utf-16', new Uint8Array([0xff, 0xfe, 0x4a, 0])],
  ])('is not judged: %s', (code, file) => {
    expect(check(file).failure?.code).toBe(code);
    expect(isCleanFec(check(file))).toBe(false);
  });

  test('empty, it is a file without entries', () => {
    expect(rulesOf(check(''))).toEqual(['file-empty']);
  });

  test('whatever the bytes, the answer is a report', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, afterHeader) => {
        const report = check(
          afterHeader ? new Uint8Array([...new TextEncoder().encode(`${HEADER}\n`), ...bytes]) : bytes,
        );
        return report.failure !== null || report.findings.length > 0 || report.lines > 0;
      }),
    );
  });
});

test('a file too scattered to be held says what was not judged', () => {
  const checker = new FecChecker({});
  const encode = (line: string) => new TextEncoder().encode(line);
  checker.write(encode(`${HEADER}\n`));
  for (let index = 1; index <= 200_001; index++)
    checker.write(
      encode(`VE|Ventes|${index * 2}|20260105|411000|Clients|||F|20260105|F|1,00|0,00|||20260105||\n`),
    );
  const report = checker.end();
  expect(report.findings.find(({ rule }) => rule === 'limits')?.places).toMatchObject([
    { column: 'EcritureNum' },
  ]);
  expect(report.lines).toBe(200_001);
});
