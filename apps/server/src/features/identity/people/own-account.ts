import {
  ApiError,
  type BodyOf,
  type changePassword as changePasswordOperation,
  RESOURCES,
  type updateMyProfile as updateMyProfileOperation,
} from '@scell/contract';
import { scopesOf } from '../../../platform/auth/sessions.ts';
import type { SessionCall } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import { queueNotice } from '../mails/notices.ts';
import { insertMail, voidLinks } from '../mails/store.ts';
import { presentAccount, presentUser } from '../present.ts';
import { logSecurity } from '../security-log/store.ts';
import { endSession, endSessions, setSessionTenant } from '../sessions/store.ts';
import { attemptsAt, takeAttempt } from '../sign-in/check-password.ts';
import { namesOf } from './names.ts';
import {
  clearLoginAttempts,
  findPerson,
  type Membership,
  membershipsOf,
  type Person,
  setPassword,
  setProfile,
} from './store.ts';

/** What commands of a signed-in person need of their request. */
export type OwnCall = Pick<SessionCall, 'services' | 'visitor' | 'now' | 'newId' | 'session' | 'principal'>;

/** The person who is signed in. */
export async function requireSelf({
  services,
  session,
}: Pick<OwnCall, 'services' | 'session'>): Promise<Person> {
  const person = await services.databases.production.withSystem('manage an account', (tx) =>
    findPerson(tx, session.userId),
  );
  if (person === undefined) throw new ApiError('SESSION_EXPIRED');
  return person;
}

/** Who is signed in, for which account, with which rights, and which others there are. */
export async function describeSelf({ services, session, principal }: OwnCall) {
  const { person, memberships } = await services.databases.production.withSystem(
    'manage an account',
    async (tx) => ({
      person: await findPerson(tx, session.userId),
      memberships: await membershipsOf(tx, session.userId),
    }),
  );
  if (person === undefined) throw new ApiError('SESSION_EXPIRED');
  const current = memberships.find(({ tenant_id }) => tenant_id === principal?.tenantId);
  return {
    data: presentUser(person),
    tenant: current === undefined ? null : presentAccount(current),
    roles: session.role === null ? [] : [session.role],
    scopes: scopesOf(session),
    tenants: memberships.map(presentAccount),
  };
}

/** Changes what a person says of themselves; absent fields stay. */
export async function updateProfile(
  call: OwnCall,
  sent: BodyOf<typeof updateMyProfileOperation>,
): Promise<Person> {
  const { services, visitor, session, now } = call;
  return services.databases.production.withSystem('manage an account', async (tx) => {
    const person = await findPerson(tx, session.userId);
    if (person === undefined) throw new ApiError('SESSION_EXPIRED');
    const apart = sent.first_name !== undefined || sent.last_name !== undefined;
    const names =
      sent.name !== undefined
        ? namesOf(sent)
        : apart
          ? namesOf({
              first_name: sent.first_name ?? person.first_name,
              last_name: sent.last_name ?? person.last_name,
            })
          : person;
    const changed: Person = {
      ...person,
      name: names.name,
      first_name: names.first_name,
      last_name: names.last_name,
      phone: sent.phone === undefined ? person.phone : sent.phone,
      language: sent.language ?? person.language,
      updated_at: now,
    };
    await setProfile(tx, changed, now);
    await logSecurity(tx, services, visitor, {
      userId: person.id,
      tenantId: null,
      action: 'profile.changed',
      actor: `user:${person.id}`,
    });
    return changed;
  });
}

/** Checks the password of whoever is signed in, again; who has none has only the session to show. Few guesses are taken. */
export async function confirmPassword(call: OwnCall, given: string | undefined): Promise<Person> {
  const { services, session } = call;
  const person = await requireSelf({ services, session });
  if (person.password_hash === null) return person;
  const login = attemptsAt(services, 'password', person.email_key);
  await takeAttempt(call, login);
  const { right } = await services.passwords.verify(given ?? '', person.password_hash);
  if (!right) throw new ApiError('WRONG_PASSWORD');
  await services.databases.production.withSystem('manage an account', (tx) => clearLoginAttempts(tx, login));
  return person;
}

/** Sets another password and ends the other sessions. */
export async function changePassword(
  call: OwnCall,
  sent: BodyOf<typeof changePasswordOperation>,
): Promise<void> {
  const { services, visitor, session, now } = call;
  const person = await confirmPassword(call, sent.current_password);
  const hash = await services.passwords.hash(sent.password);
  await services.databases.production.withSystem('manage an account', async (tx) => {
    await setPassword(tx, person.id, hash, now);
    await endSessions(tx, person.id, session.id, now);
    // A link that was mailed for the password of before must not undo this.
    await voidLinks(tx, person.id, 'reset', now);
    await logSecurity(tx, services, visitor, {
      userId: person.id,
      tenantId: null,
      action: 'password.changed',
      actor: `user:${person.id}`,
    });
    await queueNotice(tx, call, person, 'password', visitor.ip);
  });
}

/** Queues the mail that asks to confirm the address anew; nothing for an address that is confirmed. */
export async function resendVerification(call: OwnCall): Promise<void> {
  const { services, now, newId } = call;
  const person = await requireSelf(call);
  if (person.email_verified_at !== null) return;
  await services.databases.production.withSystem('manage an account', (tx) =>
    insertMail(tx, {
      id: newId(),
      kind: 'verify',
      recipient: person.email,
      email_key: person.email_key,
      language: person.language,
      message: { user_id: person.id },
      created_at: now,
    }),
  );
}

/** Makes the session act for another account of the person. */
export async function switchTenant(call: OwnCall, tenantId: string): Promise<Membership> {
  const { services, visitor, session } = call;
  return services.databases.production.withSystem('manage an account', async (tx) => {
    const found = (await membershipsOf(tx, session.userId)).find(({ tenant_id }) => tenant_id === tenantId);
    if (found === undefined) throw new ApiError('TENANT_NOT_FOUND');
    await setSessionTenant(tx, session.id, tenantId);
    await logSecurity(tx, services, visitor, {
      userId: session.userId,
      tenantId,
      action: 'tenant.switched',
      actor: `user:${session.userId}`,
    });
    return found;
  });
}

/** Ends one session of the person, this one too. */
export async function revokeSession(call: OwnCall, id: string, action: 'logout' | 'session.revoked') {
  const { services, visitor, session, now, principal } = call;
  await services.databases.production.withSystem('manage an account', async (tx) => {
    if (!(await endSession(tx, session.userId, id, now))) throw notFound(RESOURCES.session);
    await logSecurity(tx, services, visitor, {
      userId: session.userId,
      tenantId: action === 'logout' ? (principal?.tenantId ?? null) : null,
      action,
      actor: `user:${session.userId}`,
      details: { session_id: id },
    });
  });
}

/** Ends every session of the person but this one; answers how many. */
export async function revokeOtherSessions(call: OwnCall): Promise<number> {
  const { services, visitor, session, now } = call;
  return services.databases.production.withSystem('manage an account', async (tx) => {
    const revoked = await endSessions(tx, session.userId, session.id, now);
    await logSecurity(tx, services, visitor, {
      userId: session.userId,
      tenantId: null,
      action: 'session.revoked',
      actor: `user:${session.userId}`,
      details: { all_others: revoked },
    });
    return revoked;
  });
}
