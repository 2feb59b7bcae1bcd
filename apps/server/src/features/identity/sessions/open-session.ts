import type { SessionIdentity } from '../../../platform/auth/principal.ts';
import {
  newSessionToken,
  SESSION_COOKIE,
  XSRF_COOKIE,
  xsrfTokenOf,
} from '../../../platform/auth/session-tokens.ts';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { PublicCall } from '../../../platform/http/call.ts';
import { writeCookie } from '../../../platform/http/cookies.ts';
import type { Services } from '../../../platform/services.ts';
import type { Membership, Person } from '../people/store.ts';
import { noteLogin } from '../people/store.ts';
import { insertSession } from './store.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How long a session lasts without use, and at most: seconds. */
const LASTING: Record<SessionIdentity['kind'], { idle: number; most: number }> = {
  browser: { idle: 12 * HOUR, most: 14 * DAY },
  token: { idle: 30 * DAY, most: 90 * DAY },
  tenant: { idle: DAY, most: DAY },
};

export interface OpenedSession {
  id: string;
  token: string;
  kind: SessionIdentity['kind'];
  tenantId: string | null;
  expiresAt: Date;
  seconds: number;
}

/** The account a person acts for when they come in: the last one, else the first. */
export function accountOnEntry(
  person: Pick<Person, 'last_tenant_id'>,
  memberships: readonly Membership[],
): Membership | undefined {
  return memberships.find(({ tenant_id }) => tenant_id === person.last_tenant_id) ?? memberships[0];
}

/** Opens a session of a person under a new identifier, in the transaction in which they proved who they are. */
export async function openSession(
  tx: Tx,
  { visitor, now, newId }: Pick<PublicCall, 'visitor' | 'now' | 'newId'>,
  userId: string,
  tenantId: string | null,
  kind: SessionIdentity['kind'] = visitor.browser ? 'browser' : 'token',
): Promise<OpenedSession> {
  const id = newId();
  const { token, hash } = newSessionToken(id);
  const { idle, most } = LASTING[kind];
  const expiresAt = new Date(now.getTime() + most * 1000);
  await insertSession(tx, {
    id,
    userId,
    tenantId,
    kind,
    hash,
    now,
    idleSeconds: idle,
    expiresAt,
    ip: visitor.ip,
    userAgent: visitor.userAgent,
  });
  await noteLogin(tx, userId, tenantId, now);
  return { id, token, kind, tenantId, expiresAt, seconds: most };
}

/** The cookies of a browser's session; none for a token, which is in the body. */
export function sessionCookies(services: Services, { kind, token, seconds }: OpenedSession): string[] {
  if (kind !== 'browser') return [];
  // Over plain http nothing is secret, and a Secure cookie would never come back.
  const secure = services.publicUrl.startsWith('https:');
  return [
    writeCookie(SESSION_COOKIE, token, { maxAge: seconds, httpOnly: true, secure }),
    writeCookie(XSRF_COOKIE, xsrfTokenOf(services.secret, token), {
      maxAge: seconds,
      httpOnly: false,
      secure,
    }),
  ];
}

/** Takes both cookies off. */
export function noCookies({ publicUrl }: Services): string[] {
  const secure = publicUrl.startsWith('https:');
  return [
    writeCookie(SESSION_COOKIE, '', { maxAge: 0, httpOnly: true, secure }),
    writeCookie(XSRF_COOKIE, '', { maxAge: 0, httpOnly: false, secure }),
  ];
}
