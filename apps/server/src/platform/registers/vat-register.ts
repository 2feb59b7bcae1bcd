import { OutboundError, outbound } from '../outbound/request.ts';

/** What a register of VAT numbers says of one. Not to know is an answer of its own: it is neither valid nor invalid. */
export type VatAnswer =
  | { status: 'valid'; name: string | null; address: string | null; consultationNumber: string | null }
  | { status: 'invalid' }
  | { status: 'unavailable'; reason: string };

/** A VAT number in its two parts: the prefix (`EL` for Greece), and what follows it. */
export interface VatNumber {
  prefix: string;
  number: string;
}

export interface VatRegister {
  /** Says what it knows of a number; with `requester`, the number of whoever asks, the answer is evidence for it. Never throws. */
  check(asked: VatNumber, requester: VatNumber | null): Promise<VatAnswer>;
}

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;

/** VIES of the European Commission, at the address of its REST API without a trailing slash. */
export function vies(address: string): VatRegister {
  const ask = async (asked: VatNumber, requester: VatNumber | null): Promise<VatAnswer> => {
    const body = {
      countryCode: asked.prefix,
      vatNumber: asked.number,
      ...(requester === null
        ? {}
        : { requesterMemberStateCode: requester.prefix, requesterNumber: requester.number }),
    };
    try {
      const { bytes } = await outbound(new URL(`${address}/check-vat-number`), {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
      });
      return readAnswer(JSON.parse(Buffer.from(bytes).toString('utf8')));
    } catch (error) {
      if (error instanceof OutboundError) return { status: 'unavailable', reason: 'NO_ANSWER' };
      if (error instanceof SyntaxError) return { status: 'unavailable', reason: 'UNREADABLE_ANSWER' };
      throw error;
    }
  };
  return {
    async check(asked, requester) {
      const answer = await ask(asked, requester);
      // Who asks is not in VIES: that says nothing of the number asked about, and there is no evidence to be had.
      const again =
        requester !== null && answer.status === 'unavailable' && answer.reason === 'INVALID_REQUESTER_INFO';
      return again ? ask(asked, null) : answer;
    },
  };
}

/** A verdict is in `valid`; a failure is listed in `errorWrappers`, under any HTTP status. */
function readAnswer(answer: unknown): VatAnswer {
  if (typeof answer !== 'object' || answer === null)
    return { status: 'unavailable', reason: 'UNREADABLE_ANSWER' };
  const { valid, name, address, requestIdentifier, errorWrappers } = answer as Record<string, unknown>;
  if (Array.isArray(errorWrappers) && errorWrappers.length > 0) {
    const code: unknown = (errorWrappers[0] as { error?: unknown } | null)?.error;
    if (code === 'INVALID_INPUT') return { status: 'invalid' };
    return {
      status: 'unavailable',
      reason: typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'UNKNOWN_FAILURE',
    };
  }
  if (valid === true)
    return {
      status: 'valid',
      name: disclosed(name),
      address: disclosed(address),
      consultationNumber: disclosed(requestIdentifier),
    };
  return valid === false ? { status: 'invalid' } : { status: 'unavailable', reason: 'UNREADABLE_ANSWER' };
}

/** Some member states disclose neither name nor address and write dashes. */
function disclosed(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, '')
    .trim();
  return text === '' || /^-+$/.test(text) ? null : text.slice(0, 1_000);
}
