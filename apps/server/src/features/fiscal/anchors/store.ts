import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { inOrder } from '../../../platform/db/paging.ts';
import type { AnchorProofsTable, AnchorStatesTable, AnchorsTable } from '../../../platform/db/schema.ts';
import type { Page } from '../../../platform/http/lists.ts';
import { ANCHOR_TIMER } from './timers.ts';

export type Anchor = Selectable<AnchorsTable>;
export type AnchorState = Selectable<AnchorStatesTable>;
export type AnchorProof = Selectable<AnchorProofsTable>;
/** An anchor, how far it is, and its proofs, the first one first. */
export interface AnchorFile {
  anchor: Anchor;
  state: AnchorState;
  proofs: AnchorProof[];
}

/** A statement takes 65,535 values; after months without the program there are many closings at once. */
const ROWS = 5_000;

/** Asks for anchors that were not asked for yet: fact, state and timer of each in one statement. */
export async function insertAnchors(tx: Tx, rows: readonly Anchor[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS) await insertSome(tx, rows.slice(at, at + ROWS));
}

async function insertSome(tx: Tx, rows: readonly Anchor[]): Promise<void> {
  await tx
    .with('asked', (db) =>
      db
        .insertInto('anchors')
        .values([...rows])
        .onConflict((conflict) => conflict.doNothing())
        .returning(['tenant_id', 'id', 'sub_tenant_id', 'created_at']),
    )
    .with('states', (db) =>
      db
        .insertInto('anchor_states')
        .columns(['tenant_id', 'anchor_id', 'sub_tenant_id', 'updated_at'])
        .expression((eb) => eb.selectFrom('asked').select(['tenant_id', 'id', 'sub_tenant_id', 'created_at']))
        .returning('anchor_id'),
    )
    .insertInto('timers')
    .columns(['tenant_id', 'kind', 'subject_id', 'due_at'])
    .expression((eb) =>
      eb
        .selectFrom('asked')
        .select(['tenant_id', sql<string>`${ANCHOR_TIMER}`.as('kind'), 'id', 'created_at']),
    )
    .execute();
}

export async function findAnchor(tx: Tx, tenantId: string, id: string): Promise<AnchorFile | undefined> {
  const anchor = await tx
    .selectFrom('anchors')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (anchor === undefined) return undefined;
  const [file] = await withStates(tx, tenantId, [anchor]);
  return file;
}

export interface AnchorFilter {
  type?: Anchor['anchor_type'] | undefined;
  status?: AnchorState['status'] | undefined;
  entityId?: string | undefined;
  order: 'asc' | 'desc';
}

export async function listAnchors(
  tx: Tx,
  tenantId: string,
  filter: AnchorFilter,
  page: Page,
): Promise<{ rows: AnchorFile[]; total: number }> {
  let query = tx.selectFrom('anchors').where('tenant_id', '=', tenantId);
  const { type, status, entityId } = filter;
  if (type !== undefined) query = query.where('anchor_type', '=', type);
  if (entityId !== undefined) query = query.where('source_id', '=', entityId);
  if (status !== undefined)
    query = query.where('id', 'in', (eb) =>
      eb
        .selectFrom('anchor_states')
        .select('anchor_id')
        .where('tenant_id', '=', tenantId)
        .where('status', '=', status),
    );
  const { total } = await query
    .select((eb) => eb.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const anchors = await inOrder(
    query.selectAll(),
    { sort: 'created_at', order: filter.order },
    page,
  ).execute();
  return { rows: await withStates(tx, tenantId, anchors), total: Number(total) };
}

async function withStates(tx: Tx, tenantId: string, anchors: readonly Anchor[]): Promise<AnchorFile[]> {
  if (anchors.length === 0) return [];
  const ids = anchors.map(({ id }) => id);
  const states = await tx
    .selectFrom('anchor_states')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('anchor_id', 'in', ids)
    .execute();
  const proofs = await tx
    .selectFrom('anchor_proofs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('anchor_id', 'in', ids)
    .orderBy('version')
    .execute();
  return anchors.map((anchor) => {
    const state = states.find(({ anchor_id }) => anchor_id === anchor.id);
    if (state === undefined) throw new Error(`anchor ${anchor.id} has no state`);
    return { anchor, state, proofs: proofs.filter(({ anchor_id }) => anchor_id === anchor.id) };
  });
}

/** What a step changes. */
export type AnchorChange = Omit<AnchorState, 'tenant_id' | 'anchor_id' | 'sub_tenant_id' | 'revision'>;

/**
 * Notes what a step came to, with the proof it brought and the hour of the next one; `false`, and nothing is noted, when another step was
 * faster.
 */
export async function noteStep(
  tx: Tx,
  state: AnchorState,
  change: AnchorChange,
  proof: Pick<AnchorProof, 'version' | 'sha256' | 'size'> | null,
  dueAt: Date | null,
): Promise<boolean> {
  const { tenant_id, anchor_id, sub_tenant_id } = state;
  const changed = await tx
    .updateTable('anchor_states')
    .set({ ...change, revision: state.revision + 1 })
    .where('tenant_id', '=', tenant_id)
    .where('anchor_id', '=', anchor_id)
    .where('revision', '=', state.revision)
    .returning('anchor_id')
    .executeTakeFirst();
  if (changed === undefined) return false;
  if (proof !== null)
    await tx
      .insertInto('anchor_proofs')
      .values({ ...proof, tenant_id, anchor_id, sub_tenant_id, created_at: change.updated_at })
      .execute();
  await (dueAt === null ? takeTimer(tx, tenant_id, anchor_id) : setTimer(tx, tenant_id, anchor_id, dueAt));
  return true;
}

export async function setTimer(tx: Tx, tenantId: string, id: string, dueAt: Date): Promise<void> {
  await tx
    .insertInto('timers')
    .values({ tenant_id: tenantId, kind: ANCHOR_TIMER, subject_id: id, due_at: dueAt })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'kind', 'subject_id']).doUpdateSet({ due_at: dueAt }),
    )
    .execute();
}

export async function takeTimer(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', ANCHOR_TIMER)
    .where('subject_id', '=', id)
    .execute();
}
