import { ApiError, fieldError } from '@scell/contract';
import type { JsonReply, PublicCall } from '../../../platform/http/call.ts';
import { findPerson, membershipsOf, type Person } from '../people/store.ts';
import { signedInReply } from '../present.ts';
import { challengeReply } from '../second-factor/second-step.ts';
import { logSecurity } from '../security-log/store.ts';
import { accountOnEntry, openSession } from '../sessions/open-session.ts';
import { checkPassword } from './check-password.ts';

export type EntryCall = Pick<PublicCall, 'services' | 'visitor' | 'now' | 'newId' | 'language'>;

/** Signs a person in by password; asks for the second factor first where there is one. */
export async function signIn(
  call: EntryCall,
  { email, password }: { email: string; password: string },
): Promise<JsonReply> {
  const person = await checkPassword(call, email, password);
  if (person === null)
    throw new ApiError('INVALID_CREDENTIALS', {
      errors: [
        fieldError('email', {
          fr: 'l’adresse ou le mot de passe n’est pas le bon.',
          en: 'the address or the password is not right.',
        }),
      ],
    });
  return person.totp_confirmed_at === null
    ? letIn(call, person.id, 'password')
    : challengeReply(call, person);
}

/** How somebody proved who they are. */
export type Proof = 'password' | 'password and code' | 'password and recovery code' | 'google';

/** Opens a session for somebody who has proved who they are. */
export function letIn(call: EntryCall, userId: string, proof: Proof): Promise<JsonReply> {
  const { services, visitor } = call;
  return services.databases.production.withSystem('sign in', async (tx) => {
    const memberships = await membershipsOf(tx, userId);
    const before = await findPerson(tx, userId);
    const account = accountOnEntry({ last_tenant_id: before?.last_tenant_id ?? null }, memberships);
    const session = await openSession(tx, call, userId, account?.tenant_id ?? null);
    await logSecurity(tx, services, visitor, {
      userId,
      tenantId: account?.tenant_id ?? null,
      action: 'login',
      actor: `user:${userId}`,
      details: { proof, session_id: session.id, kind: session.kind },
    });
    const person = (await findPerson(tx, userId)) as Person;
    const message = { fr: 'Connexion réussie.', en: 'Signed in.' }[call.language];
    return signedInReply(call, 200, message, person, account, session);
  });
}
