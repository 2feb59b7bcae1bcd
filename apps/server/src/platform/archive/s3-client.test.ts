import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { elementText, s3Client } from './s3-client.ts';
import { s3Store } from './s3-store.ts';

// What a real server does with locks is asked of a real one, in oracles/archive.oracle.test.ts. Here is what a real one does
// too rarely to wait for.

let server: Server;
let answer: (response: ServerResponse) => void;
let asked: { method: string | undefined; url: string | undefined; authorization: string | undefined }[];
let settings: Parameters<typeof s3Client>[0];
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push({
      method: request.method,
      url: request.url,
      authorization: request.headers.authorization,
    });
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  settings = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    region: 'fr-par',
    bucket: 'archive',
    prefix: 'scell',
    accessKeyId: 'AKID',
    secretAccessKey: 'never shown',
  };
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const error = (code: string, message: string) =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

test('names bucket and object in the path, and signs for the region', async () => {
  answer = (response) => response.end('content');
  const { status, body } = await s3Client(settings)({
    method: 'GET',
    key: 'a/b',
    query: { versionId: 'v+1' },
  });
  expect({ status, body: body.toString() }).toEqual({ status: 200, body: 'content' });
  expect(asked).toEqual([
    {
      method: 'GET',
      url: '/archive/a/b?versionId=v%2B1',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/fr-par\/s3\/aws4_request/,
      ),
    },
  ]);
});

test('a redirect is not followed', async () => {
  answer = (response) => response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end();
  await expect(s3Store(settings).get({ key: 'a', version: null })).rejects.toMatchObject({
    kind: 'unavailable',
  });
  expect(asked).toHaveLength(1);
});

test('a refusal is told in the server’s words, without the secret', async () => {
  answer = (response) => response.writeHead(403).end(error('AccessDenied', 'not <you>'.replace(/[<>]/g, '')));
  const failure = s3Store(settings).put('a', Buffer.from('x'), {
    mediaType: 'text/plain',
    retainUntil: new Date(),
  });
  await expect(failure).rejects.toThrow('PUT of s3://archive/scell/a was refused: 403 AccessDenied not you');
  await expect(failure).rejects.not.toThrow('never shown');
});

test('a server that is in trouble is unavailable, and asked again the next time', async () => {
  answer = (response) => response.writeHead(503).end(error('SlowDown', 'later'));
  const client = s3Client(settings);
  for (let i = 0; i < 2; i++)
    await expect(client({ method: 'GET' })).rejects.toThrow('it answered 503 SlowDown later');
  expect(asked).toHaveLength(2);
});

test('a server that is gone is left in peace for a while, so that nothing waits for it', async () => {
  answer = (response) => response.socket?.destroy();
  let now = 0;
  const client = s3Client(settings, () => now);
  await expect(client({ method: 'GET' })).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(client({ method: 'GET' })).rejects.toThrow('it did not answer a moment ago');
  expect(asked).toHaveLength(1);
  now = 20_000;
  answer = (response) => response.end();
  expect(await client({ method: 'GET' })).toMatchObject({ status: 200 });
});

test('an object without a lock in compliance mode is not kept, whatever else the server says', async () => {
  answer = (response) =>
    response.end(
      '<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2099-01-01T00:00:00Z</RetainUntilDate></Retention>',
    );
  await expect(s3Store(settings).retention({ key: 'a', version: '1' })).rejects.toThrow(
    /not locked in compliance mode/,
  );
});

test('a bucket whose versioning was suspended takes nothing', async () => {
  answer = (response) => response.writeHead(200, { 'x-amz-version-id': 'null' }).end();
  const put = s3Store(settings).put('a', Buffer.from('x'), {
    mediaType: 'text/plain',
    retainUntil: new Date(),
  });
  await expect(put).rejects.toMatchObject({ kind: 'misconfigured' });
});

test('texts of an answer are read whatever their namespace; what is no XML has none', () => {
  const xml = Buffer.from(
    '<a xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><b><Status> Enabled </Status></b></a>',
  );
  expect(elementText(xml, 'Status')).toBe('Enabled');
  for (const text of ['', 'nginx', '<a>', '<a/>'])
    expect(elementText(Buffer.from(text), 'Status')).toBeNull();
});
