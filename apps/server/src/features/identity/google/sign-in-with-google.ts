import { ApiError } from '@scell/contract';
import { seal, unseal } from '../../../platform/auth/derive-key.ts';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { JsonReply, PublicCall } from '../../../platform/http/call.ts';
import { writeCookie } from '../../../platform/http/cookies.ts';
import { queueNotice } from '../mails/notices.ts';
import { emailKey } from '../people/email-key.ts';
import { namesOf } from '../people/names.ts';
import {
  findPerson,
  findPersonByEmail,
  findPersonByGoogle,
  type Person,
  setGoogleSubject,
} from '../people/store.ts';
import { takeOver } from '../people/take-over.ts';
import { challengeReply } from '../second-factor/second-step.ts';
import { logSecurity } from '../security-log/store.ts';
import { createAlone, createOwner } from '../sign-in/register.ts';
import { type EntryCall, letIn } from '../sign-in/sign-in.ts';
import { arrive, type Departure, depart, type GoogleIdentity } from './client.ts';

const COOKIE = 'scell_google';
const SECONDS = 600;

/** Sends a browser to Google, and gives it what only it can come back with. */
export async function leaveForGoogle({ services, visitor, now }: PublicCall): Promise<JsonReply> {
  const { url, departure } = await depart(services);
  const kept = JSON.stringify({ ...departure, until: now.getTime() + SECONDS * 1000 });
  const cookie = cookieOf(
    services,
    seal(services.secret, 'google login', kept, 'departure').toString('base64url'),
  );
  return visitor.wantsPage
    ? { status: 302, body: undefined, headers: { Location: url, 'Set-Cookie': cookie } }
    : { status: 200, body: { url }, headers: { 'Set-Cookie': cookie } };
}

/** Signs in whoever comes back from Google: somebody known, or somebody new with an account of their own. */
export async function comeBackFromGoogle(
  call: PublicCall,
  query: Readonly<Record<string, string | undefined>>,
): Promise<JsonReply> {
  const { services, visitor, now } = call;
  if (services.google === null) throw new ApiError('GOOGLE_NOT_CONFIGURED');
  const sealed = unseal(
    services.secret,
    'google login',
    Buffer.from(visitor.cookie(COOKIE) ?? '', 'base64url'),
    'departure',
  );
  const departure = sealed === null ? null : (JSON.parse(sealed) as Departure & { until: number });
  if (departure === null || departure.until <= now.getTime()) throw new ApiError('GOOGLE_LOGIN_FAILED');
  const identity = await arrive(services, query, departure);
  // A page comes back to a page: its session goes into cookies.
  const entry: EntryCall = visitor.wantsPage ? { ...call, visitor: { ...visitor, browser: true } } : call;
  const person = await personBehind(entry, identity);
  const reply =
    person.totp_confirmed_at === null
      ? await letIn(entry, person.id, 'google')
      : challengeReply(entry, person);
  const cookies = [reply.headers?.['Set-Cookie'] ?? [], cookieOf(services, '')].flat();
  if (!visitor.wantsPage) return { ...reply, headers: { 'Set-Cookie': cookies } };
  const { challenge } = reply.body as { challenge?: string };
  const place = challenge === undefined ? '/app' : `/app/two-factor#challenge=${challenge}`;
  return {
    status: 302,
    body: undefined,
    headers: { Location: `${services.publicUrl}${place}`, 'Set-Cookie': cookies },
  };
}

/**
 * The person behind an identity of Google: by its subject, else by its address, which Google must have verified. An account
 * whose address nobody ever confirmed here goes to whoever shows that it is theirs.
 */
function personBehind(call: EntryCall, identity: GoogleIdentity): Promise<Person> {
  const { services, visitor, now, newId, language } = call;
  return createAlone(() =>
    services.databases.production.withSystem('sign in', async (tx) => {
      const linked = await findPersonByGoogle(tx, identity.subject);
      if (linked !== undefined) return enabled(linked);
      const { email, emailVerified, subject } = identity;
      if (email === null || !emailVerified) throw new ApiError('GOOGLE_LOGIN_FAILED');
      const found = await findPersonByEmail(tx, emailKey(email));
      if (found !== undefined) {
        enabled(found);
        if (found.google_subject !== null) throw new ApiError('GOOGLE_LOGIN_FAILED');
        if (found.email_verified_at === null) await takeOver(tx, found.id, null, now);
        else await queueNotice(tx, { newId, now }, found, 'google', visitor.ip);
        await setGoogleSubject(tx, found.id, subject, now);
        await logSecurity(tx, services, visitor, {
          userId: found.id,
          tenantId: null,
          action: 'google.linked',
          actor: `user:${found.id}`,
        });
        return reread(tx, found.id);
      }
      const names = namesOf({
        name: identity.name ?? email,
        first_name: identity.givenName ?? undefined,
        last_name: identity.familyName ?? undefined,
      });
      const { userId } = await createOwner(tx, call, {
        email,
        ...names,
        phone: null,
        language,
        passwordHash: null,
        tenantName: names.name,
        verifiedAt: now,
      });
      await setGoogleSubject(tx, userId, subject, now);
      return reread(tx, userId);
    }),
  );
}

function enabled(person: Person): Person {
  if (person.disabled_at !== null) throw new ApiError('GOOGLE_LOGIN_FAILED');
  return person;
}

async function reread(tx: Tx, id: string): Promise<Person> {
  return (await findPerson(tx, id)) as Person;
}

function cookieOf({ publicUrl }: PublicCall['services'], value: string): string {
  return writeCookie(COOKIE, value, {
    maxAge: value === '' ? 0 : SECONDS,
    httpOnly: true,
    secure: publicUrl.startsWith('https:'),
  });
}
