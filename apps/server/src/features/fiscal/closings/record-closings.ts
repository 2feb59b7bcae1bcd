import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { queueMail } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { closingAddressee } from '../../tenants/closing-addressee.ts';
import { requestAnchors } from '../anchors/request-anchors.ts';
import { csvOf } from './read-csv.ts';
import { RECAP_MAIL } from './recap-mail.ts';
import { closingsToRecord, insertClosingRecords } from './store.ts';

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
  const kept: { id: string; sha256: Buffer; size: number }[] = [];
  for (const closing of closings) {
    const csv = await csvOf(services, closing);
    kept.push({ id: closing.id, sha256: await services.content.put(csv), size: csv.length });
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
