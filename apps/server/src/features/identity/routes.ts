import * as contract from '@scell/contract';
import { type JsonReply, ok } from '../../platform/http/call.ts';
import { publicRoute, type Route, route } from '../../platform/http/route.ts';
import { presentProfile, readProfile } from '../tenants/read-profile.ts';
import { requireWholeTenant } from '../tenants/whole-tenant.ts';
import { comeBackFromGoogle, leaveForGoogle } from './google/sign-in-with-google.ts';
import { ownAccountRoutes } from './people/routes.ts';
import { answerChallenge } from './second-factor/second-step.ts';
import { logSecurity } from './security-log/store.ts';
import { endSession } from './sessions/store.ts';
import { register } from './sign-in/register.ts';
import { forgotPassword, resetPassword, verifyEmail } from './sign-in/reset-password.ts';
import { signIn } from './sign-in/sign-in.ts';
import { loginTenant, registerTenant } from './sign-in/tenant-login.ts';
import { acceptInvitation } from './team/accept-invitation.ts';
import { teamRoutes } from './team/routes.ts';

export const identityRoutes: readonly Route[] = [
  publicRoute(contract.register, (call) => register(call, call.body)),
  publicRoute(contract.login, (call) => signIn(call, call.body)),
  publicRoute(contract.answerChallenge, (call) => answerChallenge(call, call.body)),

  publicRoute(contract.forgotPassword, async (call) => {
    await forgotPassword(call, call.body.email);
    return ok({
      message: {
        fr: 'Si cette adresse a un compte, un courriel vient de lui être envoyé.',
        en: 'If this address has an account, a mail has been sent to it.',
      }[call.language],
    });
  }),
  publicRoute(contract.resetPassword, async (call) => {
    await resetPassword(call, call.body);
    return ok({
      message: {
        fr: 'Mot de passe changé : connectez-vous.',
        en: 'Password changed: sign in.',
      }[call.language],
    });
  }),
  publicRoute(contract.verifyEmail, async (call) => {
    await verifyEmail(call, call.body);
    return ok({ message: { fr: 'Adresse confirmée.', en: 'Address confirmed.' }[call.language] });
  }),
  publicRoute(contract.acceptInvitation, (call) => acceptInvitation(call, call.body)),

  publicRoute(contract.startGoogleLogin, leaveForGoogle),
  publicRoute(contract.finishGoogleLogin, (call) => comeBackFromGoogle(call, call.query)),

  ...ownAccountRoutes,
  ...teamRoutes,

  publicRoute(contract.registerTenant, async (call): Promise<JsonReply> => {
    const data = await registerTenant(call, call.body);
    return {
      status: 201,
      body: {
        message: {
          fr: 'Compte créé : gardez la clé, elle n’est montrée que cette fois.',
          en: 'Account created: keep the key, it is shown this once only.',
        }[call.language],
        data,
      },
    };
  }),
  publicRoute(contract.loginTenant, async (call) => ok({ data: await loginTenant(call, call.body) })),
  route(contract.logoutTenant, async (call) => {
    const { session } = call.principal;
    if (session === null) throw new contract.ApiError('SESSION_REQUIRED');
    await call.services.databases.production.withSystem('sign in', async (tx) => {
      await endSession(tx, session.userId, session.id, call.now);
      await logSecurity(
        tx,
        call.services,
        { ip: call.ip, userAgent: null },
        {
          userId: session.userId,
          tenantId: call.principal.tenantId,
          action: 'logout',
          actor: call.by,
          details: { session_id: session.id },
        },
      );
    });
    return ok({ message: { fr: 'Déconnexion réussie.', en: 'Signed out.' }[call.language] });
  }),
  route(contract.getTenantAuthMe, async (call) => {
    requireWholeTenant(call);
    const profile = await call.db.withTenant(call.scope, (tx) => readProfile(tx, call, call.services));
    return ok({ data: presentProfile(profile) });
  }),
];
