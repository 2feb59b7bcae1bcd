/** Services outside that date hashes, on real sockets of 127.0.0.1: calendars, a source of Bitcoin blocks, an authority. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serializeTimestamp, type Timestamp } from '@scell/ledger';
import { grant, makeToken, type Party, type StampWish } from '../../../../packages/ledger/test/tsa.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** What a service does with a request. `drop`: closes the connection without a word; `silent`: keeps it open without one. */
export type Mood = 'well' | 'silent' | 'drop' | 'unavailable' | 'huge' | 'garbage' | 'redirect' | 'empty';

interface Outside {
  url: string;
  mood: Mood;
  /** Requests so far, as `POST /digest`. */
  asked: string[];
  close(): Promise<void>;
}

async function serve(
  answer: (request: IncomingMessage, body: Buffer) => { status?: number; bytes: Uint8Array | string },
): Promise<Outside> {
  const outside: Outside = { url: '', mood: 'well', asked: [], close: async () => {} };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    outside.asked.push(`${request.method} ${request.url}`);
    if (outside.mood === 'well') {
      const { status = 200, bytes } = answer(request, Buffer.concat(parts));
      response.writeHead(status).end(bytes);
    } else misbehave(outside, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outside.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  outside.close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return outside;
}

function misbehave({ mood, url }: Outside, request: IncomingMessage, response: ServerResponse): void {
  switch (mood) {
    case 'silent':
      return;
    case 'drop':
      request.socket.destroy();
      return;
    case 'unavailable':
      response.writeHead(503).end('later');
      return;
    case 'huge':
      response.writeHead(200).end(Buffer.alloc(4_000_000, 0xff));
      return;
    case 'redirect':
      response.writeHead(302, { location: `${url}/elsewhere` }).end();
      return;
    case 'garbage':
      response.writeHead(200).end('<html>a page</html>');
      return;
    default:
      response.writeHead(200).end();
  }
}

export interface Calendar extends Outside {
  /** Where its promises say the rest is; its own address unless said. */
  keeper: string;
  /** Puts all it was given into a block, and answers what the block is. */
  mine(height: number): { height: number; merkleRoot: Buffer };
}

/** A calendar of OpenTimestamps: it promises at once, and keeps the promise when told to mine. */
export async function startCalendar(): Promise<Calendar> {
  const promised = new Map<string, Buffer>();
  const mined = new Map<string, Timestamp>();
  const outside = await serve((request, body) => {
    if (request.method === 'POST' && request.url === '/digest') {
      const salt = sha256(body).subarray(0, 8);
      const message = sha256(Buffer.concat([body, salt]));
      promised.set(message.toString('hex'), message);
      const promise = { attestations: [{ kind: 'pending', uri: calendar.keeper }], branches: [] } as const;
      return {
        bytes: serializeTimestamp(after({ kind: 'append', bytes: salt }, after({ kind: 'sha256' }, promise))),
      };
    }
    const found = mined.get(request.url?.replace('/timestamp/', '') ?? '');
    return found === undefined
      ? { status: 404, bytes: 'Pending confirmation in Bitcoin blockchain' }
      : { bytes: serializeTimestamp(found) };
  });
  const calendar: Calendar = Object.assign(outside, {
    keeper: outside.url,
    mine(height: number) {
      // Every message side by side, hashed twice: a tree of one floor.
      const messages = [...promised.values()];
      const salt = Buffer.from([height & 0xff]);
      const root = sha256(sha256(Buffer.concat([salt, ...messages])));
      const attested: Timestamp = { attestations: [{ kind: 'bitcoin', height }], branches: [] };
      const twice = after({ kind: 'sha256' }, after({ kind: 'sha256' }, attested));
      for (const [index, message] of messages.entries()) {
        const before = Buffer.concat([salt, ...messages.slice(0, index)]);
        const behind = Buffer.concat(messages.slice(index + 1));
        const whole = behind.length === 0 ? twice : after({ kind: 'append', bytes: behind }, twice);
        mined.set(message.toString('hex'), after({ kind: 'prepend', bytes: before }, whole));
      }
      return { height, merkleRoot: root };
    },
  });
  return calendar;
}

function after(operation: Timestamp['branches'][number]['operation'], timestamp: Timestamp): Timestamp {
  return { attestations: [], branches: [{ operation, timestamp }] };
}

export interface Blocks extends Outside {
  add(block: { height: number; merkleRoot: Buffer; time: number }): void;
}

/** A source of blocks with the addresses of the Esplora API. */
export async function startBlocks(): Promise<Blocks> {
  const headers = new Map<number, Buffer>();
  const hashOf = (header: Buffer) => sha256(sha256(header)).reverse().toString('hex');
  const outside = await serve((request) => {
    const height = /^\/block-height\/(\d+)$/.exec(request.url ?? '')?.[1];
    const byHeight = headers.get(Number(height));
    if (byHeight !== undefined) return { bytes: hashOf(byHeight) };
    const hash = /^\/block\/([0-9a-f]{64})\/header$/.exec(request.url ?? '')?.[1];
    const byHash = [...headers.values()].find((header) => hashOf(header) === hash);
    return byHash === undefined
      ? { status: 404, bytes: 'Block not found' }
      : { bytes: byHash.toString('hex') };
  });
  return Object.assign(outside, {
    add({ height, merkleRoot, time }: { height: number; merkleRoot: Buffer; time: number }) {
      const header = Buffer.alloc(80);
      merkleRoot.copy(header, 36);
      header.writeUInt32LE(time, 68);
      header.writeUInt32LE(height, 76);
      headers.set(height, header);
    },
  });
}

export interface AuthorityServer extends Outside {
  /** What is changed in the next stamps. */
  wish: Partial<StampWish>;
  /** The `Authorization` of the last request. */
  login: string | undefined;
}

/** A time-stamping authority that stamps what it is asked to. */
export async function startAuthority(tsa: Party, clock: () => number): Promise<AuthorityServer> {
  const outside = await serve((request, query) => {
    authority.login = request.headers.authorization;
    // The request as this repository writes it: version, imprint (51 bytes), maybe a policy, nonce, certReq.
    const imprint = query.subarray(query.indexOf(Buffer.from('0420', 'hex')) + 2).subarray(0, 32);
    const policyOn = query.subarray(query.indexOf(imprint) + 32);
    const rest = policyOn[0] === 0x06 ? policyOn.subarray(2 + (policyOn[1] ?? 0)) : policyOn;
    const nonce = rest.subarray(2, 2 + (rest[1] ?? 0));
    return { bytes: grant(makeToken(tsa, { imprint, at: clock(), nonce, ...authority.wish })) };
  });
  const authority: AuthorityServer = Object.assign(outside, { wish: {}, login: undefined });
  return authority;
}
