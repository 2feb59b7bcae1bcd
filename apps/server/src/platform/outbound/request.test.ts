import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type OutboundRequest, outbound } from './request.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(listener: RequestListener): Promise<URL> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?secret=1`);
}

const ask = (url: URL, changes: Partial<OutboundRequest> = {}) =>
  outbound(url, { method: 'GET', timeoutMs: 300, maxBytes: 1_000, ...changes });

test('sends what it is given and answers status and bytes, whatever the status', async () => {
  let heard = '';
  const url = await serving(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    heard = `${request.method} ${request.headers['accept-encoding']} ${Buffer.concat(parts).toString('hex')}`;
    response.writeHead(404).end(Buffer.from([1, 2, 3]));
  });
  const answer = await ask(url, { method: 'POST', body: Uint8Array.of(0, 255) });
  expect(heard).toBe('POST identity 00ff');
  expect(answer.status).toBe(404);
  expect([...answer.bytes]).toEqual([1, 2, 3]);
});

test('follows no redirect', async () => {
  let asked = 0;
  const url = await serving((_, response) => {
    asked += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await ask(url)).toMatchObject({ status: 302 });
  expect(asked).toBe(1);
});

test('reads no more than it was told, said beforehand or not', async () => {
  const url = await serving((_, response) => response.end(Buffer.alloc(1_001)));
  await expect(ask(url)).rejects.toThrow('more than 1000 bytes');
  expect((await ask(url, { maxBytes: 1_001 })).bytes).toHaveLength(1_001);
});

test('gives up a service that says nothing, or little by little', async () => {
  const silent = await serving(() => {});
  await expect(ask(silent)).rejects.toThrow('no answer within 0.3 s');
  server?.closeAllConnections();
  server?.close();
  const slow = await serving(async (_, response) => {
    for (let n = 0; n < 40 && !response.destroyed; n++) {
      response.write('x');
      await pause(50);
    }
    response.end();
  });
  await expect(ask(slow)).rejects.toThrow('no answer within 0.3 s');
});

test('says who could not be reached, and nothing else of the address', async () => {
  const url = await serving((request) => request.socket.destroy());
  const error = await ask(url).catch((failure: Error) => failure);
  expect(error).toMatchObject({ name: 'OutboundError' });
  expect((error as Error).message).toContain(url.host);
  expect((error as Error).message).not.toContain('secret');
  const nobody = new URL('http://127.0.0.1:1/');
  await expect(ask(nobody)).rejects.toThrow('127.0.0.1:1');
});
