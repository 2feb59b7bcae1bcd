import { revokeSubTenantKeys } from './features/api-keys/revoke-sub-tenant-keys.ts';
import { BALANCE_ALERTS } from './features/billing/balance/alerts.ts';
import { AUTO_RELOAD } from './features/billing/balance/charge-for.ts';
import { expireCredits } from './features/billing/balance/expire-credits.ts';
import { BALANCE_MAIL, sendBalanceMail, tellAlerts } from './features/billing/balance/tell-alerts.ts';
import { CREDIT_TIMER } from './features/billing/balance/timers.ts';
import { invoicePurchase } from './features/billing/documents/invoice-purchase.ts';
import { makeStatement } from './features/billing/documents/make-statement.ts';
import { STATEMENT_TIMER } from './features/billing/documents/timers.ts';
import { autoReload } from './features/billing/purchases/auto-reload.ts';
import { INVOICE_PURCHASE } from './features/billing/purchases/settle.ts';
import { advanceDue } from './features/companies/kyc/advance-verification.ts';
import { KYC_TIMER } from './features/companies/kyc/timers.ts';
import { MIRROR_COMPANY, mirrorCompany } from './features/companies/mirror-company.ts';
import { expireConversion } from './features/conversions/expire-conversion.ts';
import { CONVERSION_TIMER } from './features/conversions/timers.ts';
import { advanceAnchor, startAnchorStep } from './features/fiscal/anchors/advance-anchor.ts';
import { ADVANCE_ANCHOR, ANCHOR_TIMER } from './features/fiscal/anchors/timers.ts';
import { copySubject } from './features/fiscal/archive/copy-subject.ts';
import { startArchiveJob } from './features/fiscal/archive/due.ts';
import { ARCHIVE_COPY, ARCHIVE_VERIFY } from './features/fiscal/archive/timers.ts';
import { verifyDaily } from './features/fiscal/archive/verify-archive.ts';
import { closeDue } from './features/fiscal/closings/close-due.ts';
import { RECAP_MAIL, sendRecap } from './features/fiscal/closings/recap-mail.ts';
import { CLOSING_TIMER } from './features/fiscal/closings/timers.ts';
import {
  eraseDocument,
  takeOffCopies,
  takeOffDraftFile,
} from './features/fiscal/erasures/take-off-copies.ts';
import { DOCUMENT_ERASURE_TIMER, ERASED_COPIES_TIMER } from './features/fiscal/erasures/timers.ts';
import { ALARM_MAIL, sendAlarm } from './features/fiscal/integrity/alarm-mail.ts';
import { checkDue } from './features/fiscal/integrity/check-due.ts';
import { INTEGRITY_TIMER } from './features/fiscal/integrity/timers.ts';
import { ACCOUNT_MAIL, sendAccountMail } from './features/identity/mails/send-account-mail.ts';
import { makeFiles } from './features/invoices/make-files.ts';
import { SEND_INVOICE_MAIL, sendInvoiceMail } from './features/invoices/send-by-email.ts';
import { DELETED_DRAFT_TIMER, DOCUMENT_TIMER } from './features/invoices/timers.ts';
import { forgetDue } from './features/registers/forget-answers.ts';
import { FORGET_TIMER } from './features/registers/timers.ts';
import { eraseBytes } from './features/tenants/kyb/erase-bytes.ts';
import { KYB_BYTES_TIMER } from './features/tenants/kyb/timers.ts';
import { REVOKE_SUB_TENANT_KEYS } from './features/tenants/sub-tenants/remove-sub-tenant.ts';
import { sendTroubleMail, WEBHOOK_MAIL } from './features/webhooks/deliveries/trouble-mail.ts';
import type { Environment } from './platform/environments.ts';
import type { TimerHandlers } from './platform/jobs/scheduler.ts';
import type { Tasks } from './platform/jobs/worker.ts';
import { onTenantClock } from './platform/sandbox-clocks.ts';
import type { Services } from './platform/services.ts';

/** The jobs of one environment's queue, each on the clock of the account it is for. */
export function tasksOf(services: Services, environment: Environment): Tasks {
  return Object.fromEntries(
    Object.keys(tasksOn(services, environment)).map((name) => [
      name,
      async (payload) =>
        tasksOn(onTenantClock(services, environment, String(payload.tenant_id)), environment)[name]?.(
          payload,
        ),
    ]),
  );
}

function tasksOn(services: Services, environment: Environment): Tasks {
  return {
    // Accounts live in the live database only, and their jobs in its queue.
    [ACCOUNT_MAIL]: ({ mail_id }) => sendAccountMail(services, String(mail_id)),
    [MIRROR_COMPANY]: ({ tenant_id, company_id }) =>
      mirrorCompany(services, String(tenant_id), String(company_id)),
    [REVOKE_SUB_TENANT_KEYS]: ({ tenant_id, sub_tenant_id }) =>
      revokeSubTenantKeys(services, environment, String(tenant_id), String(sub_tenant_id)),
    [SEND_INVOICE_MAIL]: ({ tenant_id, mail_id }) =>
      sendInvoiceMail(services, environment, String(tenant_id), String(mail_id)),
    [BALANCE_ALERTS]: ({ tenant_id }) => tellAlerts(services, environment, String(tenant_id)),
    [AUTO_RELOAD]: ({ tenant_id }) => autoReload(services, environment, String(tenant_id)),
    [INVOICE_PURCHASE]: ({ tenant_id, purchase_id }) =>
      invoicePurchase(services, String(tenant_id), String(purchase_id)),
    [BALANCE_MAIL]: ({ tenant_id, mail_id }) =>
      sendBalanceMail(services, environment, String(tenant_id), String(mail_id)),
    [ALARM_MAIL]: ({ tenant_id, mail_id }) =>
      sendAlarm(services, environment, String(tenant_id), String(mail_id)),
    [RECAP_MAIL]: ({ tenant_id, mail_id }) =>
      sendRecap(services, environment, String(tenant_id), String(mail_id)),
    [WEBHOOK_MAIL]: ({ tenant_id, mail_id }) =>
      sendTroubleMail(services, environment, String(tenant_id), String(mail_id)),
    [ADVANCE_ANCHOR]: ({ tenant_id, anchor_id }) =>
      advanceAnchor(services, environment, String(tenant_id), String(anchor_id)),
    [ARCHIVE_COPY]: ({ tenant_id, subject_id }) =>
      copySubject(services, environment, String(tenant_id), String(subject_id)),
    [ARCHIVE_VERIFY]: ({ tenant_id }) => verifyDaily(services, environment, String(tenant_id)),
  };
}

/** What is done when a timer is due, on the clock of the account it is for. */
export function timerHandlersOf(services: Services): TimerHandlers {
  return Object.fromEntries(
    Object.keys(handlersOn(services)).map((kind) => [
      kind,
      async (environment, timer) =>
        handlersOn(onTenantClock(services, environment, timer.tenantId))[kind]?.(environment, timer),
    ]),
  );
}

function handlersOn(services: Services): TimerHandlers {
  return {
    [DOCUMENT_TIMER]: (environment, { tenantId, subjectId }) =>
      makeFiles(services, environment, tenantId, subjectId),
    [DELETED_DRAFT_TIMER]: (environment, { tenantId, subjectId }) =>
      takeOffDraftFile(services, environment, tenantId, subjectId),
    [STATEMENT_TIMER]: (_environment, { tenantId }) => makeStatement(services, tenantId),
    [CREDIT_TIMER]: (environment, { tenantId }) => expireCredits(services, environment, tenantId),
    [CLOSING_TIMER]: (environment, { tenantId, subjectId }) =>
      closeDue(services, environment, tenantId, subjectId),
    [INTEGRITY_TIMER]: (environment, { tenantId }) => checkDue(services, environment, tenantId),
    [KYB_BYTES_TIMER]: (environment, { tenantId, subjectId }) =>
      eraseBytes(services, environment, tenantId, subjectId),
    [FORGET_TIMER]: (environment, { tenantId }) => forgetDue(services, environment, tenantId),
    [KYC_TIMER]: (environment, { tenantId, subjectId }) =>
      advanceDue(services, environment, tenantId, subjectId),
    [CONVERSION_TIMER]: (environment, { tenantId, subjectId }) =>
      expireConversion(services, environment, tenantId, subjectId),
    [ANCHOR_TIMER]: (environment, { tenantId, subjectId }) =>
      startAnchorStep(services, environment, tenantId, subjectId),
    [ERASED_COPIES_TIMER]: (environment, { tenantId, subjectId }) =>
      takeOffCopies(services, environment, tenantId, subjectId),
    [DOCUMENT_ERASURE_TIMER]: (environment, { tenantId, subjectId }) =>
      eraseDocument(services, environment, tenantId, subjectId),
    [ARCHIVE_COPY]: (environment, timer) => startArchiveJob(services, environment, timer),
    [ARCHIVE_VERIFY]: (environment, timer) => startArchiveJob(services, environment, timer),
  };
}
