import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
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
    forget: async () => {},
    close: () => transport.close(),
  };
}

/** The development mailbox: each mail a file `{id}.eml` in a folder, to be opened with any mail reader. */
export function folderMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  return {
    async send(id, mail) {
      const { message } = await transport.sendMail({ ...mail, messageId: messageId(id, from) });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${id}.eml`);
      await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
    async forget(ids) {
      for (const id of ids)
        for (const end of ['', '.part']) await rm(join(folder, `${id}.eml${end}`), { force: true });
    },
    close: () => {},
  };
}

function messageId(id: string, from: string): string {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${id}@${domain}>`;
}
