import type { Tx } from '../../../platform/db/client-dialect.ts';
import { setTotpSecret } from '../second-factor/store.ts';
import { endSessions } from '../sessions/store.ts';
import { setGoogleSubject, setPassword, verifyEmailOf } from './store.ts';

/**
 * Gives an account whose address was never confirmed to whoever has just shown that the mailbox is theirs: what somebody else
 * may have set before (a password, a second factor, sessions) is gone.
 */
export async function takeOver(
  tx: Tx,
  userId: string,
  passwordHash: string | null,
  now: Date,
): Promise<void> {
  await setPassword(tx, userId, passwordHash, now);
  await setTotpSecret(tx, userId, null, now);
  await setGoogleSubject(tx, userId, null, now);
  await endSessions(tx, userId, null, now);
  await verifyEmailOf(tx, userId, now);
}
