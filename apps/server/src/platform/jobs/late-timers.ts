import { sql } from 'kysely';
import type { Database } from '../db/doors.ts';

/** How many timers are late by more than five minutes: work that is stuck, whatever the reason. */
export function countLateTimers(db: Database, now: Date): Promise<number> {
  return db.withSystem('count late timers', async (tx) => {
    const { rows } = await sql<{ late: string }>`
      select gate.count_late_timers(${now}, '5 minutes'::interval)::text as late`.execute(tx);
    return Number(rows[0]?.late ?? 0);
  });
}
