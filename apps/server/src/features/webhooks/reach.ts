import { type FieldError, fieldError, validationError } from '@scell/contract';
import type { Environment } from '../../platform/environments.ts';
import type { Call } from '../../platform/http/call.ts';
import { findWebhook } from './store.ts';

/**
 * The environments whose endpoints a caller sees. A key works in its own; a person who is signed in, whose clients show the
 * endpoints of both in one list, in both, the one of the request first.
 */
export function environmentsOf(call: Pick<Call, 'principal' | 'environment'>): readonly Environment[] {
  if (call.principal.keyId !== null) return [call.environment];
  return call.environment === 'production' ? ['production', 'sandbox'] : ['sandbox', 'production'];
}

/** The same call in another environment. */
export function inEnvironment<C extends Call>(call: C, environment: Environment): C {
  if (environment === call.environment) return call;
  const db = call.services.databases[environment];
  return { ...call, environment, db, once: (effect) => call.once(effect, db) };
}

/** The call in the environment that a creation names; a key of the sandbox stays there. */
export function inWishedEnvironment<C extends Call>(
  call: C,
  wish: Environment | undefined,
  spell: C['spell'],
): C {
  if (wish === undefined || wish === call.environment) return call;
  if (wish === 'production' && call.principal.keyId !== null) throw validationError([staysInSandbox(spell)]);
  return inEnvironment(call, wish);
}

function staysInSandbox(spell: Call['spell']): FieldError {
  return fieldError(spell('environment'), {
    fr: 'cette clé est du bac à sable : pour la production, utilisez une clé sk_live_.',
    en: 'this key is of the sandbox: for production, use a key sk_live_.',
  });
}

/** The call in the environment where the endpoint is; as it came when there is none. */
export async function whereWebhookIs<C extends Call>(call: C, id: string): Promise<C> {
  for (const environment of environmentsOf(call)) {
    const there = inEnvironment(call, environment);
    const found = await there.db.withTenant(call.scope, (tx) => findWebhook(tx, call.scope.tenantId, id));
    if (found !== undefined) return there;
  }
  return call;
}
