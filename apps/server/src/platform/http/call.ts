import type {
  ApiError,
  BodyOf,
  FieldError,
  Language,
  OperationDefinition,
  ParamsOf,
  QueryOf,
} from '@scell/contract';
import { uuidv7 } from '@scell/core';
import type { Principal, SessionIdentity } from '../auth/principal.ts';
import type { Tx } from '../db/client-dialect.ts';
import type { Database, TenantScope } from '../db/doors.ts';
import type { Environment } from '../environments.ts';
import type { Logger } from '../log.ts';
import type { Services } from '../services.ts';
import type { Upload } from './uploads.ts';
import type { Visitor } from './visitor.ts';

/** Who acts, from where and when: what commands need of a request. */
export interface Actor {
  /** As events name it: `api_key:{id}`, `user:{id}`, `operator`. */
  by: string;
  principal: Principal;
  environment: Environment;
  scope: TenantScope;
  ip: string | null;
  requestId: string | null;
  now: Date;
  newId: () => string;
}

/** One request of a known caller, read and checked. */
export interface Call<D extends OperationDefinition = OperationDefinition> extends Actor {
  db: Database;
  services: Services;
  logger: Logger;
  language: Language;
  /** What links in answers start with: the caller who came by `/sandbox/` stays there. */
  apiBase: string;
  /** The `Accept` header, "any" when there is none. */
  accept: string;
  /** The `User-Agent` header, empty when there is none. */
  userAgent: string;
  /** Only the headers go out (HEAD): nothing is delivered. */
  headersOnly: boolean;
  params: ParamsOf<D>;
  query: QueryOf<D>;
  body: BodyOf<D>;
  /** The file that came with the body, where the operation takes one. */
  upload: Upload | null;
  /** An unknown field is an error (`Prefer: handling=strict`). */
  strict: boolean;
  /** What was sent and not used. */
  warnings: FieldError[];
  /** The caller's own spelling of a field of the body. */
  spell: (path: string) => string;
  /**
   * Runs the effect of a POST in one transaction. With an `Idempotency-Key` the answer is stored in that transaction,
   * and a repeat is answered without a second effect. A lasting refusal is thrown once its transaction is committed. `db` is
   * the database of the call unless said.
   */
  once: (effect: (tx: Tx) => Promise<Reply | LastingRefusal>, db?: Database) => Promise<Reply>;
}

/** A request nobody has to be known for. */
export interface PublicCall<D extends OperationDefinition = OperationDefinition> {
  services: Services;
  /** Who calls, where the operation takes a key and one was sent. */
  caller: { principal: Principal; environment: Environment } | null;
  logger: Logger;
  language: Language;
  requestId: string;
  now: Date;
  newId: () => string;
  headersOnly: boolean;
  visitor: Visitor;
  params: ParamsOf<D>;
  query: QueryOf<D>;
  /** The file that came, where the operation takes one. */
  upload: Upload | null;
  body: BodyOf<D>;
  warnings: FieldError[];
  spell: (path: string) => string;
}

/** A request of a person who is signed in, in some account or in none. */
export interface SessionCall<D extends OperationDefinition = OperationDefinition> extends PublicCall<D> {
  session: SessionIdentity;
  principal: Principal | null;
  environment: Environment;
  apiBase: string;
}

/** What a handler answers. */
export type Reply = JsonReply | BytesReply | StreamReply;

export interface JsonReply {
  status: number;
  body: unknown;
  /** Several values where a header comes several times (`Set-Cookie`). */
  headers?: Record<string, string | string[]>;
}

export interface BytesReply {
  status: number;
  bytes: Uint8Array;
  mediaType: string;
  filename: string;
  headers?: Record<string, string>;
}

/** Bytes that are made while they are sent: what fails on the way cuts the answer short. */
export interface StreamReply {
  status: number;
  stream: AsyncIterable<Uint8Array>;
  mediaType: string;
  filename: string;
  headers?: Record<string, string>;
}

/**
 * A refusal that leaves its mark: what was written stays, and the error is the answer. No key remembers it, so that the
 * request can be mended and sent again under its own.
 */
export class LastingRefusal {
  readonly error: ApiError;

  constructor(error: ApiError) {
    this.error = error;
  }
}

export function ok(body: unknown): JsonReply {
  return { status: 200, body };
}

export function created(body: unknown): JsonReply {
  return { status: 201, body };
}

export function isJson(reply: Reply): reply is JsonReply {
  return 'body' in reply;
}

export function idMaker(services: Services): () => string {
  return () => uuidv7(services.clock(), services.random);
}
