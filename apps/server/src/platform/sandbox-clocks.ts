import type { Clock } from '@scell/core';
import { sql } from 'kysely';
import type { Database } from './db/doors.ts';
import type { Environment } from './environments.ts';
import type { Logger } from './log.ts';
import type { Services } from './services.ts';

/** How far the clocks of sandbox accounts are ahead: read once, and anew whenever the database says that one was moved. */
export interface SandboxClocks {
  /** Milliseconds. */
  aheadOf(tenantId: string): number;
  /** Reads them now, for whoever just moved one in this process; what cannot be read now is read again soon. Never throws. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

const AGAIN_MS = 1_000;

/** The clocks of accounts in a sandbox database. Until the first reading, and while the database is away, what was last known holds. */
export function openSandboxClocks(sandbox: Database, logger: Logger): SandboxClocks {
  let ahead = new Map<string, number>();
  let stop: (() => Promise<void>) | null = null;
  let again: NodeJS.Timeout | undefined;
  let closed = false;

  const refresh = async () => {
    const rows = await sandbox.withSystem('read sandbox clocks', async (tx) => {
      const found = await sql<{
        tenant_id: string;
        ahead_ms: string;
      }>`select * from gate.sandbox_clocks()`.execute(tx);
      return found.rows;
    });
    ahead = new Map(rows.map(({ tenant_id, ahead_ms }) => [tenant_id, Number(ahead_ms)]));
  };
  const readAgain = (error?: unknown) => {
    if (closed) return;
    if (error !== undefined) logger.warn({ err: error }, 'sandbox clocks not read');
    clearTimeout(again);
    again = setTimeout(() => void listening(), AGAIN_MS);
    again.unref();
  };
  const listening = async () => {
    try {
      if (stop === null)
        stop = await sandbox.listen('scell_clocks', {
          onNotify: () => void refresh().catch(readAgain),
          onLost: () => {
            stop = null;
            readAgain();
          },
        });
      if (closed) return await stop?.();
      await refresh();
    } catch (error) {
      readAgain(error);
    }
  };
  const started = listening();
  return {
    aheadOf: (tenantId) => ahead.get(tenantId) ?? 0,
    refresh: () => refresh().catch(readAgain),
    async close() {
      closed = true;
      clearTimeout(again);
      await started;
      await stop?.();
    },
  };
}

/** The clock that an account goes by: its own in the sandbox, the world's in production. */
export function tenantClock(services: Services, environment: Environment, tenantId: string): Clock {
  const { worldClock, sandboxClocks } = services;
  if (environment === 'production') return worldClock;
  return () => worldClock() + sandboxClocks.aheadOf(tenantId);
}

/** The same services, on the clock of an account. */
export function onTenantClock(services: Services, environment: Environment, tenantId: string): Services {
  if (environment === 'production' || services.sandboxClocks.aheadOf(tenantId) === 0) return services;
  return { ...services, clock: tenantClock(services, environment, tenantId) };
}
