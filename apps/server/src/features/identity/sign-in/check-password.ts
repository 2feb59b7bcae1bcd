import { ApiError } from '@scell/contract';
import { macFor } from '../../../platform/auth/derive-key.ts';
import type { PublicCall } from '../../../platform/http/call.ts';
import { emailKey } from '../people/email-key.ts';
import {
  clearLoginAttempts,
  findPersonByEmail,
  knowsAddress,
  type Person,
  rehashPassword,
  takeLoginAttempt,
} from '../people/store.ts';
import { logSecurity } from '../security-log/store.ts';

/** Longest wait between two attempts, in seconds: a stranger who keeps guessing never shuts an account for good. */
const LONGEST_WAIT = 300;
/** How long an address somebody signed in from is known. */
const KNOWN_MS = 90 * 24 * 60 * 60_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

export type Guess = Pick<PublicCall, 'services' | 'visitor' | 'now'>;

/**
 * The person behind an address and a password; `null` when they do not go together. An address nobody has takes the same
 * steps and the same work as any other. Throws a 429 while attempts at the address have to wait.
 */
export async function checkPassword(
  { services, visitor, now }: Guess,
  email: string,
  password: string,
): Promise<Person | null> {
  const key = emailKey(email);
  const login = attemptsAt(services, 'password', key);
  const live = services.databases.production;
  const { person, wait } = await live.withSystem('sign in', async (tx) => {
    const found = await findPersonByEmail(tx, key);
    const known = await knowsAddress(tx, found?.id ?? NOBODY, visitor.ip, new Date(now.getTime() - KNOWN_MS));
    return { person: found, wait: await takeLoginAttempt(tx, login, now, LONGEST_WAIT, known) };
  });
  if (wait !== null) throw throttled(wait, now);
  const { right, stale } = await services.passwords.verify(password, person?.password_hash ?? null);
  if (person === undefined || !right || person.disabled_at !== null) {
    await live.withSystem('sign in', (tx) =>
      logSecurity(tx, services, visitor, {
        userId: person?.id ?? null,
        tenantId: null,
        action: 'login.failed',
        actor: 'anonymous',
      }),
    );
    return null;
  }
  await live.withSystem('sign in', (tx) => clearLoginAttempts(tx, login));
  const old = person.password_hash;
  if (stale && old !== null) {
    const hash = await services.passwords.hash(password);
    await live.withSystem('sign in', (tx) => rehashPassword(tx, person.id, old, hash));
  }
  return person;
}

/** Under what name attempts at something of an account are counted. */
export function attemptsAt(
  { secret }: Pick<Guess['services'], 'secret'>,
  what: 'password' | 'second factor',
  whose: string,
): Buffer {
  return macFor(secret, 'login attempts', `${what} ${whose}`);
}

/** Counts an attempt at something that only few guesses may be made at. Throws a 429 while the next has to wait. */
export async function takeAttempt({ services, now }: Guess, login: Buffer): Promise<void> {
  const wait = await services.databases.production.withSystem('sign in', (tx) =>
    takeLoginAttempt(tx, login, now, LONGEST_WAIT, false),
  );
  if (wait !== null) throw throttled(wait, now);
}

function throttled(until: Date, now: Date): ApiError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new ApiError('LOGIN_THROTTLED', {
    params: { retry_after: seconds },
    headers: { 'Retry-After': String(seconds) },
    details: { retry_after: seconds },
  });
}
