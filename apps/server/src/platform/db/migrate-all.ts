import type { Connections } from './connections.ts';
import { migrate } from './migrate.ts';

/** Migrates both databases where their owners are known. */
export async function migrateAll(connections: Pick<Connections, 'live' | 'sandbox'>): Promise<void> {
  for (const { app, owner } of [connections.live, connections.sandbox]) {
    if (owner !== null) await migrate(owner, decodeURIComponent(new URL(app).username));
  }
}
