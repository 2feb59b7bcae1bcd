import type { Database } from '../../../platform/db/doors.ts';
import { type ArchiveBacklog, countBacklog, selectTenants } from './store.ts';

const HOUR_MS = 3_600_000;

/** What waits for the archive longer than it should, of all tenants: for the operator. */
export function archiveBacklog(db: Database, now: number): Promise<ArchiveBacklog> {
  return db.withSystem('count archive backlog', (tx) => countBacklog(tx, new Date(now - HOUR_MS)));
}

/** The tenants that have anything in the archive. */
export function tenantsWithArchive(db: Database): Promise<string[]> {
  return db.withSystem('list archives', selectTenants);
}
