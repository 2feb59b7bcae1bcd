import { ApiError } from '@scell/contract';
import { seal, unseal } from '../../../platform/auth/derive-key.ts';
import { hashRecoveryCode, matchingStep, TOTP_PURPOSE } from '../../../platform/auth/totp.ts';
import type { JsonReply } from '../../../platform/http/call.ts';
import { moment } from '../../../platform/http/present.ts';
import type { Services } from '../../../platform/services.ts';
import { clearLoginAttempts, findPerson, type Person } from '../people/store.ts';
import { logSecurity } from '../security-log/store.ts';
import { attemptsAt, type Guess, takeAttempt } from '../sign-in/check-password.ts';
import { type EntryCall, letIn } from '../sign-in/sign-in.ts';
import { takeStep, useRecoveryCode } from './store.ts';

const CHALLENGE_MS = 5 * 60_000;

/** Asks for the second factor: the challenge says, sealed, who has given the first one, and until when that counts. */
export function challengeReply({ services, now, language }: EntryCall, person: Person): JsonReply {
  const expires = new Date(now.getTime() + CHALLENGE_MS);
  const text = JSON.stringify({ user: person.id, until: expires.getTime(), of: stateOf(person) });
  return {
    status: 202,
    body: {
      message: {
        fr: 'Donnez le code de votre application d’authentification.',
        en: 'Give the code of your authenticator.',
      }[language],
      two_factor_required: true,
      challenge: seal(services.secret, 'login challenges', text, 'challenge').toString('base64url'),
      expires_at: moment(expires),
    },
  };
}

/** A password or a secret that changes meanwhile ends the challenge. */
function stateOf({ password_hash, totp_confirmed_at }: Person): string {
  return `${password_hash?.slice(-16) ?? ''} ${totp_confirmed_at?.getTime() ?? ''}`;
}

/** Signs in whoever answers a challenge with the second factor. */
export async function answerChallenge(
  call: EntryCall,
  answer: { challenge: string; code?: string | undefined; recovery_code?: string | undefined },
): Promise<JsonReply> {
  const { services, now } = call;
  const text = unseal(
    services.secret,
    'login challenges',
    Buffer.from(answer.challenge, 'base64url'),
    'challenge',
  );
  const given = text === null ? null : (JSON.parse(text) as { user: string; until: number; of: string });
  if (given === null || given.until <= now.getTime()) throw new ApiError('INVALID_SECOND_FACTOR');
  const person = await services.databases.production.withSystem('sign in', (tx) =>
    findPerson(tx, given.user),
  );
  if (person === undefined || person.disabled_at !== null || stateOf(person) !== given.of)
    throw new ApiError('INVALID_SECOND_FACTOR');
  if (!(await isSecondFactor(call, person, answer))) throw new ApiError('INVALID_SECOND_FACTOR');
  return letIn(
    call,
    person.id,
    answer.recovery_code === undefined ? 'password and code' : 'password and recovery code',
  );
}

/** Whether a code is that of the person, and was not used before; from now on it is. Few guesses are taken. */
export async function isSecondFactor(
  guess: Guess,
  person: Person,
  { code, recovery_code }: { code?: string | undefined; recovery_code?: string | undefined },
): Promise<boolean> {
  const { services, visitor, now } = guess;
  const login = attemptsAt(services, 'second factor', person.id);
  await takeAttempt(guess, login);
  const secret = totpSecretOf(services, person);
  const step = code === undefined || secret === null ? null : matchingStep(secret, code, now);
  return services.databases.production.withSystem('sign in', async (tx) => {
    const right =
      step !== null
        ? await takeStep(tx, person.id, step)
        : recovery_code !== undefined &&
          (await useRecoveryCode(tx, person.id, hashRecoveryCode(person.id, recovery_code), now));
    if (right) await clearLoginAttempts(tx, login);
    if (!right || recovery_code !== undefined)
      await logSecurity(tx, services, visitor, {
        userId: person.id,
        tenantId: null,
        action: right ? 'recovery_code.used' : 'second_factor.failed',
        actor: right ? `user:${person.id}` : 'anonymous',
      });
    return right;
  });
}

/** The secret a person shares with their authenticator; `null` without one. */
export function totpSecretOf({ secret }: Pick<Services, 'secret'>, person: Person): string | null {
  return person.totp_secret === null ? null : unseal(secret, TOTP_PURPOSE, person.totp_secret, person.id);
}
