import { webcrypto } from 'node:crypto';
import {
  TIMESTAMP_NONCE_LENGTH,
  type TimestampVerdict,
  timestampRequest,
  verifyTimestampToken,
} from '@scell/ledger';
import { OutboundError, outbound } from '../../../platform/outbound/request.ts';
import type { Anchoring } from '../../../platform/services.ts';
import type { Step } from './step.ts';

type Timestamps = NonNullable<Anchoring['timestamps']>;

const LIMITS = { timeoutMs: 20_000, maxBytes: 65_536 };

/** Has an authority date a hash. Its reply is kept when every check holds, down to the roots the operator trusts. */
export async function stampByAuthority(
  { url, roots, policy, login }: Timestamps,
  hash: Uint8Array,
  random: (size: number) => Uint8Array,
): Promise<Step> {
  const nonce = Uint8Array.from(random(TIMESTAMP_NONCE_LENGTH));
  const address = new URL(url);
  const authorization: Record<string, string> =
    login === null ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  let bytes: Uint8Array;
  try {
    const answer = await outbound(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
        ...authorization,
      },
      body: timestampRequest({ imprint: hash, nonce, policy }),
      ...LIMITS,
    });
    if (answer.status !== 200) return problem('refused', `${address.host}: HTTP ${answer.status}`);
    bytes = answer.bytes;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return problem('unreachable', error.message);
  }
  const verdict = await verifyTimestampToken(bytes, {
    imprint: hash,
    roots,
    nonce,
    policy,
    crypto: webcrypto.subtle,
  });
  if (verdict.outcome !== 'trusted') return refusal(address.host, verdict);
  return {
    status: 'confirmed',
    proof: bytes,
    provider: verdict.authority,
    reference: `RFC3161:${verdict.serial}`,
    anchoredAt: new Date(verdict.time),
  };
}

function refusal(host: string, verdict: Exclude<TimestampVerdict, { outcome: 'trusted' }>): Step {
  if (verdict.outcome === 'rejected') {
    const reasons = [...verdict.failures, ...verdict.texts].join(', ') || 'no reason given';
    return problem('refused', `${host}: status ${verdict.status}, ${reasons}`);
  }
  const fault = verdict.outcome === 'refused' ? verdict.fault : verdict.outcome;
  return problem('unusable', `${host}: ${fault}: ${verdict.detail}`);
}

function problem(code: 'refused' | 'unreachable' | 'unusable', detail: string): Step {
  return { status: 'submitted', problem: { code, detail } };
}
