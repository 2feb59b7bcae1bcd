import { randomUUID } from 'node:crypto';
import {
  ApiError,
  type FieldError,
  languageOf,
  methodsOf,
  type OperationDefinition,
  parse,
  pathOf,
  presentError,
  RATE_LIMITS,
  type Surface,
  scopeAllows,
} from '@scell/contract';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { routes } from './features/routes.ts';
import { authenticate } from './platform/auth/authenticate.ts';
import type { Principal } from './platform/auth/principal.ts';
import type { Environment } from './platform/environments.ts';
import { readAddress } from './platform/http/addresses.ts';
import { type Call, idMaker, isBytes, type Reply } from './platform/http/call.ts';
import { BODY_LIMIT, toApiError } from './platform/http/errors.ts';
import { fingerprintOf, runOnce } from './platform/http/idempotency.ts';
import { RateLimiter } from './platform/http/rate-limiter.ts';
import type { Route } from './platform/http/route.ts';
import type { Services } from './platform/services.ts';

/** The composed server. */
export type App = ReturnType<typeof createServer>;

export interface AppOptions {
  trustProxy?: boolean;
}

/** The HTTP API over the given services, not listening yet: tests inject requests, `main.ts` listens. */
export function buildApp(services: Services, { trustProxy = false }: AppOptions = {}): App {
  const app = createServer(services, trustProxy);
  const limiter = new RateLimiter(services.clock);

  app.removeAllContentTypeParsers();
  // An empty body with a JSON type is no body: old clients send that on every bodyless POST.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, undefined);
    try {
      done(null, JSON.parse(text as string));
    } catch (cause) {
      done(new ApiError('MALFORMED_JSON', { cause }));
    }
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    reply.header('X-Content-Type-Options', 'nosniff');
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        request_id: request.id,
        method: request.method,
        path: request.originalUrl.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
  app.setErrorHandler((thrown, request, reply) => {
    const error = toApiError(thrown);
    if (error.status >= 500)
      request.log.error({ request_id: request.id, err: error.cause ?? error }, 'request failed');
    sendError(services, error, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsAt(request.url.split('?')[0] ?? '/');
    const path = request.originalUrl.split('?')[0] ?? '/';
    const error =
      allowed.length > 0
        ? new ApiError('METHOD_NOT_ALLOWED', {
            params: { method: request.method, allowed: allowed.join(', ') },
            headers: { Allow: allowed.join(', ') },
          })
        : new ApiError('ROUTE_NOT_FOUND', { params: { method: request.method, path } });
    sendError(services, error, request, reply);
  });

  for (const route of routes) {
    app.route({
      method: [...methodsOf(route.operation)],
      url: localPath(route.operation),
      handler: async (request, reply) => {
        send(reply, await answer(services, limiter, route, request, reply));
        return reply;
      },
    });
  }
  return app;
}

function createServer(services: Services, trustProxy: boolean) {
  return fastify({
    loggerInstance: services.logger,
    disableRequestLogging: true,
    bodyLimit: BODY_LIMIT,
    trustProxy,
    requestTimeout: 60_000,
    keepAliveTimeout: 70_000,
    return503OnClosing: true,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    rewriteUrl: (request) => {
      const address = readAddress(request.url ?? '/');
      if (address.sandbox) request.headers['x-scell-path-environment'] = 'sandbox';
      else delete request.headers['x-scell-path-environment'];
      return address.url;
    },
    routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: true },
  });
}

/** The path as Fastify knows it, after `readAddress` took our prefixes off. */
function localPath(operation: OperationDefinition): string {
  return readAddress(pathOf(operation)).url.replace(/\{(\w+)\}/g, ':$1');
}

const patterns = routes.map(({ operation }) => ({
  pattern: new RegExp(`^${localPath(operation).replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}/?$`),
  methods: methodsOf(operation),
}));

function methodsAt(path: string): string[] {
  return [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
}

async function answer(
  services: Services,
  limiter: RateLimiter,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Reply> {
  const { operation } = route;
  const now = new Date(services.clock());
  const language = languageOf(request.headers['accept-language']);
  const limit = (who: string, environment: Environment, surface: Surface = operation.surface) => {
    if (services.rateLimits) enforceLimit(limiter, surface, environment, who, reply);
  };

  if (route.kind === 'public') {
    limit(request.ip, 'production');
    const { params, query } = read(operation, request);
    return route.handler({
      services,
      logger: services.logger,
      language,
      requestId: request.id,
      now,
      params,
      query,
    } as never);
  }

  let principal: Principal;
  try {
    principal = await authenticate(request.headers, services.keys);
  } catch (error) {
    // Whoever guesses keys is slowed down by address; real callers are counted by key.
    if (error instanceof ApiError) limit(request.ip, 'production', 'system');
    throw error;
  }
  const environment: Environment =
    request.headers['x-scell-path-environment'] === 'sandbox' ? 'sandbox' : principal.environment;
  limit(principal.keyId ?? principal.tenantId, environment);
  const missing = operation.scopes.find((scope) => !scopeAllows(principal.scopes, scope));
  if (missing !== undefined) throw new ApiError('INSUFFICIENT_SCOPE', { params: { scope: missing } });

  const scope = { tenantId: principal.tenantId, subTenantId: principal.subTenantId };
  const db = services.databases[environment];
  const idempotencyKey = request.headers['idempotency-key'];
  const input = read(operation, request);
  const call: Call = {
    by: `api_key:${principal.keyId}`,
    principal,
    environment,
    scope,
    db,
    services,
    logger: services.logger,
    language,
    accept: request.headers.accept ?? '*/*',
    ip: request.ip,
    requestId: request.id,
    now,
    newId: idMaker(services),
    ...(input as {
      params: never;
      query: never;
      body: never;
      warnings: FieldError[];
      spell: (path: string) => string;
    }),
    once: (effect) =>
      db.withTenant(scope, (tx) =>
        typeof idempotencyKey === 'string' && request.method === 'POST'
          ? runOnce(
              tx,
              {
                tenantId: scope.tenantId,
                key: checkedIdempotencyKey(idempotencyKey),
                operation: operation.id,
                fingerprint: fingerprintOf(request.url, request.body),
                now,
              },
              () => effect(tx),
            )
          : effect(tx),
      ),
  };
  return route.handler(call);
}

function read(operation: OperationDefinition, request: FastifyRequest) {
  const strict = /(?:^|[,;\s])handling=strict(?:$|[,;\s])/.test(String(request.headers.prefer ?? ''));
  const params = operation.params === undefined ? undefined : parse(operation.params, request.params).value;
  const query =
    operation.query === undefined ? undefined : parse(operation.query, request.query, { strict }).value;
  const body = operation.body === undefined ? undefined : parse(operation.body, request.body, { strict });
  return {
    params,
    query,
    body: body?.value,
    warnings: body?.warnings ?? [],
    spell: body?.spell ?? ((path: string) => path),
  };
}

function checkedIdempotencyKey(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new ApiError('BAD_REQUEST', {
      params: { reason: 'Idempotency-Key: 1–255 printable ASCII characters' },
    });
  }
  return key;
}

function enforceLimit(
  limiter: RateLimiter,
  surface: Surface,
  environment: Environment,
  who: string,
  reply: FastifyReply,
): void {
  const { limit } = RATE_LIMITS[surface][environment === 'sandbox' ? 'sandbox' : 'live'];
  const allowance = limiter.take(`${surface} ${environment} ${who}`, limit);
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

function send(reply: FastifyReply, answer: Reply): void {
  reply.code(answer.status).headers(answer.headers ?? {});
  if (!isBytes(answer)) {
    reply.send(answer.body);
    return;
  }
  reply.type(answer.mediaType);
  reply.header('Content-Disposition', `attachment; filename="${answer.filename}"`);
  reply.send(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength));
}

function sendError(services: Services, error: ApiError, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(error.status)
    .headers(error.headers)
    .type('application/json')
    .send(
      presentError(error, {
        language: languageOf(request.headers['accept-language']),
        requestId: request.id,
        docBase: `${services.publicUrl}/docs`,
      }),
    );
}

/** The caller's request id when it is a plain one, else a new one. */
function requestIdOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w.-]{1,100}$/.test(given) ? given : randomUUID();
}
