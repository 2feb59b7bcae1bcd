import type { ApiError, OperationDefinition } from '@scell/contract';
import { uuidv7 } from '@scell/core';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { actorOf } from '../auth/principal.ts';
import type { Environment } from '../environments.ts';
import type { Services } from '../services.ts';
import type { Caller } from './admit.ts';

/** A request of a known caller and how it was answered. */
export interface AnsweredRequest {
  caller: Pick<Caller, 'environment' | 'principal'>;
  operation: OperationDefinition;
  request: FastifyRequest;
  status: number;
  error: ApiError | undefined;
  durationMs: number;
}

/** Notes what callers asked, for them to read. */
export interface RequestLog {
  note(answered: AnsweredRequest): void;
  /** Writes what is noted and not yet written. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** How long what is noted may wait in this process, and how much of it: what is beyond is not noted. */
const FLUSH_MS = 1_000;
const MOST_WAITING = 20_000;
const BATCH = 1_000;

type Row = ReturnType<typeof rowOf>;

/** A log that writes together what came in a second: a request does not wait for it, and a crash loses that second. */
export function openRequestLog(services: Services): RequestLog {
  const waiting: Record<Environment, Row[]> = { production: [], sandbox: [] };
  let writing: Promise<void> = Promise.resolve();

  const write = async (environment: Environment): Promise<void> => {
    while (waiting[environment].length > 0) {
      const rows = waiting[environment].splice(0, BATCH);
      try {
        await services.databases[environment].withSystem('note requests', (tx) =>
          sql`select gate.note_requests(${JSON.stringify(rows)}::json)`.execute(tx),
        );
      } catch (error) {
        services.logger.warn({ err: error, requests: rows.length }, 'requests not noted');
        return;
      }
    }
  };
  const flush = () => {
    writing = writing.then(async () => {
      await Promise.all([write('production'), write('sandbox')]);
    });
    return writing;
  };
  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();
  return {
    note(answered) {
      const rows = waiting[answered.caller.environment];
      if (rows.length < MOST_WAITING) rows.push(rowOf(services, answered));
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}

function rowOf(
  { clock, random }: Services,
  { caller, operation, request, status, error, durationMs }: AnsweredRequest,
) {
  const { principal } = caller;
  if (principal === null) throw new TypeError('a request of nobody is in no log');
  return {
    tenant_id: principal.tenantId,
    id: uuidv7(clock(), random),
    sub_tenant_id: principal.subTenantId,
    actor: actorOf(principal),
    operation: operation.id,
    method: request.method,
    path: pathShown(operation, request.params),
    query: queryShown(request.query),
    status,
    error_code: error?.errorCode ?? null,
    error_fields: [...new Set(error?.errors.map(({ path }) => storable(path, 100)))].slice(0, 50),
    duration_ms: Math.round(durationMs),
    ip: request.ip,
    user_agent: storable(request.headers['user-agent'] ?? '', 300) || null,
    request_id: request.id,
    created_at: new Date(clock()).toISOString(),
  };
}

/** A caller's text as the database can keep it: one that it cannot would lose those of others that are written with it. */
function storable(text: string, most: number): string {
  return text.replaceAll('\0', '').slice(0, most).toWellFormed();
}

/** Ids, days, years and words of ours: what can stand in an address and names nobody. */
const NAMES_NOBODY =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}(?:-\d{2}){0,2}|[a-z][a-z_]{0,39})$/;

function pathShown(operation: OperationDefinition, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  return operation.path.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return typeof value === 'string' && NAMES_NOBODY.test(value) && !/external/i.test(name)
      ? value
      : placeholder;
  });
}

/** Parameters whose values are choices of ours, numbers or days. */
const SHOWN = new Set(
  'page per_page limit sort order status direction format output_format type category period year month date date_from date_to from to start_date end_date chain entry_type environment'.split(
    ' ',
  ),
);

function queryShown(query: unknown): string[] {
  return Object.entries((query ?? {}) as Record<string, unknown>)
    .slice(0, 30)
    .map(([name, value]) =>
      SHOWN.has(name) && typeof value === 'string' && /^[\w,.-]{0,60}$/.test(value)
        ? `${name}=${value}`
        : storable(name, 60),
    );
}
