import { uuidv7 } from '@scell/core';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Page } from '../../../platform/http/lists.ts';
import type { Services } from '../../../platform/services.ts';

/** Who did something to an account, from where. */
export interface LogSource {
  ip: string | null;
  userAgent: string | null;
}

export interface SecurityEntry {
  userId: string | null;
  tenantId: string | null;
  /** `login`, `login.failed`, `password.changed` … */
  action: string;
  /** `user:{id}`, `operator`, `anonymous`. */
  actor: string;
  details?: Record<string, unknown>;
}

/** Adds to the security log, in the transaction of what was done. */
export async function logSecurity(
  tx: Tx,
  { clock, random }: Pick<Services, 'clock' | 'random'>,
  { ip, userAgent }: LogSource,
  { userId, tenantId, action, actor, details = {} }: SecurityEntry,
): Promise<void> {
  const now = clock();
  await sql`select gate.log_security(${uuidv7(now, random)}, ${userId}, ${tenantId}, ${action}, ${actor}, ${ip}, ${userAgent}, ${JSON.stringify(details)}, ${new Date(now)})`.execute(
    tx,
  );
}

export interface SecurityRow {
  id: string;
  user_id: string | null;
  tenant_id: string | null;
  action: string;
  actor: string;
  ip: string | null;
  user_agent: string | null;
  details: Record<string, unknown>;
  created_at: Date;
}

/** A page of the log of one person, or of one account; newest first. */
export async function readSecurityLog(
  tx: Tx,
  of: { userId: string } | { tenantId: string },
  page: Page,
): Promise<{ rows: SecurityRow[]; total: number }> {
  const person = 'userId' in of ? of.userId : null;
  const tenant = 'tenantId' in of ? of.tenantId : null;
  const { rows } = await sql<
    SecurityRow & { total: string }
  >`select * from gate.security_log_of(${person}, ${tenant}, ${page.after?.value ?? null}, ${page.after?.id ?? null}, ${page.offset}, ${page.limit})`.execute(
    tx,
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: Number(rows[0]?.total ?? 0) };
}
