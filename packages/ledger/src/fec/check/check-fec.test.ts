import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, BAD, changed, GOOD, HEADER, text } from '../../../test/fec-files.ts';
import { encodeLatin9 } from '../iso-8859-15.ts';
import { FecChecker, type FecContext } from './check-fec.ts';
import { type FecReport, isCleanFec } from './report.ts';
import { RULE_IDS } from './rules.ts';

function check(file: string | Uint8Array, context: FecContext = {}, chunk = 7): FecReport {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const checker = new FecChecker(context);
  for (let at = 0; at < bytes.length; at += chunk) checker.write(bytes.subarray(at, at + chunk));
  return checker.end();
}

const rulesOf = (report: FecReport) => report.findings.map(({ rule }) => rule);
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
    ['a foreign amount of zero', at(3, 17, '0,00')],
    ['a foreign amount of zero in its currency', changed(7, (fields) => fields.splice(16, 1, '0,00'))],
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

describe('a bad file', () => {
  test('there is one for each rule', () => {
    expect(Object.keys(BAD)).toEqual(RULE_IDS.filter((rule) => rule !== 'limits'));
  });

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
