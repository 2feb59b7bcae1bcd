import { createHash, hash } from 'node:crypto';
import {
  type About,
  type ExportPart,
  type ListedProof,
  MEMBERS,
  type SealedEntry,
  writeExport,
} from '@scell/ledger';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { factsOf } from '../../../platform/ledger/facts-of.ts';
import type { LedgerKey } from '../../../platform/ledger/ledger-key.ts';
import type { Services } from '../../../platform/services.ts';
import { ContentLost } from '../../../platform/storage/content-store.ts';
import { verifyPage } from '../../../platform/verification/verify-page.ts';
import { NOTICE } from './notice.ts';
import type { Period, Plan } from './plan.ts';
import { presentChain } from './present.ts';
import {
  accountOf,
  type ChainPart,
  closingFilesAfter,
  type EntryRow,
  entriesAfter,
  entriesOfKindAfter,
  filesAfter,
  proofsAfter,
} from './store.ts';
import { chronology, graph, type ReadEntries, report, VIEWS } from './views.ts';

/** Entries of one page; fewer where their documents are long. */
const PAGE = 500;
const PAGE_BYTES = 8 << 20;
/** Lines of a chain as large as this may reach 4 GiB, where a ZIP file must say so beforehand. */
const MANY_ENTRIES = 200_000;

/**
 * The archive of a plan as bytes, made while they are read: one short transaction a page, no more in memory than a page or a file.
 * Nothing it reads can change meanwhile.
 */
export function writeArchive(
  services: Services,
  actor: Actor,
  key: LedgerKey,
  plan: Plan,
  period: Period,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { principal, environment, now } = actor;
  const whole = period.start_date === undefined && period.end_date === undefined;
  const about = {
    release: services.release.version,
    environment,
    tenant: { id: actor.scope.tenantId, name: principal.tenantName },
    exported_at: now.toISOString(),
    period: whole ? null : { start_date: period.start_date ?? null, end_date: period.end_date ?? null },
  };
  const crypto = {
    sha256: (bytes: Uint8Array) => hash('sha256', bytes, 'buffer'),
    startSha256: () => {
      const running = createHash('sha256');
      return { update: (bytes: Uint8Array) => void running.update(bytes), digest: () => running.digest() };
    },
  };
  const signer = { keyId: key.id, sign: key.sign };
  return writeExport(about, partsOf(services, actor, plan, about), crypto, signer);
}

async function* partsOf(
  services: Services,
  actor: Actor,
  plan: Plan,
  { tenant, environment, exported_at, period }: About,
): AsyncGenerator<ExportPart> {
  const read = <T>(work: (tx: Tx) => Promise<T>) =>
    services.databases[actor.environment].withTenant(actor.scope, work);
  const { tenantId } = actor.scope;
  yield { name: 'LISEZMOI.txt', chunks: [Buffer.from(NOTICE)] };
  yield { name: 'verify.html', chunks: [Buffer.from((await verifyPage()).html)] };
  const chains = [];
  for (const part of plan.chains)
    chains.push(presentChain(part, await read((tx) => accountOf(tx, tenantId, part))));
  yield {
    name: VIEWS.report,
    bytes: report({
      tenant: tenant.name,
      environment,
      exportedAt: exported_at,
      period,
      chains,
      keys: plan.keys,
    }),
  };
  yield { name: MEMBERS.keys, chunks: [Buffer.from(`${JSON.stringify(plan.keys, null, 1)}\n`)] };
  for (const part of plan.chains) {
    yield {
      chain: { chain_id: part.id, kind: part.kind, seller: part.seller, sub_tenant_id: part.sub_tenant_id },
      ...(part.head === null
        ? {}
        : { head: { position: Number(part.head.position), hash: part.head.chain_hash.toString('hex') } }),
      entries: entriesOf(part, (after, limit) =>
        read((tx) => entriesAfter(tx, tenantId, part, after, limit)),
      ),
      large: Number(part.last_position) - Number(part.first_position) > MANY_ENTRIES,
    };
  }
  const readEntries: ReadEntries = (kind, after) =>
    read((tx) => entriesOfKindAfter(tx, tenantId, plan, kind, after, PAGE));
  const large = chains.reduce((sum, { entries_count }) => sum + entries_count, 0) > MANY_ENTRIES;
  yield { name: VIEWS.chronology, chunks: chronology(plan, readEntries), large };
  yield { name: VIEWS.graph, chunks: graph(plan, readEntries), large };
  const written = new Set<string>();
  const proofs: ListedProof[] = [];
  for (const part of plan.chains) {
    if (part.kind === 'fiscal') {
      const closings = pages(part, (after) =>
        read((tx) => closingFilesAfter(tx, tenantId, part, after, PAGE)),
      );
      for await (const { id, csv_sha256 } of closings)
        yield* fileOf(services, csv_sha256, `closings/${id}.csv`);
    }
    if (part.kind === 'fiscal') {
      const stamps = pages(part, (after) => read((tx) => proofsAfter(tx, tenantId, part, after, PAGE)));
      for await (const { id, anchor_type: kind, source_hash: hash, sha256 } of stamps) {
        const path = `proofs/${id}.${kind === 'opentimestamps' ? 'ots' : 'tsr'}`;
        for await (const file of fileOf(services, sha256, path)) {
          proofs.push({ path, kind, hash: hash.toString('hex') });
          yield file;
        }
      }
    }
    if (part.kind !== 'archive') continue;
    for await (const { preimage, erased } of pages(part, (after) =>
      read((tx) => filesAfter(tx, tenantId, part, after, PAGE)),
    )) {
      const { kind, sha256 } = factsOf(preimage);
      // An altered entry may name none: whoever verifies is told.
      if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) continue;
      const name = MEMBERS.document(sha256, kind === 'facturx' ? 'pdf' : 'xml');
      if (erased === true) {
        yield { erased: name };
        continue;
      }
      // The same bytes may have been recorded more than once.
      if (written.has(sha256)) continue;
      written.add(sha256);
      yield* fileOf(services, Buffer.from(sha256, 'hex'), name);
    }
  }
  yield { name: MEMBERS.proofs, chunks: [Buffer.from(`${JSON.stringify(proofs, null, 1)}\n`)] };
}

/** A kept file; none where its bytes are lost: the entry that recorded them stays, and whoever verifies is told. */
async function* fileOf(services: Services, sha256: Buffer, name: string): AsyncGenerator<ExportPart> {
  try {
    yield { name, bytes: await services.content.get(sha256) };
  } catch (error) {
    if (!(error instanceof ContentLost)) throw error;
    services.logger.error({ err: error, name }, 'a file of the ledger is lost: the export goes without it');
  }
}

/** Rows of a chain one by one, read a page at a time; a position may have a few rows, and a page does not cut through them. */
async function* pages<R extends { position: string }>(
  part: ChainPart,
  read: (after: string) => Promise<R[]>,
): AsyncGenerator<R> {
  for (let after = before(part); ; ) {
    const rows = await read(after);
    const cut = rows.length < PAGE ? undefined : rows.at(-1)?.position;
    const whole = rows.filter(({ position }) => position !== cut);
    yield* whole;
    const last = whole.at(-1);
    if (cut === undefined || last === undefined) return;
    after = last.position;
  }
}

/** The entries of a part of a chain in batches whose documents fit into some megabytes. */
async function* entriesOf(
  part: ChainPart,
  read: (after: string, limit: number) => Promise<EntryRow[]>,
): AsyncGenerator<SealedEntry[]> {
  let after = before(part);
  let limit = 50;
  while (BigInt(after) < BigInt(part.last_position)) {
    const rows = await read(after, limit);
    const last = rows.at(-1);
    if (last === undefined) throw new Error(`chain ${part.id} ends before ${part.last_position}`);
    yield rows.map(entryOf);
    after = last.position;
    const bytes = rows.reduce((sum, row) => sum + row.preimage.length + (row.document?.length ?? 0), 0);
    limit = Math.max(1, Math.min(PAGE, Math.floor((PAGE_BYTES * rows.length) / bytes)));
  }
}

function before({ first_position: first }: ChainPart): string {
  return String(BigInt(first) - 1n);
}

function entryOf(row: EntryRow): SealedEntry {
  const { key_id: keyId, signature, salt, document } = row;
  return {
    position: Number(row.position),
    preimage: row.preimage,
    dataHash: row.data_hash,
    previousHash: row.previous_hash,
    chainHash: row.chain_hash,
    seal: keyId === null || signature === null ? null : { keyId, signature },
    // An erasure empties the text and its salt.
    document: salt === null || document === null || document === '' ? null : { salt, text: document },
  };
}
