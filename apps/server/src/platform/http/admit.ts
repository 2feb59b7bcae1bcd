import {
  ApiError,
  type OperationDefinition,
  RATE_LIMITS,
  type RateLimit,
  type Surface,
  scopeAllows,
} from '@scell/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, type Caller as Credential, sendsKey } from '../auth/authenticate.ts';
import type { Principal, SessionIdentity } from '../auth/principal.ts';
import { scopesOf } from '../auth/sessions.ts';
import { type Environment, readEnvironment } from '../environments.ts';
import type { Services } from '../services.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** A known caller, and the environment it works in. */
export interface Caller {
  /** `null` where a person acts for no account. */
  principal: Principal | null;
  /** `null` for a key. */
  session: SessionIdentity | null;
  environment: Environment;
  /** Address, key or header settled it: what a session sends in a field `environment` comes after them. */
  environmentSettled: boolean;
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
    let found: Credential;
    let wished: Environment | null;
    try {
      found = await authenticate(request.method, request.headers, request.ip, services);
      wished = found.session === null ? found.principal.environment : wishedEnvironment(request);
    } catch (error) {
      // Whoever guesses keys is slowed down by address; real callers are counted by key.
      if (error instanceof ApiError) await count(reply, 'system', 'production', request.ip);
      if (operation.auth === 'session' && error instanceof ApiError && error.errorCode === 'MISSING_API_KEY')
        throw new ApiError('SESSION_MISSING', { headers: error.headers });
      throw error;
    }
    const { principal, session } = found;
    const environment = isSandboxPath(request) ? 'sandbox' : (wished ?? 'production');
    const who =
      session === null ? (found.principal.keyId ?? found.principal.tenantId) : `user ${session.userId}`;
    await count(reply, operation.surface, environment, who);
    if (operation.auth === 'session' && (session === null || session.kind === 'tenant'))
      throw new ApiError('SESSION_REQUIRED');
    if (operation.auth === 'key' && principal === null) throw new ApiError('TENANT_NOT_FOUND');
    const granted = session === null ? found.principal.scopes : scopesOf(session);
    const missing = operation.scopes.find((scope) => !scopeAllows(granted, scope));
    if (missing !== undefined) {
      if (session !== null) throw new ApiError('FORBIDDEN_ROLE');
      throw new ApiError('INSUFFICIENT_SCOPE', { params: { scope: missing } });
    }
    return {
      principal,
      session,
      environment,
      environmentSettled: wished !== null || isSandboxPath(request),
    };
  };
}

/** The environment a session asks for in its header; `null` when it does not say. */
function wishedEnvironment({ headers }: FastifyRequest): Environment | null {
  const given = headers['x-scell-environment'];
  if (typeof given !== 'string' || given.trim() === '') return null;
  const environment = readEnvironment(given);
  if (environment === null)
    throw new ApiError('BAD_REQUEST', {
      params: {
        reason: {
          fr: 'X-Scell-Environment vaut production, live ou sandbox',
          en: 'X-Scell-Environment is production, live or sandbox',
        },
      },
    });
  return environment;
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
