import type { Role } from '@scell/contract';
import { withoutRecipient } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';
import { findPerson, findPersonByEmail, type Person } from '../people/store.ts';
import { type AccountLetter, accountMail } from './account-mails.ts';
import { hashLinkSecret, LINK_MS, linkSecret } from './links.ts';
import type { Notice } from './notices.ts';
import { type AccountMail, findMail, insertLink, type LinkPurpose, noteMail } from './store.ts';

/** The job that sends a mail about an account. */
export const ACCOUNT_MAIL = 'identity.mail';

/** Links to a new password that one address gets in an hour, at most: a mailbox is nobody's to flood. */
const MOST_AN_HOUR = 3;

/**
 * Sends a queued mail that was not sent yet. Nothing is sent to an address nobody has. A crash between the sending and the
 * note sends it twice, with the same link under the same Message-ID.
 */
export async function sendAccountMail(services: Services, id: string): Promise<void> {
  const live = services.databases.production;
  const now = new Date(services.clock());
  const prepared = await live.withSystem('send account mail', async (tx) => {
    const mail = await findMail(tx, id);
    if (mail === undefined || mail.status === 'sent' || mail.status === 'dropped') return null;
    const person =
      mail.message.user_id === undefined
        ? await findPersonByEmail(tx, mail.email_key)
        : await findPerson(tx, mail.message.user_id);
    const letter = letterOf(services, mail, person);
    if (letter === null) {
      await noteMail(tx, id, { status: 'dropped', error: null, sentAt: null });
      return null;
    }
    if (person !== undefined && (mail.kind === 'reset' || mail.kind === 'verify'))
      await insertLink(tx, linkOf(services, mail, mail.kind, person));
    // To the address that was registered, not to the spelling somebody typed.
    const to = mail.kind === 'invitation' ? mail.recipient : (person?.email ?? mail.recipient);
    return { to, letter, language: person?.language ?? mail.language };
  });
  if (prepared === null) return;
  const { to, letter, language } = prepared;
  const note = (outcome: Parameters<typeof noteMail>[2]) =>
    live.withSystem('send account mail', (tx) => noteMail(tx, id, outcome));
  try {
    await services.mailer.send(id, accountMail(to, language, letter));
  } catch (thrown) {
    const error = withoutRecipient(thrown, to);
    await note({ status: 'failed', error: error.message, sentAt: null });
    throw error;
  }
  await note({ status: 'sent', error: null, sentAt: now });
}

function linkOf(services: Services, mail: AccountMail, purpose: LinkPurpose, person: Person) {
  return {
    id: mail.id,
    userId: person.id,
    purpose,
    hash: hashLinkSecret(linkSecret(services, purpose, mail.id)),
    emailKey: person.email_key,
    createdAt: mail.created_at,
    expiresAt: new Date(mail.created_at.getTime() + LINK_MS[purpose]),
  };
}

/** What the mail says; `null` when nobody is to be told anything. */
function letterOf(services: Services, mail: AccountMail, person: Person | undefined): AccountLetter | null {
  const { message } = mail;
  // Behind `#`, the secret of a link is in no log of a server on the way.
  const page = (path: string, secret: string, more: Record<string, string> = {}) =>
    `${services.publicUrl}/account/${path}?lang=${person?.language ?? mail.language}#${new URLSearchParams({ token: secret, ...more })}`;
  if (mail.kind === 'invitation')
    return {
      kind: 'invitation',
      inviter: message.inviter ?? '',
      tenant: message.tenant ?? '',
      role: message.role as Role,
      url: page('invitation', linkSecret(services, 'invitation', message.invitation_id ?? '')),
    };
  if (person === undefined || person.disabled_at !== null) return null;
  switch (mail.kind) {
    case 'verify':
      return person.email_verified_at !== null
        ? null
        : {
            kind: 'verify',
            name: person.name,
            url: page('verify-email', linkSecret(services, 'verify', mail.id)),
          };
    case 'reset':
      return mail.before >= MOST_AN_HOUR
        ? null
        : {
            kind: 'reset',
            name: person.name,
            ip: message.ip ?? '',
            url: page('reset-password', linkSecret(services, 'reset', mail.id), { email: person.email }),
          };
    case 'notice':
      return {
        kind: 'notice',
        name: person.name,
        what: message.what as Notice,
        ip: message.ip ?? '',
        at: message.at ?? mail.created_at.toISOString(),
      };
  }
}
