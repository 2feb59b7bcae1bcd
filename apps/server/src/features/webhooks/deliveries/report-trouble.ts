import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { queueMail } from '../../../platform/mail/outbox.ts';
import { changeState, changeWebhook, lockWebhook, type Webhook } from '../store.ts';
import { WEBHOOK_MAIL } from './trouble-mail.ts';

/** How long an endpoint fails before its owner is told. */
export const ALERT_AFTER_MS = 3_600_000;

export type Trouble = 'failing' | 'recovered' | 'disabled';

const DETAILS: Record<Trouble, string> = {
  failing: 'Un webhook échoue depuis une heure',
  recovered: 'Un webhook répond de nouveau',
  disabled: 'Un webhook a répondu 410 : il est désactivé',
};

/** Says once that an endpoint fails for long, answers again, or is gone: an event and a mail, in one transaction with its state. */
export async function reportTrouble(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'scope' | 'ip' | 'requestId' | 'now' | 'newId'>,
  webhook: Webhook,
  trouble: Trouble,
  recipient: string | null,
): Promise<void> {
  const { tenant_id: tenantId, id, sub_tenant_id: subTenantId, url } = webhook;
  // Several requests may have been told so at once.
  if (trouble === 'disabled' && (await lockWebhook(tx, tenantId, id))?.is_active !== true) return;
  await changeState(tx, tenantId, id, { alerted_at: trouble === 'failing' ? actor.now : null });
  if (trouble === 'disabled')
    await changeWebhook(tx, tenantId, id, {
      is_active: false,
      disabled_reason: 'gone',
      updated_at: actor.now,
    });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'webhook',
      subjectId: id,
      type: `webhook.${trouble}`,
      details: DETAILS[trouble],
      data: { url },
    },
    subTenantId,
  );
  if (recipient === null) return;
  await queueMail(tx, actor, WEBHOOK_MAIL, {
    subjectType: 'webhook',
    subjectId: id,
    subTenantId,
    recipient,
    message: { kind: trouble, url },
  });
}
