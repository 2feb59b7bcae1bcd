import type { Role } from '@scell/contract';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';

// The only SQL about the members of an account and those invited.

export interface MemberRow {
  user_id: string;
  role: Role;
  created_at: Date;
  email: string;
  name: string;
  last_login_at: Date | null;
  two_factor: boolean;
}

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  invited_by: string;
  created_at: Date;
  expires_at: Date;
}

export async function membersOf(tx: Tx, tenantId: string): Promise<MemberRow[]> {
  return (await sql<MemberRow>`select * from gate.members_of(${tenantId})`.execute(tx)).rows;
}

/** Gives a member another role; with `null` takes them off the account. */
export async function changeMember(
  tx: Tx,
  tenantId: string,
  userId: string,
  role: Role | null,
): Promise<'changed' | 'unknown' | 'last_owner'> {
  const { rows } = await sql<{
    outcome: 'changed' | 'unknown' | 'last_owner';
  }>`select gate.change_member(${tenantId}, ${userId}, ${role}) as outcome`.execute(tx);
  return rows[0]?.outcome ?? 'unknown';
}

export async function insertInvitation(
  tx: Tx,
  tenantId: string,
  row: InvitationRow & { email_key: string; token_hash: Buffer },
): Promise<void> {
  await sql`select gate.create_invitation(${tenantId}, ${row.id}, ${row.email}, ${row.email_key}, ${row.role}, ${row.token_hash}, ${row.invited_by}, ${row.created_at}, ${row.expires_at})`.execute(
    tx,
  );
}

export async function invitationsOf(tx: Tx, tenantId: string, now: Date): Promise<InvitationRow[]> {
  return (await sql<InvitationRow>`select * from gate.invitations_of(${tenantId}, ${now})`.execute(tx)).rows;
}

export async function endInvitation(tx: Tx, tenantId: string, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{
    ended: boolean;
  }>`select gate.revoke_invitation(${tenantId}, ${id}, ${now}) as ended`.execute(tx);
  return rows[0]?.ended === true;
}

export interface AcceptedInvitation {
  tenant_id: string;
  id: string;
  email: string;
  email_key: string;
  role: Role;
  invited_by: string;
}

/** Takes an invitation by its secret; `undefined` when it is not valid, or taken. */
export async function takeInvitation(
  tx: Tx,
  hash: Buffer,
  now: Date,
): Promise<AcceptedInvitation | undefined> {
  const { rows } =
    await sql<AcceptedInvitation>`select * from gate.accept_invitation(${hash}, ${now})`.execute(tx);
  return rows[0];
}
