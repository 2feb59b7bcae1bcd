import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payment, sale } from '../../test/facts.ts';
import { DEFAULT_PLAN } from './accounts.ts';
import { FecChecker } from './check/check-fec.ts';
import { describeFec } from './description.ts';
import { buildEntries } from './entries.ts';
import type { Fact, Sale, SupplyKind, VatGroup } from './facts.ts';
import { totalsOf } from './totals.ts';
import { FEC_FORM, type FecForm, fecFileName, writeFec } from './write.ts';

const YEAR = { start: '2026-01-01', end: '2026-12-31' };
const build = (facts: readonly Fact[]) => buildEntries(facts, () => DEFAULT_PLAN, YEAR);
const textOf = (bytes: Uint8Array) =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

test('a file has a header, eighteen fields a line, commas and compact dates', () => {
  const lines = textOf(writeFec(build([sale(), payment()]), { ...FEC_FORM, separator: 'pipe' })).split(
    '\r\n',
  );
  expect(lines.slice(0, 3)).toEqual([
    'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise',
    'VE|Ventes|VE-202601-00001|20260105|411000|Clients|552100554|Café Müller|F-1|20260105|Facture F-1 - Café Müller|120,00|0,00|AAA|20260120|20260105||',
    'VE|Ventes|VE-202601-00001|20260105|706000|Prestations de services|||F-1|20260105|Facture F-1 - TVA 20 %|0,00|100,00|||20260105||',
  ]);
  expect(lines.at(-1)).toBe('');
});

test('a file takes every form of the law, and says the same in each', () => {
  const entries = build([sale({ client: { code: '1', name: 'Œuvre “à” 10 € — Łódź 株式' } })]);
  const tabs = textOf(writeFec(entries, FEC_FORM));
  expect(textOf(writeFec(entries, { ...FEC_FORM, separator: 'pipe', lineEnd: 'lf' }))).toBe(
    tabs.replaceAll('\t', '|').replaceAll('\r\n', '\n'),
  );
  const latin = writeFec(entries, { ...FEC_FORM, encoding: 'iso-8859-15' });
  const name = [...latin]
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .split('\r\n')[1]
    ?.split('\t')[7];
  expect(name).toBe('\u00bcuvre "\u00e0" 10 \u00a4 - ?\u00f3dz ??');
});

test('what separates fields and lines is taken out of texts', () => {
  const client = { code: 'C|1', name: ' A\tB|C\r\nD\u2028E\u0000F\ud800 ' };
  const line = textOf(writeFec(build([sale({ client })]), FEC_FORM))
    .split('\r\n')[1]
    ?.split('\t');
  expect(line).toHaveLength(18);
  expect(line?.slice(6, 8)).toEqual(['C 1', 'A B C D E F\ufffd']);
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
  const cents = (value: number) =>
    `${Math.trunc(value / 100)}.${String(Math.abs(value % 100)).padStart(2, '0')}`;
  const day = fc
    .integer({ min: 0, max: 364 })
    .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
  const kind = fc.constantFrom<SupplyKind>('goods', 'services', 'mixed');
  const group = fc.constantFrom<[VatGroup['category'], string | null]>(
    ['S', '20'],
    ['S', '10'],
    ['S', '5.5'],
    ['S', '2.1'],
    ['E', '0'],
    ['AE', '0'],
    ['K', '0'],
    ['G', '0'],
    ['O', null],
  );
  const line = fc.record({ group, kind, net: fc.integer({ min: 0, max: 9_999_999 }) });
  const step = fc.record({
    what: fc.constantFrom('invoice', 'invoice', 'deposit', 'credit', 'payment', 'payment'),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    day,
    of: fc.nat(),
    share: fc.integer({ min: 1, max: 150 }),
    currency: fc.constantFrom('EUR', 'EUR', 'USD', 'CHF'),
    rate: fc.integer({ min: 5000, max: 20_000 }),
    rounding: fc.constantFrom(0, 0, 0, 3, -2),
    vatOnDebits: fc.boolean(),
    means: fc.constantFrom('10', '30', '48', '58'),
    client: fc.record({
      code: fc.constantFrom('111111118', 'DE123', 'P-7'),
      name: fc.string({ unit: 'grapheme' }),
    }),
  });
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  /** The facts that the steps tell, in the order of recording. */
  function factsOf(steps: readonly Step[]): Fact[] {
    const facts: Fact[] = [];
    const sales: Sale[] = [];
    let recorded = '2026-01-01';
    for (const [index, one] of steps.entries()) {
      if (one.day > recorded) recorded = one.day;
      const target = sales.length === 0 ? undefined : sales[one.of % sales.length];
      if (one.what === 'payment') {
        if (target === undefined) continue;
        const owed = Math.round(Number(target.withVat) * 100);
        const amount = cents(Math.round((owed * one.share) / 100));
        facts.push(
          payment({
            id: `P-${index}`,
            saleId: target.id,
            amount,
            meansCode: one.means,
            paidOn: one.day,
            recordedOn: recorded,
          }),
        );
        continue;
      }
      const fact = saleOf(one, index, recorded, target);
      facts.push(fact);
      sales.push(fact);
    }
    return facts;
  }

  function saleOf(one: Step, index: number, recordedOn: string, target: Sale | undefined): Sale {
    const groups = new Map<string, { category: VatGroup['category']; rate: string | null; net: number }>();
    for (const {
      group: [category, rate],
      net,
    } of one.lines) {
      const key = `${category}${rate}`;
      groups.set(key, { category, rate, net: (groups.get(key)?.net ?? 0) + net });
    }
    const vat = [...groups.values()].map(({ category, rate, net }) => ({
      category,
      rate,
      taxable: cents(net),
      tax: cents(Math.round((net * Number(rate ?? 0)) / 100)),
    }));
    const total = vat.reduce(
      (sum, { taxable, tax }) => sum + Math.round(Number(taxable) * 100) + Math.round(Number(tax) * 100),
      0,
    );
    const vatTotal = vat.reduce((sum, { tax }) => sum + Math.round(Number(tax) * 100), 0);
    const abroad = one.currency !== 'EUR';
    return {
      type: 'sale',
      id: `S-${index}`,
      number: `N-${index}`,
      typeCode: one.what === 'deposit' ? '386' : one.what === 'credit' ? '381' : '380',
      issueDate: one.day,
      recordedOn,
      currency: one.currency,
      euroRate: abroad ? (one.rate / 10_000).toFixed(4) : null,
      withVat: cents(total),
      vatInEuros: abroad ? cents(Math.round((vatTotal * one.rate) / 10_000)) : null,
      prepaid: target !== undefined && one.what === 'invoice' ? target.withVat : null,
      rounding: one.rounding === 0 ? null : (one.rounding / 100).toFixed(2),
      vat,
      supplies: one.lines.map(({ group: [category, rate], kind: supplied, net }) => ({
        kind: supplied,
        category,
        rate,
        net: cents(net),
      })),
      vatOnDebits: one.vatOnDebits,
      client: one.client.name.trim() === '' ? { ...one.client, name: 'Sans nom' } : one.client,
      precedingInvoices: target === undefined ? [] : [target.number],
    };
  }

  test('the file balances and has no finding, whatever its form', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 25 }),
        fc.record({
          separator: fc.constantFrom<FecForm['separator']>('tab', 'pipe'),
          lineEnd: fc.constantFrom<FecForm['lineEnd']>('crlf', 'lf'),
          encoding: fc.constantFrom<FecForm['encoding']>('utf-8', 'iso-8859-15'),
        }),
        (steps, form) => {
          const entries = build(factsOf(steps));
          for (const { lines } of entries)
            expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
          if (entries.length === 0) return;
          const checker = new FecChecker({ fileName: fecFileName('123456782', YEAR.end), ...YEAR });
          checker.write(writeFec(entries, form));
          const report = checker.end();
          expect(report.findings).toEqual([]);
          const { debit, credit, lines, entries: count } = totalsOf(entries);
          expect(report).toMatchObject({ debit, credit, lines, entries: count });
          expect(debit).toBe(credit);
        },
      ),
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
