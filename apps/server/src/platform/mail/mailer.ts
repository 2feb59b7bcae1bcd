import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';

/** One mail, in both forms readers want. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
  attachments?: { filename: string; contentType: string; content: Buffer }[];
}

/** Where mails go. `send` answers when the other side has taken the mail, and throws when it has not. */
export interface Mailer {
  send(id: string, mail: Mail): Promise<void>;
  /** The copy it keeps of a mail; `null` when there is none. */
  read(id: string): Promise<Mail | null>;
  /** Takes off the copies it keeps of mails; what has left is out of reach. */
  forget(ids: readonly string[]): Promise<void>;
  close(): void;
}

/** Through an SMTP server, TLS where the server offers it. The id becomes the Message-ID: a repeat is recognised. */
export function smtpMailer(url: string, from: string): Mailer {
  // A server that takes the call and says nothing holds up other mail for a minute at most.
  const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
  const transport = createTransport({ url, ...patience }, { from });
  return {
    async send(id, mail) {
      await transport.sendMail({ ...mail, messageId: messageId(id, from) });
    },
    read: async () => null,
    forget: async () => {},
    close: () => transport.close(),
  };
}

/**
 * The development mailbox: each mail a file `{id}.eml` in a folder, to be opened with any mail reader, and beside it what it was made
 * from, to be read back.
 */
export function folderMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  return {
    async send(id, mail) {
      const { message } = await transport.sendMail({ ...mail, messageId: messageId(id, from) });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await put(join(folder, `${id}.json`), JSON.stringify(written(mail)));
      await put(join(folder, `${id}.eml`), message as Buffer);
    },
    async read(id) {
      const text = await readFile(join(folder, `${id}.json`), 'utf8').catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null;
          throw error;
        },
      );
      return text === null ? null : readBack(JSON.parse(text));
    },
    async forget(ids) {
      for (const id of ids)
        for (const end of ['.eml', '.json', '.eml.part', '.json.part'])
          await rm(join(folder, `${id}${end}`), { force: true });
    },
    close: () => {},
  };
}

/** Whole or not at all, for the reader of the folder alone. */
async function put(path: string, bytes: string | Buffer): Promise<void> {
  await writeFile(`${path}.part`, bytes, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

type WrittenMail = Omit<Mail, 'attachments'> & {
  attachments: { filename: string; contentType: string; content: string }[];
};

function written({ attachments = [], ...mail }: Mail): WrittenMail {
  return {
    ...mail,
    attachments: attachments.map((file) => ({ ...file, content: file.content.toString('base64') })),
  };
}

function readBack({ attachments, ...mail }: WrittenMail): Mail {
  return {
    ...mail,
    attachments: attachments.map((file) => ({ ...file, content: Buffer.from(file.content, 'base64') })),
  };
}

function messageId(id: string, from: string): string {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${id}@${domain}>`;
}
