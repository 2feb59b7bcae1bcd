import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { EICAR, startClamd } from '../../../test/support/clamd.ts';
import { clamavScanner } from './clamav.ts';
import { ScannerUnavailable } from './virus-scanner.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

test('speaks INSTREAM: every byte arrives, in order, and the verdict comes back', async () => {
  const clamd = await startClamd();
  stop = clamd.close;
  const scanner = clamavScanner(clamd);
  const large = Buffer.alloc(300_000, 'facture ');
  expect(await scanner.scan(large)).toEqual({ clean: true });
  expect(clamd.received[0]?.equals(large)).toBe(true);
  expect(await scanner.scan(Buffer.alloc(0))).toEqual({ clean: true });
  expect(await scanner.scan(Buffer.concat([large, EICAR]))).toEqual({
    clean: false,
    found: 'Eicar-Test-Signature',
  });
});

test('a file above the limit of the daemon is no verdict', async () => {
  const clamd = await startClamd({ limit: 1_000 });
  stop = clamd.close;
  await expect(clamavScanner(clamd).scan(Buffer.alloc(200_000))).rejects.toThrow(ScannerUnavailable);
});

test.each<[string, (socket: Socket) => void]>([
  ['hangs up', (socket) => socket.destroy()],
  ['says nothing', () => {}],
  ['says something else', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ['says OK of something else', (socket) => socket.end('stream: OK but not quite\0')],
  ['talks without end', (socket) => socket.write('x'.repeat(10_000))],
])('a server that %s is no verdict', async (_what, behave) => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    behave(socket);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stop = () =>
    new Promise((closed) => {
      server.close(() => closed());
      for (const socket of sockets) socket.destroy();
    });
  const { port } = server.address() as { port: number };
  await expect(clamavScanner({ host: '127.0.0.1', port }, 200).scan(Buffer.from('x'))).rejects.toThrow(
    ScannerUnavailable,
  );
});

test('nobody there is no verdict', async () => {
  await expect(clamavScanner({ host: '127.0.0.1', port: 1 }).scan(Buffer.from('x'))).rejects.toThrow(
    ScannerUnavailable,
  );
});
