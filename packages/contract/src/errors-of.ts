import {
  BODY_ERRORS,
  COMMON_ERRORS,
  type ErrorCode,
  IDEMPOTENCY_ERRORS,
  KEY_ERRORS,
  SESSION_ERRORS,
  UPLOAD_ERRORS,
} from './errors/registry.ts';
import type { OperationDefinition } from './operation.ts';

/** Every error an operation may answer: its own, and those of its kind. Each is documented under its status. */
export function errorsOf(definition: OperationDefinition): readonly ErrorCode[] {
  const codes = new Set<ErrorCode>(COMMON_ERRORS);
  const add = (more: readonly ErrorCode[]) => more.forEach((code) => void codes.add(code));
  if (definition.auth === 'key' || definition.keyOptional === true) add(KEY_ERRORS);
  if (definition.auth === 'session') add(SESSION_ERRORS);
  if (definition.query !== undefined || definition.params !== undefined) codes.add('VALIDATION_FAILED');
  if (definition.body !== undefined) add(BODY_ERRORS);
  if (definition.upload !== undefined) add(UPLOAD_ERRORS);
  if (takesIdempotencyKey(definition)) add(IDEMPOTENCY_ERRORS);
  add(definition.errors);
  return [...codes];
}

/** Every POST behind a key takes `Idempotency-Key`, but those that change nothing. */
export function takesIdempotencyKey({ method, auth, changesNothing }: OperationDefinition): boolean {
  return method === 'POST' && auth === 'key' && changesNothing !== true;
}
