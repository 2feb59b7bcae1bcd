import { ApiError } from '@scell/contract';
import type { Actor } from '../../platform/http/call.ts';
import { OutboundError } from '../../platform/outbound/request.ts';
import type { RegisteredEstablishment } from '../../platform/registers/company-register.ts';
import type { Services } from '../../platform/services.ts';
import { EXAMPLE_SIRETS } from './examples.ts';
import { findAnswer, keepAnswer } from './store.ts';
import { HOLDS_MS } from './timers.ts';

/** What was found, and when the register said so; `null` where it has no such establishment. */
export interface LookUp {
  establishment: RegisteredEstablishment | null;
  askedAt: Date;
}

/**
 * An establishment by its SIRET: the example of the sandbox, the answer of the last day, or the register, asked outside of any
 * transaction. That there is none is not kept: a business may be entered any minute.
 * @throws {ApiError} REGISTER_UNAVAILABLE
 */
export async function lookUpSiret(services: Services, actor: Actor, siret: string): Promise<LookUp> {
  const example = actor.environment === 'sandbox' ? EXAMPLE_SIRETS[siret] : undefined;
  if (example === 'unavailable') throw unavailable();
  if (example !== undefined)
    return { establishment: example === 'unknown' ? null : example, askedAt: actor.now };

  const db = services.databases[actor.environment];
  const { tenantId } = actor.scope;
  const since = new Date(actor.now.getTime() - HOLDS_MS);
  const kept = await db.withTenant(actor.scope, (tx) => findAnswer(tx, tenantId, siret, since));
  if (kept !== undefined) return { establishment: kept.answer, askedAt: kept.asked_at };

  const register = services.registers.companies;
  if (register === null) throw unavailable();
  let establishment: RegisteredEstablishment | null;
  try {
    establishment = await register.find(siret);
  } catch (cause) {
    if (!(cause instanceof OutboundError)) throw cause;
    services.logger.warn({ reason: cause.message }, 'the register of companies gave no answer');
    throw unavailable(cause);
  }
  if (establishment !== null) {
    const found = establishment;
    const times = { askedAt: actor.now, until: new Date(actor.now.getTime() + HOLDS_MS) };
    await db.withTenant(actor.scope, (tx) => keepAnswer(tx, tenantId, siret, found, times));
  }
  return { establishment, askedAt: actor.now };
}

function unavailable(cause?: unknown): ApiError {
  return new ApiError('REGISTER_UNAVAILABLE', { cause, params: { register: 'SIRENE' } });
}
