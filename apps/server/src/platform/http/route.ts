import type { OperationDefinition } from '@scell/contract';
import type { Call, PublicCall, Reply } from './call.ts';

/** An operation of the contract and what answers it. */
export type Route =
  | { kind: 'key'; operation: OperationDefinition; handler: (call: Call) => Promise<Reply> }
  | { kind: 'public'; operation: OperationDefinition; handler: (call: PublicCall) => Promise<Reply> };

/** Binds an operation that needs a key. */
export function route<D extends OperationDefinition>(
  operation: D,
  handler: (call: Call<D>) => Promise<Reply>,
): Route {
  return { kind: 'key', operation, handler: handler as unknown as (call: Call) => Promise<Reply> };
}

/** Binds an operation anybody may call. */
export function publicRoute<D extends OperationDefinition>(
  operation: D,
  handler: (call: PublicCall<D>) => Promise<Reply>,
): Route {
  return { kind: 'public', operation, handler: handler as unknown as (call: PublicCall) => Promise<Reply> };
}
