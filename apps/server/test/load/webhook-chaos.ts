/**
 * Webhooks under everything at once: a receiver that drops, delays, resets, answers 500 and takes events without saying so,
 * and worker processes that are killed all the time.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from '@scell/core';
import { expect } from 'vitest';
import { recordEvent } from '../../src/platform/events/record-event.ts';
import { query } from '../data/sql.ts';
import { SCELL } from '../faults/program.ts';
import { createTestPlatform, type TestPlatform, type TestTenant } from '../support/platform.ts';

export interface Chaos {
  events: number;
  /** Events are spread over so many subjects. */
  subjects: number;
  workers: number;
}

export interface ChaosFigures {
  events: number;
  kills: number;
  /** Requests that were dropped, reset, refused, or held until the sender gave up. */
  mistreated: number;
  /** Requests about what had arrived already. */
  repeats: number;
  seconds: number;
}

/** Nothing is mistreated more often than that at one endpoint: with the waits of the schedule, within the hour that order is kept. */
const MOST_OFTEN = 3;

/** Runs it, and throws unless every event arrived at both endpoints, at the ordered one in order. */
export async function deliverInChaos(chaos: Chaos): Promise<ChaosFigures> {
  const started = performance.now();
  const platform = await createTestPlatform();
  platform.now = Date.now();
  const receiver = await startReceiver();
  const dataDir = await mkdtemp(join(tmpdir(), 'scell-chaos-'));
  const crew = startCrew(platform, dataDir, chaos.workers);
  try {
    const tenant = await platform.tenant();
    for (const ordered of [true, false]) {
      const made = await tenant.call('POST', '/webhooks', {
        url: `${receiver.url}/${ordered ? 'ordered' : 'plain'}`,
        events: ['buyer.updated'],
        ordered,
        timeout_seconds: 5,
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    }
    const told = await recordEvents(platform, tenant, chaos);
    await deliverAll(platform, tenant, crew);
    const { kills } = await crew.stop();

    const ids = [...told.values()].flat();
    expect(ids).toHaveLength(chaos.events);
    const missing = (where: string) => ids.filter((id) => !receiver.arrived(where).has(id)).length;
    expect({ ordered: missing('/ordered'), plain: missing('/plain') }).toEqual({ ordered: 0, plain: 0 });
    const inOrder = Map.groupBy(receiver.arrived('/ordered').values(), ({ subject }) => subject);
    for (const [subject, own] of told) {
      const heard = inOrder.get(subject) ?? [];
      expect(heard.map(({ id }) => id)).toEqual(own);
      expect(heard.map(({ sequence }) => sequence)).toEqual(own.map((_, index) => index + 1));
    }
    const [log] = await query<{ attempts: number; unlogged: number }>(
      platform.databases.sandbox.ownerUrl,
      `select (select count(*)::int from webhook_attempts) as attempts,
              (select count(*)::int from webhook_deliveries d where not exists
                (select from webhook_attempts a where a.tenant_id = d.tenant_id and a.webhook_id = d.webhook_id
                 and a.delivery_id = d.id and a.success)) as unlogged`,
      [],
      { tenantId: tenant.summary.id },
    );
    expect(log?.unlogged).toBe(0);
    expect(log?.attempts).toBeGreaterThanOrEqual(chaos.events * 2);
    return {
      events: chaos.events,
      kills,
      mistreated: receiver.mistreated(),
      repeats: receiver.repeats(),
      seconds: Math.round((performance.now() - started) / 1_000),
    };
  } finally {
    await crew.stop();
    await receiver.close();
    await platform.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Records the events of each subject one after the other, several subjects at once; answers their ids in that order. */
async function recordEvents(
  platform: TestPlatform,
  tenant: TestTenant,
  { events, subjects }: Chaos,
): Promise<Map<string, string[]>> {
  const told = new Map<string, string[]>();
  const newId = () => uuidv7(Date.now(), platform.services.random);
  const each = events / subjects;
  const { id: tenantId } = tenant.summary;
  const oneSubject = async () => {
    const subject = newId();
    const ids: string[] = [];
    told.set(subject, ids);
    for (let n = 0; n < each; n++) {
      const id = newId();
      const scope = { tenantId };
      const actor = { by: 'chaos', scope, ip: null, requestId: null, now: new Date(), newId: () => id };
      await platform.services.databases.sandbox.withTenant(scope, (tx) =>
        recordEvent(
          tx,
          actor,
          { subjectType: 'buyer', subjectId: subject, type: 'buyer.updated', details: 'x', data: { n } },
          null,
        ),
      );
      ids.push(id);
    }
  };
  for (let done = 0; done < subjects; done += 4)
    await Promise.all(Array.from({ length: Math.min(4, subjects - done) }, oneSubject));
  return told;
}

/**
 * Waits until everything is delivered. Whenever nothing can leave now, the account's clock is moved to the next retry: hours pass in
 * seconds, and nobody waits longer than the schedule says.
 */
async function deliverAll(platform: TestPlatform, tenant: TestTenant, crew: Crew): Promise<void> {
  const as = { tenantId: tenant.summary.id };
  const { ownerUrl } = platform.databases.sandbox;
  let ahead = 0;
  let fewest = Number.POSITIVE_INFINITY;
  let progressAt = performance.now();
  for (;;) {
    const [row] = await query<{ pending: number; failed: number; due: number; next: Date | null }>(
      ownerUrl,
      `with first as (
         select d.* from webhook_deliveries d where d.status = 'pending' and not exists (select from webhook_deliveries p
           where p.tenant_id = d.tenant_id and p.webhook_id = d.webhook_id and p.subject_id = d.subject_id
             and p.status = 'pending' and p.sequence < d.sequence)
       )
       select (select count(*)::int from webhook_deliveries where status = 'pending') as pending,
              (select count(*)::int from webhook_deliveries where status = 'failed') as failed,
              count(*) filter (where next_attempt_at <= now() + $1 * interval '1 millisecond')::int as due,
              min(next_attempt_at) as next from first`,
      [ahead],
      as,
    );
    if (row === undefined || row.failed > 0) throw new Error(`given up: ${JSON.stringify(row)}`);
    if (row.pending === 0) return;
    if (row.pending < fewest || row.due === 0) progressAt = performance.now();
    fewest = Math.min(fewest, row.pending);
    if (performance.now() - progressAt > 120_000)
      throw new Error(`stuck: ${JSON.stringify(row)}${crew.complaints()}`);
    if (row.due === 0 && row.next !== null) {
      ahead = Math.max(ahead, row.next.getTime() - Date.now() + 100);
      await query(
        ownerUrl,
        `insert into sandbox_clocks (tenant_id, ahead_ms, moved_at) values ($1, $2, now())
         on conflict (tenant_id) do update set ahead_ms = $2, moved_at = now()`,
        [tenant.summary.id, Math.ceil(ahead)],
        as,
      );
    }
    await pause(100);
  }
}

interface Crew {
  complaints(): string;
  stop(): Promise<{ kills: number }>;
}

/** Worker processes as an operator runs them, of which one is killed every few seconds, and replaced. */
function startCrew({ databases, services }: TestPlatform, dataDir: string, size: number): Crew {
  let said = '';
  let kills = 0;
  const hire = () => {
    const child = spawn(process.execPath, [SCELL, 'serve', '--role', 'worker'], {
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        SCELL_DATA_DIR: dataDir,
        DATABASE_URL: databases.live.appUrl,
        SANDBOX_DATABASE_URL: databases.sandbox.appUrl,
        DATABASE_OWNER_URL: databases.live.ownerUrl,
        SANDBOX_DATABASE_OWNER_URL: databases.sandbox.ownerUrl,
        SCELL_SECRET: services.secret,
        SCELL_OUTBOUND_ALLOW: '127.0.0.1/32',
        SCELL_LOG_LEVEL: 'error',
        SCELL_DB_POOL: '5',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const worker = { child, ready: false };
    child.stdout?.on('data', () => {
      worker.ready = true;
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => {
        said = `${said}${text}`.slice(-4_000);
      });
    return worker;
  };
  const crew = Array.from({ length: size }, hire);
  const stopping = new AbortController();
  const killing = (async () => {
    while (!stopping.signal.aborted) {
      await pause(randomInt(3_000, 8_000), undefined, { signal: stopping.signal }).catch(() => {});
      const index = randomInt(size);
      const victim = crew[index];
      // Only those at work: one killed at its start has done nothing.
      if (stopping.signal.aborted || victim?.ready !== true) continue;
      await end(victim.child);
      kills += 1;
      crew[index] = hire();
    }
  })();
  return {
    complaints: () => `\n${said}`,
    async stop() {
      stopping.abort();
      await killing;
      await Promise.all(crew.splice(0).map(({ child }) => end(child)));
      return { kills };
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

interface Arrival {
  id: string;
  subject: string;
  sequence: number | undefined;
}

/** A receiver that treats one request in three badly. */
async function startReceiver() {
  const arrivals = new Map<string, Map<string, Arrival>>();
  const times = new Map<string, number>();
  let mistreated = 0;
  let repeats = 0;
  const arrived = (where: string) => {
    const found = arrivals.get(where) ?? new Map<string, Arrival>();
    arrivals.set(where, found);
    return found;
  };
  const take = (where: string, text: string) => {
    const { id, sequence, data } = JSON.parse(text) as {
      id: string;
      sequence?: number;
      data: { id: string };
    };
    const event = id.slice('evt_'.length);
    if (arrived(where).has(event)) repeats += 1;
    else arrived(where).set(event, { id: event, subject: data.id, sequence });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const where = request.url ?? '';
    const key = `${where} ${request.headers['x-scell-delivery-id']}`;
    const bad = (times.get(key) ?? 0) < MOST_OFTEN && randomInt(3) === 0;
    if (bad) {
      mistreated += 1;
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    const how = bad ? randomInt(20) : -1;
    if (how >= 0 && how < 4) return request.socket.destroy();
    let text = '';
    for await (const part of request) text += part;
    if (how >= 4 && how < 7) return request.socket.resetAndDestroy();
    if (how >= 7 && how < 12) return response.writeHead(500).end('sorry');
    if (how === 12) return response.writeHead(503, { 'retry-after': '1' }).end();
    // The sender gives up after five seconds.
    if (how === 13 && randomInt(10) === 0) return undefined;
    if (randomInt(10) === 0) await pause(randomInt(200));
    take(where, text);
    // Taken, and the sender never learns it.
    if (how >= 14) return request.socket.destroy();
    if (randomInt(50) === 0) take(where, text);
    return response.writeHead(200).end();
  };
  const server = createServer((request, response) => {
    // A worker may be killed while it speaks.
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    mistreated: () => mistreated,
    repeats: () => repeats,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
