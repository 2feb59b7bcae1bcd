import type { Environment } from '../../platform/environments.ts';
import { type Signing, signatureHeaders } from './signatures.ts';

/** One request about a delivery. */
export interface Outgoing {
  id: string;
  eventName: string;
  sequence: number | null;
  body: string;
}

/** The headers that are ours, without the signatures: what the log shows again. */
export function ownHeaders(
  { id, eventName, sequence }: Pick<Outgoing, 'id' | 'eventName' | 'sequence'>,
  environment: Environment,
  seconds: number,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Scell-Webhooks/1',
    'x-scell-event': eventName,
    'x-scell-delivery': id,
    'x-scell-delivery-id': id,
    'x-scell-timestamp': String(seconds),
    'x-scell-environment': environment,
    ...(sequence === null ? {} : { 'x-scell-sequence': String(sequence) }),
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
  };
}

/** Every header of a request: the endpoint's own first, so that none of ours can be replaced. */
export function requestHeaders(
  outgoing: Outgoing,
  environment: Environment,
  signing: Signing,
  custom: Readonly<Record<string, string>>,
  now: number,
): Record<string, string> {
  const seconds = Math.floor(now / 1_000);
  return {
    ...custom,
    ...ownHeaders(outgoing, environment, seconds),
    ...signatureHeaders(signing, outgoing.id, seconds, outgoing.body),
  };
}
