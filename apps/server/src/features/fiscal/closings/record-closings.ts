import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { queueMail } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { closingAddressee } from '../../tenants/closing-addressee.ts';
import { requestAnchors } from '../anchors/request-anchors.ts';
import { archiveObjects, type ToArchive } from '../archive/archive-objects.ts';
import { csvOf } from './read-csv.ts';
import { RECAP_MAIL } from './recap-mail.ts';
import { type Closing, closingRecord, closingsToRecord, insertClosingRecords } from './store.ts';

/**
 * Keeps the CSV of the closings of a tenant itself, or of a sub-tenant, that have none yet, and queues the one mail that tells
 * of them; daily ones are to be dated by the services that are switched on. `alongside` is done in the same transaction. Safe to repeat, and by several at once.
 */
export async function recordClosings(
  services: Services,
  actor: Pick<Actor, 'scope' | 'environment' | 'now' | 'newId'>,
  subTenantId: string | null,
  alongside: (tx: Tx) => Promise<unknown> = async () => {},
): Promise<void> {
  const { tenantId } = actor.scope;
  const db = services.databases[actor.environment];
  const closings = await db.withTenant({ tenantId }, (tx) => closingsToRecord(tx, tenantId, subTenantId));
  const kept: { id: string; closing: Closing; sha256: Buffer; size: number; record: Buffer | null }[] = [];
  for (const closing of closings) {
    const csv = await csvOf(services, closing);
    const sha256 = await services.content.put(csv);
    kept.push({
      id: closing.id,
      closing,
      sha256,
      size: csv.length,
      record: await keepRecord(services, closing),
    });
  }
  const recipient = closings.length === 0 ? null : await closingAddressee(services, actor, subTenantId);
  await db.withTenant({ tenantId }, async (tx) => {
    if (kept.length > 0) {
      const mailId = recipient === null ? null : actor.newId();
      const inserted = await insertClosingRecords(
        tx,
        kept.map(({ id, sha256, size }) => ({
          tenant_id: tenantId,
          closing_id: id,
          sub_tenant_id: subTenantId,
          csv_sha256: sha256,
          csv_size: size,
          mail_id: mailId,
          recorded_at: actor.now,
        })),
      );
      await requestAnchors(
        tx,
        services,
        closings
          .filter(({ id, closing_type }) => closing_type === 'daily' && inserted.includes(id))
          .map((closing) => ({
            tenantId,
            subTenantId,
            sourceType: 'daily_closing',
            sourceId: closing.id,
            hash: closing.closing_hash,
          })),
      );
      for (const { id, closing, sha256, record } of kept)
        if (inserted.includes(id))
          await archiveObjects(tx, services, actor.environment, archivedOf(closing, sha256, record));
      if (recipient !== null && mailId !== null && inserted[0] !== undefined) {
        await queueMail(tx, { ...actor, newId: () => mailId }, RECAP_MAIL, {
          subjectType: 'closing',
          subjectId: inserted[0],
          subTenantId,
          recipient,
          message: { kind: 'closings', closing_ids: inserted },
        });
      }
    }
    await alongside(tx);
  });
}

/** Keeps what the ledger states of a closing, word for word, for the archive; `null` where that is off. */
async function keepRecord(services: Services, closing: Closing): Promise<Buffer | null> {
  if (services.archive[closing.environment] === null) return null;
  const text = await services.databases[closing.environment].withTenant(
    { tenantId: closing.tenant_id },
    (tx) => closingRecord(tx, closing),
  );
  return services.content.put(Buffer.from(text));
}

/** What the archive keeps of a closing, as long as the documents of its accounting year. */
function archivedOf(closing: Closing, csv: Buffer, record: Buffer | null): ToArchive[] {
  const common = {
    tenantId: closing.tenant_id,
    subTenantId: closing.sub_tenant_id,
    subjectType: 'closing',
    subjectId: closing.id,
    retainFrom: closing.fiscal_year,
    yearEnd: closing.fiscal_year.slice(5),
  } as const;
  const table = { ...common, kind: 'csv', sha256: csv, mediaType: 'text/csv' };
  return record === null
    ? [table]
    : [table, { ...common, kind: 'record', sha256: record, mediaType: 'application/json' }];
}
