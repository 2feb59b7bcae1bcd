/** CPU seconds of a PostgreSQL server and everything it started, ended or not; Linux only. */
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const TICKS = 100;

/** A meter over the server behind a connection; `null` where the system does not tell. */
export async function databaseCpu(database: string): Promise<(() => Promise<number>) | null> {
  if (process.platform !== 'linux') return null;
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const backend = await stat(rows[0]?.pid ?? 0);
  await client.end();
  const postmaster = backend?.parent;
  if (postmaster === undefined) return null;
  return async () => {
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const stats = await Promise.all(processes.map((pid) => stat(Number(pid))));
    const ticks = stats.reduce((sum, entry) => {
      if (entry === null) return sum;
      if (entry.pid === postmaster) return sum + entry.own + entry.ofEnded;
      return entry.parent === postmaster ? sum + entry.own : sum;
    }, 0);
    return ticks / TICKS;
  };
}

async function stat(
  pid: number,
): Promise<{ pid: number; parent: number; own: number; ofEnded: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return {
    pid,
    parent: fields[1] ?? 0,
    own: (fields[11] ?? 0) + (fields[12] ?? 0),
    ofEnded: (fields[13] ?? 0) + (fields[14] ?? 0),
  };
}
