import type { lookup } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { GuardedError, guardedClient } from './guarded-request.ts';
import { allowedAddresses } from './public-address.ts';

const LOCAL = allowedAddresses(['127.0.0.1/32']);
const NONE = allowedAddresses([]);

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serving(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function client(allowed = LOCAL, answers: string[] = []) {
  let asked = 0;
  // Each look-up of a name gets the next answer, as a name that changes its mind gives.
  const resolve = ((_name: string, _options: object, callback: (...found: unknown[]) => void) => {
    const address = answers[Math.min(asked++, answers.length - 1)] ?? '127.0.0.1';
    callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  }) as unknown as typeof lookup;
  const made = guardedClient(allowed, resolve);
  open.push(() => made.close());
  return made;
}

const REQUEST = {
  headers: { 'content-type': 'text/plain' },
  body: 'said',
  timeoutMs: 2_000,
  maxBytes: 1_000,
};

test('posts, answers what came, and keeps the beginning of a long answer', async () => {
  let heard = '';
  const port = await serving(async (request, response) => {
    for await (const part of request) heard += part;
    response.writeHead(418, { 'retry-after': '7' }).end(Buffer.alloc(500_000, 65));
  });
  const answer = await client().post(new URL(`http://127.0.0.1:${port}/x`), REQUEST);
  expect(heard).toBe('said');
  expect(answer).toMatchObject({ status: 418, retryAfter: '7' });
  expect(answer.bytes).toHaveLength(1_000);
});

test('follows no redirect', async () => {
  let asked = 0;
  const port = await serving((_, response) => {
    asked += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await client().post(new URL(`http://127.0.0.1:${port}/`), REQUEST)).toMatchObject({ status: 307 });
  expect(asked).toBe(1);
});

test.each([
  'http://127.0.0.1/',
  'http://example.org/',
  'https://127.0.0.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://169.254.169.254/latest/meta-data',
  'https://localhost/',
  'https://db.internal/',
  'https://printer.local./',
  'https://intranet/',
  'https://me:secret@example.org/',
  'https://example.org:22/',
])('%s is refused by its form', async (address) => {
  const guarded = client(NONE);
  expect(guarded.refusal(new URL(address))).not.toBeNull();
  await expect(guarded.post(new URL(address), REQUEST)).rejects.toMatchObject({ kind: 'refused' });
});

test('a public name that leads inside is refused at the connection, however often it changes its mind', async () => {
  let asked = 0;
  const port = await serving((_, response) => {
    asked += 1;
    response.end();
  });
  const url = new URL(`https://rebinding.example.org:${port}/`);
  for (const inside of ['127.0.0.1', '::ffff:127.0.0.1', '10.0.0.1', '::1']) {
    const guarded = client(NONE, [inside]);
    expect(guarded.refusal(url)).toBeNull();
    await expect(guarded.post(url, REQUEST)).rejects.toMatchObject({ kind: 'refused' });
  }
  expect(asked).toBe(0);
});

test('of the addresses of a name only the good ones are gone to; http goes to opened ones alone', async () => {
  const port = await serving((_, response) => response.end('here'));
  const there = new URL(`http://dev.example.org:${port}/`);
  expect((await client(LOCAL, ['127.0.0.1']).post(there, REQUEST)).status).toBe(200);
  await expect(client(LOCAL, ['93.184.216.34']).post(there, REQUEST)).rejects.toMatchObject({
    kind: 'refused',
  });
});

test('one deadline for all of it, and a reason without the address', async () => {
  const silent = await serving(() => {});
  const error = await client()
    .post(new URL(`http://127.0.0.1:${silent}/secret`), { ...REQUEST, timeoutMs: 200 })
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(GuardedError);
  expect(error).toMatchObject({ kind: 'timeout', message: 'no complete answer within 0.2 s' });
  const dropping = await serving((request) => request.socket.destroy());
  await expect(client().post(new URL(`http://127.0.0.1:${dropping}/`), REQUEST)).rejects.toMatchObject({
    kind: 'connection',
    message: 'ECONNRESET',
  });
});

test('a connection that was closed while idle is made anew, without a failure', async () => {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    let answered = false;
    socket.on('error', () => {});
    socket.on('data', () => {
      if (answered) return socket.resetAndDestroy();
      answered = true;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const guarded = client();
  for (let n = 0; n < 3; n++) expect((await guarded.post(url, REQUEST)).status).toBe(200);
  expect(connections).toBe(3);
});
