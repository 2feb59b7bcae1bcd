import { sendAccountMail } from '../../src/features/identity/mails/send-account-mail.ts';
import type { Mail } from '../../src/platform/mail/mailer.ts';
import { query } from '../data/sql.ts';
import { type Answer, answerOf, type TestPlatform } from './platform.ts';

export const PASSWORD = 'une phrase que personne ne devine';

/** A person who registered, and calls with the token they got. */
export interface TestPerson {
  id: string;
  email: string;
  tenantId: string;
  token: string;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** Calls the API with the given headers only. */
export async function send(
  { app }: TestPlatform,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return answerOf(
    await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: {
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    }),
  );
}

let people = 0;

/** Registers a person with an account of their own. */
export async function registerPerson(
  platform: TestPlatform,
  changes: Record<string, unknown> = {},
): Promise<TestPerson> {
  people += 1;
  const { status, body } = await send(platform, 'POST', '/auth/register', {
    name: `Zoé Martin ${people}`,
    email: `zoe${people}@acme.example`,
    password: PASSWORD,
    tenant_name: `Acme ${people} SAS`,
    ...changes,
  });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return personOf(platform, body);
}

/** Whoever an answer let in. */
export function personOf(platform: TestPlatform, body: Answer['body']): TestPerson {
  const { token, user, tenant } = body;
  return {
    id: user.id,
    email: user.email,
    tenantId: tenant?.id,
    token,
    call: (method, url, sent, headers = {}) =>
      send(platform, method, url, sent, { authorization: `Bearer ${token}`, ...headers }),
  };
}

/** Sends the mails of accounts that wait, as the worker does, and answers those that left. */
export async function sendAccountMails(platform: TestPlatform): Promise<Mail[]> {
  const before = platform.mails.length;
  const waiting = await query<{ id: string }>(
    platform.databases.live.ownerUrl,
    "select payload ->> 'mail_id' as id from graphile_worker._private_jobs order by id",
  );
  for (const { id } of waiting) if (id !== null) await sendAccountMail(platform.services, id);
  return platform.mails.slice(before);
}

/** What stands behind the `#` of the link in a mail. */
export function linkIn(mail: Mail | undefined): URLSearchParams {
  const url = /^https?:\S+$/m.exec(mail?.text ?? '')?.[0];
  if (url === undefined) throw new Error(`no link in ${mail?.text}`);
  return new URLSearchParams(new URL(url).hash.slice(1));
}

/** A person whose address is confirmed, by the link of the mail. */
export async function confirmedPerson(
  platform: TestPlatform,
  changes: Record<string, unknown> = {},
): Promise<TestPerson> {
  await sendAccountMails(platform);
  const person = await registerPerson(platform, changes);
  const token = linkIn((await sendAccountMails(platform)).at(-1)).get('token');
  const { status } = await send(platform, 'POST', '/auth/verify-email', { token });
  if (status !== 200) throw new Error(`not confirmed: ${status}`);
  return person;
}
