import { ApiError, fieldError, RESOURCES, type Text, validationError } from '@scell/contract';
import { covers, readRange, writeRange } from '../../platform/auth/address-ranges.ts';
import { hashApiKey, keyLabel, newApiKey } from '../../platform/auth/api-keys.ts';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import { notFound } from '../../platform/http/lists.ts';
import { requireCompany } from '../companies/find-company.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { refuseUnknownScopes } from './create-api-key.ts';
import type { KeyCall } from './key-call.ts';
import { GRANTABLE, mayHandOn } from './scopes.ts';
import { type ApiKeyRow, insertApiKey, lockApiKey, lockWorkingKeys } from './store.ts';

/** What is asked of a new key; what is not said is as far as the caller itself may. */
export interface KeyWish {
  kind: ApiKeyRow['kind'];
  name: string;
  environment?: Environment | undefined;
  scopes?: readonly string[] | undefined;
  subTenantId?: string | undefined;
  companyId?: string | undefined;
  allowedIps?: readonly string[] | undefined;
  allowedOrigins?: readonly string[] | undefined;
  expiresAt?: Date | undefined;
}

/** Working keys of an account. */
const MOST = 200;

/**
 * Makes a key in a transaction of the live database. It may do nothing that its maker may not: the same or fewer scopes,
 * its environment, sub-tenant, company and addresses, no longer life; a person chooses the environment. Throws
 * `API_KEY_EXCEEDS_CALLER` or, for what the caller does not see, a 404. The whole key is in the answer and nowhere else.
 */
export async function makeKey(
  tx: Tx,
  call: KeyCall,
  wish: KeyWish,
): Promise<{ row: ApiKeyRow; key: string }> {
  // All of them first, in one order: makers that meet wait, and nobody holds what another waits for.
  const working = await lockWorkingKeys(tx, call.scope.tenantId, call.now);
  const maker = await makerOf(tx, call);
  const environment = wish.environment ?? call.environment;
  if (maker !== null && environment !== call.environment)
    throw exceeds({ fr: 'un autre environnement', en: 'another environment' });
  const place = await placeOf(tx, call, environment, wish);
  if (working.length >= MOST)
    throw new ApiError('API_KEY_LIMIT_REACHED', { params: { count: String(MOST) } });
  const key = newApiKey({ kind: wish.kind, environment });
  const row: ApiKeyRow = {
    tenant_id: call.scope.tenantId,
    id: call.newId(),
    ...place,
    name: wish.name,
    kind: wish.kind,
    environment,
    ...keyLabel(key),
    key_hash: hashApiKey(key),
    scopes: wish.kind === 'pk' ? [] : scopesFor(call, wish.scopes),
    allowed_ips: wish.kind === 'pk' ? [] : addressesFor(call, maker, wish.allowedIps),
    allowed_origins: [...(wish.allowedOrigins ?? [])],
    created_at: call.now,
    last_used_at: null,
    expires_at: endFor(call, maker, wish.expiresAt),
    revoked_at: null,
  };
  await insertApiKey(tx, row);
  await recordEvent(
    tx,
    call,
    {
      subjectType: 'api_key',
      subjectId: row.id,
      type: 'api_key.created',
      details: `Clé d’API créée : ${row.prefix}…${row.last4}.`,
      data: factsOf(row),
    },
    row.sub_tenant_id,
  );
  return { row, key };
}

/** What an event says of a key. */
export function factsOf(row: ApiKeyRow) {
  const { id, name, prefix, last4, environment, sub_tenant_id, company_id, scopes } = row;
  return { id, name, prefix, last4, environment, sub_tenant_id, company_id, scopes };
}

/** The key that calls, held and in force: one that is being revoked makes no other. `null` for a person. */
async function makerOf(tx: Tx, { principal }: KeyCall): Promise<ApiKeyRow | null> {
  if (principal.keyId === null) return null;
  const maker = await lockApiKey(tx, principal.tenantId, principal.keyId);
  if (maker === undefined || maker.revoked_at !== null) throw new ApiError('API_KEY_REVOKED');
  return maker;
}

/** For whom the key acts. Sub-tenants and companies are in the database of its environment. */
async function placeOf(
  tx: Tx,
  call: KeyCall,
  environment: Environment,
  wish: KeyWish,
): Promise<Pick<ApiKeyRow, 'sub_tenant_id' | 'company_id'>> {
  const { principal, scope, services } = call;
  const subTenantId = wish.subTenantId ?? principal.subTenantId;
  const companyId = wish.companyId ?? principal.companyId;
  if (principal.subTenantId !== null && subTenantId !== principal.subTenantId)
    throw new ApiError('SUB_TENANT_NOT_FOUND');
  if (principal.companyId !== null && companyId !== principal.companyId) throw notFound(RESOURCES.company);
  const check = async (there: Tx) => {
    if (subTenantId !== null) await requireSubTenant(there, call, subTenantId);
    if (companyId === null) return;
    // A company issues for whom it belongs to: a key of another would never reach it.
    const company = await requireCompany(there, call, companyId);
    if (company.sub_tenant_id !== subTenantId) throw notFound(RESOURCES.company);
  };
  await (environment === 'production' ? check(tx) : services.databases.sandbox.withTenant(scope, check));
  return { sub_tenant_id: subTenantId, company_id: companyId };
}

function scopesFor({ principal, spell }: KeyCall, wish: readonly string[] | undefined): string[] {
  if (wish === undefined) return principal.scopes.filter((scope) => GRANTABLE.has(scope));
  refuseUnknownScopes(wish, spell('scopes'));
  if (wish.length === 0)
    throw validationError([
      fieldError(spell('scopes'), {
        fr: 'donnez au moins un droit, ou rien pour ceux de l’accès qui appelle.',
        en: 'give one scope at least, or none of the field for those of the calling credential.',
      }),
    ]);
  const beyond = wish.filter((scope) => !mayHandOn(principal.scopes, scope)).join(', ');
  if (beyond !== '') throw exceeds({ fr: `les droits ${beyond}`, en: `the scopes ${beyond}` });
  return [...wish];
}

function addressesFor(
  { spell }: KeyCall,
  maker: ApiKeyRow | null,
  wish: readonly string[] | undefined,
): string[] {
  const bounds = maker?.allowed_ips ?? [];
  if (wish === undefined || wish.length === 0) return bounds;
  const ranges = wish.map((text) => {
    const range = readRange(text);
    if (range !== null) return range;
    throw validationError([
      fieldError(spell('allowed_ips'), {
        fr: 'une adresse IP ou un bloc CIDR est attendu à chaque rang : 192.0.2.7, 192.0.2.0/24, 2001:db8::/48.',
        en: 'each item is an IP address or a CIDR block: 192.0.2.7, 192.0.2.0/24, 2001:db8::/48.',
      }),
    ]);
  });
  const outer = bounds.map(readRange).filter((range) => range !== null);
  const beyond = outer.length > 0 && ranges.some((range) => !outer.some((bound) => covers(bound, range)));
  if (beyond) throw exceeds({ fr: 'd’autres adresses', en: 'other addresses' });
  return [...new Set(ranges.map(writeRange))];
}

function endFor({ now, spell }: KeyCall, maker: ApiKeyRow | null, wish: Date | undefined): Date | null {
  const bound = maker?.expires_at ?? null;
  if (wish === undefined) return bound;
  if (wish.getTime() <= now.getTime())
    throw validationError([
      fieldError(spell('expires_at'), {
        fr: 'la fin d’une clé est à venir.',
        en: 'the end of a key is to come.',
      }),
    ]);
  if (bound !== null && wish.getTime() > bound.getTime())
    throw exceeds({ fr: 'une durée plus longue', en: 'a longer life' });
  return wish;
}

function exceeds(what: Text): ApiError {
  return new ApiError('API_KEY_EXCEEDS_CALLER', { params: { what } });
}
