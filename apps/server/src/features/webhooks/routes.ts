import * as contract from '@scell/contract';
import { type Call, created, isJson, ok, type Reply } from '../../platform/http/call.ts';
import { pageOf, presentList } from '../../platform/http/lists.ts';
import { presentWarnings } from '../../platform/http/present.ts';
import { route } from '../../platform/http/route.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { createWebhook } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { findMessages } from './deliveries/store.ts';
import { requireWebhook } from './find-webhook.ts';
import { listEvents } from './list-events.ts';
import { replayPeriod, retryDelivery } from './log/replay.ts';
import { listAttempts, listDeliveries } from './log/store.ts';
import { presentAttempt, presentDelivery, presentWebhook } from './present.ts';
import { environmentsOf, inEnvironment, inWishedEnvironment, whereWebhookIs } from './reach.ts';
import { regenerateSecret } from './regenerate-secret.ts';
import { openSecret } from './secrets.ts';
import { listWebhooks, type Webhook } from './store.ts';
import { testWebhook } from './test-webhook.ts';
import { updateWebhook } from './update-webhook.ts';

const SAID = {
  created: { fr: 'Webhook créé.', en: 'Webhook created.' },
  updated: { fr: 'Webhook modifié.', en: 'Webhook updated.' },
  deleted: { fr: 'Webhook supprimé.', en: 'Webhook deleted.' },
  regenerated: { fr: 'Secret changé.', en: 'Secret changed.' },
  retried: { fr: 'L’envoi repart.', en: 'The delivery leaves again.' },
};

const byAge = (row: { created_at: Date; id: string }) => ({
  value: row.created_at.toISOString(),
  id: row.id,
});

export const webhookRoutes = [
  route(contract.listWebhooks, async (call) => {
    const { query, scope } = call;
    const found: { webhook: Webhook; environment: Call['environment'] }[] = [];
    for (const environment of environmentsOf(call)) {
      const there = inEnvironment(call, environment);
      const rows = await there.db.withTenant(scope, async (tx) => {
        if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, call, query.sub_tenant_id);
        return listWebhooks(tx, scope.tenantId, query.sub_tenant_id);
      });
      found.push(...rows.map((webhook) => ({ webhook, environment })));
    }
    const sign = query.order === 'asc' ? 1 : -1;
    const before = ({ webhook: a }: (typeof found)[0], { webhook: b }: (typeof found)[0]) =>
      a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1);
    found.sort((a, b) => sign * before(a, b));
    const { offset, limit, after } = pageOf(query);
    const start = after === null ? offset : found.findIndex(({ webhook }) => webhook.id === after.id) + 1;
    const page = { rows: found.slice(start, start + limit), total: found.length };
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listWebhooks.path}`,
        page,
        ({ webhook, environment }) => present(inEnvironment(call, environment), webhook),
        ({ webhook }) => byAge(webhook),
      ),
    );
  }),

  route(contract.createWebhook, async (from) => {
    const call = inWishedEnvironment(from, from.body.environment, from.spell);
    const reply = await call.once(async (tx) => {
      const id = await createWebhook(tx, call, call.services, call.body, call.spell);
      return created({
        message: SAID.created[call.language],
        data: present(call, await requireWebhook(tx, call, id)),
        warnings: presentWarnings(call.warnings, call.language),
      });
    });
    return withSecret(call, reply, false);
  }),

  route(contract.getWebhook, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    const webhook = await call.db.withTenant(call.scope, (tx) => requireWebhook(tx, call, call.params.id));
    return ok({ data: present(call, webhook) });
  }),

  route(contract.updateWebhook, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    const webhook = await call.db.withTenant(call.scope, (tx) =>
      updateWebhook(tx, call, call.services, call.params.id, call.body, call.spell),
    );
    return ok({
      message: SAID.updated[call.language],
      data: present(call, webhook),
      warnings: presentWarnings(call.warnings, call.language),
    });
  }),

  route(contract.deleteWebhook, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    await call.db.withTenant(call.scope, (tx) => deleteWebhook(tx, call, call.params.id));
    return ok({ message: SAID.deleted[call.language] });
  }),

  route(contract.regenerateWebhookSecret, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    const reply = await call.once(async (tx) => {
      const webhook = await regenerateSecret(
        tx,
        call,
        call.services,
        call.params.id,
        call.body.overlap_hours,
      );
      return ok({
        message: SAID.regenerated[call.language],
        data: present(call, webhook),
        warnings: presentWarnings(call.warnings, call.language),
      });
    });
    return withSecret(call, reply, true);
  }),

  route(contract.testWebhook, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    const sent = await testWebhook(call, call.params.id);
    return ok({
      success: sent.success,
      status_code: sent.status,
      response_time_ms: sent.ms,
      error: sent.error,
    });
  }),

  route(contract.listWebhookLogs, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    const { query, scope } = call;
    const { id } = call.params;
    const { found, messages } = await call.db.withTenant(scope, async (tx) => {
      await requireWebhook(tx, call, id);
      const filter = { success: query.success, deliveryId: query.delivery_id, order: query.order };
      const page = await listAttempts(tx, scope.tenantId, id, filter, pageOf(query));
      const events = page.rows.map((row) => row.event_id).filter((event) => event !== null);
      return { found: page, messages: await findMessages(tx, scope.tenantId, events) };
    });
    const address = `${call.apiBase}/webhooks/${id}/logs`;
    return ok(
      presentList(query, address, found, (row) => presentAttempt(row, call.environment, messages), byAge),
    );
  }),

  route(contract.listWebhookDeliveries, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    const { query, scope } = call;
    const { id } = call.params;
    const found = await call.db.withTenant(scope, async (tx) => {
      await requireWebhook(tx, call, id);
      const filter = { status: query.status, order: query.order };
      return listDeliveries(tx, scope.tenantId, id, filter, pageOf(query));
    });
    return ok(presentList(query, `${call.apiBase}/webhooks/${id}/deliveries`, found, presentDelivery, byAge));
  }),

  route(contract.retryWebhookDelivery, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    return call.once(async (tx) =>
      ok({
        message: SAID.retried[call.language],
        data: presentDelivery(await retryDelivery(tx, call, call.params.id, call.params.delivery)),
        warnings: presentWarnings(call.warnings, call.language),
      }),
    );
  }),

  route(contract.replayWebhook, async (from) => {
    const call = await whereWebhookIs(from, from.params.id);
    return call.once(async (tx) => {
      const replayed = await replayPeriod(tx, call, call.params.id, call.body);
      const message =
        call.language === 'fr' ? `Envois repartis : ${replayed}.` : `Deliveries sent again: ${replayed}.`;
      return ok({ message, data: { replayed } });
    });
  }),

  route(contract.listEvents, async (call) =>
    ok(
      await call.db.withTenant(call.scope, (tx) =>
        listEvents(tx, call.scope.tenantId, call.environment, call.query),
      ),
    ),
  ),
];

function present(call: Call, webhook: Webhook): contract.Webhook {
  return presentWebhook(webhook, call.environment, { secret: call.services.secret, now: call.now });
}

/** Adds the secret to what `once` answered: the stored answer of a repeatable request does not bear it. */
async function withSecret(call: Call, reply: Reply, above: boolean): Promise<Reply> {
  if (!isJson(reply)) return reply;
  const body = reply.body as { data: contract.Webhook };
  const webhook = await call.db.withTenant(call.scope, (tx) => requireWebhook(tx, call, body.data.id));
  const secret = openSecret(call.services.secret, webhook.id, webhook.secret_sealed);
  return { ...reply, body: { ...body, ...(above ? { secret } : {}), data: { ...body.data, secret } } };
}
