import { ApiError, type Language, managesPeople, RESOURCES, type Role } from '@scell/contract';
import type { Principal, SessionIdentity } from '../../../platform/auth/principal.ts';
import { notFound } from '../../../platform/http/lists.ts';
import { hashLinkSecret, LINK_MS, linkSecret } from '../mails/links.ts';
import { insertMail } from '../mails/store.ts';
import { emailKey } from '../people/email-key.ts';
import type { OwnCall } from '../people/own-account.ts';
import { findPerson } from '../people/store.ts';
import { logSecurity } from '../security-log/store.ts';
import {
  changeMember,
  endInvitation,
  type InvitationRow,
  insertInvitation,
  invitationsOf,
  type MemberRow,
  membersOf,
} from './store.ts';

/** The account a person acts for, and their role in it. Throws a 404 where there is none. */
function requireAccount({ principal, session }: Pick<OwnCall, 'principal' | 'session'>): {
  principal: Principal;
  role: Role;
  session: SessionIdentity;
} {
  if (principal === null || session.role === null) throw new ApiError('TENANT_NOT_FOUND');
  return { principal, role: session.role, session };
}

/** As {@link requireAccount}, for those who decide who belongs to it. */
export function requireManager(call: Pick<OwnCall, 'principal' | 'session'>) {
  const account = requireAccount(call);
  if (!managesPeople(account.role)) throw new ApiError('FORBIDDEN_ROLE');
  return account;
}

export function listMembers(call: OwnCall): Promise<MemberRow[]> {
  const { principal } = requireAccount(call);
  return call.services.databases.production.withSystem('manage members', (tx) =>
    membersOf(tx, principal.tenantId),
  );
}

/** Gives a member another role. Only an owner makes or unmakes an owner, and one always stays. */
export async function updateMember(call: OwnCall, userId: string, role: Role): Promise<MemberRow> {
  const { principal, role: own } = requireManager(call);
  return change(call, principal.tenantId, userId, role, own);
}

/** Takes a member off the account; anybody may leave, but the last owner. */
export async function removeMember(call: OwnCall, userId: string): Promise<void> {
  const { principal, role, session } = requireAccount(call);
  if (userId !== session.userId && !managesPeople(role)) throw new ApiError('FORBIDDEN_ROLE');
  await change(call, principal.tenantId, userId, null, role);
}

async function change(
  { services, visitor, session }: OwnCall,
  tenantId: string,
  userId: string,
  role: Role | null,
  own: Role,
): Promise<MemberRow> {
  return services.databases.production.withSystem('manage members', async (tx) => {
    const member = (await membersOf(tx, tenantId)).find(({ user_id }) => user_id === userId);
    if (member === undefined) throw notFound(RESOURCES.member);
    if ((member.role === 'owner' || role === 'owner') && own !== 'owner')
      throw new ApiError('FORBIDDEN_ROLE');
    const outcome = await changeMember(tx, tenantId, userId, role);
    if (outcome === 'last_owner') throw new ApiError('LAST_OWNER');
    if (outcome === 'unknown') throw notFound(RESOURCES.member);
    await logSecurity(tx, services, visitor, {
      userId,
      tenantId,
      action: role === null ? 'member.removed' : 'member.changed',
      actor: `user:${session.userId}`,
      details: { from: member.role, to: role },
    });
    return { ...member, role: role ?? member.role };
  });
}

export function listInvitations(call: OwnCall): Promise<InvitationRow[]> {
  const { principal } = requireManager(call);
  return call.services.databases.production.withSystem('manage members', (tx) =>
    invitationsOf(tx, principal.tenantId, call.now),
  );
}

/** Invites an address to the account; an invitation that waits for it is replaced. */
export async function invite(
  call: OwnCall,
  { email, role, language }: { email: string; role: Role; language?: Language | undefined },
): Promise<InvitationRow> {
  const { services, visitor, now, newId } = call;
  const { principal, role: own, session } = requireManager(call);
  if (role === 'owner' && own !== 'owner') throw new ApiError('FORBIDDEN_ROLE');
  return services.databases.production.withSystem('manage members', async (tx) => {
    const inviter = await findPerson(tx, session.userId);
    if (inviter === undefined) throw new ApiError('SESSION_EXPIRED');
    const id = newId();
    const invitation: InvitationRow = {
      id,
      email,
      role,
      invited_by: session.userId,
      created_at: now,
      expires_at: new Date(now.getTime() + LINK_MS.invitation),
    };
    await insertInvitation(tx, principal.tenantId, {
      ...invitation,
      email_key: emailKey(email),
      token_hash: hashLinkSecret(linkSecret(services, 'invitation', id)),
    });
    await insertMail(tx, {
      id: newId(),
      kind: 'invitation',
      recipient: email,
      email_key: emailKey(email),
      language: language ?? inviter.language,
      message: { invitation_id: id, inviter: inviter.name, tenant: principal.tenantName, role },
      created_at: now,
    });
    await logSecurity(tx, services, visitor, {
      userId: session.userId,
      tenantId: principal.tenantId,
      action: 'invitation.created',
      actor: `user:${session.userId}`,
      details: { invitation_id: id, role },
    });
    return invitation;
  });
}

export async function revokeInvitation(call: OwnCall, id: string): Promise<void> {
  const { services, visitor, now, session } = call;
  const { principal } = requireManager(call);
  await services.databases.production.withSystem('manage members', async (tx) => {
    if (!(await endInvitation(tx, principal.tenantId, id, now))) throw notFound(RESOURCES.invitation);
    await logSecurity(tx, services, visitor, {
      userId: session.userId,
      tenantId: principal.tenantId,
      action: 'invitation.revoked',
      actor: `user:${session.userId}`,
      details: { invitation_id: id },
    });
  });
}
