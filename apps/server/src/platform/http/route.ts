import type { OperationDefinition, ParseOptions } from '@scell/contract';
import type { Services } from '../services.ts';
import type { Call, PublicCall, Reply, SessionCall } from './call.ts';
import type { Upload } from './uploads.ts';

/** What an upload is, and the fields of the body that it says. */
export interface UploadReading<T> {
  read: (services: Services, upload: Upload) => Promise<T>;
  fill: (read: T) => ParseOptions['fill'];
}

/** An operation of the contract and what answers it. */
export type Route =
  | {
      kind: 'key';
      operation: OperationDefinition;
      /** `read` is what `reading` found in the upload; `null` without an upload. */
      handler: (call: Call, read: unknown) => Promise<Reply>;
      reading?: UploadReading<unknown>;
    }
  | {
      kind: 'session';
      operation: OperationDefinition;
      handler: (call: SessionCall) => Promise<Reply>;
    }
  | { kind: 'public'; operation: OperationDefinition; handler: (call: PublicCall) => Promise<Reply> };

/** Binds an operation that needs a key. */
export function route<D extends OperationDefinition>(
  operation: D,
  handler: (call: Call<D>) => Promise<Reply>,
): Route {
  return { kind: 'key', operation, handler: handler as unknown as (call: Call) => Promise<Reply> };
}

/** Binds an operation whose fields may be said by the file that comes with them. */
export function routeWithFile<D extends OperationDefinition, T>(
  operation: D,
  reading: UploadReading<T>,
  handler: (call: Call<D>, read: T | null) => Promise<Reply>,
): Route {
  return {
    kind: 'key',
    operation,
    handler: handler as unknown as (call: Call, read: unknown) => Promise<Reply>,
    reading: reading as UploadReading<unknown>,
  };
}

/** Binds an operation anybody may call. */
export function publicRoute<D extends OperationDefinition>(
  operation: D,
  handler: (call: PublicCall<D>) => Promise<Reply>,
): Route {
  return { kind: 'public', operation, handler: handler as unknown as (call: PublicCall) => Promise<Reply> };
}

/** Binds an operation of a person who is signed in. */
export function sessionRoute<D extends OperationDefinition>(
  operation: D,
  handler: (call: SessionCall<D>) => Promise<Reply>,
): Route {
  return { kind: 'session', operation, handler: handler as unknown as (call: SessionCall) => Promise<Reply> };
}
