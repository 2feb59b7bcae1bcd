import { ApiError } from '@scell/contract';
import { DatabaseUnavailable, violatedConstraint } from '../db/errors.ts';

/** The error a caller is told of, whatever was thrown. What is not meant for callers becomes an internal error. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseUnavailable) {
    return new ApiError('DATABASE_UNAVAILABLE', { cause: error, headers: { 'Retry-After': '1' } });
  }
  if (violatedConstraint(error) === 'invoice_immutable') {
    return new ApiError('INVOICE_IMMUTABLE', { cause: error, params: { number: '', fields: '' } });
  }
  return fromFastify(error) ?? new ApiError('INTERNAL_ERROR', { cause: error });
}

function fromFastify(error: unknown): ApiError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('PAYLOAD_TOO_LARGE', { cause: error, params: { limit: BODY_LIMIT } });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError('UNSUPPORTED_MEDIA_TYPE', {
        cause: error,
        params: { type: /(?:: )(.+)$/.exec(error.message)?.[1] ?? '' },
      });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ApiError('BAD_REQUEST', { cause: error, params: { reason: error.message } });
    default:
      return undefined;
  }
}

/** Largest request body, in bytes. */
export const BODY_LIMIT = 5 * 1024 * 1024;
