import { ApiError, type Text } from '@scell/contract';
import { DatabaseUnavailable, violatedConstraint } from '../db/errors.ts';

/**
 * The error a caller is told of, whatever was thrown. What is not meant for callers becomes an internal error.
 * `contentType` and `bodyLimit` (bytes) are those of the request, for an error about them.
 */
export function toApiError(error: unknown, contentType?: string, bodyLimit = BODY_LIMIT): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseUnavailable) {
    return new ApiError('DATABASE_UNAVAILABLE', { cause: error, headers: { 'Retry-After': '1' } });
  }
  if (lacksSpace(error)) {
    return new ApiError('SERVICE_UNAVAILABLE', { cause: error, headers: { 'Retry-After': '30' } });
  }
  switch (violatedConstraint(error)) {
    case 'invoice_immutable':
      return new ApiError('INVOICE_IMMUTABLE', { cause: error, params: { number: '', fields: '' } });
    case 'fiscal_kill_switch':
      return new ApiError('FISCAL_KILLSWITCH_ACTIVE', { cause: error });
    case 'ledger_key':
    case 'ledger_clock':
    case 'ledger_seal':
    case 'closed_period':
      return new ApiError('LEDGER_UNAVAILABLE', { cause: error });
  }
  return fromFastify(error, contentType ?? '', bodyLimit) ?? new ApiError('INTERNAL_ERROR', { cause: error });
}

/** Whether a disk of ours was full, or the share of it that we may use. Errors of threads come without `code`, but with its name. */
function lacksSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^(ENOSPC|EDQUOT): /.test(error.message) || lacksSpace(error.cause);
}

function fromFastify(error: unknown, contentType: string, limit: number): ApiError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('PAYLOAD_TOO_LARGE', { cause: error, params: { limit } });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError('UNSUPPORTED_MEDIA_TYPE', { cause: error, params: { type: contentType } });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return badRequest(error, {
        fr: 'Content-Length n’est pas la longueur du corps',
        en: 'Content-Length is not the length of the body',
      });
    case 'FST_ERR_BAD_URL':
      return badRequest(error, {
        fr: 'l’adresse porte un « % » qui n’est pas suivi de deux chiffres hexadécimaux d’un texte UTF-8',
        en: 'the address has a "%" that is not followed by two hexadecimal digits of a UTF-8 text',
      });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return badRequest(error, {
        fr: 'une partie de l’adresse est trop longue',
        en: 'a part of the address is too long',
      });
    default:
      return undefined;
  }
}

function badRequest(cause: Error, reason: Text): ApiError {
  return new ApiError('BAD_REQUEST', { cause, params: { reason } });
}

/** Largest request body without a file, in bytes. */
export const BODY_LIMIT = 5 * 1024 * 1024;
