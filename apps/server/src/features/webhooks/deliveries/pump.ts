import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { EndpointRunner } from './endpoint-runner.ts';
import { LEASE_MS, leaseWebhooks, purgeLog, releaseWebhooks, renewLeases } from './store.ts';

/** Delivers the webhooks of one environment until stopped. */
export interface WebhookPump {
  stop(): Promise<void>;
}

/** How often the database is asked whether an endpoint has something due. */
const LOOK_MS = 150;
/** Endpoints of one process at once. */
const MOST_ENDPOINTS = 32;
/** When all places are taken, an endpoint that was served so long makes place. */
const TURN_MS = 5_000;
const RENEW_MS = LEASE_MS / 4;
const AFTER_FAILURE_MS = 1_000;
const STOP_MS = 5_000;
const PURGE_MS = 3_600_000;
const KEPT_MS = 30 * 86_400_000;

/**
 * Looks for endpoints that have something due, leases them and delivers. It asks the database rather than being told: a
 * notification would have every transaction that records an event wait for one lock of the whole server when it commits.
 * A worker that dies loses its leases after six seconds, and another goes on.
 */
export function startWebhookPump(services: Services, environment: Environment): WebhookPump {
  const db = services.databases[environment];
  const logger = services.logger.child({ environment });
  const worker = randomUUID();
  const stopping = new AbortController();
  const running = new Map<string, { runner: EndpointRunner; since: number; done: Promise<void> }>();
  let renewedAt = performance.now();
  let purgedAt = Number.NEGATIVE_INFINITY;

  const begin = (leased: EndpointRunner['leased']) => {
    const runner = new EndpointRunner(services, environment, leased);
    const { webhook_id: id } = leased;
    const done = runner
      .run()
      .catch(async (error: unknown) => {
        logger.warn({ err: error, webhook_id: id }, 'webhook deliveries interrupted; they go on');
        await pause(AFTER_FAILURE_MS);
      })
      .then(() => releaseWebhooks(db, worker, [id]))
      .catch(() => {}) // its lease ends by itself
      .finally(() => running.delete(id));
    running.set(id, { runner, since: performance.now(), done });
  };

  const renew = async () => {
    if (running.size === 0) {
      renewedAt = performance.now();
      return;
    }
    const asked = performance.now();
    const ours = await renewLeases(db, worker);
    renewedAt = asked;
    for (const [id, { runner }] of running) if (!ours.has(id)) runner.stop();
  };

  const makePlace = () => {
    const now = performance.now();
    for (const { runner, since } of running.values()) if (now - since > TURN_MS) runner.stop();
  };

  const look = async () => {
    if (running.size >= MOST_ENDPOINTS) return makePlace();
    const now = new Date(services.worldClock());
    const leased = await leaseWebhooks(db, worker, now, MOST_ENDPOINTS - running.size);
    // One that we are about to give back is taken the next time.
    for (const one of leased) if (!running.has(one.webhook_id)) begin(one);
  };

  const purge = async () => {
    const now = performance.now();
    if (now - purgedAt < PURGE_MS) return;
    purgedAt = now;
    await purgeLog(db, new Date(services.worldClock() - KEPT_MS));
  };

  /** Leases are renewed beside all else: a look that hangs must not lose them. */
  const keep = async () => {
    while (!stopping.signal.aborted) {
      await pause(RENEW_MS, undefined, { signal: stopping.signal }).catch(() => {});
      await renew().catch((error: unknown) => logger.warn({ err: error }, 'webhook leases not renewed'));
      // Somebody else may have them by now: nothing more is begun under them.
      if (performance.now() - renewedAt > LEASE_MS - RENEW_MS)
        for (const { runner } of running.values()) runner.stop();
    }
  };
  const work = async () => {
    while (!stopping.signal.aborted) {
      let wait = LOOK_MS;
      try {
        await look();
        await purge();
      } catch (error) {
        logger.warn({ err: error }, 'webhooks could not be read');
        wait = AFTER_FAILURE_MS;
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const both = Promise.all([keep(), work()]);
  return {
    async stop() {
      stopping.abort();
      await both;
      const ends = [...running.values()].map(({ runner, done }) => {
        runner.stop();
        return done;
      });
      // Whoever keeps a request open that long is asked again after the next start.
      await Promise.race([Promise.all(ends), pause(STOP_MS, undefined, { ref: false })]);
    },
  };
}
