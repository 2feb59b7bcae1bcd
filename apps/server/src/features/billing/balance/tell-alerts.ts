import type { Environment } from '../../../platform/environments.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import { queueMail, sendQueued } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { billingAddressee } from '../../tenants/billing-addressee.ts';
import { balanceMail } from './balance-mail.ts';
import { bookkeeper } from './bookkeeper.ts';
import { type AlertRow, lockUntold, noteTold } from './store.ts';

/** The job that sends a mail about a balance. */
export const BALANCE_MAIL = 'balance.mail';

const SAID: Record<AlertRow['type'], string> = {
  'balance.low': 'Solde sous le seuil d’alerte',
  'balance.critical': 'Solde sous le seuil critique',
  'balance.depleted': 'Solde épuisé',
  'balance.reloaded': 'Solde rechargé',
  'balance.expiring': 'Des crédits expirent bientôt',
  'balance.reload_failed': 'Rechargement automatique refusé',
};

/** Of several thresholds crossed at once, the mail tells the worst. */
const WORST_LAST = ['balance.low', 'balance.critical', 'balance.depleted'];

/** Tells what waits to be told of a tenant's balance: an event each, and mails. Each once: the rows are held meanwhile. */
export async function tellAlerts(
  services: Services,
  environment: Environment,
  tenantId: string,
): Promise<void> {
  const clerk = bookkeeper(services, tenantId);
  const recipient = await billingAddressee(services, tenantId);
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const alerts = await lockUntold(tx, tenantId);
    for (const alert of alerts)
      await recordEvent(
        tx,
        clerk,
        {
          subjectType: 'balance',
          subjectId: tenantId,
          type: alert.type,
          details: SAID[alert.type],
          data: alert.data,
        },
        null,
      );
    for (const { type, data } of recipient === null ? [] : mailed(alerts))
      await queueMail(tx, clerk, BALANCE_MAIL, {
        subjectType: 'balance',
        subjectId: tenantId,
        subTenantId: null,
        recipient: recipient ?? '',
        message: { type, data },
      });
    await noteTold(
      tx,
      tenantId,
      alerts.map(({ id }) => id),
      clerk.now,
    );
  });
}

function mailed(alerts: readonly AlertRow[]): AlertRow[] {
  const rank = ({ type }: AlertRow) => WORST_LAST.indexOf(type);
  const worst = Math.max(...alerts.map(rank));
  return alerts.filter(
    (alert, index) =>
      alert.type !== 'balance.reloaded' &&
      (rank(alert) < 0 ||
        (rank(alert) === worst && alerts.findLastIndex((other) => rank(other) === worst) === index)),
  );
}

/** Sends a queued mail about a balance. */
export function sendBalanceMail(
  services: Services,
  environment: Environment,
  tenantId: string,
  mailId: string,
): Promise<void> {
  const now = new Date(services.clock());
  return sendQueued(
    services.databases[environment],
    services.mailer,
    now,
    { tenantId, mailId },
    async (mail) => {
      const { type, data } = mail.message as Pick<AlertRow, 'type' | 'data'>;
      return balanceMail(type, data, environment, mail.recipient);
    },
  );
}
