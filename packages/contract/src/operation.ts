import type { Text } from '@scell/core';
import type { z } from 'zod';
import type { ErrorCode } from './errors/registry.ts';
import type { Surface } from './limits.ts';
import type { Scope } from './scopes.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One answer of an operation. Without `schema` and `media` it has no body. */
export interface ResponseDefinition {
  description: Text;
  /** The JSON body. */
  schema?: z.ZodType;
  /** Media types of a binary or XML body. */
  media?: readonly string[];
}

/** A file that may come with the fields of a body: as a part of a form, or alone. */
export interface UploadDefinition {
  /** The names of the part that bears it; the first is ours. */
  names: readonly [string, ...string[]];
  description: Text;
  /** The parts that bear the fields as one JSON object, instead of a part each. */
  jsonParts?: readonly string[];
  /** Media types under which the file alone is the body; the fields are query parameters then. */
  alone?: readonly string[];
}

/** One operation of the API: pure data that the server binds to a handler and the documentation shows. */
export interface OperationDefinition {
  /** Unique, camel case: the `operationId` and the name of the SDK method. */
  id: string;
  method: Method;
  /** Further methods that do the same (old clients send PATCH where others send PUT). */
  alternateMethods?: readonly Method[];
  /** What stands before `path`: `/api/v1` unless said. */
  prefix?: '' | '/api';
  /** Path with `{name}` parameters. */
  path: `/${string}`;
  /** The last parameter takes all that is left of the path, with its slashes. */
  tail?: boolean;
  tag: string;
  summary: Text;
  description?: Text;
  /** `key`: any credential, a key's or a session's; `session`: a person who is signed in; `none`: public. */
  auth: 'key' | 'session' | 'none';
  /** Of a public operation: who sends a key is told what holds for its account. */
  keyOptional?: true;
  surface: Surface;
  /** Every right the key needs. */
  scopes: readonly Scope[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** A body may be left out. */
  bodyOptional?: boolean;
  /** A file that may be sent with the body, which is then a form (RFC 7578). */
  upload?: UploadDefinition;
  /** A POST that only answers: a repeat needs no key. */
  changesNothing?: boolean;
  /** The answer bears a secret that is shown once: what a repeat needs of it is kept sealed, for the same caller only. */
  answersSecret?: boolean;
  /** Example requests, shown in the documentation and read by a test. */
  examples?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  responses: Readonly<Record<number, ResponseDefinition>>;
  /** Errors beside those every operation of its kind may answer (`errorsOf` adds them). */
  errors: readonly ErrorCode[];
}

/** Declares an operation and keeps the exact types of its schemas. */
export function operation<const D extends OperationDefinition>(definition: D): D {
  return definition;
}

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;
type MemberOf<D, K extends string> = D extends Readonly<Record<K, infer S>> ? OutputOf<S> : undefined;

/** What a handler gets after `parse`: canonical names, decimals as text. */
export type BodyOf<D extends OperationDefinition> = MemberOf<D, 'body'>;
export type QueryOf<D extends OperationDefinition> = MemberOf<D, 'query'>;
export type ParamsOf<D extends OperationDefinition> = MemberOf<D, 'params'>;

/** The JSON body of one answer. */
export type ResponseOf<D extends OperationDefinition, Status extends keyof D['responses']> = MemberOf<
  D['responses'][Status],
  'schema'
>;

/** Where routes answer. Old clients also call `/v1` and `/`, which the server rewrites to it. */
export const API_PREFIX = '/api/v1';

/** The whole path of an operation, with its `{name}` parameters. */
export function pathOf(definition: OperationDefinition): string {
  return `${definition.prefix ?? API_PREFIX}${definition.path}`;
}

/** Every method an operation answers, its main one first. */
export function methodsOf(definition: OperationDefinition): readonly Method[] {
  return [definition.method, ...(definition.alternateMethods ?? [])];
}
