import { uuidv7 } from '@scell/core';
import { ownRulesOn } from '@scell/en16931';
import { termOf } from '../../../platform/archive/retention.ts';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { ArchiveObjectsTable } from '../../../platform/db/schema.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { ownRulesFor } from '../rules/own-rules.ts';
import { insertObjects } from './store.ts';

/** Something that the law has kept: its bytes are in the content store under their SHA-256 already. */
export interface ToArchive {
  tenantId: string;
  subTenantId: string | null;
  subjectType: ArchiveObjectsTable['subject_type'];
  subjectId: string;
  /** What it is of the subject: `facturx`, `csv`, `ots` … */
  kind: string;
  sha256: Uint8Array;
  mediaType: string;
  /** The day in Paris whose accounting year the term counts from: `YYYY-MM-DD`. */
  retainFrom: string;
  /** The last day of the seller's accounting year, `MM-DD`. */
  yearEnd: string;
}

/**
 * Enters objects of one subject for the archive, in the transaction of what they belong to: a row each, and the timer by which
 * they are copied once it commits. The same object twice is entered once. Nothing happens where the archive is off.
 */
export async function archiveObjects(
  tx: Tx,
  services: Pick<Services, 'archive' | 'clock' | 'random'>,
  environment: Environment,
  objects: readonly ToArchive[],
): Promise<void> {
  const [first] = objects;
  if (services.archive[environment] === null || first === undefined) return;
  const now = services.clock();
  const ownRules = await ownRulesFor(tx, first.tenantId, first.subTenantId);
  const rows = objects.map((object) => {
    // An account may have its documents kept for longer than the law and the operator ask, never for less.
    const wished = ownRulesOn(ownRules, object.retainFrom).flatMap(({ tightening }) =>
      tightening.kind === 'retention' ? [tightening.years] : [],
    );
    const { years, marginDays } = services.archive.retention;
    const retention = { years: Math.max(years, ...wished), marginDays };
    const term = termOf(object.retainFrom, object.yearEnd, retention);
    return {
      tenant_id: object.tenantId,
      id: uuidv7(now, services.random),
      sub_tenant_id: object.subTenantId,
      subject_type: object.subjectType,
      subject_id: object.subjectId,
      kind: object.kind,
      sha256: Buffer.from(object.sha256),
      media_type: object.mediaType,
      retain_from: object.retainFrom,
      retain_through: term.day,
      retain_until: term.until,
      created_at: new Date(now),
    };
  });
  await insertObjects(tx, first.tenantId, first.subjectId, rows, new Date(now));
}
