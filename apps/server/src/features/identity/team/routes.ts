import * as contract from '@scell/contract';
import { created, ok } from '../../../platform/http/call.ts';
import { moment, presentWarnings } from '../../../platform/http/present.ts';
import { type Route, sessionRoute } from '../../../platform/http/route.ts';
import type { InvitationRow, MemberRow } from './store.ts';
import {
  invite,
  listInvitations,
  listMembers,
  removeMember,
  revokeInvitation,
  updateMember,
} from './team.ts';

/** Who belongs to an account. */
export const teamRoutes: readonly Route[] = [
  sessionRoute(contract.listMembers, async (call) =>
    ok({ data: (await listMembers(call)).map(presentMember) }),
  ),
  sessionRoute(contract.updateMember, async (call) => {
    const member = await updateMember(call, call.params.user, call.body.role);
    return ok({
      message: { fr: 'Rôle changé.', en: 'Role changed.' }[call.language],
      data: presentMember(member),
      warnings: presentWarnings(call.warnings, call.language),
    });
  }),
  sessionRoute(contract.removeMember, async (call) => {
    await removeMember(call, call.params.user);
    return ok({
      message: { fr: 'Ce membre n’est plus du compte.', en: 'This member has left the account.' }[
        call.language
      ],
    });
  }),
  sessionRoute(contract.listInvitations, async (call) =>
    ok({ data: (await listInvitations(call)).map(presentInvitation) }),
  ),
  sessionRoute(contract.invite, async (call) =>
    created({
      message: { fr: 'Invitation envoyée.', en: 'Invitation sent.' }[call.language],
      data: presentInvitation(await invite(call, call.body)),
      warnings: presentWarnings(call.warnings, call.language),
    }),
  ),
  sessionRoute(contract.revokeInvitation, async (call) => {
    await revokeInvitation(call, call.params.invitation);
    return ok({ message: { fr: 'Invitation retirée.', en: 'Invitation taken back.' }[call.language] });
  }),
];

function presentMember(row: MemberRow): contract.Member {
  return {
    user_id: row.user_id,
    email: row.email,
    name: row.name,
    role: row.role,
    two_factor_enabled: row.two_factor,
    last_login_at: moment(row.last_login_at),
    joined_at: moment(row.created_at),
  };
}

function presentInvitation({
  id,
  email,
  role,
  invited_by,
  created_at,
  expires_at,
}: InvitationRow): contract.Invitation {
  return { id, email, role, invited_by, created_at: moment(created_at), expires_at: moment(expires_at) };
}
