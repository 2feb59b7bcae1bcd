import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payment, sale } from '../../test/facts.ts';
import { build as buildWith, fileOf } from '../../test/fec-book.ts';
import { factsOf, form, step, YEAR } from '../../test/random-facts.ts';
import { DEFAULT_PLAN } from './accounts.ts';
import { FecChecker } from './check/check-fec.ts';
import { describeFec } from './description.ts';
import type { Fact, Sale } from './facts.ts';
import { totalsOf } from './totals.ts';
import { FEC_FORM, fecFileName } from './write.ts';

const build = (facts: readonly Fact[]) => buildWith(facts, DEFAULT_PLAN, YEAR);
const textOf = (bytes: Uint8Array) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

test('a file has a header, eighteen fields a line, commas and compact dates', () => {
  const lines = textOf(fileOf(build([sale(), payment()]), { ...FEC_FORM, separator: 'pipe' })).split('\r\n');
  expect(lines.slice(0, 3)).toEqual([
    'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise',
    'VE|Ventes|VE-202601-00001|20260105|411000|Clients|552100554|Café Müller|F-1|20260105|Facture F-1 - Café Müller|120,00|0,00|AAA|20260120|20260105||',
    'VE|Ventes|VE-202601-00001|20260105|706000|Prestations de services|||F-1|20260105|Facture F-1 - TVA 20 %|0,00|100,00|||20260105||',
  ]);
  expect(lines.at(-1)).toBe('');
});

test('a file takes every form of the law, and says the same in each', () => {
  const entries = build([sale({ client: { code: '1', name: 'Œuvre “à” 10 € — Łódź 株式' } })]);
  const tabs = textOf(fileOf(entries, FEC_FORM));
  expect(textOf(fileOf(entries, { ...FEC_FORM, separator: 'pipe', lineEnd: 'lf' }))).toBe(
    tabs.replaceAll('\t', '|').replaceAll('\r\n', '\n'),
  );
  const latin = fileOf(entries, { ...FEC_FORM, encoding: 'iso-8859-15' });
  const name = [...latin]
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .split('\r\n')[1]
    ?.split('\t')[7];
  expect(name).toBe('\u00bcuvre "\u00e0" 10 \u00a4 - ?\u00f3dz ??');
});

test('what separates fields and lines is taken out of texts', () => {
  const client = { code: 'C|1', name: ' A\tB|C\r\nD\u2028E\u0000F\ud800 ' };
  const line = textOf(fileOf(build([sale({ client })]), FEC_FORM))
    .split('\r\n')[1]
    ?.split('\t');
  expect(line).toHaveLength(18);
  expect(line?.slice(6, 8)).toEqual(['C 1', 'A B C D E F\ufffd']);
});

test('a character that Latin-9 lacks makes no separator and no empty field', () => {
  const client = { code: 'C1', name: '\uff5c\u0301' };
  const entries = build([sale({ client }), sale({ number: 'F-2', client: { code: 'C2', name: ' \t' } })]);
  const lines = Buffer.from(fileOf(entries, { ...FEC_FORM, separator: 'pipe', encoding: 'iso-8859-15' }))
    .toString('latin1')
    .split('\r\n')
    .map((line) => line.split('|'));
  expect(lines.slice(0, -1).every((fields) => fields.length === 18)).toBe(true);
  expect(lines[1]?.[7]).toBe('-?');
  expect(lines[4]?.[7]).toBe('C2');
});

test('a file is named by SIREN and last day', () => {
  expect(fecFileName('123456782', '2026-12-31')).toBe('123456782FEC20261231.txt');
});

test('the description says what the file is, its form, its books and accounts', () => {
  const entries = build([sale(), payment()]);
  const subject = {
    siren: '123456782',
    name: 'Acme',
    period: YEAR,
    fileName: '123456782FEC20261231.txt',
    madeBy: 'Scell 1',
  };
  const text = describeFec(subject, FEC_FORM, totalsOf(entries));
  expect(text).toContain('Ce n’est pas le FEC légal de la société');
  expect(text).toContain('Séparateur de zones : tabulation');
  expect(text).toContain('18. Idevise');
  expect(text).toContain('VE : Ventes (1 écriture(s), débit 120,00, crédit 120,00)');
  expect(text).toContain('445740 : TVA collectée en attente d’encaissement');
});

describe('whatever is invoiced, credited, deposited and paid', () => {
  test('the file balances and has no finding, whatever its form', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), form, (steps, chosen) => {
        const entries = build(factsOf(steps));
        for (const { lines } of entries) expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
        if (entries.length === 0) return;
        const checker = new FecChecker({ fileName: fecFileName('123456782', YEAR.end), ...YEAR });
        checker.write(fileOf(entries, chosen));
        const report = checker.end();
        expect(report.findings).toEqual([]);
        const { debit, credit, lines, entries: count } = totalsOf(entries);
        expect(report).toMatchObject({ debit, credit, lines, entries: count });
        expect(debit).toBe(credit);
      }),
    );
  });

  test('what is paid in full leaves no VAT waiting and the client owing nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), (steps) => {
        const facts = factsOf(
          steps.filter(({ what }) => what !== 'payment').map((one) => ({ ...one, rounding: 0 })),
        );
        // Deposits first settled, then each document by what it asks for.
        const settled = facts.flatMap((fact) =>
          fact.type === 'sale' ? [{ ...fact, precedingInvoices: [] }, payOff(fact)] : [fact],
        );
        const left = new Map<string, bigint>();
        for (const { lines } of build(settled))
          for (const { account, amount } of lines) left.set(account, (left.get(account) ?? 0n) + amount);
        expect([left.get('411000') ?? 0n, left.get('445740') ?? 0n]).toEqual([0n, 0n]);
      }),
    );
  });

  const payOff = (fact: Sale): Fact =>
    payment({
      id: `P-${fact.id}`,
      saleId: fact.id,
      amount: fact.withVat,
      paidOn: fact.issueDate,
      recordedOn: fact.recordedOn,
    });
});
