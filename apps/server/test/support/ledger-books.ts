import {
  type ChainSummary,
  type Finding,
  Findings,
  KeyRing,
  type ListedKey,
  verifyEntries,
} from '@scell/ledger';
import { nodeCryptography } from '../../src/platform/verification/node-cryptography.ts';
import { query } from '../data/sql.ts';

/** One tenant's rows of one database, read past the program. */
export interface LedgerBooks {
  /** The program's login: rows are read as the tenant reads them. */
  appUrl: string;
  tenantId: string;
}

/** What the verifier says of every chain of a tenant, and what is there to verify. */
export interface Verified {
  findings: Finding[];
  chains: (ChainSummary & { kind: string })[];
  /** `entry_type` → how many. */
  counts: Record<string, number>;
}

const BATCH = 1_000;

export const readBooks = <T extends Record<string, unknown>>(
  { appUrl, tenantId }: LedgerBooks,
  sql: string,
  values: unknown[] = [],
) => query<T>(appUrl, sql, values, { role: 'scell_tenant', tenantId });

/**
 * Verifies every chain of a tenant with the verifier that auditors have: hashes, links, gapless positions, times, seals,
 * closings added up again, documents. A head that the chains table says and the entries do not is a finding too.
 */
export async function verifyBooks(books: LedgerBooks): Promise<Verified> {
  const crypto = nodeCryptography();
  const findings = new Findings();
  const keys = await KeyRing.of(
    await readBooks<ListedKey & Record<string, unknown>>(
      books,
      `select id as key_id, encode(public_key, 'hex') as public_key, introduced_at::text, endorsed_by, encode(endorsement, 'hex') as endorsement
       from ledger.keys order by introduced_at, id`,
    ),
    [],
    crypto,
    findings.report,
  );
  const heads = await readBooks<{ id: string; kind: string; last_position: string; head_hash: Buffer }>(
    books,
    'select id, kind, last_position, head_hash from ledger.chains order by id',
  );
  const chains: Verified['chains'] = [];
  const counts: Record<string, number> = {};
  for (const { id, kind, last_position, head_hash } of heads) {
    const summary = await verifyEntries(entriesOf(books, id, last_position, counts), {
      chain: id,
      crypto,
      keys,
      report: findings.report,
    });
    chains.push({ ...summary, kind });
    if (summary.lastPosition !== Number(last_position) || !head_hash.equals(summary.head ?? Buffer.alloc(32)))
      findings.report({ code: 'head-not-reached', place: { chain: id, position: Number(last_position) } });
  }
  return { findings: findings.sorted(), chains, counts };
}

/** The entries up to a head that was read before: a program that runs goes on writing. */
async function* entriesOf(books: LedgerBooks, chain: string, upTo: string, counts: Record<string, number>) {
  for (let after = '0'; ; ) {
    const rows = await readBooks<{
      position: string;
      entry_type: string;
      preimage: string;
      data_hash: Buffer;
      previous_hash: Buffer;
      chain_hash: Buffer;
      key_id: string | null;
      signature: Buffer;
      salt: Buffer | null;
      document: string;
    }>(
      books,
      `select e.position, e.entry_type, e.preimage, e.data_hash, e.previous_hash, e.chain_hash, s.key_id, s.signature, d.salt, d.document
       from ledger.entries e
       left join ledger.seals s on s.tenant_id = e.tenant_id and s.chain_id = e.chain_id and s.position = e.position
       left join issued_documents d on d.tenant_id = e.tenant_id and d.id = e.subject_id and e.entry_type in ('invoice_created', 'credit_note_issued')
       where e.chain_id = $1 and e.position > $2 and e.position <= $3 order by e.position limit ${BATCH}`,
      [chain, after, upTo],
    );
    for (const { entry_type } of rows) counts[entry_type] = (counts[entry_type] ?? 0) + 1;
    yield rows.map((row) => ({
      position: Number(row.position),
      preimage: row.preimage,
      dataHash: row.data_hash,
      previousHash: row.previous_hash,
      chainHash: row.chain_hash,
      seal: row.key_id === null ? null : { keyId: row.key_id, signature: row.signature },
      ...(row.salt === null ? {} : { document: { salt: row.salt, text: row.document } }),
    }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.position;
  }
}
