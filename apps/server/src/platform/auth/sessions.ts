import { ROLE_SCOPES, type Role } from '@scell/contract';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import type { Principal, SessionIdentity } from './principal.ts';
import { isSessionSecret, type SessionToken } from './session-tokens.ts';

/** A person who is signed in, and what they are in the account they act for; `null` where that is none. */
export interface FoundSession {
  session: SessionIdentity;
  principal: Principal | null;
}

interface SessionRow {
  id: string;
  user_id: string;
  kind: SessionIdentity['kind'];
  secret_hash: Buffer;
  session_tenant_id: string | null;
  last_seen_at: Date;
  idle_seconds: number;
  expires_at: Date;
  revoked_at: Date | null;
  disabled_at: Date | null;
  platform_admin: boolean;
  tenant_id: string | null;
  role: Role | null;
  tenant_slug: string | null;
  tenant_name: string | null;
  kyb_status: Principal['kybStatus'] | null;
  default_company_id: string | null;
}

/**
 * The session behind a token, read anew for every request: one that was ended anywhere has ended everywhere. `wished` is
 * the account a request asks to act for. `null`: there is no such session, or no more.
 */
export async function findSession(
  { databases, clock, logger }: Pick<Services, 'databases' | 'clock' | 'logger'>,
  token: SessionToken,
  wished: string | null,
): Promise<FoundSession | null> {
  const now = clock();
  const row = await databases.production.withSystem('find session', async (tx) => {
    const { rows } = await sql<SessionRow>`select * from gate.find_session(${token.id}, ${wished})`.execute(
      tx,
    );
    return rows[0];
  });
  if (row === undefined || !isSessionSecret(token.secret, row.secret_hash)) return null;
  const idleUntil = row.last_seen_at.getTime() + row.idle_seconds * 1000;
  if (row.revoked_at !== null || row.disabled_at !== null) return null;
  if (row.expires_at.getTime() <= now || idleUntil <= now) return null;
  if (now - row.last_seen_at.getTime() >= 60_000)
    databases.production
      .withSystem('note session use', (tx) =>
        sql`select gate.touch_session(${row.id}, ${new Date(now)})`.execute(tx),
      )
      .catch((error: unknown) => logger.warn({ err: error }, 'session use not noted'));
  const session: SessionIdentity = {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    role: row.role,
    platformAdmin: row.platform_admin,
  };
  return { session, principal: principalOf(row, session) };
}

/** What a session of a role may do. The operator's right comes beside, and never with a token of an account. */
export function scopesOf({
  role,
  platformAdmin,
  kind,
}: Pick<SessionIdentity, 'role' | 'platformAdmin' | 'kind'>): string[] {
  return [
    ...(role === null ? [] : ROLE_SCOPES[role]),
    ...(platformAdmin && kind !== 'tenant' ? ['admin'] : []),
  ];
}

function principalOf(row: SessionRow, session: SessionIdentity): Principal | null {
  const { tenant_id: tenantId, tenant_slug: slug, tenant_name: name, kyb_status: kyb } = row;
  if (tenantId === null || slug === null || name === null || kyb === null) return null;
  // A token of one account stays in it.
  if (row.kind === 'tenant' && tenantId !== row.session_tenant_id) return null;
  return {
    keyId: null,
    session,
    tenantId,
    tenantSlug: slug,
    tenantName: name,
    kybStatus: kyb,
    defaultCompanyId: row.default_company_id,
    subTenantId: null,
    companyId: null,
    kind: 'session',
    environment: 'production',
    scopes: scopesOf(session),
  };
}
