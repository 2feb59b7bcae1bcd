import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { folderMailer, type Mail, type Mailer, smtpMailer } from './mailer.ts';

const FROM = 'Scell <factures@scell.example>';
const MAIL: Mail = {
  to: 'Zoé <zoe@globex.example>',
  subject: 'Facture ACME-202605-00001 – été',
  text: 'Bonjour,\nvotre facture est jointe.',
  html: '<p>Bonjour</p>',
  attachments: [{ filename: 'é.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF-1.7') }],
};

const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

interface Delivered {
  to: string[];
  from: string;
  text: string;
  secure: boolean;
}

/** A real SMTP server; what it took is in `delivered`. */
async function smtpServer(options: SMTPServerOptions): Promise<{ port: number; delivered: Delivered[] }> {
  const delivered: Delivered[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        delivered.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom === false ? '' : mailFrom.address,
          text: Buffer.concat(parts).toString(),
          secure: session.secure,
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  open.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, delivered };
}

function mailer(url: string): Mailer {
  const made = smtpMailer(url, FROM);
  open.push(() => made.close());
  return made;
}

test('a server without TLS takes the mail, under an id that a repeat bears again', async () => {
  const { port, delivered } = await smtpServer({ disabledCommands: ['AUTH', 'STARTTLS'] });
  const smtp = mailer(`smtp://127.0.0.1:${port}`);
  await smtp.send('0193af1a-7c64-7b9b-94e3-dbcfe4ff0000', MAIL);
  await smtp.send('0193af1a-7c64-7b9b-94e3-dbcfe4ff0000', MAIL);
  expect(delivered).toHaveLength(2);
  for (const one of delivered) {
    expect(one).toMatchObject({ to: ['zoe@globex.example'], from: 'factures@scell.example', secure: false });
    expect(one.text).toMatch(/^Message-ID: <0193af1a-7c64-7b9b-94e3-dbcfe4ff0000@scell\.example>\r$/m);
    expect(one.text).toContain('Content-Type: text/plain; charset=utf-8');
    expect(one.text).toContain('Content-Type: text/html; charset=utf-8');
    expect(one.text).toContain(Buffer.from('%PDF-1.7').toString('base64'));
  }
});

test('login and password of the address are used', async () => {
  const logins: unknown[] = [];
  const { port, delivered } = await smtpServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, callback) {
      logins.push({ username, password });
      if (password === 's/cret@') callback(null, { user: username });
      else callback(new Error('Invalid login'));
    },
  });
  await mailer(`smtp://us%40er:s%2Fcret%40@127.0.0.1:${port}`).send('a', MAIL);
  await expect(mailer(`smtp://us%40er:wrong@127.0.0.1:${port}`).send('b', MAIL)).rejects.toThrow(
    /Invalid login/,
  );
  expect(delivered).toHaveLength(1);
  expect(logins).toContainEqual({ username: 'us@er', password: 's/cret@' });
});

test('what the server refuses, and that it is not there, is an error that says so', async () => {
  const { port } = await smtpServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      callback(Object.assign(new Error('Mailbox unavailable'), { responseCode: 550 }));
    },
  });
  await expect(mailer(`smtp://127.0.0.1:${port}`).send('a', MAIL)).rejects.toThrow(/550 Mailbox unavailable/);
  await expect(mailer('smtp://127.0.0.1:1').send('b', MAIL)).rejects.toThrow(/ECONNREFUSED/);
});

test('the development mailbox keeps each mail as a file for its reader alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scell-mailbox-'));
  open.push(() => rm(folder, { recursive: true, force: true }));
  const mailbox = folderMailer(join(folder, 'mailbox'), FROM);
  await mailbox.send('one', MAIL);
  await mailbox.send('one', MAIL);
  await mailbox.send('two', { to: 'a@b.example', subject: 'Bref', text: 'Bref.' });
  expect((await readdir(join(folder, 'mailbox'))).sort()).toEqual([
    'one.eml',
    'one.json',
    'two.eml',
    'two.json',
  ]);
  const text = await readFile(join(folder, 'mailbox', 'one.eml'), 'utf8');
  expect(text).toMatch(/^From: Scell <factures@scell\.example>\r?$/m);
  expect(text).toMatch(/^Message-ID: <one@scell\.example>\r?$/m);
  for (const file of ['one.eml', 'one.json'])
    expect((await stat(join(folder, 'mailbox', file))).mode & 0o777).toBe(0o600);
  expect(await mailbox.read('one')).toEqual(MAIL);
  expect(await mailbox.read('three')).toBeNull();
});

test('the development mailbox forgets the mails it is told to, and those alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scell-mailbox-'));
  open.push(() => rm(folder, { recursive: true, force: true }));
  const mailbox = folderMailer(folder, FROM);
  for (const id of ['one', 'two', 'three']) await mailbox.send(id, MAIL);
  await mailbox.forget(['one', 'three', 'never-sent']);
  await mailbox.forget(['one']);
  expect((await readdir(folder)).sort()).toEqual(['two.eml', 'two.json']);
  expect(await mailbox.read('one')).toBeNull();
});
