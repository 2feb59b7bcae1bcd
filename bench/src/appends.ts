/**
 * How many entries a second the ledger takes, on one chain and on many, by the door and the statement the program issues invoices with: number,
 * document, entry, event, timer and seal in one durable transaction. Beside it, pgbench sends the same statements.
 */
import { loadavg } from 'node:os';
import { DRAFT_ID_SQL, draftId, type Ledger, openLedger } from './appends/ledger.ts';
import { findPgbench, inline, replay, sealOfHead } from './issuance/replay.ts';
import type { Recorded } from './issuance/server.ts';
import { printTable, saveResults } from './report.ts';

const SECONDS = 6;
const CHAINS = 32;
/** More than a connection can use up in the time. */
const MOST_PER_SECOND = 2_500;

interface Scenario {
  chains: 'one' | 'many';
  connections: number;
}

const SCENARIOS: readonly Scenario[] = [
  { chains: 'one', connections: 1 },
  { chains: 'one', connections: 8 },
  { chains: 'one', connections: 32 },
  { chains: 'many', connections: 8 },
  { chains: 'many', connections: 32 },
];

interface Measured extends Scenario {
  /** Appends a second. */
  program: number;
  /** `null` without pgbench. */
  pgbench: number | null;
}

/** Runs every scenario, prints rates and ratios, counts that every entry has its seal, and saves bench/results/appends.json. */
export async function bench(): Promise<void> {
  const pgbench = await findPgbench();
  const ledger = await openLedger(CHAINS, Math.max(...SCENARIOS.map(({ connections }) => connections)));
  const load = loadavg()[0] ?? 0;
  try {
    const drafts = draftsOf(ledger);
    // Each chain is opened, sealed and planned for once before anything is timed.
    for (const tenantId of ledger.tenantIds) await ledger.append(tenantId, await drafts(tenantId, 1));
    const results: Measured[] = [];
    for (const scenario of SCENARIOS) {
      const program = await byProgram(ledger, drafts, scenario);
      const replayed = pgbench === undefined ? null : await byPgbench(pgbench, ledger, drafts, scenario);
      results.push({ ...scenario, program, pgbench: replayed });
    }
    const { entries, sealed } = await ledger.count();
    if (entries !== sealed) throw new Error(`${entries} entries, ${sealed} seals`);
    report(results, pgbench, load);
    await saveResults('appends', { unit: 'appends a second', loadBefore: load, entries, results });
  } finally {
    await ledger.close();
  }
}

/** Answers the number of the first of some new drafts of a tenant. */
type Drafts = (tenantId: string, count: number) => Promise<number>;

function draftsOf(ledger: Ledger): Drafts {
  let next = 1;
  return async (tenantId, count) => {
    const first = next;
    next += count;
    await ledger.makeDrafts(tenantId, first, count);
    return first;
  };
}

/** For each connection, whose chain it appends to and where its drafts begin. */
async function sharesOf(ledger: Ledger, drafts: Drafts, { chains, connections }: Scenario) {
  const count = Math.ceil((SECONDS * MOST_PER_SECOND) / connections) * (connections === 1 ? 1 : 2);
  const shares: { tenantId: string; first: number; count: number }[] = [];
  for (let n = 0; n < connections; n++) {
    const tenantId = ledger.tenantIds[chains === 'one' ? 0 : n] ?? '';
    shares.push({ tenantId, first: await drafts(tenantId, count), count });
  }
  return shares;
}

async function byProgram(ledger: Ledger, drafts: Drafts, scenario: Scenario): Promise<number> {
  const shares = await sharesOf(ledger, drafts, scenario);
  await ledger.analyze();
  let appended = 0;
  const start = performance.now();
  const until = start + SECONDS * 1000;
  await Promise.all(
    shares.map(async ({ tenantId, first, count }) => {
      for (let n = 0; n < count && performance.now() < until; n++) {
        await ledger.append(tenantId, first + n);
        appended += 1;
      }
    }),
  );
  return appended / ((performance.now() - start) / 1000);
}

async function byPgbench(
  pgbench: string,
  ledger: Ledger,
  drafts: Drafts,
  scenario: Scenario,
): Promise<number> {
  const shares = await sharesOf(ledger, drafts, scenario);
  const recordings = new Map<string, Recorded[]>();
  for (const { tenantId } of shares) {
    if (recordings.has(tenantId)) continue;
    const draft = await drafts(tenantId, 1);
    recordings.set(tenantId, await ledger.record(tenantId, draft));
  }
  await ledger.analyze();
  // One script, in which each client takes the branch that is its own.
  const branches = shares.map(
    ({ tenantId, first }, client) =>
      `\\if :client_id = ${client}\n${branch(recordings.get(tenantId) ?? [], first)}\\endif\n`,
  );
  const script = `\\set n :n + 1\n${branches.join('')}`;
  return replay(pgbench, ledger.database, [script], SECONDS, scenario.connections, {
    mode: 'extended',
    variables: { n: -1 },
  });
}

/**
 * The transaction of one append for pgbench, in as many messages as the program sends. What the program computes outside the
 * database is constant: a signature that was made before, over the head that the statement looks up itself.
 */
function branch(statements: readonly Recorded[], first: number): string {
  const [open, issue, seal] = statements;
  if (open === undefined || issue === undefined || seal === undefined || statements.length !== 3)
    throw new Error('an append is three messages: begin, issue, seal and commit');
  const id = issue.values.find(
    (value) => typeof value === 'string' && value.startsWith(draftId(0).slice(0, 23)),
  );
  const eventId = issue.values.findLast(
    (value) => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(value),
  );
  const drawn = new Map([
    [String(id), DRAFT_ID_SQL(`${first}::bigint + :n::bigint`)],
    [String(eventId), 'gen_random_uuid()'],
  ]);
  const [sealed = ''] = sealOfHead(seal.text).split(/;\s+(?=commit)/);
  const [begin = '', settings = ''] = open.text.split(/;\s+(?=select set_config)/);
  const line = (sql: string) => `${sql.replaceAll(/\s*\n\s*/g, ' ').trim()};\n`;
  return [
    `\\startpipeline\n${line(begin)}${line(settings)}\\endpipeline\n`,
    line(inline(issue.text, issue.values, drawn)),
    `\\startpipeline\n${line(sealed)}${line('commit')}\\endpipeline\n`,
  ].join('');
}

function report(results: readonly Measured[], pgbench: string | undefined, load: number): void {
  const rate = (value: number | null) => (value === null ? '-' : value.toFixed(0));
  printTable([
    ['appends a second', 'connections', 'the program', 'pgbench', 'ratio'],
    ...results.map(({ chains, connections, program, pgbench: replayed }) => [
      chains === 'one' ? 'one chain' : 'a chain a connection',
      String(connections),
      rate(program),
      rate(replayed),
      replayed === null ? '-' : `${((program / replayed) * 100).toFixed(0)} %`,
    ]),
  ]);
  process.stdout.write(`load of the machine before: ${load.toFixed(1)}\n`);
  if (pgbench === undefined)
    process.stdout.write('pgbench: not measured, it is not installed (Debian: postgresql)\n');
}
