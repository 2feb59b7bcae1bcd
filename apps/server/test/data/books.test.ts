import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { creditBalance, debitBalance } from '../../src/features/billing/balance/adjust-balance.ts';
import { chargeFor } from '../../src/features/billing/balance/charge-for.ts';
import { expireCredits } from '../../src/features/billing/balance/expire-credits.ts';
import { openBalance } from '../../src/features/billing/balance/open-balance.ts';
import { operatorFor } from '../../src/features/tenants/operator.ts';
import type { Tx } from '../../src/platform/db/client-dialect.ts';
import { expectBooksBalanced } from '../support/books.ts';
import { createTestPlatform, START, type TestPlatform, type TestTenant } from '../support/platform.ts';

// The balance is what its postings say, whatever is done to it and in whatever order: the database keeps the books, not the program.

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

const actor = (who = tenant) => operatorFor(platform.services, who.summary, 'production');
const inTx = <T>(work: (tx: Tx) => Promise<T>, who = tenant) =>
  platform.services.databases.production.withTenant({ tenantId: who.summary.id }, work);

type Step =
  | { kind: 'credit'; amount: number }
  | { kind: 'debit'; amount: number }
  | { kind: 'charge'; service: 'invoice' | 'credit_note' | 'signature'; units: number; subject: number }
  | { kind: 'wait'; days: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  // Hundredths of a cent and up: finer than any price of the list.
  fc.record({ kind: fc.constant('credit' as const), amount: fc.integer({ min: 1, max: 50_000 }) }),
  fc.record({ kind: fc.constant('debit' as const), amount: fc.integer({ min: 1, max: 30_000 }) }),
  fc.record({
    kind: fc.constant('charge' as const),
    service: fc.constantFrom('invoice' as const, 'credit_note' as const, 'signature' as const),
    units: fc.integer({ min: 1, max: 4 }),
    subject: fc.integer({ min: 0, max: 6 }),
  }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 30, max: 200 }) }),
);

/** Ten-thousandths of a euro as the books write them. */
const euros = (units: number) => `${Math.floor(units / 10_000)}.${String(units % 10_000).padStart(4, '0')}`;

test('any sequence of credits, charges, debits and ends leaves books that balance, and what a plain sum would leave', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), async (steps) => {
      platform.now = START;
      const who = await platform.tenant();
      const subjects = Array.from({ length: 7 }, () => randomUUID());
      const charged = new Set<string>();
      // The model: lots as [end, what is left], in ten-thousandths.
      let lots: { end: number; left: number }[] = [];
      const usable = () => lots.reduce((total, { left }) => total + left, 0);
      const take = (amount: number) => {
        let rest = amount;
        for (const lot of lots) {
          const part = Math.min(lot.left, rest);
          lot.left -= part;
          rest -= part;
        }
      };
      for (const action of steps) {
        const by = actor(who);
        const outcome = async (work: (tx: Tx) => Promise<unknown>) =>
          inTx(work, who).then(
            () => 'done',
            (error: { errorCode?: string; constraint?: string }) => error.errorCode ?? error.constraint,
          );
        if (action.kind === 'wait') {
          platform.now += action.days * 86_400_000;
          lots = lots.filter(({ end }) => end > platform.now);
          await expireCredits(platform.services, 'production', who.summary.id);
        } else if (action.kind === 'credit') {
          expect(
            await outcome((tx) => creditBalance(tx, by, { amount: euros(action.amount), reason: 'x' })),
          ).toBe('done');
          const later = new Date(platform.now);
          later.setUTCFullYear(later.getUTCFullYear() + 1);
          lots.push({ end: later.getTime(), left: action.amount });
        } else if (action.kind === 'debit') {
          const able = usable() >= action.amount;
          expect(
            await outcome((tx) => debitBalance(tx, by, { amount: euros(action.amount), reason: 'x' })),
          ).toBe(able ? 'done' : 'INSUFFICIENT_BALANCE');
          if (able) take(action.amount);
        } else {
          const { service, units } = action;
          const subject = subjects[action.subject] ?? '';
          const cost = (service === 'signature' ? 12_000 : 400) * units;
          const able = usable() >= cost;
          const twice = charged.has(`${service} ${subject}`);
          expect(
            await outcome((tx) =>
              chargeFor(tx, by, platform.services, service, {
                type: service,
                id: subject,
                subTenantId: null,
                description: 'x',
                units,
              }),
            ),
          ).toBe(able ? (twice ? 'balance_transactions_once' : 'done') : 'INSUFFICIENT_BALANCE');
          if (able && !twice) {
            charged.add(`${service} ${subject}`);
            take(cost);
          }
        }
      }
      const row = await inTx((tx) => openBalance(tx, actor(who)), who);
      expect(Math.round(Number(row.amount) * 10_000)).toBe(usable());
    }),
    { numRuns: 40 },
  );
  await expectBooksBalanced(platform.databases.live.ownerUrl);
  platform.now = START;
}, 120_000);

describe('the database refuses', () => {
  const now = new Date(START);
  let transaction: string;
  let lot: string;
  beforeAll(async () => {
    transaction = (await inTx((tx) => creditBalance(tx, actor(), { amount: '10', reason: 'x' }))).id;
    const found = await inTx((tx) => tx.selectFrom('credit_lots').select('id').executeTakeFirstOrThrow());
    lot = found.id;
  });

  const entry = (amount: string, id: string) => ({
    tenant_id: tenant.summary.id,
    id,
    type: amount.startsWith('-') ? ('debit' as const) : ('credit' as const),
    service: 'admin' as const,
    amount,
    description: 'x',
    reference_type: null,
    reference_id: null,
    unit_price: null,
    sub_tenant_id: null,
    actor: 'test',
    created_at: now,
  });
  const write = (amount: string, postings: [account: 'credits' | 'granted' | 'revenue', amount: string][]) =>
    inTx(async (tx) => {
      const id = randomUUID();
      await tx.insertInto('balance_transactions').values(entry(amount, id)).execute();
      if (postings.length > 0)
        await tx
          .insertInto('balance_postings')
          .values(
            postings.map(([account, value], index) => ({
              tenant_id: tenant.summary.id,
              transaction_id: id,
              line: index + 1,
              account,
              lot_id: account === 'credits' ? lot : null,
              amount: value,
            })),
          )
          .execute();
    });

  test.each<[string, string, [account: 'credits' | 'granted' | 'revenue', amount: string][], string]>([
    [
      'postings that do not sum to zero',
      '1',
      [
        ['granted', '1'],
        ['credits', '-1.000001'],
      ],
      'books_balance',
    ],
    ['a posting alone', '1', [['credits', '-1']], 'books_balance'],
    ['a transaction without postings', '1', [], 'books_balance'],
    [
      'credits that are not what the transaction says',
      '5',
      [
        ['granted', '1'],
        ['credits', '-1'],
      ],
      'books_balance',
    ],
    [
      'a movement that leaves the balance out',
      '1',
      [
        ['granted', '1'],
        ['revenue', '-1'],
      ],
      'books_balance',
    ],
    [
      'a balance below zero',
      '-11',
      [
        ['revenue', '-11'],
        ['credits', '11'],
      ],
      'balance_covers',
    ],
  ])('%s', async (_what, amount, postings, constraint) => {
    await expect(write(amount, postings)).rejects.toMatchObject({ constraint });
  });

  test('more than a lot holds, though the balance would cover it', async () => {
    await inTx((tx) => creditBalance(tx, actor(), { amount: '10', reason: 'y' }));
    await expect(
      write('-15', [
        ['revenue', '-15'],
        ['credits', '15'],
      ]),
    ).rejects.toMatchObject({
      constraint: 'lot_covers',
    });
  });

  test.each([
    [
      'a posting added later',
      sql`insert into balance_postings (tenant_id, transaction_id, line, account, amount)
      select tenant_id, transaction_id, 8 + n, 'revenue', n * 2 - 3 from balance_postings, generate_series(1, 2) n where line = 1`,
    ],
    ['a balance written by hand', sql`update balances set amount = amount + 1`],
    ['a lot written by hand', sql`update credit_lots set remaining = remaining + 1`],
    [
      'a lot made full',
      sql`insert into credit_lots (tenant_id, id, transaction_id, kind, granted_at, expires_at, remaining)
      select tenant_id, gen_random_uuid(), id, 'paid', now(), now() + interval '1 day', 5 from balance_transactions`,
    ],
    ['a movement changed', sql`update balance_transactions set amount = 0`],
    ['a posting taken away', sql`delete from balance_postings`],
  ])('%s', async (_what, statement) => {
    await expect(inTx((tx) => statement.execute(tx))).rejects.toThrow(
      /permission denied|do not balance|append-only/,
    );
  });

  test('and after all that the books balance', async () => {
    expect(transaction).toBeDefined();
    await expectBooksBalanced(platform.databases.live.ownerUrl);
  });
});
