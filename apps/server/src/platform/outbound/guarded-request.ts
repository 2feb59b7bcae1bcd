import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { type AllowedAddresses, isPublicAddress } from './public-address.ts';

/** A POST to an address that somebody else chose. */
export interface GuardedRequest {
  headers: Record<string, string>;
  body: string | Uint8Array;
  /** For the whole of it: name, connection, head and body. */
  timeoutMs: number;
  /** How much of the answer is kept; what is beyond is not read. */
  maxBytes: number;
}

export interface GuardedAnswer {
  status: number;
  retryAfter: string | null;
  /** The beginning of the body. */
  bytes: Buffer;
}

/** Why nothing was answered. `refused`: we do not go there at all. */
export class GuardedError extends Error {
  override readonly name = 'GuardedError';
  readonly kind: 'refused' | 'timeout' | 'connection';
  constructor(kind: GuardedError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Sends to addresses of strangers without being led into our own network. */
export interface GuardedClient {
  /** Why an address is never gone to, by its form alone; `null` when only its name can tell. */
  refusal(url: URL): AddressRefusal | null;
  /** @throws {GuardedError} */
  post(url: URL, request: GuardedRequest): Promise<GuardedAnswer>;
  close(): void;
}

export type AddressRefusal = 'not_https' | 'private_address' | 'port' | 'credentials';

/**
 * A client that decides at the connection itself: names are resolved by our own look-up, which drops every address that is
 * not public, so that what was checked is what is connected to (a name that changes its mind changes nothing). Literal
 * addresses and the peer of the socket are checked too. No redirect is followed, no proxy asked. http, and addresses that
 * are not public, only where `allowed` says so.
 */
export function guardedClient(
  allowed: AllowedAddresses,
  resolve: typeof systemLookup = systemLookup,
): GuardedClient {
  const admits = (address: string, secure: boolean) =>
    allowed.has(address) || (secure && isPublicAddress(address));
  const lookupFor =
    (secure: boolean): LookupFunction =>
    (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, '', 0);
        const good = found.filter(({ address }) => admits(address, secure));
        const [first] = good;
        if (first === undefined) return callback(new NotPublic(), '', 0);
        if (options.all === true) return callback(null, good);
        callback(null, first.address, first.family);
      });
    };
  const common = { keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' as const };
  const agents = {
    http: new HttpAgent({ ...common, lookup: lookupFor(false) }),
    https: new HttpsAgent({ ...common, lookup: lookupFor(true), maxCachedSessions: 1_000 }),
  };

  const refusal = (url: URL): AddressRefusal | null => {
    const secure = url.protocol === 'https:';
    if (!secure && url.protocol !== 'http:') return 'not_https';
    if (url.username !== '' || url.password !== '') return 'credentials';
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const literal = isIP(host) !== 0;
    if (literal && allowed.has(host)) return null;
    if (!secure && (literal || allowed.none)) return 'not_https';
    if (literal && !isPublicAddress(host)) return 'private_address';
    if (!literal && isLocalName(host) && allowed.none) return 'private_address';
    const port = Number(url.port || (secure ? 443 : 80));
    // Below 1024 are the services of machines themselves: mail, files, shells.
    return port === 443 || port === 80 || port >= 1024 ? null : 'port';
  };

  const once = (url: URL, { headers, body, maxBytes }: GuardedRequest, signal: AbortSignal) => {
    const { promise, resolve: done, reject } = Promise.withResolvers<GuardedAnswer>();
    const secure = url.protocol === 'https:';
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent: secure ? agents.https : agents.http,
      headers: {
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
        'accept-encoding': 'identity',
      },
      signal,
    });
    request.on('socket', (socket) => {
      socket.setNoDelay(true);
      const check = () => {
        const { remoteAddress } = socket;
        if (remoteAddress !== undefined && !admits(remoteAddress, secure)) request.destroy(new NotPublic());
      };
      if (socket.connecting) socket.once('connect', check);
      else check();
    });
    request.on('response', (response) => {
      read(response, maxBytes).then(
        (bytes) =>
          done({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'] ?? null,
            bytes,
          }),
        reject,
      );
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The other side closed an idle connection just as we took it up again: nothing was read of the request.
      const stale = request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code ?? '');
      reject(stale ? new StaleConnection() : error);
    });
    request.end(body);
    return promise;
  };

  return {
    refusal,
    async post(url, request) {
      const why = refusal(url);
      if (why !== null) throw new GuardedError('refused', REFUSALS[why]);
      const signal = AbortSignal.timeout(request.timeoutMs);
      try {
        return await once(url, request, signal).catch((error: unknown) => {
          if (error instanceof StaleConnection) return once(url, request, signal);
          throw error;
        });
      } catch (error) {
        if (error instanceof NotPublic) throw new GuardedError('refused', REFUSALS.private_address);
        if (signal.aborted)
          throw new GuardedError('timeout', `no complete answer within ${request.timeoutMs / 1_000} s`);
        throw new GuardedError('connection', reasonOf(error));
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const REFUSALS: Record<AddressRefusal, string> = {
  not_https: 'the address is not https',
  private_address: 'the address does not lead to the public Internet',
  port: 'the port is one of those kept for other services',
  credentials: 'the address bears a login',
};

class NotPublic extends Error {}
class StaleConnection extends Error {}

/** Names of this machine and its network: RFC 6761, RFC 8375, RFC 6762, and what has no dot. */
function isLocalName(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  return (
    !name.includes('.') || /(?:^|\.)(?:localhost|local|internal|home\.arpa|onion|invalid|test)$/.test(name)
  );
}

/** The beginning of a body: what is beyond the bound is not waited for, and its connection is given up. */
async function read(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    // Leaving the loop destroys the stream.
    if (length >= maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes);
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : 'no connection';
}
