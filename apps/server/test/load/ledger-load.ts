import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { CLOSING_TIMER } from '../../src/features/fiscal/closings/timers.ts';
import { DOCUMENT_TIMER } from '../../src/features/invoices/timers.ts';
import { createSubTenant } from '../../src/features/tenants/create-sub-tenant.ts';
import { startScheduler, type TimerHandlers } from '../../src/platform/jobs/scheduler.ts';
import { recordTechnicalEvent } from '../../src/platform/ledger/technical-events.ts';
import type { Services } from '../../src/platform/services.ts';
import { timerHandlersOf } from '../../src/tasks.ts';
import { query, superuserUrl } from '../data/sql.ts';
import { readBooks } from '../support/ledger-books.ts';
import { createTestPlatform, invoiceBody, type TestPlatform, type TestTenant } from '../support/platform.ts';
import { type Acknowledged, expectLedgerToAgree, nothingYet } from './acknowledged.ts';

export interface LoadOptions {
  /** Invoices and payments to enter; closings, technical events and files come on top. */
  entries: number;
  writers: number;
  /** All writers on one fiscal chain, or each on its own: of other tenants, sub-tenants and sellers. */
  chains: 'one' | 'many';
}

/** What is in all chains in the end, and how fast the load was. */
export interface LoadFigures {
  entries: number;
  seconds: number;
}

/** A fiscal chain in the making: one seller of one tenant or sub-tenant, and the drafts that wait to be issued. */
interface Place {
  tenant: TestTenant;
  told: Acknowledged;
  drafts: string[];
}

/** One in so many invoices has its files made at once. */
const FILED = 40;
const BEFORE_MIDNIGHT = Date.parse('2026-05-28T21:57:00Z');
const DAY_MS = 86_400_000;
/** Nobody's clock may be five minutes late: over midnight in two steps. */
const STEP_MS = 4 * 60_000;
const MIDNIGHTS = 6;

/**
 * Writers issue drafts and record payments through the API as fast as it goes, while days are closed by hand and by the
 * scheduler, over six midnights and the end of a month, technical events are recorded and files made. Every answer must be
 * that it was done; in the end every chain is verified and compared with the answers.
 */
export async function loadLedger(options: LoadOptions): Promise<LoadFigures> {
  const platform = await createTestPlatform({ documents: 'later', poolSize: options.writers + 4 });
  try {
    platform.now = BEFORE_MIDNIGHT;
    const places =
      options.chains === 'one' ? [await onePlace(platform)] : await manyPlaces(platform, options.writers);
    for (const place of places)
      await multiplyDraft(platform, place, Math.ceil(options.entries / places.length));

    const start = performance.now();
    await load(platform, places, options);
    const seconds = (performance.now() - start) / 1000;

    const tenants = new Map(places.map(({ tenant, told }) => [tenant.summary.id, told]));
    const counts: Record<string, number> = {};
    let chains = 0;
    let fiscalChains = 0;
    for (const [tenantId, told] of tenants) {
      const verified = await expectLedgerToAgree(
        { appUrl: platform.databases.sandbox.appUrl, tenantId },
        told,
      );
      chains += verified.chains.length;
      fiscalChains += verified.chains.filter(({ kind }) => kind === 'fiscal').length;
      for (const [type, count] of Object.entries(verified.counts)) counts[type] = (counts[type] ?? 0) + count;
    }
    // A closing by hand before the first invoice opens the chains of all companies.
    expect(fiscalChains).toBeGreaterThanOrEqual(places.length);
    // Every midnight closed a day of every chain, and the end of May the month.
    expect(counts.closing).toBeGreaterThanOrEqual(places.length * (MIDNIGHTS + 1));
    for (const url of [platform.databases.sandbox, platform.databases.live].map(superuserUrl))
      expect(
        await query(url, 'select deadlocks::int from pg_stat_database where datname = current_database()'),
      ).toEqual([{ deadlocks: 0 }]);
    const entries = Object.values(counts).reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `ledger load: ${options.writers} writers, ${options.chains} chain(s): ${entries} entries in ${chains} chains (${fiscalChains} fiscal) in ${seconds.toFixed(1)} s, ${(entries / seconds).toFixed(0)} /s: ${JSON.stringify(counts)}\n`,
    );
    return { entries, seconds };
  } finally {
    await platform.close();
  }
}

async function load(platform: TestPlatform, places: Place[], options: LoadOptions): Promise<void> {
  const { services } = platform;
  let entered = 0;
  let stopped = false;
  const underWay = new Set<Promise<unknown>>();
  /** Nothing starts while the clock skips a day: what a moment old is refused by would be a day old then. */
  let awake = Promise.resolve();
  const track = async <T>(start: () => Promise<T>): Promise<T> => {
    await awake;
    const work = start();
    underWay.add(work);
    try {
      return await work;
    } finally {
      underWay.delete(work);
    }
  };
  const call = async (tenant: TestTenant, method: 'GET' | 'POST', url: string) => {
    const headers = method === 'GET' ? { accept: '*/*' } : { 'idempotency-key': randomUUID() };
    const { status, body } = await track(() => tenant.call(method, url, undefined, { headers }));
    expect({ url, status }, JSON.stringify(body)).toEqual({ url, status: 200 });
    return body;
  };

  const writer = async ({ tenant, told, drafts }: Place) => {
    while (entered < options.entries) {
      const id = drafts.pop();
      if (id === undefined) throw new Error('there are drafts for everyone');
      entered += 1;
      const { data } = await call(tenant, 'POST', `/invoices/${id}/submit`);
      told.invoices.set(id, data.invoice_number);
      if (told.invoices.size % FILED === 0) {
        await call(tenant, 'GET', `/invoices/${id}/download/cii`);
        told.filed.add(id);
      }
      if (randomInt(2) === 0 && entered < options.entries) {
        entered += 1;
        await call(tenant, 'POST', `/invoices/${id}/mark-paid`);
        told.paid.add(id);
      }
    }
  };
  const anyPlace = () => places[randomInt(places.length)] as Place;
  const closer = async () => {
    while (!stopped) {
      const { tenant, told } = anyPlace();
      const { data } = await call(tenant, 'POST', '/tenant/fiscal/closings/daily');
      for (const closing of data.closings) told.closings.set(closing.id, closing.closing_hash);
      await pause(100);
    }
  };
  const journalist = async () => {
    while (!stopped) {
      const { tenant, told } = anyPlace();
      const name = randomUUID();
      await track(() => noteEvent(services, tenant, name));
      told.events.add(name);
      await pause(20);
    }
  };
  const clockmaker = async () => {
    for (let midnight = 1; midnight <= MIDNIGHTS; midnight += 1) {
      while (entered < (options.entries * midnight) / (MIDNIGHTS + 1)) await pause(5);
      // Midnight comes, and then the hour of the closings, in the middle of the work.
      for (let step = 0; step < 2; step += 1) {
        await Promise.allSettled([...underWay]);
        platform.now += STEP_MS;
      }
      if (midnight === MIDNIGHTS) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      awake = promise;
      await Promise.allSettled([...underWay]);
      platform.now += DAY_MS - 2 * STEP_MS;
      resolve();
    }
  };

  const failures: unknown[] = [];
  const handlers: TimerHandlers = {
    // As the program runs it, but for the files: they are made for a few only, above.
    [DOCUMENT_TIMER]: async () => {},
    [CLOSING_TIMER]: (environment, timer) =>
      track(async () => timerHandlersOf(services)[CLOSING_TIMER]?.(environment, timer)).catch((error) => {
        failures.push(error);
        throw error;
      }),
  };
  const scheduler = startScheduler(services, 'sandbox', handlers);
  const beside = [closer(), journalist()];
  try {
    const writers = Array.from({ length: options.writers }, (_, i) =>
      writer(places[i % places.length] as Place),
    );
    await Promise.all([...writers, clockmaker()]);
  } finally {
    stopped = true;
    await Promise.all(beside);
    await scheduler.stop();
  }
  expect(failures).toEqual([]);
  await closeAll(platform, places);
}

function noteEvent(services: Services, { summary }: TestTenant, name: string): Promise<void> {
  const now = new Date(services.clock());
  const actor = { by: 'test', scope: { tenantId: summary.id }, environment: 'sandbox' as const, now };
  return services.databases.sandbox.withTenant(actor.scope, (tx) =>
    recordTechnicalEvent(tx, actor, 'fiscal_rule_changed', { name }),
  );
}

/** What the scheduler had no time for: the load is over before its next second. */
async function closeAll(platform: TestPlatform, places: Place[]): Promise<void> {
  const tenants = new Set(places.map(({ tenant }) => tenant.summary.id));
  for (const tenantId of tenants) {
    const timers = await readBooks<{ subject_id: string }>(
      { appUrl: platform.databases.sandbox.appUrl, tenantId },
      'select subject_id from timers where kind = $1',
      [CLOSING_TIMER],
    );
    for (const { subject_id: subjectId } of timers)
      await timerHandlersOf(platform.services)[CLOSING_TIMER]?.('sandbox', {
        tenantId,
        kind: CLOSING_TIMER,
        subjectId,
        attempts: 1,
      });
  }
}

async function onePlace(platform: TestPlatform): Promise<Place> {
  const tenant = await platform.tenant();
  return { tenant, told: nothingYet(), drafts: [await draft(tenant)] };
}

/** For every eight writers a tenant: two sellers of its own, and two of each of three sub-tenants. */
async function manyPlaces(platform: TestPlatform, count: number): Promise<Place[]> {
  const places: Place[] = [];
  let sellers = 100_000_000;
  while (places.length < count) {
    const tenant = await platform.tenant();
    const told = nothingYet();
    const owners: (string | null)[] = [null];
    for (const name of ['North', 'South', 'West']) {
      const wish = { name, externalId: name, country: 'FR' };
      owners.push((await createSubTenant(platform.services, 'sandbox', tenant.summary, wish)).id);
    }
    for (const owner of owners) {
      for (const name of ['First', 'Second']) {
        if (places.length === count) break;
        sellers += 1;
        const { status, body } = await tenant.call('POST', '/companies', {
          ...(owner === null ? {} : { sub_tenant_id: owner }),
          name,
          siret: `${sellers}00010`,
          address_line1: '2 Rue du Nord',
          postal_code: '59000',
          city: 'Lille',
          operation_category: 'services',
        });
        expect(status, JSON.stringify(body)).toBe(201);
        const seller = { company_id: body.data.id, ...(owner === null ? {} : { sub_tenant_id: owner }) };
        places.push({ tenant, told, drafts: [await draft(tenant, seller)] });
      }
    }
  }
  return places;
}

async function draft(tenant: TestTenant, changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await tenant.call('POST', '/tenant/invoices', invoiceBody(changes));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.data.id;
}

/** Drafts like the first one, ready made: the load is of the ledger. */
async function multiplyDraft(platform: TestPlatform, place: Place, count: number): Promise<void> {
  const made = await readBooks<{ id: string }>(
    { appUrl: platform.databases.sandbox.appUrl, tenantId: place.tenant.summary.id },
    `insert into invoices
     select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'draft_number', i.draft_number || '-' || n))).*
     from invoices i, generate_series(1, $2::int) n where i.id = $1 returning id`,
    [place.drafts[0], count],
  );
  place.drafts.push(...made.map(({ id }) => id));
}
