import pg from 'pg';

/**
 * Skips the rest of the segment at hand of PostgreSQL's log, as the administrator: what is written next needs a new one. The server may
 * end over it, and that is no error here.
 */
export async function skipWal(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => {});
  await client.connect();
  await client
    .query("select pg_switch_wal(), pg_logical_emit_message(false, 'scell', 'full', true)")
    .catch(() => {});
  await client.end().catch(() => {});
}
