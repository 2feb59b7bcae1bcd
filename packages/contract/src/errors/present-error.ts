import type { Language } from '@scell/core';
import { type ApiError, messageOf } from './api-error.ts';
import { ERRORS } from './registry.ts';

/** The body of every error answer. */
export interface ErrorBody {
  message: string;
  /** The spelling of the REST reference: `validation_failed`, `isca_immutable`, `KYC_REQUIRED`. */
  code: string;
  /** The unique spelling: `VALIDATION_FAILED`, `INVOICE_IMMUTABLE`, `KYC_REQUIRED`. */
  error_code: string;
  /** `code` again, always a string: old clients fall back on it. */
  error: string;
  /** On a 422 only: messages by field path, as the caller spelled it. */
  errors?: Record<string, string[]>;
  request_id: string;
  /** The documentation page of this error. */
  doc_url: string;
  [detail: string]: unknown;
}

export interface PresentErrorContext {
  language: Language;
  requestId: string;
  /** Where the documentation is served, without a trailing slash: `https://example.org/docs`. */
  docBase: string;
}

/** The JSON body of an error, in the caller's language. Status and headers are those of the error itself. */
export function presentError(
  error: ApiError,
  { language, requestId, docBase }: PresentErrorContext,
): ErrorBody {
  const { code, status } = ERRORS[error.errorCode];
  return {
    ...error.details,
    message: messageOf(error, language),
    code,
    error_code: error.errorCode,
    error: code,
    ...(status === 422 ? { errors: byField(error, language) } : {}),
    request_id: requestId,
    doc_url: `${docBase}/errors/${error.errorCode}`,
  };
}

function byField(error: ApiError, language: Language): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const { path, text } of error.errors) {
    const messages = fields.get(path) ?? [];
    if (!messages.includes(text[language])) messages.push(text[language]);
    fields.set(path, messages);
  }
  // Built from entries, so that a field named `__proto__` stays a field.
  return Object.fromEntries(fields);
}
