import {
  ApiError,
  type OperationDefinition,
  RATE_LIMITS,
  type RateLimit,
  type Surface,
  scopeAllows,
} from '@scell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, sendsKey } from '../auth/authenticate.ts';
import type { Principal } from '../auth/principal.ts';
import type { Environment } from '../environments.ts';
import type { Services } from '../services.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** A known caller, and the environment it works in. */
export interface Caller {
  principal: Principal;
  environment: Environment;
}

/** Lets a request in, or throws why not. `null`: the operation asks nobody who they are. */
export type Admit = (
  operation: Pick<OperationDefinition, 'auth' | 'surface' | 'scopes' | 'keyOptional'>,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Caller | null>;

/**
 * Who may call, settled from the head of a request alone: a body is neither received nor read for somebody who is
 * unknown, too fast, or without the right.
 */
export function doorkeeper(services: Services, limiter: RateLimiter | null): Admit {
  const count = async (reply: FastifyReply, surface: Surface, environment: Environment, who: string) => {
    if (limiter !== null) await enforceLimit(limiter, reply, surface, environment, who);
  };
  return async (operation, request, reply) => {
    if (operation.auth === 'none' && !(operation.keyOptional === true && sendsKey(request.headers))) {
      await count(reply, operation.surface, 'production', request.ip);
      return null;
    }
    let principal: Principal;
    try {
      principal = await authenticate(request.headers, services.keys);
    } catch (error) {
      // Whoever guesses keys is slowed down by address; real callers are counted by key.
      if (error instanceof ApiError) await count(reply, 'system', 'production', request.ip);
      throw error;
    }
    const environment: Environment = isSandboxPath(request) ? 'sandbox' : principal.environment;
    await count(reply, operation.surface, environment, principal.keyId ?? principal.tenantId);
    const missing = operation.scopes.find((scope) => !scopeAllows(principal.scopes, scope));
    if (missing !== undefined) throw new ApiError('INSUFFICIENT_SCOPE', { params: { scope: missing } });
    return { principal, environment };
  };
}

/** Says to the rest of the program that the address asked for the sandbox; whatever a caller sent under the name goes. */
export function markSandboxPath(headers: Record<string, unknown>, sandbox: boolean): void {
  if (sandbox) headers[SANDBOX_PATH] = 'sandbox';
  else delete headers[SANDBOX_PATH];
}

/** Whether the address asked for the sandbox whatever the key. */
export function isSandboxPath(request: FastifyRequest): boolean {
  return request.headers[SANDBOX_PATH] === 'sandbox';
}

const SANDBOX_PATH = 'x-scell-path-environment';

async function enforceLimit(
  limiter: RateLimiter,
  reply: FastifyReply,
  surface: Surface,
  environment: Environment,
  who: string,
): Promise<void> {
  const row: RateLimit = RATE_LIMITS[surface][environment === 'sandbox' ? 'sandbox' : 'live'];
  const name = `${surface} ${environment} ${who}`;
  const allowance = row.exact ? await limiter.takeExactly(name, row.limit) : limiter.take(name, row.limit);
  reply.header('X-RateLimit-Limit', allowance.limit);
  reply.header('X-RateLimit-Remaining', allowance.remaining);
  reply.header('X-RateLimit-Reset', allowance.reset);
  if (!allowance.allowed) {
    throw new ApiError('RATE_LIMITED', {
      params: { retry_after: allowance.retryAfter },
      headers: { 'Retry-After': String(allowance.retryAfter) },
      details: { retry_after: allowance.retryAfter },
    });
  }
}
