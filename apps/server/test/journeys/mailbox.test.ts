/** What became of the mails of a sandbox, for its owner to see: with the development mailbox, and with a real SMTP server. */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { folderMailer, smtpMailer } from '../../src/platform/mail/mailer.ts';
import { tasksOf } from '../../src/tasks.ts';
import {
  answerOf,
  createTestPlatform,
  invoiceBody,
  type TestPlatform,
  type TestTenant,
} from '../support/platform.ts';

const FROM = 'Scell <factures@scell.example>';

let platform: TestPlatform;
let tenant: TestTenant;
beforeAll(async () => {
  platform = await createTestPlatform();
  tenant = await platform.tenant();
});
afterAll(() => platform.close());

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Issues an invoice and queues its mail; answers the number and the mail's id. */
async function queued(email: string): Promise<{ number: string; id: string }> {
  const { body } = await tenant.call('POST', '/invoices', invoiceBody());
  const submitted = await tenant.call('POST', `/invoices/${body.data.id}/submit`);
  expect((await tenant.call('POST', `/invoices/${body.data.id}/send-by-email`, { email })).status).toBe(200);
  platform.now += 1000;
  const list = await tenant.call('GET', `/sandbox/mailbox?subject_id=${body.data.id}`);
  expect(list.body.data).toMatchObject([
    { to: email, subject_type: 'invoice', status: 'queued', attempts: 0, sent_at: null },
  ]);
  return { number: submitted.body.data.invoice_number, id: list.body.data[0].id };
}

const mailOf = async (id: string) => (await tenant.call('GET', `/sandbox/mailbox/${id}`)).body.data;

/** The job of a mail, as the worker runs it. */
const job = (id: string) =>
  tasksOf(platform.services, 'sandbox')['invoice.mail']?.({ tenant_id: tenant.summary.id, mail_id: id });

/** A real SMTP server that our mails go to from now on; `taken` are the recipients of what it took. */
async function smtp(
  options: SMTPServerOptions,
  connected: (socket: Socket) => void = () => {},
): Promise<string[]> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, { envelope }, callback) {
      stream.resume().on('end', () => {
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  server.server.on('connection', connected);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const before = platform.services.mailer;
  const { port } = server.server.address() as AddressInfo;
  platform.services.mailer = smtpMailer(`smtp://127.0.0.1:${port}`, FROM);
  closers.push(() => {
    platform.services.mailer.close();
    platform.services.mailer = before;
  });
  return taken;
}

test('the development mailbox shows what was sent, attachments included, and nothing once it is erased', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scell-mailbox-'));
  const before = platform.services.mailer;
  platform.services.mailer = folderMailer(folder, FROM);
  closers.push(() => rm(folder, { recursive: true, force: true }));
  closers.push(() => {
    platform.services.mailer = before;
  });
  const { id, number } = await queued('zoe@globex.example');
  expect((await mailOf(id)).message).toBeNull();
  await job(id);
  const { message, ...state } = await mailOf(id);
  expect(state).toMatchObject({ status: 'sent', attempts: 1, last_error: null });
  expect(message).toMatchObject({
    subject: `Facture ${number} – Acme SAS`,
    text: expect.stringContaining(number),
    html: expect.stringContaining('<section lang="fr">'),
    attachments: [{ filename: `${number}.pdf`, content_type: 'application/pdf' }],
  });
  const [file] = message.attachments;
  const bytes = Buffer.from(file.content, 'base64');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes).toHaveLength(file.size);
  await platform.services.mailer.forget([id]);
  expect((await mailOf(id)).message).toBeNull();
});

test('the mailbox is of the sandbox, of whoever may read the account', async () => {
  await queued('one@globex.example');
  await queued('two@globex.example');
  const live = await tenant.newKey({ environment: 'production', scopes: ['tenant:read'] });
  // The path says which environment it is.
  const named = await tenant.call('GET', '/sandbox/mailbox?per_page=1', undefined, { key: live });
  expect(named.body.data).toMatchObject([{ to: 'two@globex.example' }]);
  const { pathname, search } = new URL(named.body.links.next);
  const next = answerOf(
    await platform.app.inject({ url: `${pathname}${search}`, headers: { 'x-api-key': live } }),
  );
  expect(next.body.data).toMatchObject([{ to: 'one@globex.example' }]);
  const unnamed = await tenant.call('GET', '/mailbox', undefined, { key: live });
  expect(unnamed.body.error_code).toBe('SANDBOX_ONLY');
  const narrow = await tenant.newKey({ scopes: ['buyers:read'] });
  expect((await tenant.call('GET', '/sandbox/mailbox', undefined, { key: narrow })).status).toBe(403);
  const stranger = await platform.tenant();
  expect((await stranger.call('GET', '/sandbox/mailbox')).body.meta.total).toBe(0);
});

test('refused for good by the server: the owner sees why, without the address', async () => {
  const taken = await smtp({
    onRcptTo({ address }, _session, callback) {
      callback(Object.assign(new Error(`No mailbox ${address} here`), { responseCode: 550 }));
    },
  });
  const { id } = await queued('nobody@globex.example');
  await expect(job(id)).rejects.toThrow(/550/);
  expect(await mailOf(id)).toMatchObject({
    status: 'failed',
    attempts: 1,
    last_error: expect.stringMatching(/550 No mailbox <recipient> here/),
    message: null,
  });
  expect(taken).toEqual([]);
});

test('put off and then taken: it leaves once, however often its job runs', async () => {
  let refusals = 0;
  const taken = await smtp({
    onRcptTo(_address, _session, callback) {
      if (refusals++ > 0) return callback();
      callback(Object.assign(new Error('Greylisted, come again'), { responseCode: 451 }));
    },
  });
  const { id } = await queued('later@globex.example');
  await expect(job(id)).rejects.toThrow(/451/);
  expect(await mailOf(id)).toMatchObject({ status: 'failed', attempts: 1 });
  for (const _ of [1, 2, 3]) await job(id);
  expect(await mailOf(id)).toMatchObject({ status: 'sent', attempts: 2, last_error: null });
  expect(taken).toEqual(['later@globex.example']);
});

test('a connection that drops in the middle of the mail: it is not taken for sent, and leaves at the next try', async () => {
  let drops = 0;
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  await smtp(
    {
      onData(stream, { envelope }, callback) {
        if (drops++ === 0) {
          stream.once('data', () => {
            for (const socket of sockets) socket.destroy();
          });
          return;
        }
        stream.resume().on('end', () => {
          taken.push(...envelope.rcptTo.map(({ address }) => address));
          callback();
        });
      },
    },
    (socket) => sockets.add(socket),
  );
  const { id } = await queued('drop@globex.example');
  await expect(job(id)).rejects.toThrow();
  expect(await mailOf(id)).toMatchObject({ status: 'failed', attempts: 1, last_error: expect.any(String) });
  await job(id);
  expect(await mailOf(id)).toMatchObject({ status: 'sent', attempts: 2 });
  expect(taken).toEqual(['drop@globex.example']);
});
