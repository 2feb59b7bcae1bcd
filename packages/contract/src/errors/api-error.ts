import type { Language, Text } from '@scell/core';
import { ERRORS, type ErrorCode } from './registry.ts';

/** One refused field: the dotted path the caller sent (`lines.0.tva_rate`) and what is wrong with it. */
export interface FieldError {
  path: string;
  text: Text;
}

type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The names an error's message needs, read from its French template. */
export type ErrorParameters<C extends ErrorCode> = Placeholders<(typeof ERRORS)[C]['message']['fr']>;

type ParameterValue = string | number | Text;

type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[] | object>>;

interface CommonOptions {
  /** The refused fields of a 422. */
  errors?: readonly FieldError[];
  /** Response headers that belong to the error, such as `Retry-After` or `Allow`. */
  headers?: Readonly<Record<string, string>>;
  /** Further members of the body, such as `retry_after`. They never replace a standard member. */
  details?: ErrorDetails;
  /** What really happened: for the log, never for the caller. */
  cause?: unknown;
}

export type ApiErrorOptions<C extends ErrorCode> = CommonOptions &
  ([ErrorParameters<C>] extends [never]
    ? { params?: Readonly<Record<string, never>> }
    : { params: Readonly<Record<ErrorParameters<C>, ParameterValue>> });

/** An error meant for the caller. Anything else that is thrown is an internal error. */
export class ApiError<C extends ErrorCode = ErrorCode> extends Error {
  readonly errorCode: C;
  readonly status: number;
  readonly params: Readonly<Record<string, ParameterValue>>;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
  readonly details: ErrorDetails;

  constructor(
    errorCode: C,
    ...[options]: [ErrorParameters<C>] extends [never] ? [ApiErrorOptions<C>?] : [ApiErrorOptions<C>]
  ) {
    const common: CommonOptions & { params?: Readonly<Record<string, ParameterValue>> } = options ?? {};
    const params = common.params ?? {};
    super(fill(ERRORS[errorCode].message.en, params, 'en'), { cause: common.cause });
    this.name = 'ApiError';
    this.errorCode = errorCode;
    this.status = ERRORS[errorCode].status;
    this.params = params;
    this.errors = common.errors ?? [];
    this.headers = common.headers ?? {};
    this.details = common.details ?? {};
  }
}

/**
 * The 422 of one or several refused fields. Its message names the first five, so that a client which shows only
 * `message` still says where to look.
 */
export function validationError(errors: readonly FieldError[]): ApiError<'VALIDATION_FAILED'> {
  const paths = [...new Set(errors.map((error) => error.path))];
  const named = paths.slice(0, 5).join(', ');
  const fields = paths.length > 5 ? `${named}, …` : named;
  return new ApiError('VALIDATION_FAILED', { params: { fields }, errors });
}

/** The message of an error with its parameters in place. */
export function messageOf(error: ApiError, language: Language): string {
  return fill(ERRORS[error.errorCode].message[language], error.params, language);
}

function fill(
  template: string,
  params: Readonly<Record<string, ParameterValue>>,
  language: Language,
): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    if (value === undefined) return placeholder;
    return typeof value === 'object' ? value[language] : String(value);
  });
}
