import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { PublicCall } from '../../../platform/http/call.ts';
import type { Person } from '../people/store.ts';
import { insertMail } from './store.ts';

/** What people are told of by mail, in case it was not them. */
export type Notice = 'password' | 'two_factor_on' | 'two_factor_off' | 'recovery_codes' | 'google';

/** Queues the mail that tells a person of a change to how they sign in. */
export function queueNotice(
  tx: Tx,
  { newId, now }: Pick<PublicCall, 'newId' | 'now'>,
  { email, email_key, language }: Pick<Person, 'email' | 'email_key' | 'language'>,
  what: Notice,
  ip: string,
): Promise<void> {
  return insertMail(tx, {
    id: newId(),
    kind: 'notice',
    recipient: email,
    email_key,
    language,
    message: { what, ip, at: now.toISOString() },
    created_at: now,
  });
}
