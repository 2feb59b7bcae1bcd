import { sql } from 'kysely';
import type { SessionIdentity } from '../../../platform/auth/principal.ts';
import type { Tx } from '../../../platform/db/client-dialect.ts';

// The only SQL about sessions, but for the look-up of each request (platform/auth/sessions.ts).

export interface NewSession {
  id: string;
  userId: string;
  tenantId: string | null;
  kind: SessionIdentity['kind'];
  hash: Buffer;
  now: Date;
  idleSeconds: number;
  expiresAt: Date;
  ip: string;
  userAgent: string | null;
}

export interface SessionSummary {
  id: string;
  kind: SessionIdentity['kind'];
  tenant_id: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  ip: string | null;
  user_agent: string | null;
}

export async function insertSession(tx: Tx, s: NewSession): Promise<void> {
  await sql`select gate.start_session(${s.id}, ${s.userId}, ${s.tenantId}, ${s.kind}, ${s.hash}, ${s.now}, ${s.idleSeconds}, ${s.expiresAt}, ${s.ip}, ${s.userAgent})`.execute(
    tx,
  );
}

export async function sessionsOf(tx: Tx, userId: string, now: Date): Promise<SessionSummary[]> {
  return (await sql<SessionSummary>`select * from gate.sessions_of(${userId}, ${now})`.execute(tx)).rows;
}

/** Whether there was one to end. */
export async function endSession(tx: Tx, userId: string, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{
    ended: boolean;
  }>`select gate.revoke_session(${userId}, ${id}, ${now}) as ended`.execute(tx);
  return rows[0]?.ended === true;
}

/** Ends every session of a person but the one spared; answers how many. */
export async function endSessions(tx: Tx, userId: string, spared: string | null, now: Date): Promise<number> {
  const { rows } = await sql<{
    ended: string;
  }>`select gate.revoke_sessions(${userId}, ${spared}, ${now}) as ended`.execute(tx);
  return Number(rows[0]?.ended ?? 0);
}

export async function setSessionTenant(tx: Tx, id: string, tenantId: string): Promise<void> {
  await sql`select gate.set_session_tenant(${id}, ${tenantId})`.execute(tx);
}
