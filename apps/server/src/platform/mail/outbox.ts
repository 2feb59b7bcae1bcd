import type { Selectable } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';
import type { Database } from '../db/doors.ts';
import type { MailsTable } from '../db/schema.ts';
import type { Actor } from '../http/call.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Mail, Mailer } from './mailer.ts';

/** A mail about a subject. Its text is made when it is sent, from `message`. */
export interface NewMail {
  subjectType: 'invoice' | 'closing' | 'integrity' | 'balance' | 'webhook';
  subjectId: string;
  subTenantId: string | null;
  recipient: string;
  message: Record<string, unknown>;
}

export type QueuedMail = Selectable<MailsTable>;

/** Queues a mail in the transaction of its cause, and the job that sends it. Answers its id. */
export async function queueMail(
  tx: Tx,
  actor: Pick<Actor, 'newId' | 'scope' | 'now'>,
  task: string,
  mail: NewMail,
): Promise<string> {
  const id = actor.newId();
  const tenantId = actor.scope.tenantId;
  await tx
    .insertInto('mails')
    .values({
      tenant_id: tenantId,
      id,
      sub_tenant_id: mail.subTenantId,
      subject_type: mail.subjectType,
      subject_id: mail.subjectId,
      recipient: mail.recipient,
      message: JSON.stringify(mail.message),
      created_at: actor.now,
      last_error: null,
      sent_at: null,
    })
    .execute();
  await enqueue(tx, task, { tenant_id: tenantId, mail_id: id });
  return id;
}

/** Whether a subject has a mail to an address, sent or on its way. */
export async function hasMailTo(
  tx: Tx,
  tenantId: string,
  subjectId: string,
  recipient: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('mails')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', subjectId)
    .where('recipient', '=', recipient)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Sends a queued mail that was not sent yet and notes how that went. Throws when it could not be sent, so that the job
 * is tried again. A crash between the sending and the note sends it twice, under the same Message-ID.
 */
export async function sendQueued(
  db: Database,
  mailer: Mailer,
  now: Date,
  { tenantId, mailId }: { tenantId: string; mailId: string },
  compose: (mail: QueuedMail) => Promise<Mail>,
): Promise<void> {
  const mail = await db.withTenant({ tenantId }, (tx) =>
    tx
      .selectFrom('mails')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', mailId)
      .executeTakeFirst(),
  );
  if (mail === undefined || mail.status === 'sent' || mail.erased_at !== null) return;
  const note = (outcome: { status: 'sent' | 'failed'; last_error: string | null; sent_at: Date | null }) =>
    db.withTenant({ tenantId }, (tx) =>
      tx
        .updateTable('mails')
        .set({ ...outcome, attempts: mail.attempts + 1 })
        .where('tenant_id', '=', tenantId)
        .where('id', '=', mailId)
        // Whom it was for may be erased while it is on its way: nothing is said about it any more.
        .where('erased_at', 'is', null)
        .execute(),
    );
  try {
    await mailer.send(mailId, await compose(mail));
  } catch (thrown) {
    const error = withoutRecipient(thrown, mail.recipient);
    await note({ status: 'failed', last_error: error.message, sent_at: null });
    throw error;
  }
  await note({ status: 'sent', last_error: null, sent_at: now });
}

/** Mail servers name the recipient in what they refuse, and what is thrown is kept by the queue and the log. */
export function withoutRecipient(thrown: unknown, recipient: string): Error {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const address = /[^\s<>]+@[^\s<>]+/.exec(recipient)?.[0] ?? recipient;
  return new Error(said.replaceAll(new RegExp(RegExp.escape(address), 'gi'), '<recipient>'));
}

/** Whether the page a mail brings is yet to be entered as a delivery; the mail is held until the transaction ends. */
export async function lockUnentered(tx: Tx, tenantId: string, mailId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('mails')
    .select('reprint_copy')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', mailId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined && row.reprint_copy === null;
}

/** Notes which copy of the page a mail brings. */
export async function noteDelivery(tx: Tx, tenantId: string, mailId: string, copy: number): Promise<void> {
  await tx
    .updateTable('mails')
    .set({ reprint_copy: copy })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', mailId)
    .execute();
}
