import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { ChainsTable, LedgerKeysTable } from '../../../platform/db/schema.ts';

/** Moments of recording; the end is not of the period. */
export interface Bounds {
  from: Date | null;
  until: Date | null;
}

/** A chain and the part of it that is recorded in the bounds. */
export interface ChainPart extends Pick<Selectable<ChainsTable>, 'id' | 'kind' | 'seller' | 'sub_tenant_id'> {
  first_position: string;
  last_position: string;
  /** The head that the chain itself has; of a part of it, that of the part. */
  head: { position: string; chain_hash: Buffer } | null;
}

/**
 * The chains that have entries in the bounds, with their first and last one. What is read up to these positions never changes any more:
 * entries are only ever appended. Without bounds, each chain with the head it has: one whose entries were cut off is of it too.
 */
export async function chainParts(tx: Tx, tenantId: string, { from, until }: Bounds): Promise<ChainPart[]> {
  const whole = from === null && until === null;
  let query = tx
    .selectFrom('ledger.chains as c')
    .leftJoin('ledger.entries as e', (join) =>
      join.onRef('e.tenant_id', '=', 'c.tenant_id').onRef('e.chain_id', '=', 'c.id'),
    )
    .where('c.tenant_id', '=', tenantId);
  if (!whole) query = query.where('e.position', 'is not', null);
  if (from !== null) query = query.where('e.recorded_at', '>=', from);
  if (until !== null) query = query.where('e.recorded_at', '<', until);
  const rows = await query
    .groupBy(['c.tenant_id', 'c.id'])
    .select((eb) => [
      'c.id',
      'c.kind',
      'c.seller',
      'c.sub_tenant_id',
      'c.last_position as head_position',
      'c.head_hash',
      eb.fn.min<string | null>('e.position').as('first_position'),
      eb.fn.max<string | null>('e.position').as('last_position'),
    ])
    .orderBy(sql`array_position(array['fiscal', 'archive', 'reprint', 'technical'], c.kind)`)
    .orderBy('c.opened_at')
    .orderBy('c.id')
    .execute();
  return rows.map(({ head_position: position, head_hash: chain_hash, ...part }) => ({
    ...part,
    first_position: part.first_position ?? '1',
    last_position: part.last_position ?? '0',
    head: whole ? { position, chain_hash } : null,
  }));
}

export function listKeys(tx: Tx): Promise<Selectable<LedgerKeysTable>[]> {
  return tx.selectFrom('ledger.keys').selectAll().orderBy('introduced_at').orderBy('id').execute();
}

const sealed = (tx: Tx, tenantId: string) =>
  tx
    .selectFrom('ledger.entries as e')
    .leftJoin('ledger.seals as s', (join) =>
      join
        .onRef('s.tenant_id', '=', 'e.tenant_id')
        .onRef('s.chain_id', '=', 'e.chain_id')
        .onRef('s.position', '=', 'e.position'),
    )
    .where('e.tenant_id', '=', tenantId);

const ENTRY = [
  'e.position',
  'e.preimage',
  'e.data_hash',
  'e.previous_hash',
  'e.chain_hash',
  's.key_id',
  's.signature',
] as const;

/** Entries of a chain behind a position, with their seals and documents, in order. */
export function entriesAfter(tx: Tx, tenantId: string, part: ChainPart, after: string, limit: number) {
  return sealed(tx, tenantId)
    .leftJoin('issued_documents as d', (join) =>
      join
        .onRef('d.tenant_id', '=', 'e.tenant_id')
        .onRef('d.id', '=', 'e.subject_id')
        .on('e.entry_type', 'in', ['invoice_created', 'credit_note_issued']),
    )
    .where('e.chain_id', '=', part.id)
    .where('e.position', '>', after)
    .where('e.position', '<=', part.last_position)
    .select([...ENTRY, 'd.salt', 'd.document'])
    .orderBy('e.position')
    .limit(limit)
    .execute();
}

export type EntryRow = Awaited<ReturnType<typeof entriesAfter>>[number];

export interface RecordedFile {
  position: string;
  preimage: string;
  /** Whether the document it is of was erased, as the law asked; `null` where there is none. */
  erased: boolean | null;
}

/** The files that entries of an archive chain recorded, behind a position. */
export async function filesAfter(
  tx: Tx,
  tenantId: string,
  part: ChainPart,
  after: string,
  limit: number,
): Promise<RecordedFile[]> {
  const { rows } = await sql<RecordedFile>`
    select e.position, e.preimage, d.document = '' as erased
    from ledger.entries e left join scell.issued_documents d on d.tenant_id = e.tenant_id and d.id = e.subject_id
    where e.tenant_id = ${tenantId} and e.chain_id = ${part.id} and e.position > ${after} and e.position <= ${part.last_position}
      and e.entry_type = 'file_recorded'
    order by e.position limit ${limit}`.execute(tx);
  return rows;
}

/** The CSV files of the closings of a chain, behind a position. */
export function closingFilesAfter(tx: Tx, tenantId: string, part: ChainPart, after: string, limit: number) {
  return tx
    .selectFrom('ledger.closings as c')
    .innerJoin('closing_records as r', (join) =>
      join.onRef('r.tenant_id', '=', 'c.tenant_id').onRef('r.closing_id', '=', 'c.id'),
    )
    .where('c.tenant_id', '=', tenantId)
    .where('c.chain_id', '=', part.id)
    .where('c.position', '>', after)
    .where('c.position', '<=', part.last_position)
    .select(['c.id', 'c.position', 'r.csv_sha256'])
    .orderBy('c.position')
    .limit(limit)
    .execute();
}

/** The latest proof of date of each kind of the closings of a chain, behind a position. */
export function proofsAfter(tx: Tx, tenantId: string, part: ChainPart, after: string, limit: number) {
  return tx
    .selectFrom('ledger.closings as c')
    .innerJoin('anchors as a', (join) =>
      join.onRef('a.tenant_id', '=', 'c.tenant_id').onRef('a.source_id', '=', 'c.id'),
    )
    .innerJoin('anchor_proofs as p', (join) =>
      join.onRef('p.tenant_id', '=', 'a.tenant_id').onRef('p.anchor_id', '=', 'a.id'),
    )
    .where('c.tenant_id', '=', tenantId)
    .where('c.chain_id', '=', part.id)
    .where('c.position', '>', after)
    .where('c.position', '<=', part.last_position)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('anchor_proofs as later')
            .select('later.version')
            .whereRef('later.tenant_id', '=', 'p.tenant_id')
            .whereRef('later.anchor_id', '=', 'p.anchor_id')
            .whereRef('later.version', '>', 'p.version'),
        ),
      ),
    )
    .select(['c.id', 'c.position', 'a.anchor_type', 'a.source_hash', 'p.sha256'])
    .orderBy('c.position')
    .orderBy('a.anchor_type')
    .limit(limit)
    .execute();
}

/** The entries of a plan with their seals, in the order of recording; none behind what was fixed. */
function entriesInOrder(
  tx: Tx,
  tenantId: string,
  { chains, bounds: { from, until } }: { chains: readonly ChainPart[]; bounds: Bounds },
) {
  let query = sealed(tx, tenantId)
    .innerJoin(
      sql<{
        id: string;
        upto: string;
      }>`unnest(${chains.map(({ id }) => id)}::uuid[], ${chains.map((part) => part.last_position)}::bigint[])`.as<'p'>(
        sql`p (id, upto)`,
      ),
      (join) => join.onRef('p.id', '=', 'e.chain_id').onRef('e.position', '<=', 'p.upto'),
    )
    .select([...ENTRY, 'e.chain_id', 'e.chain_kind', 'e.entry_type', 'e.subject_id', 'e.recorded_at'])
    .select(
      sql<string>`to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('recorded'),
    )
    .orderBy('e.recorded_at')
    .orderBy('e.chain_id')
    .orderBy('e.position');
  if (from !== null) query = query.where('e.recorded_at', '>=', from);
  if (until !== null) query = query.where('e.recorded_at', '<', until);
  return query;
}

/** A page of the entries of a plan, of all its chains together. */
export function pageOfEntries(
  tx: Tx,
  tenantId: string,
  plan: { chains: readonly ChainPart[]; bounds: Bounds },
  page: { limit: number; offset: number },
) {
  return entriesInOrder(tx, tenantId, plan).limit(page.limit).offset(page.offset).execute();
}

export type OrderedEntryRow = Awaited<ReturnType<typeof pageOfEntries>>[number];

/** The entries of one kind of chain that were recorded behind one of them: an index serves them in this order. */
export function entriesOfKindAfter(
  tx: Tx,
  tenantId: string,
  plan: { chains: readonly ChainPart[]; bounds: Bounds },
  kind: ChainPart['kind'],
  after: Pick<OrderedEntryRow, 'chain_id' | 'position'> | undefined,
  limit: number,
): Promise<OrderedEntryRow[]> {
  let query = entriesInOrder(tx, tenantId, plan).where('e.chain_kind', '=', kind).limit(limit);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(e.recorded_at, e.chain_id, e.position) > (
        select last.recorded_at, last.chain_id, last.position from ledger.entries last
        where last.tenant_id = ${tenantId} and last.chain_id = ${after.chain_id} and last.position = ${after.position})`,
    );
  return query.execute();
}

/** What a part of a chain holds: how many entries of which type, how many of them sealed, and its last hash. */
export async function accountOf(tx: Tx, tenantId: string, part: ChainPart) {
  const byType = await sealed(tx, tenantId)
    .where('e.chain_id', '=', part.id)
    .where('e.position', '>=', part.first_position)
    .where('e.position', '<=', part.last_position)
    .groupBy('e.entry_type')
    .select((eb) => [
      'e.entry_type',
      eb.fn.countAll<string>().as('entries'),
      eb.fn.count<string>('s.position').as('sealed'),
    ])
    .orderBy('e.entry_type')
    .execute();
  const head = await tx
    .selectFrom('ledger.entries')
    .select('chain_hash')
    .where('tenant_id', '=', tenantId)
    .where('chain_id', '=', part.id)
    .where('position', '=', part.last_position)
    .executeTakeFirst();
  return { byType, head: head?.chain_hash ?? part.head?.chain_hash ?? Buffer.alloc(32) };
}
