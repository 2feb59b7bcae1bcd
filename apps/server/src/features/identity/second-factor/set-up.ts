import { ApiError } from '@scell/contract';
import { seal } from '../../../platform/auth/derive-key.ts';
import {
  hashRecoveryCode,
  matchingStep,
  newRecoveryCodes,
  newTotpSecret,
  otpauthUrl,
  TOTP_PURPOSE,
} from '../../../platform/auth/totp.ts';
import { type Notice, queueNotice } from '../mails/notices.ts';
import { confirmPassword, type OwnCall, requireSelf } from '../people/own-account.ts';
import { clearLoginAttempts, type Person } from '../people/store.ts';
import { logSecurity } from '../security-log/store.ts';
import { attemptsAt, takeAttempt } from '../sign-in/check-password.ts';
import { totpSecretOf } from './second-step.ts';
import { confirmTotp, replaceRecoveryCodes, setTotpSecret, takeStep } from './store.ts';

/** Makes a secret for an authenticator; it is in force once a code of it was given. */
export async function setUpTwoFactor(call: OwnCall, password: string | undefined) {
  const { services, now } = call;
  const person = await confirmPassword(call, password);
  // Whoever has not shown that the address is theirs could bar its owner with a factor of their own.
  if (person.totp_confirmed_at !== null || person.email_verified_at === null)
    throw new ApiError('TWO_FACTOR_STATE');
  const secret = newTotpSecret();
  const sealed = seal(services.secret, TOTP_PURPOSE, secret, person.id);
  await services.databases.production.withSystem('manage an account', (tx) =>
    setTotpSecret(tx, person.id, sealed, now),
  );
  return { secret, otpauth_url: otpauthUrl(secret, person.email) };
}

/** Puts the second factor in force; answers the recovery codes, which are never shown again. */
export async function confirmTwoFactor(call: OwnCall, code: string): Promise<string[]> {
  const { services, now } = call;
  const person = await requireSelf(call);
  const secret = totpSecretOf(services, person);
  const sealed = person.totp_secret;
  if (secret === null || sealed === null || person.totp_confirmed_at !== null)
    throw new ApiError('TWO_FACTOR_STATE');
  const login = attemptsAt(services, 'second factor', person.id);
  await takeAttempt(call, login);
  const step = matchingStep(secret, code, now);
  if (step === null) throw new ApiError('INVALID_SECOND_FACTOR');
  const codes = newRecoveryCodes();
  await services.databases.production.withSystem('manage an account', async (tx) => {
    if (!(await confirmTotp(tx, person.id, sealed, now))) throw new ApiError('TWO_FACTOR_STATE');
    await takeStep(tx, person.id, step);
    await clearLoginAttempts(tx, login);
    await replaceRecoveryCodes(tx, person.id, hashesOf(person, codes));
    await note(tx, call, person, 'two_factor_on');
  });
  return codes;
}

export async function renewRecoveryCodes(call: OwnCall, password: string | undefined): Promise<string[]> {
  const person = await confirmPassword(call, password);
  if (person.totp_confirmed_at === null) throw new ApiError('TWO_FACTOR_STATE');
  const codes = newRecoveryCodes();
  await call.services.databases.production.withSystem('manage an account', async (tx) => {
    await replaceRecoveryCodes(tx, person.id, hashesOf(person, codes));
    await note(tx, call, person, 'recovery_codes');
  });
  return codes;
}

/** Takes the second factor off, and its recovery codes with it. */
export async function disableTwoFactor(call: OwnCall, password: string | undefined): Promise<void> {
  const person = await confirmPassword(call, password);
  if (person.totp_secret === null) throw new ApiError('TWO_FACTOR_STATE');
  await call.services.databases.production.withSystem('manage an account', async (tx) => {
    await setTotpSecret(tx, person.id, null, call.now);
    await replaceRecoveryCodes(tx, person.id, []);
    await note(tx, call, person, 'two_factor_off');
  });
}

function hashesOf(person: Person, codes: readonly string[]): Buffer[] {
  return codes.map((code) => hashRecoveryCode(person.id, code));
}

const ACTIONS: Partial<Record<Notice, string>> = {
  two_factor_on: 'two_factor.enabled',
  two_factor_off: 'two_factor.disabled',
  recovery_codes: 'recovery_codes.renewed',
};

async function note(
  tx: Parameters<typeof logSecurity>[0],
  call: OwnCall,
  person: Person,
  what: Notice,
): Promise<void> {
  const { services, visitor } = call;
  await logSecurity(tx, services, visitor, {
    userId: person.id,
    tenantId: null,
    action: ACTIONS[what] ?? what,
    actor: `user:${person.id}`,
  });
  await queueNotice(tx, call, person, what, visitor.ip);
}
