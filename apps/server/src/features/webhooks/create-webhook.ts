import { ApiError, fieldError, subscriptionsOf, validationError, type WebhookCreate } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { checkUrl } from './check-url.ts';
import { newSecret, sealHeaders, sealSecret } from './secrets.ts';
import type { SignatureFormat } from './signatures.ts';
import { countWebhooks, insertWebhook } from './store.ts';

/** Endpoints of an account in one environment. */
const MOST = 50;

/** Where the deliveries of an inbox go: nowhere. RFC 2606 keeps the name. */
const INBOX_URL = 'https://inbox.invalid/';

/** Creates an endpoint and its secret. Answers its id. */
export async function createWebhook(
  tx: Tx,
  actor: Actor & { userAgent: string },
  services: Services,
  input: WebhookCreate,
  spell: (path: string) => string,
): Promise<string> {
  const { tenantId } = actor.scope;
  const subTenantId = input.sub_tenant_id ?? actor.principal.subTenantId;
  if (subTenantId !== null) await requireSubTenant(tx, actor, subTenantId);
  const inbox = input.type === 'inbox';
  if (inbox && actor.environment === 'production')
    throw validationError([
      fieldError(spell('type'), {
        fr: 'une boîte de développement n’existe que dans le bac à sable.',
        en: 'a development inbox exists in the sandbox only.',
      }),
    ]);
  if (!inbox && input.url === undefined)
    throw validationError([
      fieldError(spell('url'), {
        fr: 'ce champ est obligatoire.',
        en: 'this field is required.',
      }),
    ]);
  const url = inbox || input.url === undefined ? INBOX_URL : input.url;
  if (!inbox) checkUrl(services, url, spell);
  if ((await countWebhooks(tx, tenantId)) >= MOST)
    throw new ApiError('WEBHOOK_LIMIT_REACHED', { params: { count: String(MOST) } });
  const id = actor.newId();
  const secret = newSecret();
  await insertWebhook(tx, {
    tenant_id: tenantId,
    id,
    sub_tenant_id: subTenantId,
    kind: input.type,
    url,
    description: input.description ?? null,
    events: input.events,
    subscriptions: JSON.stringify(subscriptionsOf(input.events)),
    is_active: input.is_active,
    disabled_reason: null,
    is_global: false,
    secret_sealed: sealSecret(services.secret, id, secret),
    secret_last4: secret.slice(-4),
    previous_secret_sealed: null,
    previous_secret_until: null,
    headers_sealed: sealHeaders(services.secret, id, input.headers ?? {}),
    signature_format: input.signature_format ?? formatFor(actor.userAgent),
    retry_count: input.retry_count,
    timeout_seconds: input.timeout_seconds,
    ordered: input.ordered,
    max_concurrency: input.max_concurrency,
    created_at: actor.now,
    updated_at: actor.now,
    deleted_at: null,
  });
  return id;
}

/**
 * The signature that the caller's library reads: the PHP SDK names itself, the JavaScript SDK sends what Node's `fetch`
 * sends by itself. Anybody else gets that of the REST reference.
 */
function formatFor(userAgent: string): SignatureFormat {
  return /^(?:Scell-|scell-|node$|undici$)/.test(userAgent) ? 't_v1' : 'sha256';
}
