import {
  ApiError,
  type BodyOf,
  fieldError,
  type loginTenant as loginOperation,
  type registerTenant as registerOperation,
  validationError,
} from '@scell/contract';
import { parseApiKey } from '../../../platform/auth/api-keys.ts';
import type { Environment } from '../../../platform/environments.ts';
import { moment } from '../../../platform/http/present.ts';
import { createApiKey } from '../../api-keys/create-api-key.ts';
import { membershipsOf } from '../people/store.ts';
import { isSecondFactor } from '../second-factor/second-step.ts';
import { logSecurity } from '../security-log/store.ts';
import { accountOnEntry, openSession } from '../sessions/open-session.ts';
import { checkPassword } from './check-password.ts';
import { createAlone, createOwner } from './register.ts';
import type { EntryCall } from './sign-in.ts';

/** Opens an account that a partner brings, with its first key: the one time a key is shown. */
export async function registerTenant(call: EntryCall, sent: BodyOf<typeof registerOperation>) {
  const { services, language } = call;
  const { partnerId, environment } = await partnerOf(call, sent.publishable_key);
  const passwordHash = await services.passwords.hash(sent.password);
  const { tenantId } = await createAlone(() =>
    services.databases.production.withSystem('register', (tx) =>
      createOwner(tx, call, {
        email: sent.email,
        name: sent.name,
        first_name: sent.name,
        last_name: '',
        phone: sent.phone ?? null,
        language: sent.language ?? language,
        passwordHash,
        tenantName: sent.name,
        siret: sent.siret ?? null,
        partnerId,
      }),
    ),
  ).catch((error: unknown) => {
    if (error instanceof ApiError && error.errorCode === 'VALIDATION_FAILED')
      throw new ApiError('EMAIL_TAKEN');
    throw error;
  });
  // In a transaction of its own: should it fail, the account is there and its owner makes a key after signing in.
  const { key } = await createApiKey(services, tenantId, {
    kind: 'sk',
    environment,
    name: sent.name,
    scopes: ['*'],
    subTenantId: null,
    companyId: null,
    expiresAt: null,
  });
  return { tenant_id: tenantId, api_key: key, environment };
}

async function partnerOf(
  { services }: EntryCall,
  key: string,
): Promise<{ partnerId: string; environment: Environment }> {
  const parsed = parseApiKey(key);
  const found = parsed?.kind === 'pk' ? await services.keys.find(key) : null;
  if (found?.status !== 'valid' || found.principal.kind !== 'pk')
    throw validationError([
      fieldError('publishable_key', {
        fr: 'une clé publiable active d’un partenaire est attendue (pk_live_… ou pk_test_…).',
        en: 'an active publishable key of a partner is expected (pk_live_… or pk_test_…).',
      }),
    ]);
  return { partnerId: found.principal.tenantId, environment: found.principal.environment };
}

/** A token of one account for twenty-four hours. */
export async function loginTenant(call: EntryCall, sent: BodyOf<typeof loginOperation>) {
  const { services, visitor } = call;
  const person = await checkPassword(call, sent.email, sent.password);
  if (person === null) throw new ApiError('TENANT_LOGIN_FAILED');
  if (
    person.totp_confirmed_at !== null &&
    (sent.code === undefined || !(await isSecondFactor(call, person, sent)))
  )
    throw new ApiError('SECOND_FACTOR_MISSING');
  return services.databases.production.withSystem('sign in', async (tx) => {
    const account = accountOnEntry(person, await membershipsOf(tx, person.id));
    if (account === undefined) throw new ApiError('TENANT_NOT_FOUND');
    const session = await openSession(tx, call, person.id, account.tenant_id, 'tenant');
    await logSecurity(tx, services, visitor, {
      userId: person.id,
      tenantId: account.tenant_id,
      action: 'login',
      actor: `user:${person.id}`,
      details: { session_id: session.id, kind: session.kind },
    });
    return {
      token: session.token,
      tenant_id: account.tenant_id,
      expires_at: moment(session.expiresAt),
    };
  });
}
