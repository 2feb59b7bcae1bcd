import { createHash, hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ApiError, fieldError, validationError } from '@scell/contract';
import {
  describeFec,
  EntryBook,
  FecChecker,
  type FecForm,
  type FecPeriod,
  type FecTotals,
  fecFileName,
  totalsOf,
  writeFec,
} from '@scell/ledger';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Release } from '../../../platform/services.ts';
import { accountPlansOf } from '../accounts/account-plan.ts';
import { factOf } from './facts.ts';
import { type FactRow, listDocumentsNumbered, listFacts, listFactsOf, listPaymentsOf } from './store.ts';

/** Documents and payments of one file: what is made in memory. */
const MOST_FACTS = 100_000;

/** Facts booked before other requests get their turn. */
const AT_ONCE = 200;

/** UNTDID 1001 codes of the documents that ask for a deposit. */
const DEPOSITS = new Set(['386', '500']);

/** What a file is to hold, and how. */
export interface FecWish {
  tenantId: string;
  subTenantId: string | null;
  /** The legal entity, as chains name it. */
  seller: string;
  companyName: string;
  period: FecPeriod;
  form: FecForm;
}

/** A FEC of one legal entity. */
export interface Fec {
  seller: string;
  siren: string | null;
  companyName: string;
  fileName: string;
  bytes: Uint8Array;
  /** The text that goes with the file (LPF art. A47 A-1, XI). */
  description: string;
  totals: FecTotals;
  /** Rules of our checker that it breaks. */
  findings: string[];
  sha256: string;
}

/** Makes the FEC of a legal entity from its ledger. Reads what the ledger says now: the same facts give the same bytes. */
export async function makeFec(tx: Tx, wish: FecWish, release: Release): Promise<Fec> {
  const { tenantId, seller, companyName, period, form } = wish;
  const rows = await factsOfMonths(tx, wish);
  const companyOf = new Map(rows.map(({ subject_id, company_id }) => [subject_id, company_id ?? '']));
  const companies = [...new Set(companyOf.values())].filter((id) => id !== '');
  const planOf = await accountPlansOf(tx, tenantId, companies);
  const book = new EntryBook((sale) => planOf(companyOf.get(sale.id) ?? ''), period);
  for (const [index, row] of rows.entries()) {
    book.add(factOf(row));
    if (index % AT_ONCE === 0) await setImmediate();
  }
  const entries = book.close();
  const totals = totalsOf(entries);
  const siren = /^siren:(\d{9})$/.exec(seller)?.[1] ?? null;
  const fileName = fecFileName(siren ?? seller.replace(/[^0-9A-Za-z]/g, ''), period.end);
  const parts: Uint8Array[] = [];
  const checker = new FecChecker(period);
  for (const part of writeFec(entries, form)) {
    parts.push(part);
    checker.write(part);
    await setImmediate();
  }
  const bytes = Buffer.concat(parts);
  const madeBy = `Scell ${release.version}`;
  const subject = { siren: siren ?? '-', name: companyName, period, fileName, madeBy };
  return {
    seller,
    siren,
    companyName,
    fileName,
    bytes,
    description: describeFec(subject, form, totals),
    totals,
    findings: entries.length === 0 ? [] : checker.end().findings.map(({ rule }) => rule),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** All facts of the months that the period touches, because numbers count by month, and the documents those refer to. */
async function factsOfMonths(tx: Tx, wish: FecWish): Promise<FactRow[]> {
  const { tenantId, seller, subTenantId, period } = wish;
  const months = { from: `${period.start.slice(0, 7)}-01`, to: lastOfMonth(period.end) };
  const inMonths = await listFacts(tx, { tenantId, seller, subTenantId, ...months }, MOST_FACTS + 1);
  if (inMonths.length > MOST_FACTS) throw tooMany();
  const known = new Map(inMonths.map((row) => [row.subject_id, row]));
  const learn = (rows: readonly FactRow[]) => {
    refuseAltered(rows);
    for (const row of rows) known.set(row.subject_id, row);
  };
  refuseAltered(inMonths);
  const unknown = (ids: readonly string[]) => [...new Set(ids)].filter((id) => !known.has(id));

  // What is paid in these months, and every payment of it: how much VAT a payment makes due depends on those before.
  const paid = inMonths.flatMap((row) =>
    row.entry_type === 'payment' ? [(JSON.parse(row.preimage) as { invoice_id: string }).invoice_id] : [],
  );
  learn(await listFactsOf(tx, tenantId, unknown(paid)));
  learn(await listFactsOf(tx, tenantId, unknown(await listPaymentsOf(tx, tenantId, [...new Set(paid)]))));

  // The deposits that documents settle.
  const numbers = new Set<string>();
  for (const row of known.values()) for (const number of settledBy(row)) numbers.add(number);
  const deposits = await listDocumentsNumbered(tx, tenantId, seller, [...numbers]);
  const isDeposit = (row: FactRow) =>
    DEPOSITS.has((JSON.parse(row.preimage) as { type_code: string }).type_code);
  learn((await listFactsOf(tx, tenantId, unknown(deposits))).filter(isDeposit));
  return [...known.values()].toSorted(inOrderOfRecording);
}

/** Books are made of what was chained: of a text that is another one since, nothing is made. */
function refuseAltered(rows: readonly FactRow[]): void {
  for (const { preimage, data_hash, chain_id: chain, position } of rows)
    if (!data_hash.equals(hash('sha256', preimage, 'buffer')))
      throw new ApiError('LEDGER_ALTERED', { params: { chain, position } });
}

/** The numbers of the documents whose amounts an invoice says were paid before (BT-25 where there is BT-113). */
function settledBy({ entry_type, preimage }: FactRow): string[] {
  if (entry_type !== 'invoice_created') return [];
  const { totals, preceding_invoices } = JSON.parse(preimage) as {
    totals: { prepaid?: string };
    preceding_invoices: { number: string }[];
  };
  return totals.prepaid === undefined ? [] : preceding_invoices.map(({ number }) => number);
}

function inOrderOfRecording(a: FactRow, b: FactRow): number {
  const moments = a.recorded_at.getTime() - b.recorded_at.getTime();
  if (moments !== 0) return moments;
  if (a.chain_id !== b.chain_id) return a.chain_id < b.chain_id ? -1 : 1;
  return Number(a.position) - Number(b.position);
}

function lastOfMonth(day: string): string {
  return Temporal.PlainDate.from(day).add({ months: 1 }).with({ day: 1 }).subtract({ days: 1 }).toString();
}

function tooMany() {
  const most = MOST_FACTS.toLocaleString('en').replaceAll(',', ' ');
  return validationError([
    fieldError('end_date', {
      fr: `la période contient plus de ${most} documents et paiements : demandez-la en plusieurs fois, par mois entiers.`,
      en: `the period has more than ${most} documents and payments: ask for it in several parts, by whole months.`,
    }),
  ]);
}
