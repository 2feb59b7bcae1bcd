import {
  type Finding,
  Findings,
  isFault,
  KeyRing,
  type Report,
  type SealedEntry,
  sentenceOf,
  shown,
  verifyEntries,
} from '@scell/ledger';
import type { TenantScope } from '../../../platform/db/doors.ts';
import type { CheckedChain, CheckFinding } from '../../../platform/db/schema.ts';
import type { Environment } from '../../../platform/environments.ts';
import { factsOf } from '../../../platform/ledger/facts-of.ts';
import type { PublishedHead } from '../../../platform/ledger/published-heads.ts';
import type { Services } from '../../../platform/services.ts';
import { nodeCryptography } from '../../../platform/verification/node-cryptography.ts';
import {
  type Chain,
  type EntryRow,
  entriesAfter,
  entriesOfDays,
  findOrphans,
  listChains,
  listKeys,
  type Orphan,
} from './store.ts';

/** What a check of the ledger found. */
export interface LedgerCheck {
  valid: boolean;
  entriesChecked: number;
  /** How many findings there are; the first of them stand with their chains. */
  findings: number;
  chains: CheckedChain[];
  checkedAt: Date;
  firstEntry: string | null;
  lastEntry: string | null;
}

/** Days of Paris, `YYYY-MM-DD`, both included. */
export interface Days {
  from: string;
  to: string;
}

const BATCH = 500;
const KEPT_FINDINGS = 50;

/**
 * Checks every chain the scope sees, as an outsider would with an export: hashes, links, seals, closings, documents. Beside it
 * what only the database can tell: facts without entries and entries without facts, rows that no longer say what was chained,
 * and ends cut off, against the heads noted outside of it. With `days`, the entries recorded on them alone. Entries made while
 * it runs are left to the next one.
 */
export async function checkLedger(
  services: Services,
  environment: Environment,
  scope: TenantScope,
  days?: Days,
): Promise<LedgerCheck> {
  const db = services.databases[environment];
  const { tenantId } = scope;
  const checkedAt = new Date(services.clock());
  const [chains, keys, orphans] = await db.withTenant(
    scope,
    async (tx) =>
      [
        await listChains(tx, tenantId),
        await listKeys(tx),
        days === undefined ? await findOrphans(tx, tenantId) : [],
      ] as const,
  );
  const published = days === undefined ? await services.publishedHeads.read(environment, tenantId) : [];
  const checked: ChainCheck[] = [];
  for (const chain of chains) {
    const heads = published.filter(({ chain_id }) => chain_id === chain.id);
    const found = await checkChain(services, environment, scope, chain, keys, heads, days);
    if (found === null) continue;
    // Entries of version 1 rest on the first seal behind them; but a chain that came after the first check was never without seals.
    const [first] = published;
    if (found.version1 && first !== undefined && !heads.some(({ noted_at }) => noted_at === first.noted_at))
      found.findings.report({ code: 'unsealed', place: { chain: chain.id, position: 1, member: 'seal' } });
    checked.push(found);
  }
  const results = checked.map((check) => presentChain(check, orphansOf(orphans, check.chain, chains)));
  const moments = checked
    .flatMap(({ first, last }) => (first === null || last === null ? [] : [first, last]))
    .sort();
  const lost = lostChains(published, chains, scope);
  return {
    valid:
      results.every(({ findings_count, orphan_entities }) => findings_count + orphan_entities.length === 0) &&
      lost.length === 0,
    entriesChecked: checked.reduce((sum, { entries }) => sum + entries, 0),
    findings: results.reduce(
      (sum, { findings_count, orphan_entities }) => sum + findings_count + orphan_entities.length,
      lost.length,
    ),
    chains: [...results, ...lost],
    checkedAt,
    firstEntry: moments[0] ?? null,
    lastEntry: moments.at(-1) ?? null,
  };
}

interface ChainCheck {
  chain: Chain;
  entries: number;
  /** Whether there are entries of before the seals. */
  version1: boolean;
  findings: Findings;
  head: { position: number; hash: string };
  first: string | null;
  last: string | null;
}

async function checkChain(
  services: Services,
  environment: Environment,
  scope: TenantScope,
  chain: Chain,
  keys: Awaited<ReturnType<typeof listKeys>>,
  published: readonly PublishedHead[],
  days: Days | undefined,
): Promise<ChainCheck | null> {
  const db = services.databases[environment];
  const span =
    days === undefined
      ? { first: '1', last: chain.last_position, head: null }
      : await db.withTenant(scope, (tx) => entriesOfDays(tx, chain, days.from, days.to));
  if (span === undefined) return null;
  const crypto = nodeCryptography();
  const findings = new Findings(KEPT_FINDINGS);
  const { report } = findings;
  const pins = services.ledgerKey === null ? [] : [services.ledgerKey.id];
  // A key that nobody endorsed took the place of one that was lost: those before it are as the database says.
  const current = keys.find(({ key_id }) => pins.includes(key_id));
  const predecessors = current?.endorsed_by === null ? keys.map(({ key_id }) => key_id) : [];
  const ring = await KeyRing.of(keys, pins, crypto, report, { predecessors });
  const expected = new Map(published.map(({ position, chain_hash }) => [position, chain_hash]));
  let first: string | null = null;
  let last: string | null = null;
  let version1 = false;

  async function* batches() {
    let after = String(Number(span?.first ?? 1) - 1);
    while (true) {
      const rows = await db.withTenant(scope, (tx) =>
        entriesAfter(tx, chain, after, span?.last ?? '0', BATCH),
      );
      if (rows.length === 0) return;
      for (const row of rows) {
        compareRow(row, chain, report);
        version1 ||= row.preimage.startsWith('{"schema_version":"1"');
        if (expected.get(row.position) === row.chain_hash.toString('hex')) expected.delete(row.position);
      }
      first ??= rows[0]?.recorded_at ?? null;
      last = rows.at(-1)?.recorded_at ?? last;
      after = rows.at(-1)?.position ?? after;
      yield rows.map(sealedEntry);
    }
  }
  const start =
    span.first === '1'
      ? undefined
      : span.head === null
        ? ('anywhere' as const)
        : { position: Number(span.first) - 1, head: span.head };
  const { tenant_id, sub_tenant_id, environment: of, seller, kind: chain_kind } = chain;
  const identity = { tenant_id, sub_tenant_id, environment: of, seller, chain_kind };
  const summary = await verifyEntries(batches(), {
    chain: chain.id,
    identity,
    crypto,
    keys: ring,
    report,
    start,
  });
  if (days === undefined) {
    if (summary.lastPosition < Number(chain.last_position))
      report({
        code: 'chain-cut',
        place: { chain: chain.id, position: summary.lastPosition + 1 },
        expected: chain.last_position,
      });
    for (const [position, hash] of expected)
      report({
        code: 'head-not-reached',
        place: { chain: chain.id, position: Number(position) },
        expected: hash,
      });
  }
  return {
    chain,
    entries: summary.entries,
    version1,
    findings,
    head: {
      position: summary.lastPosition,
      hash: Buffer.from(summary.head ?? Buffer.alloc(32)).toString('hex'),
    },
    first,
    last,
  };
}

function sealedEntry(row: EntryRow): SealedEntry {
  const isDocument = row.entry_type === 'invoice_created' || row.entry_type === 'credit_note_issued';
  return {
    position: Number(row.position),
    preimage: row.preimage,
    dataHash: row.data_hash,
    previousHash: row.previous_hash,
    chainHash: row.chain_hash,
    seal:
      row.key_id === null || row.signature === null ? null : { keyId: row.key_id, signature: row.signature },
    ...(isDocument
      ? {
          document:
            row.salt === null || row.document === null ? null : { salt: row.salt, text: row.document },
        }
      : {}),
  };
}

/** The columns beside a preimage, and the rows of the fact itself, say the same as what was chained. */
function compareRow(row: EntryRow, chain: Chain, report: Report): void {
  const facts = factsOf(row.preimage);
  const same: [member: string, stored: unknown, chained: unknown][] = [
    ['entry_type', row.entry_type, facts.entry_type],
    ['subject_id', row.subject_id, facts.subject_id],
    ['recorded_at', row.recorded_at, facts.recorded_at],
    ['chain_kind', row.chain_kind, facts.chain_kind ?? 'fiscal'],
    ['sub_tenant_id', row.sub_tenant_id, facts.sub_tenant_id],
  ];
  if (row.number !== null) same.push(['number', row.number, facts.number]);
  if (row.amount !== null) same.push(['amount', row.amount, facts.amount]);
  if (row.totals !== null) {
    same.push(['totals', sorted(row.totals), sorted(facts.totals)]);
    same.push(['perpetual_total', sorted(row.perpetual_total), sorted(facts.perpetual_total)]);
  }
  for (const [member, stored, chained] of same) {
    if (stored !== chained)
      report({
        code: 'altered',
        place: { chain: chain.id, position: Number(row.position), member: `row.${member}` },
        found: shown(stored),
        expected: shown(chained),
      });
  }
}

/** JSON whose members are in one order: the database keeps them in its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** Orphans stand with the fiscal chain of their sub-tenant, the first of them. */
function orphansOf(orphans: readonly Orphan[], chain: Chain, chains: readonly Chain[]): Orphan[] {
  return orphans.filter((orphan) => {
    const home =
      chains.find(({ kind, sub_tenant_id }) => kind === 'fiscal' && sub_tenant_id === orphan.sub_tenant_id) ??
      chains[0];
    return home === chain;
  });
}

function presentChain(
  { chain, entries, findings, head }: ChainCheck,
  orphans: readonly Orphan[],
): CheckedChain {
  const kept = findings.sorted().filter(isFault);
  return {
    scope: { tenant_id: chain.tenant_id, sub_tenant_id: chain.sub_tenant_id },
    chain_id: chain.id,
    kind: chain.kind,
    seller: chain.seller,
    head_sequence: head.position,
    head_hash: head.hash,
    entries_checked: entries,
    gaps: kept.filter(({ code }) => code === 'gap').map(({ place }) => place.position ?? 0),
    orphan_entities: orphans.map(({ problem, kind, id }) => ({ problem, kind, id })),
    tampering: findings.faults > 0,
    findings_count: findings.faults,
    findings: kept.slice(0, KEPT_FINDINGS).map(presentFinding),
  };
}

function presentFinding(finding: Finding): CheckFinding {
  const { code, place, found, expected } = finding;
  return {
    code,
    position: place.position ?? null,
    member: place.member ?? null,
    found: found ?? null,
    expected: expected ?? null,
    message: sentenceOf(finding),
  };
}

/** Chains that were published and are not there at all. A sub-tenant does not see the others’. */
function lostChains(
  published: readonly PublishedHead[],
  chains: readonly Chain[],
  scope: TenantScope,
): CheckedChain[] {
  if (scope.subTenantId != null) return [];
  const known = new Set(chains.map(({ id }) => id));
  const lost = new Set(published.map(({ chain_id }) => chain_id).filter((id) => !known.has(id)));
  return [...lost].map((id) => ({
    scope: { tenant_id: scope.tenantId, sub_tenant_id: null },
    chain_id: id,
    kind: 'fiscal',
    seller: '',
    head_sequence: 0,
    head_hash: '0'.repeat(64),
    entries_checked: 0,
    gaps: [],
    orphan_entities: [],
    tampering: true,
    findings_count: 1,
    findings: [presentFinding({ code: 'head-not-reached', place: { chain: id } })],
  }));
}
