import type { Language } from '@scell/contract';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';

// The only SQL about the mails of accounts and the links in them.

export type MailKind = 'verify' | 'reset' | 'invitation' | 'notice';
export type LinkPurpose = 'verify' | 'reset';

export interface AccountMail {
  id: string;
  kind: MailKind;
  recipient: string;
  email_key: string;
  language: Language;
  message: Record<string, string>;
  status: 'queued' | 'sent' | 'failed' | 'dropped';
  created_at: Date;
  /** Mails of the kind that went to the address in the hour before. */
  before: number;
}

export async function insertMail(
  tx: Tx,
  mail: Pick<AccountMail, 'id' | 'kind' | 'recipient' | 'email_key' | 'language' | 'message' | 'created_at'>,
): Promise<void> {
  await sql`select gate.queue_identity_mail(${mail.id}, ${mail.kind}, ${mail.recipient}, ${mail.email_key}, ${mail.language}, ${JSON.stringify(mail.message)}, ${mail.created_at}), gate.enqueue_identity_mail(${mail.id})`.execute(
    tx,
  );
}

export async function findMail(tx: Tx, id: string): Promise<AccountMail | undefined> {
  const { rows } = await sql<
    Omit<AccountMail, 'before'> & { before: string }
  >`select * from gate.find_identity_mail(${id})`.execute(tx);
  return rows[0] === undefined ? undefined : { ...rows[0], before: Number(rows[0].before) };
}

export async function noteMail(
  tx: Tx,
  id: string,
  { status, error, sentAt }: { status: AccountMail['status']; error: string | null; sentAt: Date | null },
): Promise<void> {
  await sql`select gate.note_identity_mail(${id}, ${status}, ${error}, ${sentAt})`.execute(tx);
}

export async function insertLink(
  tx: Tx,
  link: {
    id: string;
    userId: string;
    purpose: LinkPurpose;
    hash: Buffer;
    emailKey: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await sql`select gate.create_mail_token(${link.id}, ${link.userId}, ${link.purpose}, ${link.hash}, ${link.emailKey}, ${link.createdAt}, ${link.expiresAt})`.execute(
    tx,
  );
}

/** Uses a link; answers whose it was, `undefined` when it is not valid. */
export async function useLink(
  tx: Tx,
  hash: Buffer,
  purpose: LinkPurpose,
  now: Date,
): Promise<{ user_id: string; email_key: string } | undefined> {
  const { rows } = await sql<{
    user_id: string;
    email_key: string;
  }>`select * from gate.use_mail_token(${hash}, ${purpose}, ${now})`.execute(tx);
  return rows[0];
}

export async function voidLinks(tx: Tx, userId: string, purpose: LinkPurpose, now: Date): Promise<void> {
  await sql`select gate.void_mail_tokens(${userId}, ${purpose}, ${now})`.execute(tx);
}
