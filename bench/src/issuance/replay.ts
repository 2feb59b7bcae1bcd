/** The statements of one issuance, replayed by pgbench without us. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Recorded } from './server.ts';

const DEBIAN = '/usr/lib/postgresql';

/** Where pgbench is, `undefined` on a machine that has none. */
export async function findPgbench(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(':');
  const versions = await readdir(DEBIAN).catch(() => []);
  folders.push(
    ...versions
      .sort()
      .reverse()
      .map((version) => join(DEBIAN, version, 'bin')),
  );
  return folders.map((folder) => join(folder, 'pgbench')).find((path) => existsSync(path));
}

/**
 * Transactions (a script each) a second: of several scripts, one is drawn for each transaction. Statements are prepared once, or
 * with `extended` sent, parsed and bound each time.
 */
export async function replay(
  pgbench: string,
  database: string,
  scripts: readonly string[],
  seconds: number,
  clients: number,
  {
    mode = 'prepared',
    variables = {},
  }: { mode?: 'prepared' | 'extended'; variables?: Record<string, number> } = {},
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'scell-replay-'));
  try {
    const files = await Promise.all(
      scripts.map(async (script, index) => {
        const path = join(folder, `${index}.sql`);
        await writeFile(path, script);
        return path;
      }),
    );
    const url = new URL(database);
    const { stdout } = await promisify(execFile)(
      pgbench,
      [
        ...['-h', url.hostname, '-p', url.port, '-U', url.username, '-n', '-M', mode, '-T', String(seconds)],
        ...[
          '-c',
          String(clients),
          '-j',
          '1',
          ...Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
          ...files.flatMap((file) => ['-f', file]),
          url.pathname.slice(1),
        ],
      ],
      {
        env: {
          ...process.env,
          PGPASSWORD: url.password,
          PGOPTIONS: '-c role=scell_tenant -c search_path=scell',
        },
        maxBuffer: 1e7,
      },
    );
    const rate = /tps = ([\d.]+) \(without initial connection time\)/.exec(stdout)?.[1];
    if (rate === undefined) throw new Error(`pgbench said: ${stdout.slice(-500)}`);
    return Number(rate);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A pgbench script of recorded statements: values written in, identifiers that must be new each time drawn by the
 * server first. Several statements in one message are sent one by one, as prepared statements have to be. What the program signs
 * is constant: seals bear the signature that was recorded, over the head that their statement looks up itself.
 */
export function scriptOf(statements: readonly Recorded[]): string {
  const fresh = freshIds(statements);
  const draw = [...fresh.values()].map((name) => `gen_random_uuid() as ${name}`).join(', ');
  const drawn = new Map([...fresh].map(([id, name]) => [id, `:${name}::uuid`]));
  const lines = statements.flatMap(({ text, values }) =>
    inline(sealOfHead(text), values, drawn).split(/;\s+(?=select set_config|commit)/),
  );
  return `select ${draw} \\gset\n${lines.map((line) => `${line.replaceAll(/\s*\n\s*/g, ' ').trim()};`).join('\n')}\n`;
}

/** A statement that seals entries, for whatever the heads of their chains are when it runs; any other as it is. */
export function sealOfHead(text: string): string {
  const key = /^select ledger\.seal\(s\.chain, s\.at, s\.hash, '([0-9a-f]{64})'/.exec(text)?.[1];
  if (key === undefined) return text;
  const sealed = [
    ...text.matchAll(
      /\('([0-9a-f-]{36})'::uuid, \d+::bigint, '\\x[0-9a-f]{64}'::bytea, ('\\x[0-9a-f]{128}')/g,
    ),
  ];
  if (new Set(sealed.map(([, chain]) => chain)).size !== sealed.length || sealed.length === 0)
    throw new Error(`not an entry a chain: ${text}`);
  const heads = sealed.map(
    ([, chain, signature]) =>
      `select ledger.seal(c.id, c.last_position, c.head_hash, '${key}', ${signature}::bytea) from ledger.chains c where c.tenant_id = scell.current_tenant() and c.id = '${chain}'`,
  );
  return `${heads.join(' union all ')}${text.endsWith('; commit') ? '; commit' : ''}`;
}

/** Identifiers that a statement inserts: the invoice's and the events'. They are the version 7 ones bound after `values`. */
function freshIds(statements: readonly Recorded[]): Map<string, string> {
  const old = new Set<string>();
  const fresh = new Map<string, string>();
  for (const { text, values } of statements) {
    for (const value of values) {
      if (typeof value !== 'string' || !/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(value)) continue;
      // What is charged is entered by a function.
      if (!/insert into|from spend\(/.test(text)) {
        if (!fresh.has(value)) old.add(value);
      } else if (!old.has(value) && !fresh.has(value)) fresh.set(value, `drawn_${fresh.size}`);
    }
  }
  return fresh;
}

/** A statement with its values written in; `drawn` has the SQL to write for values that are new each time. */
export function inline(text: string, values: readonly unknown[], drawn: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(\d+)/g, (_match, index: string) => literal(values[Number(index) - 1], drawn));
}

function literal(value: unknown, drawn: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`;
  const sql = drawn.get(String(value));
  if (sql !== undefined) return sql;
  // pgbench takes `:word` for a variable, also inside a text: colons are written as escapes.
  const text = String(value).replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a');
  return `E'${text}'`;
}
