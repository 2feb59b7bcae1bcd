import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  API_PREFIX,
  ApiError,
  type FieldError,
  languageOf,
  type Method,
  methodsOf,
  type OperationDefinition,
  type ParseOptions,
  parse,
  pathOf,
  presentError,
} from '@scell/contract';
import fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
} from 'fastify';
import { stripeHook } from './features/billing/purchases/stripe-hook.ts';
import { kycPage } from './features/companies/kyc/page.ts';
import { docsPages } from './features/docs/pages.ts';
import { accountPages } from './features/identity/pages.ts';
import { routes } from './features/routes.ts';
import { actorOf } from './platform/auth/principal.ts';
import { type Environment, readEnvironment } from './platform/environments.ts';
import { readAddress } from './platform/http/addresses.ts';
import { type Caller, doorkeeper, isSandboxPath, markSandboxPath } from './platform/http/admit.ts';
import {
  type Call,
  idMaker,
  isJson,
  LastingRefusal,
  type PublicCall,
  type Reply,
} from './platform/http/call.ts';
import { BODY_LIMIT, toApiError } from './platform/http/errors.ts';
import { fingerprintOf, runOnce } from './platform/http/idempotency.ts';
import { readMultipart } from './platform/http/multipart.ts';
import type { Page } from './platform/http/page.ts';
import { openProviderHooks } from './platform/http/provider-hooks.ts';
import { readQuery } from './platform/http/query.ts';
import { openRequestLog } from './platform/http/request-log.ts';
import type { Route } from './platform/http/route.ts';
import { sharedLimiter } from './platform/http/shared-counts.ts';
import { formBody, loneUpload, type Upload, UploadedBody } from './platform/http/uploads.ts';
import { visitorOf } from './platform/http/visitor.ts';
import { onTenantClock } from './platform/sandbox-clocks.ts';
import type { Services } from './platform/services.ts';

/** The composed server. */
export type App = ReturnType<typeof createServer>;

export interface AppOptions {
  trustProxy?: boolean;
}

/** The HTTP API over the given services, not listening yet: tests inject requests, `main.ts` listens. */
export function buildApp(services: Services, { trustProxy = false }: AppOptions = {}): App {
  const app = createServer(services, trustProxy);
  const counting = services.rateLimits ? sharedLimiter(services) : null;
  app.addHook('onClose', async () => counting?.stop());
  const admit = doorkeeper(services, counting?.limiter ?? null);
  const callers = new WeakMap<FastifyRequest, Caller>();
  const refusals = new WeakMap<FastifyRequest, ApiError>();
  const requestLog = services.requestLog ? openRequestLog(services) : null;
  app.addHook('onClose', async () => requestLog?.stop());

  app.removeAllContentTypeParsers();
  // An empty body with a JSON type is no body: old clients send that on every bodyless POST.
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => (bytes.length === 0 ? undefined : readJson(bytes)),
  );

  acceptUploads(app, services.uploadLimit);

  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
    reply.headers(SECURITY_HEADERS);
    if (closing) throw new ApiError('SERVICE_UNAVAILABLE', { headers: { 'Retry-After': '1' } });
  });
  app.addHook('onSend', async (_request, reply) => {
    // What was kept alive for more would keep the program from ending.
    if (closing) reply.header('Connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        request_id: request.id,
        method: request.method,
        path: loggedPath(request.originalUrl),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    const [caller, operation] = [callers.get(request), operationOf(request)];
    // The log is an account's: what a person asks for no account is in their security log.
    if (caller === undefined || operation === undefined || caller.principal === null) return;
    requestLog?.note({
      caller,
      operation,
      request,
      status: reply.statusCode,
      error: refusals.get(request),
      durationMs: reply.elapsedTime,
    });
  });
  app.setErrorHandler((thrown, request, reply) => {
    const type = request.headers['content-type'];
    const limit = LONE_TYPES.includes(mediaTypeOf(type)) ? services.uploadLimit : BODY_LIMIT;
    const error = toApiError(thrown, type, limit);
    refusals.set(request, error);
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
      config: { operation: route.operation },
      onRequest: async (request, reply) => {
        const caller = await admit(route.operation, request, reply);
        if (caller !== null) callers.set(request, caller);
      },
      handler: async (request, reply) => {
        send(reply, await answer(services, route, callers.get(request), request));
        return reply;
      },
    });
  }
  openProviderHooks(app, services, [stripeHook], (request, reply) => admit(PAGE_ACCESS, request, reply));
  for (const page of pages) {
    app.get(page.path, {
      onRequest: async (request, reply) => {
        await admit(PAGE_ACCESS, request, reply);
      },
      handler: async (request, reply) => {
        const { lang } = request.query as Record<string, unknown>;
        const { status, mediaType, text, headers } = await page.answer({
          services,
          language: lang === 'fr' || lang === 'en' ? lang : languageOf(request.headers['accept-language']),
          params: request.params as Record<string, string>,
        });
        return reply.code(status).headers(headers).type(mediaType).send(text);
      },
    });
  }
  return app;
}

/** Takes the bodies that bear a file, from those operations that take one. */
function acceptUploads(app: App, limit: number): void {
  app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, stream: Readable) => {
    const { upload } = operationOf(request) ?? {};
    if (upload === undefined) return refuseType(request, stream);
    return formBody(await readMultipart(stream, request.headers['content-type'] ?? '', limit), upload);
  });
  app.addContentTypeParser(
    LONE_TYPES,
    { parseAs: 'buffer', bodyLimit: limit },
    async (request: FastifyRequest, bytes: Buffer) => {
      const type = mediaTypeOf(request.headers['content-type']);
      const taken = operationOf(request)?.upload?.alone?.includes(type) === true;
      return taken ? loneUpload(bytes, request.query as Record<string, unknown>) : refuseType(request);
    },
  );
}

/** Every type under which some operation takes a file alone. */
const LONE_TYPES = [...new Set(routes.flatMap(({ operation }) => operation.upload?.alone ?? []))];

function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The operation a request is for; none at an address that leads nowhere. */
function operationOf(request: FastifyRequest): OperationDefinition | undefined {
  return (request.routeOptions.config as { operation?: OperationDefinition }).operation;
}

function refuseType(request: FastifyRequest, unread?: Readable): undefined {
  unread?.resume();
  // Nobody is there to take it: the answer is that of the address.
  if (request.is404) return undefined;
  throw new ApiError('UNSUPPORTED_MEDIA_TYPE', { params: { type: request.headers['content-type'] ?? '' } });
}

// Bytes that are not UTF-8 would become other letters, for good once they are in an issued document.
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A JSON text (RFC 8259 §8.1: UTF-8; a byte order mark is passed over). */
function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch (cause) {
    throw new ApiError('MALFORMED_JSON', { cause });
  }
}

function createServer(services: Services, trustProxy: boolean) {
  const options: FastifyHttpOptions<RawServerDefault, FastifyBaseLogger> = {
    loggerInstance: services.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // One proxy, ours: only the last address of X-Forwarded-For is its word, those before are the caller's own.
    trustProxy: trustProxy && ((_address, hop) => hop === 0),
    requestTimeout: 60_000,
    keepAliveTimeout: 70_000,
    // Said by a hook of ours, as an error of ours.
    return503OnClosing: false,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    rewriteUrl: (request) => {
      const address = readAddress(request.url ?? '/');
      markSandboxPath(request.headers, address.sandbox);
      return address.url;
    },
    // Addresses that lead nowhere by their form, before any hook has run.
    frameworkErrors: (thrown, request, reply) => {
      reply.header('X-Request-Id', request.id).headers(SECURITY_HEADERS);
      sendError(services, toApiError(thrown), request, reply);
    },
    routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: true, querystringParser: readQuery },
  };
  return fastify(options);
}

/** Answers are private data for programs: nobody keeps, guesses, frames or runs them. Pages for people say otherwise. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The path for the log: neither the query nor the token of a signed link, which opens a file or a page to whoever reads it. */
function loggedPath(url: string): string {
  return (url.split('?')[0] ?? '').replace(/(\/(?:files|kyc)\/).+$/, '$1[redacted]');
}

/** The path as Fastify knows it, after `readAddress` took our prefixes off. */
function localPath(operation: OperationDefinition): string {
  const path = readAddress(pathOf(operation)).url;
  return (operation.tail === true ? path.replace(/\{\w+\}$/, '*') : path).replace(/\{(\w+)\}/g, ':$1');
}

/** The parameters of a path by their names: what is left of it, where the operation takes that. */
function paramsOf({ tail, path }: OperationDefinition, request: FastifyRequest): unknown {
  if (tail !== true) return request.params;
  const { '*': rest, ...others } = request.params as Record<string, string>;
  return { ...others, [/\{(\w+)\}$/.exec(path)?.[1] ?? '']: rest };
}

const pages: readonly Page[] = [...docsPages(), kycPage, ...accountPages];

/** Anybody may read a page, as often as the other addresses that monitors poll. */
const PAGE_ACCESS = { auth: 'none', surface: 'system', scopes: [] } as const;

const patterns: { pattern: RegExp; methods: readonly Method[] }[] = [
  ...routes.map(({ operation }) => ({ path: localPath(operation), methods: methodsOf(operation) })),
  ...pages.map(({ path }) => ({ path, methods: ['GET'] as const })),
].map(({ path, methods }) => ({
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+').replace(/\*$/, '.+')}/?$`),
  methods,
}));

function methodsAt(path: string): string[] {
  return [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
}

async function answer(
  platform: Services,
  route: Route,
  caller: Caller | undefined,
  request: FastifyRequest,
): Promise<Reply> {
  const { operation } = route;
  const language = languageOf(request.headers['accept-language']);

  if (route.kind !== 'key') {
    const base: PublicCall = {
      services: platform,
      caller: callerOf(caller),
      logger: platform.logger,
      language,
      requestId: request.id,
      now: new Date(platform.clock()),
      newId: idMaker(platform),
      headersOnly: request.method === 'HEAD',
      visitor: visitorOf(request, platform.publicUrl),
      ...(read(operation, request) as Pick<
        PublicCall,
        'params' | 'query' | 'body' | 'upload' | 'warnings' | 'spell'
      >),
    };
    if (route.kind === 'public') return route.handler(base);
    if (caller === undefined || caller.session === null)
      throw new TypeError(`${operation.id} answers to people who are signed in only`);
    const { session, principal, environment } = caller;
    const apiBase = apiBaseOf(platform, request);
    return route.handler({ ...base, session, principal, environment, apiBase });
  }

  if (caller === undefined || caller.principal === null)
    throw new TypeError(`${operation.id} answers to known callers only`);
  const { principal } = caller;
  const scope = { tenantId: principal.tenantId, subTenantId: principal.subTenantId };
  const idempotencyKey = request.headers['idempotency-key'];
  const sent = request.body;
  const upload = sent instanceof UploadedBody ? sent.upload : null;
  const uploaded = upload === null ? null : ((await route.reading?.read(platform, upload)) ?? null);
  const fill = uploaded === null ? undefined : route.reading?.fill(uploaded);
  const input = read(operation, request, fill);
  const environment = environmentOf(caller, input);
  caller.environment = environment;
  const services = onTenantClock(platform, environment, principal.tenantId);
  const now = new Date(services.clock());
  const db = services.databases[environment];
  const call: Call = {
    by: actorOf(principal),
    principal,
    environment,
    scope,
    db,
    services,
    logger: services.logger,
    language,
    accept: request.headers.accept ?? '*/*',
    userAgent: request.headers['user-agent'] ?? '',
    headersOnly: request.method === 'HEAD',
    strict: isStrict(request),
    ip: request.ip,
    requestId: request.id,
    apiBase: apiBaseOf(services, request),
    now,
    newId: idMaker(services),
    ...(input as {
      params: never;
      query: never;
      body: never;
      upload: Upload | null;
      warnings: FieldError[];
      spell: (path: string) => string;
    }),
    once: async (effect, effectDb = db) => {
      const outcome = await effectDb.withTenant(scope, (tx) =>
        typeof idempotencyKey === 'string' && request.method === 'POST'
          ? runOnce(
              tx,
              {
                tenantId: scope.tenantId,
                key: checkedIdempotencyKey(idempotencyKey),
                // An answer that bears a secret is repeated to whom it was given, and to nobody else of the account.
                operation: operation.answersSecret === true ? `${operation.id} ${call.by}` : operation.id,
                sealedUnder: operation.answersSecret === true ? services.secret : null,
                subTenantId: scope.subTenantId,
                fingerprint: fingerprintOf(
                  request.url,
                  sent instanceof UploadedBody ? sent.identity() : sent,
                ),
                now: effectDb === services.databases.sandbox ? now : new Date(services.worldClock()),
              },
              () => effect(tx),
            )
          : effect(tx),
      );
      if (outcome instanceof LastingRefusal) throw outcome.error;
      return outcome;
    },
  };
  return route.handler(call, uploaded);
}

/** Whether unknown fields are errors (RFC 7240 §4.4). */
function isStrict(request: FastifyRequest): boolean {
  return /(?:^|[,;\s])handling=strict(?:$|[,;\s])/.test(String(request.headers.prefer ?? ''));
}

/** Who calls a public operation that takes a key, where somebody does. */
function callerOf(caller: Caller | undefined): PublicCall['caller'] {
  if (caller === undefined || caller.principal === null) return null;
  return { principal: caller.principal, environment: caller.environment };
}

/** The environment of a request: for a session, a field that names one has the last word where nothing else has. */
function environmentOf(caller: Caller, { query, body }: { query: unknown; body: unknown }): Environment {
  if (caller.environmentSettled) return caller.environment;
  for (const fields of [query, body]) {
    const named = (fields as { environment?: unknown } | undefined)?.environment;
    const environment = typeof named === 'string' ? readEnvironment(named) : null;
    if (environment !== null) return environment;
  }
  return caller.environment;
}

/** What links in answers start with. */
function apiBaseOf(services: Services, request: FastifyRequest): string {
  return `${services.publicUrl}${API_PREFIX}${isSandboxPath(request) ? '/sandbox' : ''}`;
}

function read(operation: OperationDefinition, request: FastifyRequest, fill?: ParseOptions['fill']) {
  const strict = isStrict(request);
  const params =
    operation.params === undefined ? undefined : parse(operation.params, paramsOf(operation, request)).value;
  const query =
    operation.query === undefined ? undefined : parse(operation.query, request.query, { strict }).value;
  const sent = request.body instanceof UploadedBody ? request.body : { fields: request.body, upload: null };
  const body =
    operation.body === undefined
      ? undefined
      : parse(operation.body, sent.fields, { strict, ...(fill === undefined ? {} : { fill }) });
  return {
    upload: sent.upload,
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
      params: {
        reason: {
          fr: 'Idempotency-Key compte 1 à 255 caractères ASCII imprimables',
          en: 'Idempotency-Key is 1 to 255 printable ASCII characters',
        },
      },
    });
  }
  return key;
}

function send(reply: FastifyReply, answer: Reply): void {
  reply.code(answer.status).headers(answer.headers ?? {});
  if (isJson(answer)) {
    reply.send(answer.body);
    return;
  }
  reply.type(answer.mediaType);
  reply.header('Content-Disposition', `attachment; filename="${answer.filename}"`);
  if ('stream' in answer) reply.send(Readable.from(answer.stream));
  else reply.send(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength));
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
