import type { Call } from '../../platform/http/call.ts';
import { requireWebhook } from './find-webhook.ts';
import { insertAttempt } from './log/store.ts';
import { bodyFor, messageOf, storedBody } from './message.ts';
import { openEndpoint, type Sent, sendOnce } from './send.ts';
import type { Webhook } from './store.ts';

/**
 * Sends a test at once, active or not. It is in the log and is no event: nothing is tried again, and how the endpoint fares
 * is not told by it.
 */
export async function testWebhook(call: Call, id: string): Promise<Sent> {
  const { services, environment, scope } = call;
  const webhook = await call.db.withTenant(scope, (tx) => requireWebhook(tx, call, id));
  const attemptId = call.newId();
  const name = testName(webhook);
  const body = testBody(call, webhook, attemptId, name);
  const outgoing = { id: attemptId, eventName: name, sequence: null, body };
  const sent = await sendOnce(services, environment, openEndpoint(services, webhook, call.now), outgoing);
  await call.db.withTenant(scope, (tx) =>
    insertAttempt(tx, {
      tenant_id: scope.tenantId,
      id: attemptId,
      webhook_id: id,
      sub_tenant_id: webhook.sub_tenant_id,
      delivery_id: null,
      event_id: null,
      event_name: name,
      sequence: null,
      attempt: 1,
      url: webhook.url,
      signature: sent.signature,
      body,
      success: sent.success,
      response_status: sent.status,
      response_body: sent.body,
      response_time_ms: sent.ms,
      error: sent.error,
      next_attempt_at: null,
      sent_at: sent.sentAt,
      created_at: call.now,
    }),
  );
  return sent;
}

/** The parser of the PHP client throws at a name it does not know: what reads `t=,v1=` is told of an invoice, marked as a test. */
function testName({ signature_format: format }: Webhook): string {
  return format === 't_v1' ? 'invoice.created' : 'webhook.test';
}

function testBody(call: Call, webhook: Webhook, id: string, name: string): string {
  const message = messageOf(
    {
      tenant_id: webhook.tenant_id,
      id,
      sub_tenant_id: webhook.sub_tenant_id,
      subject_type: 'webhook',
      subject_id: webhook.id,
      type: name,
      data: { test: true, invoice_number: 'TEST-0001', status: 'draft' },
      created_at: call.now,
    },
    call.environment,
    undefined,
  );
  return bodyFor({ id, event_id: id, event_name: name, sequence: null }, storedBody(message));
}
