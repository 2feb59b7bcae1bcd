/** A request to a service outside. */
export interface OutboundRequest {
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** For the whole of it: connection, head and body. */
  timeoutMs: number;
  /** Longest answer that is read. */
  maxBytes: number;
}

export interface OutboundAnswer {
  status: number;
  bytes: Uint8Array;
}

/** A service outside gave no answer that can be used. The message names no part of the address but the host. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
}

/**
 * Asks a service outside, in bounds: one deadline, no redirect followed, no compression (an answer is as long as it says), and no
 * more of it read than `maxBytes`.
 * @throws {OutboundError}
 */
export async function outbound(url: URL, request: OutboundRequest): Promise<OutboundAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const response = await fetch(url, {
      method: request.method,
      redirect: 'manual',
      signal,
      headers: { 'accept-encoding': 'identity', 'user-agent': 'scell', ...request.headers },
      ...(request.body === undefined ? {} : { body: Uint8Array.from(request.body) }),
    });
    return { status: response.status, bytes: await read(response, request.maxBytes) };
  } catch (error) {
    if (error instanceof OutboundError) throw new OutboundError(`${url.host}: ${error.message}`);
    const why = signal.aborted ? `no answer within ${request.timeoutMs / 1_000} s` : causeOf(error);
    throw new OutboundError(`${url.host}: ${why}`, { cause: error });
  }
}

async function read(response: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    // Leaving the loop cancels the body: the rest is not read.
    if (length > maxBytes) throw new OutboundError(`an answer of more than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Why `fetch` failed is in the cause of its error. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : 'no connection';
}
