import {
  ApiError,
  type BodyOf,
  fieldError,
  type acceptInvitation as operation,
  validationError,
} from '@scell/contract';
import type { JsonReply } from '../../../platform/http/call.ts';
import { hashLinkSecret } from '../mails/links.ts';
import { namesOf } from '../people/names.ts';
import {
  addMember,
  createPerson,
  findPerson,
  findPersonByEmail,
  membershipsOf,
  type Person,
} from '../people/store.ts';
import { takeOver } from '../people/take-over.ts';
import { presentAccount, presentUser, signedInReply } from '../present.ts';
import { logSecurity } from '../security-log/store.ts';
import { openSession } from '../sessions/open-session.ts';
import { createAlone } from '../sign-in/register.ts';
import type { EntryCall } from '../sign-in/sign-in.ts';
import { takeInvitation } from './store.ts';

/**
 * Makes somebody who was invited a member. The link proves the mailbox: a new person needs no other proof of the address, and
 * somebody known joins without a session, which only signing in gives.
 */
export async function acceptInvitation(call: EntryCall, sent: BodyOf<typeof operation>): Promise<JsonReply> {
  const { services, visitor, now, newId, language } = call;
  const passwordHash = sent.password === undefined ? null : await services.passwords.hash(sent.password);
  return createAlone(() =>
    services.databases.production.withSystem('sign in', async (tx) => {
      const invitation = await takeInvitation(tx, hashLinkSecret(sent.token), now);
      if (invitation === undefined) throw new ApiError('INVALID_LINK');
      const found = await findPersonByEmail(tx, invitation.email_key);
      if (found?.disabled_at != null) throw new ApiError('INVALID_LINK');
      const userId = found?.id ?? newId();
      // An address that was never confirmed may have been registered by anybody: whoever has the mailbox takes it over.
      const isNew = found === undefined || found.email_verified_at === null;
      if (isNew && passwordHash === null) throw missing('password');
      if (found === undefined) {
        if (sent.name === undefined) throw missing('name');
        await createPerson(tx, {
          id: userId,
          email: invitation.email,
          email_key: invitation.email_key,
          ...namesOf({ name: sent.name }),
          phone: null,
          language: sent.language ?? language,
          password_hash: passwordHash,
          email_verified_at: now,
          created_at: now,
        });
      } else if (isNew) {
        await takeOver(tx, userId, passwordHash, now);
      }
      await addMember(tx, invitation.tenant_id, userId, invitation.role, now);
      await logSecurity(tx, services, visitor, {
        userId,
        tenantId: invitation.tenant_id,
        action: 'invitation.accepted',
        actor: `user:${userId}`,
        details: { invitation_id: invitation.id, role: invitation.role },
      });
      const account = (await membershipsOf(tx, userId)).find(
        ({ tenant_id }) => tenant_id === invitation.tenant_id,
      );
      if (isNew) {
        const session = await openSession(tx, call, userId, invitation.tenant_id);
        const person = (await findPerson(tx, userId)) as Person;
        const message = { fr: 'Bienvenue.', en: 'Welcome.' }[language];
        return signedInReply(call, 200, message, person, account, session);
      }
      return {
        status: 200,
        body: {
          message: { fr: 'Invitation acceptée : connectez-vous.', en: 'Invitation accepted: sign in.' }[
            language
          ],
          user: presentUser(found as Person),
          tenant: account === undefined ? null : presentAccount(account),
          token: null,
          expires_at: null,
        },
      };
    }),
  );
}

/** The transaction is undone with it: the invitation is still there. */
function missing(name: 'name' | 'password'): ApiError {
  return validationError([
    fieldError(name, {
      fr: 'est attendu pour créer votre compte.',
      en: 'is expected, to create your account.',
    }),
  ]);
}
