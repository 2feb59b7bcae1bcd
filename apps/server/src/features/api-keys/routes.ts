import * as contract from '@scell/contract';
import { type Call, ok, type Reply } from '../../platform/http/call.ts';
import { pageOf, presentList } from '../../platform/http/lists.ts';
import { route } from '../../platform/http/route.ts';
import { requireKey, sightOf } from './find-key.ts';
import { onWorldClock } from './key-call.ts';
import { type KeyWish, makeKey } from './make-key.ts';
import { presentKey, presentNewKey } from './present.ts';
import { regenerateKey } from './regenerate-key.ts';
import { revokeKey } from './revoke-key.ts';
import { listApiKeys } from './store.ts';

const CREATED = { fr: 'Clé d’API créée.', en: 'API key created.' };
const REPLACED = { fr: 'Clé d’API remplacée.', en: 'API key replaced.' };
const REVOKED = { fr: 'Clé d’API révoquée.', en: 'API key revoked.' };

export const apiKeyRoutes = [
  route(contract.listApiKeys, (call) => list(call, contract.listApiKeys.path)),
  route(contract.listTenantKeys, (call) => list(call, contract.listTenantKeys.path)),

  route(contract.createApiKey, (call) => {
    const { name, type } = call.body;
    return create(call, type === 'publishable' ? publishable(name, call.body) : secret(name, call.body));
  }),
  route(contract.createTenantSecretKey, (call) =>
    create(call, secret(call.body.name ?? 'Secret key', call.body)),
  ),
  ...[
    contract.createTenantPublishableKey,
    contract.createPublishableKey,
    contract.createAccountPublishableKey,
  ].map((operation) =>
    route(operation, (call) => create(call, publishable(call.body.name ?? 'Publishable key', call.body))),
  ),

  route(contract.getApiKey, async (call) =>
    ok({
      data: presentKey(
        await call.services.databases.production.withTenant(call.scope, (tx) =>
          requireKey(tx, call, call.params.id),
        ),
      ),
    }),
  ),

  route(contract.revokeApiKey, async (call) => {
    await call.services.databases.production.withTenant(call.scope, (tx) =>
      revokeKey(tx, onWorldClock(call), call.params.id, call.query.force),
    );
    call.services.keys.forget();
    return ok({ message: REVOKED[call.language] });
  }),

  route(contract.regenerateApiKey, (call) => replace(call, call.params.id, 201, endOf(call.body.expires_at))),

  route(contract.regenerateTenantKey, (call) => {
    if (call.principal.keyId === null) throw new contract.ApiError('API_KEY_NOT_ACTIVE');
    return replace(call, call.principal.keyId, 200, undefined);
  }),
];

async function list(
  call: Pick<Call, 'services' | 'scope' | 'principal' | 'environment' | 'apiBase'> & {
    query: contract.QueryOf<typeof contract.listApiKeys>;
  },
  path: string,
): Promise<Reply> {
  const { query, scope } = call;
  const sight = sightOf(call);
  const outOfSight =
    (sight.environment !== undefined && (query.environment ?? sight.environment) !== sight.environment) ||
    (sight.companyId !== undefined && (query.company_id ?? sight.companyId) !== sight.companyId);
  const filter = {
    environment: query.environment ?? sight.environment,
    companyId: query.company_id ?? sight.companyId,
    subTenantId: query.sub_tenant_id,
    publishable: query.type === undefined ? undefined : query.type === 'publishable',
    order: query.order,
  };
  const page = pageOf(query);
  const found = outOfSight
    ? { rows: [], total: 0 }
    : await call.services.databases.production.withTenant(scope, (tx) =>
        listApiKeys(tx, scope.tenantId, filter, page),
      );
  return ok(
    presentList(query, `${call.apiBase}${path}`, found, presentKey, (row) => ({
      value: row.created_at.toISOString(),
      id: row.id,
    })),
  );
}

type Making = Omit<Call, 'params' | 'query' | 'body'>;

function create(call: Making, wish: KeyWish): Promise<Reply> {
  return call.once(
    async (tx) =>
      presentNewKey(await makeKey(tx, onWorldClock(call), wish), call, {
        status: 201,
        message: CREATED,
        replaced: false,
      }),
    call.services.databases.production,
  );
}

async function replace(
  call: Making,
  id: string,
  status: 200 | 201,
  expiresAt: Date | undefined,
): Promise<Reply> {
  const reply = await call.once(
    async (tx) =>
      presentNewKey(await regenerateKey(tx, onWorldClock(call), id, expiresAt), call, {
        status,
        message: REPLACED,
        replaced: true,
      }),
    call.services.databases.production,
  );
  call.services.keys.forget();
  return reply;
}

function secret(name: string, body: Omit<contract.SecretKeyCreate, 'name'>): KeyWish {
  return { kind: 'sk', name, ...restrictions(body), scopes: body.scopes, allowedIps: body.allowed_ips };
}

function publishable(name: string, body: Omit<contract.PublishableKeyCreate, 'name'>): KeyWish {
  return { kind: 'pk', name, ...restrictions(body), allowedOrigins: body.allowed_origins };
}

function restrictions(
  body: Pick<contract.ApiKeyCreate, 'environment' | 'company_id' | 'sub_tenant_id' | 'expires_at'>,
) {
  return {
    environment: body.environment,
    companyId: body.company_id,
    subTenantId: body.sub_tenant_id,
    expiresAt: endOf(body.expires_at),
  };
}

/** A day counts to its end in Paris. */
function endOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  if (text.length > 10) return new Date(text.replace(' ', 'T'));
  const next = Temporal.PlainDate.from(text).add({ days: 1 }).toZonedDateTime('Europe/Paris');
  return new Date(next.epochMilliseconds);
}
