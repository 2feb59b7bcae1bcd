import type { Call } from '../../platform/http/call.ts';

/** What commands on keys need of a call. Keys live in the live database, on the world's clock, whatever the environment. */
export type KeyCall = Pick<
  Call,
  'by' | 'principal' | 'environment' | 'scope' | 'ip' | 'requestId' | 'now' | 'newId' | 'services' | 'spell'
>;

/** The call at the world's time: an account of the sandbox may have moved its own clock. */
export function onWorldClock<C extends KeyCall>(call: C): C {
  return { ...call, now: new Date(call.services.worldClock()) };
}
