import fc from 'fast-check';
import { DEFAULT_PLAN } from '../src/fec/accounts.ts';
import type { Fact, Sale, SupplyKind, VatGroup } from '../src/fec/facts.ts';
import type { FecForm } from '../src/fec/write.ts';
import { payment } from './facts.ts';
import { build, fileOf } from './fec-book.ts';

/** The year all random facts are of. */
export const YEAR = { start: '2026-01-01', end: '2026-12-31' };

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
/** One thing that happens. */
export const step = fc.record({
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
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The facts that steps tell, in the order of recording. */
export function factsOf(steps: readonly Step[]): Fact[] {
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

/** A form of the law. */
export const form = fc.record({
  separator: fc.constantFrom<FecForm['separator']>('tab', 'pipe'),
  lineEnd: fc.constantFrom<FecForm['lineEnd']>('crlf', 'lf'),
  encoding: fc.constantFrom<FecForm['encoding']>('utf-8', 'iso-8859-15'),
});

/** A file of random facts that has an entry. */
export const randomFec = fc
  .tuple(fc.array(step, { minLength: 5, maxLength: 40 }), form)
  .map(([steps, chosen]) => ({ entries: build(factsOf(steps), DEFAULT_PLAN, YEAR), chosen }))
  .filter(({ entries }) => entries.length > 0)
  .map(({ entries, chosen }) => fileOf(entries, chosen));
