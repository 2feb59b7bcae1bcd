/** SMS by a real HTTP server that plays the gateway. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { segmentsOf } from './segments.ts';
import { folderSmsGateway, httpSmsGateway } from './sms-gateway.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function gateway(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const taken: { headers: IncomingMessage['headers']; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    taken.push({ headers: request.headers, body: JSON.parse(await text(request)) });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`;
  return { url, taken };
}

const settings = { token: 'a-token', sender: 'Scell', body: '{"to":"{to}","from":"{from}","text":"{text}"}' };
const SMS = { to: '+33612345678', text: 'Votre code : 123456' };

test('one POST a message, with its id, the token and the body the operator gave', async () => {
  const { url, taken } = await gateway((_, response) => response.writeHead(202).end('{}'));
  const body =
    '{"messages":[{"from":"{from}","destinations":[{"to":"{to}"}],"text":"Scell: {text}","ref":"{id}","n":1}]}';
  const hostile = { to: SMS.to, text: '"} {to} \\ $& é\n€' };
  await httpSmsGateway({ ...settings, url, body }).send('id-1', hostile);
  expect(taken).toMatchObject([
    {
      headers: {
        authorization: 'Bearer a-token',
        'idempotency-key': 'id-1',
        'content-type': 'application/json',
      },
      body: {
        messages: [
          {
            from: 'Scell',
            destinations: [{ to: '+33612345678' }],
            text: 'Scell: "} {to} \\ $& é\n€',
            ref: 'id-1',
            n: 1,
          },
        ],
      },
    },
  ]);
});

test.each([400, 401, 429, 500, 302])(
  'an answer of %i is no delivery, and names no number',
  async (status) => {
    const { url } = await gateway((_, response) =>
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(`no: ${SMS.to}`),
    );
    const sending = httpSmsGateway({ ...settings, url }).send('a', SMS);
    await expect(sending).rejects.toThrow(`the SMS gateway answered ${status}`);
  },
);

test('a line that drops, and a gateway that is not there, are errors', async () => {
  const { url } = await gateway((request) => request.socket.destroy());
  await expect(httpSmsGateway({ ...settings, url }).send('a', SMS)).rejects.toThrow(/127\.0\.0\.1/);
  const nobody = httpSmsGateway({ ...settings, url: 'http://127.0.0.1:1/' });
  await expect(nobody.send('a', SMS)).rejects.toThrow(/127\.0\.0\.1:1/);
});

test('nothing leaves to what is no number, without a text, or too long', async () => {
  const { url, taken } = await gateway((_, response) => response.end());
  const { send } = httpSmsGateway({ ...settings, url });
  for (const to of ['0612345678', '+0612345678', '+33 612345678', '+3361234567890123', '+33612345678\n', ''])
    await expect(send('a', { ...SMS, to }), JSON.stringify(to)).rejects.toThrow(/E\.164/);
  await expect(send('a', { ...SMS, text: ' \n' })).rejects.toThrow(/empty/);
  await expect(send('a', { ...SMS, text: '\ud83d' })).rejects.toThrow(/Unicode/);
  await send('a', { ...SMS, text: 'a'.repeat(6 * 153) });
  await expect(send('a', { ...SMS, text: 'a'.repeat(6 * 153 + 1) })).rejects.toThrow(/7 segments/);
  expect(taken).toHaveLength(1);
});

test('the development gateway keeps each as a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scell-sms-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const { send } = folderSmsGateway(join(folder, 'mailbox'));
  await send('one', SMS);
  await send('one', SMS);
  expect(await readdir(join(folder, 'mailbox'))).toEqual(['one.sms.json']);
  expect(JSON.parse(await readFile(join(folder, 'mailbox', 'one.sms.json'), 'utf8'))).toEqual({
    ...SMS,
    encoding: 'gsm-7',
    units: 19,
    segments: 1,
  });
});

test.each([
  ['a'.repeat(160), 'gsm-7', 160, 1],
  ['a'.repeat(161), 'gsm-7', 161, 2],
  ['a'.repeat(306), 'gsm-7', 306, 2],
  ['a'.repeat(307), 'gsm-7', 307, 3],
  ['éèà€', 'gsm-7', 5, 1],
  ['€'.repeat(80), 'gsm-7', 160, 1],
  // The euro sign at the border takes two septets and moves whole to the next message.
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm-7', 306, 3],
  ['ê', 'ucs-2', 1, 1],
  ['ê'.repeat(70), 'ucs-2', 70, 1],
  ['ê'.repeat(71), 'ucs-2', 71, 2],
  ['😀'.repeat(35), 'ucs-2', 70, 1],
  ['😀'.repeat(67), 'ucs-2', 134, 3],
] as const)('segments of %#', (said, encoding, units, segments) => {
  expect(segmentsOf(said)).toEqual({ encoding, units, segments });
});
