import type { Account, SessionView, SignedIn, User } from '@scell/contract';
import type { JsonReply, PublicCall } from '../../platform/http/call.ts';
import { moment } from '../../platform/http/present.ts';
import type { Membership, Person } from './people/store.ts';
import { type OpenedSession, sessionCookies } from './sessions/open-session.ts';
import type { SessionSummary } from './sessions/store.ts';

export function presentUser(person: Person): User {
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    first_name: person.first_name,
    last_name: person.last_name,
    phone: person.phone,
    language: person.language,
    role: person.platform_admin ? 'admin' : 'user',
    is_admin: person.platform_admin,
    is_active: person.disabled_at === null,
    avatar_url: null,
    email_verified_at: moment(person.email_verified_at),
    two_factor_enabled: person.totp_confirmed_at !== null,
    last_login_at: moment(person.last_login_at),
    created_at: moment(person.created_at),
    updated_at: moment(person.updated_at),
  };
}

export function presentAccount(membership: Membership): Account {
  const { tenant_id: id, name, slug, email, siret, kyb_status, role } = membership;
  return { id, name, slug, email, siret, kyb_status, role };
}

/** Who came in, with the cookies of a browser's session or the token of another one. */
export function signedInReply(
  { services }: Pick<PublicCall, 'services'>,
  status: 200 | 201,
  message: string,
  person: Person,
  account: Membership | undefined,
  session: OpenedSession,
): JsonReply {
  const cookies = sessionCookies(services, session);
  const body: SignedIn = {
    message,
    user: presentUser(person),
    tenant: account === undefined ? null : presentAccount(account),
    token: cookies.length === 0 ? session.token : null,
    expires_at: moment(session.expiresAt),
  };
  return { status, body, ...(cookies.length === 0 ? {} : { headers: { 'Set-Cookie': cookies } }) };
}

export function presentSession(row: SessionSummary, currentId: string): SessionView {
  return {
    id: row.id,
    kind: row.kind,
    current: row.id === currentId,
    tenant_id: row.tenant_id,
    ip: row.ip,
    user_agent: row.user_agent,
    created_at: moment(row.created_at),
    last_seen_at: moment(row.last_seen_at),
    expires_at: moment(row.expires_at),
  };
}
