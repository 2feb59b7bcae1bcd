import { uuidv7 } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { TenantScope } from '../../../platform/db/doors.ts';
import type { Environment } from '../../../platform/environments.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import { queueMail } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { closingAddressee } from '../../tenants/closing-addressee.ts';
import { switchOn } from '../kill-switch/switch.ts';
import { ALARM_MAIL } from './alarm-mail.ts';
import type { LedgerCheck } from './check-ledger.ts';

/**
 * Says that the ledger is not whole: an event, an entry in the journal of technical events, a mail to whom the closings go,
 * and, where the operator has set so, the kill switch. All in the transaction that keeps the check. Without the ledger's key
 * nothing can be entered in the journal, and the rest is said all the same.
 */
export async function raiseAlarm(
  tx: Tx,
  services: Services,
  environment: Environment,
  scope: TenantScope,
  checkId: string,
  check: LedgerCheck,
): Promise<void> {
  const { subTenantId = null } = scope;
  const actor = {
    by: 'scheduler',
    scope,
    environment,
    ip: null,
    requestId: null,
    now: check.checkedAt,
    newId: () => uuidv7(services.clock(), services.random),
  };
  services.logger.error(
    { tenant_id: scope.tenantId, check_id: checkId, findings: check.findings },
    'the ledger is not whole',
  );
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'ledger',
      subjectId: checkId,
      type: 'fiscal.integrity_failed',
      details: `Le registre fiscal n’est pas intègre : ${check.findings} anomalie(s)`,
      data: { check_id: checkId, findings: check.findings },
    },
    subTenantId,
  );
  const recipient = await closingAddressee(services, actor, subTenantId);
  if (recipient !== null) {
    await queueMail(tx, actor, ALARM_MAIL, {
      subjectType: 'integrity',
      subjectId: checkId,
      subTenantId,
      recipient,
      message: { kind: 'integrity' },
    });
  }
  if (services.ledgerKey === null) return;
  await recordTechnicalEvent(tx, actor, 'integrity_failed', {
    check_id: checkId,
    findings: String(check.findings),
  });
  if (services.autoKillSwitch && subTenantId === null)
    await switchOn(
      tx,
      actor,
      `Contrôle du registre en échec : ${check.findings} anomalie(s) (contrôle ${checkId}).`,
    );
}
