import { ApiError } from '@scell/contract';
import type { PublicCall } from '../../../platform/http/call.ts';
import { hashLinkSecret } from '../mails/links.ts';
import { queueNotice } from '../mails/notices.ts';
import { insertMail, useLink, voidLinks } from '../mails/store.ts';
import { emailKey } from '../people/email-key.ts';
import { clearLoginAttempts, findPerson, setPassword, verifyEmailOf } from '../people/store.ts';
import { takeOver } from '../people/take-over.ts';
import { logSecurity } from '../security-log/store.ts';
import { endSessions } from '../sessions/store.ts';
import { attemptsAt } from './check-password.ts';

type ResetCall = Pick<PublicCall, 'services' | 'visitor' | 'now' | 'newId' | 'language'>;

/**
 * Takes the wish for a new password. Whether anybody has the address is looked up by the job that sends the mail, so that
 * answer, work and time are the same.
 */
export async function forgotPassword(call: ResetCall, email: string): Promise<void> {
  const { services, visitor, now, newId, language } = call;
  await services.databases.production.withSystem('sign in', async (tx) => {
    await insertMail(tx, {
      id: newId(),
      kind: 'reset',
      recipient: email,
      email_key: emailKey(email),
      language,
      message: { ip: visitor.ip },
      created_at: now,
    });
  });
}

/**
 * Sets a new password by the link of a mail, and ends every session. The link proves the mailbox: a second factor that was
 * set before the address was ever confirmed is not its owner's, and goes.
 */
export async function resetPassword(
  { services, visitor, now, newId }: ResetCall,
  { token, email, password }: { token: string; email: string; password: string },
): Promise<void> {
  const hash = await services.passwords.hash(password);
  await services.databases.production.withSystem('sign in', async (tx) => {
    const link = await useLink(tx, hashLinkSecret(token), 'reset', now);
    const person = link === undefined ? undefined : await findPerson(tx, link.user_id);
    // Thrown, the transaction is undone: a link with the wrong address stays good for its owner.
    if (person === undefined || person.disabled_at !== null || person.email_key !== emailKey(email))
      throw new ApiError('INVALID_LINK');
    await voidLinks(tx, person.id, 'reset', now);
    if (person.email_verified_at === null) await takeOver(tx, person.id, hash, now);
    else {
      await setPassword(tx, person.id, hash, now);
      await endSessions(tx, person.id, null, now);
    }
    await clearLoginAttempts(tx, attemptsAt(services, 'password', person.email_key));
    await logSecurity(tx, services, visitor, {
      userId: person.id,
      tenantId: null,
      action: 'password.reset',
      actor: `user:${person.id}`,
    });
    await queueNotice(tx, { newId, now }, person, 'password', visitor.ip);
  });
}

/** Confirms an address by the link of a mail. */
export async function verifyEmail(
  { services, visitor, now }: ResetCall,
  { token }: { token: string },
): Promise<void> {
  await services.databases.production.withSystem('sign in', async (tx) => {
    const link = await useLink(tx, hashLinkSecret(token), 'verify', now);
    const person = link === undefined ? undefined : await findPerson(tx, link.user_id);
    if (person === undefined || person.email_key !== link?.email_key) throw new ApiError('INVALID_LINK');
    await verifyEmailOf(tx, person.id, now);
    await logSecurity(tx, services, visitor, {
      userId: person.id,
      tenantId: null,
      action: 'email.verified',
      actor: `user:${person.id}`,
    });
  });
}
