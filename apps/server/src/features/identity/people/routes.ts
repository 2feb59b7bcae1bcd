import * as contract from '@scell/contract';
import { type JsonReply, ok } from '../../../platform/http/call.ts';
import { pageOf, presentList } from '../../../platform/http/lists.ts';
import { moment, presentWarnings } from '../../../platform/http/present.ts';
import { type Route, sessionRoute } from '../../../platform/http/route.ts';
import { presentAccount, presentSession, presentUser } from '../present.ts';
import {
  confirmTwoFactor,
  disableTwoFactor,
  renewRecoveryCodes,
  setUpTwoFactor,
} from '../second-factor/set-up.ts';
import { readSecurityLog } from '../security-log/store.ts';
import { noCookies } from '../sessions/open-session.ts';
import { sessionsOf } from '../sessions/store.ts';
import { requireManager } from '../team/team.ts';
import {
  changePassword,
  describeSelf,
  resendVerification,
  revokeOtherSessions,
  revokeSession,
  switchTenant,
  updateProfile,
} from './own-account.ts';

/** What a person who is signed in does with their own account. */
export const ownAccountRoutes: readonly Route[] = [
  sessionRoute(contract.logout, async (call): Promise<JsonReply> => {
    await revokeSession(call, call.session.id, 'logout');
    const body = { message: { fr: 'Déconnexion réussie.', en: 'Signed out.' }[call.language] };
    const headers = { 'Set-Cookie': noCookies(call.services) };
    return { status: 200, body, ...(call.session.kind === 'browser' ? { headers } : {}) };
  }),

  sessionRoute(contract.getMe, async (call) => ok(await describeSelf(call))),

  sessionRoute(contract.updateMyProfile, async (call) =>
    ok({
      data: presentUser(await updateProfile(call, call.body)),
      message: { fr: 'Profil modifié.', en: 'Profile updated.' }[call.language],
      warnings: presentWarnings(call.warnings, call.language),
    }),
  ),

  sessionRoute(contract.changePassword, async (call) => {
    await changePassword(call, call.body);
    return ok({
      message: {
        fr: 'Mot de passe changé ; vos autres sessions ont pris fin.',
        en: 'Password changed; your other sessions have ended.',
      }[call.language],
    });
  }),

  sessionRoute(contract.resendVerification, async (call) => {
    await resendVerification(call);
    return ok({
      message: {
        fr: 'Si l’adresse reste à confirmer, un courriel vient de partir.',
        en: 'If the address is still to be confirmed, a mail has been sent.',
      }[call.language],
    });
  }),

  sessionRoute(contract.switchTenant, async (call) =>
    ok({
      data: presentAccount(await switchTenant(call, call.body.tenant_id)),
      message: { fr: 'La session agit pour ce compte.', en: 'The session acts for this account.' }[
        call.language
      ],
      warnings: presentWarnings(call.warnings, call.language),
    }),
  ),

  sessionRoute(contract.listSessions, async (call) => {
    const rows = await call.services.databases.production.withSystem('manage an account', (tx) =>
      sessionsOf(tx, call.session.userId, call.now),
    );
    return ok({ data: rows.map((row) => presentSession(row, call.session.id)) });
  }),

  sessionRoute(contract.revokeSession, async (call) => {
    await revokeSession(call, call.params.session, 'session.revoked');
    return ok({ message: { fr: 'La session a pris fin.', en: 'The session has ended.' }[call.language] });
  }),

  sessionRoute(contract.revokeOtherSessions, async (call) => {
    const revoked = await revokeOtherSessions(call);
    return ok({
      message: { fr: 'Vos autres sessions ont pris fin.', en: 'Your other sessions have ended.' }[
        call.language
      ],
      revoked,
    });
  }),

  sessionRoute(contract.getSecurityLog, async (call) => {
    const { query } = call;
    const of =
      query.of === 'tenant'
        ? { tenantId: requireManager(call).principal.tenantId }
        : { userId: call.session.userId };
    const found = await call.services.databases.production.withSystem('read security log', (tx) =>
      readSecurityLog(tx, of, pageOf(query)),
    );
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.getSecurityLog.path}`,
        found,
        (row) => ({ ...row, created_at: moment(row.created_at) }),
        (row) => ({ value: row.created_at.toISOString(), id: row.id }),
      ),
    );
  }),

  sessionRoute(contract.setUpTwoFactor, async (call) =>
    ok({ data: await setUpTwoFactor(call, call.body.password) }),
  ),
  sessionRoute(contract.confirmTwoFactor, async (call) =>
    ok({
      message: {
        fr: 'Le second facteur est en vigueur. Gardez ces codes de secours : ils ne sont montrés que cette fois.',
        en: 'The second factor is in force. Keep these recovery codes: they are shown this once only.',
      }[call.language],
      data: { recovery_codes: await confirmTwoFactor(call, call.body.code) },
    }),
  ),
  sessionRoute(contract.renewRecoveryCodes, async (call) =>
    ok({
      message: {
        fr: 'Les anciens codes ne valent plus.',
        en: 'The former codes are void.',
      }[call.language],
      data: { recovery_codes: await renewRecoveryCodes(call, call.body.password) },
    }),
  ),
  sessionRoute(contract.disableTwoFactor, async (call) => {
    await disableTwoFactor(call, call.body.password);
    return ok({
      message: { fr: 'Le second facteur est retiré.', en: 'The second factor is off.' }[call.language],
    });
  }),
];
