import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { withRules } from '../../field.ts';
import { choice } from '../../fields/choices.ts';
import { newPassword, oneTimeCode, password } from '../../fields/secrets.ts';
import { line, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { ROLES } from '../../roles.ts';
import { messageOnly, one, written } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { tenantProfile } from '../tenants/profile.ts';
import { sameTwice } from './accounts.ts';
import { account, languageChoice, securityEvent, session, user } from './people.ts';

const common = { tag: 'Accounts', auth: 'session', surface: 'tenant', scopes: [] } as const;
const done = { 200: { description: { fr: 'C’est fait.', en: 'Done.' }, schema: messageOnly } } as const;

export const logout = operation({
  ...common,
  id: 'logout',
  method: 'POST',
  path: '/auth/logout',
  summary: { fr: 'Se déconnecter', en: 'Sign out' },
  description: { fr: 'Met fin à cette session.', en: 'Ends this session.' },
  responses: done,
  errors: [],
});

export const getMe = operation({
  ...common,
  id: 'getMe',
  method: 'GET',
  path: '/auth/me',
  summary: { fr: 'Savoir qui est connecté', en: 'Tell who is signed in' },
  responses: {
    200: {
      description: {
        fr: 'La personne, le compte pour lequel la session agit, ses rôles et ses droits.',
        en: 'The person, the account the session acts for, their roles and rights.',
      },
      schema: z
        .object({
          data: user,
          tenant: account.nullable(),
          roles: z.array(z.enum(ROLES)),
          scopes: z.array(z.string()),
          tenants: z.array(account),
        })
        .meta({ id: 'Me' }),
    },
  },
  errors: [],
});

export const updateMyProfile = operation({
  ...common,
  id: 'updateMyProfile',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/auth/profile',
  summary: { fr: 'Modifier son profil', en: 'Update one’s profile' },
  description: { fr: 'Les champs absents ne changent pas.', en: 'Absent fields do not change.' },
  body: z
    .object({
      name: line(255).optional(),
      first_name: line(120).optional(),
      last_name: line(120).optional(),
      phone: line(50).nullable().optional(),
      language: languageChoice.optional(),
    })
    .meta({ id: 'ProfileUpdate' }),
  examples: { phone: { phone: '+33612345678' } },
  responses: { 200: { description: { fr: 'La personne.', en: 'The person.' }, schema: written(user) } },
  errors: [],
});

export const changePassword = operation({
  ...common,
  id: 'changePassword',
  method: 'PUT',
  alternateMethods: ['POST'],
  path: '/auth/password',
  summary: { fr: 'Changer de mot de passe', en: 'Change one’s password' },
  description: {
    fr: 'Met fin aux autres sessions. current_password est omis par qui n’a pas encore de mot de passe.',
    en: 'Ends the other sessions. current_password is left out by whoever has no password yet.',
  },
  body: withRules(
    aliased(
      z.object({
        current_password: password.optional(),
        password: newPassword,
        password_confirmation: password.optional(),
      }),
      { password: ['new_password'] },
    ),
    sameTwice,
  ).meta({ id: 'PasswordChange' }),
  examples: {
    change: {
      current_password: 'une phrase que personne ne devine',
      password: 'une autre phrase, plus longue',
    },
  },
  responses: done,
  errors: ['WRONG_PASSWORD', 'LOGIN_THROTTLED'],
});

export const resendVerification = operation({
  ...common,
  id: 'resendVerification',
  method: 'POST',
  path: '/auth/verify-email/resend',
  summary: { fr: 'Redemander le courriel de confirmation', en: 'Ask for the confirmation mail again' },
  responses: done,
  errors: [],
});

export const switchTenant = operation({
  ...common,
  id: 'switchTenant',
  method: 'POST',
  path: '/auth/tenant',
  summary: { fr: 'Agir pour un autre compte', en: 'Act for another account' },
  description: {
    fr: 'Pour toute la session ; l’en-tête X-Scell-Tenant le fait pour une seule requête.',
    en: 'For the whole session; the header X-Scell-Tenant does it for one request.',
  },
  body: z.object({ tenant_id: uuid }).meta({ id: 'TenantSwitch' }),
  examples: { other: { tenant_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0002' } },
  responses: { 200: { description: { fr: 'Le compte.', en: 'The account.' }, schema: written(account) } },
  errors: ['TENANT_NOT_FOUND'],
});

export const listSessions = operation({
  ...common,
  id: 'listSessions',
  method: 'GET',
  path: '/auth/sessions',
  summary: { fr: 'Lister ses sessions', en: 'List one’s sessions' },
  responses: {
    200: {
      description: { fr: 'Les sessions ouvertes.', en: 'The open sessions.' },
      schema: z.object({ data: z.array(session) }),
    },
  },
  errors: [],
});

export const revokeSession = operation({
  ...common,
  id: 'revokeSession',
  method: 'DELETE',
  path: '/auth/sessions/{session}',
  summary: { fr: 'Mettre fin à une session', en: 'End a session' },
  params: z.object({ session: uuid }),
  responses: done,
  errors: ['NOT_FOUND'],
});

export const revokeOtherSessions = operation({
  ...common,
  id: 'revokeOtherSessions',
  method: 'DELETE',
  path: '/auth/sessions',
  summary: { fr: 'Mettre fin à ses autres sessions', en: 'End one’s other sessions' },
  responses: {
    200: {
      description: { fr: 'C’est fait.', en: 'Done.' },
      schema: z.object({ message: z.string(), revoked: z.int() }).meta({ id: 'SessionsRevoked' }),
    },
  },
  errors: [],
});

const { page, per_page, cursor } = paging(['created_at']);

export const getSecurityLog = operation({
  ...common,
  id: 'getSecurityLog',
  method: 'GET',
  path: '/auth/security-log',
  summary: { fr: 'Lire le journal de sécurité', en: 'Read the security log' },
  description: {
    fr: 'Ce qui touche la personne ; avec `of=tenant`, le compte, pour ses propriétaires et administrateurs.',
    en: 'What concerns the person; with `of=tenant`, the account, for its owners and admins.',
  },
  query: z.object({ of: choice(['user', 'tenant']).default('user'), page, per_page, cursor }),
  responses: {
    200: {
      description: { fr: 'Une page du journal.', en: 'A page of the log.' },
      schema: listOf(securityEvent),
    },
  },
  errors: ['FORBIDDEN_ROLE', 'TENANT_NOT_FOUND'],
});

export const setUpTwoFactor = operation({
  ...common,
  id: 'setUpTwoFactor',
  method: 'POST',
  path: '/auth/two-factor',
  summary: { fr: 'Préparer un second facteur', en: 'Set up a second factor' },
  description: {
    fr: 'Donne le secret à mettre dans une application d’authentification (TOTP, RFC 6238). Il entre en vigueur une fois un code confirmé.',
    en: 'Gives the secret to put into an authenticator (TOTP, RFC 6238). It is in force once a code was confirmed.',
  },
  body: z.object({ password: password.optional() }).meta({ id: 'TwoFactorSetup' }),
  examples: { password: { password: 'une phrase que personne ne devine' } },
  bodyOptional: true,
  responses: {
    200: {
      description: { fr: 'Le secret, montré une fois.', en: 'The secret, shown once.' },
      schema: z.object({ data: z.object({ secret: z.string(), otpauth_url: z.string() }) }).meta({
        id: 'TwoFactorSecret',
      }),
    },
  },
  errors: ['WRONG_PASSWORD', 'LOGIN_THROTTLED', 'TWO_FACTOR_STATE'],
});

const recoveryCodes = z
  .object({
    message: z.string(),
    data: z.object({ recovery_codes: z.array(z.string()) }),
  })
  .meta({ id: 'RecoveryCodes' });

export const confirmTwoFactor = operation({
  ...common,
  id: 'confirmTwoFactor',
  method: 'POST',
  path: '/auth/two-factor/confirm',
  summary: { fr: 'Mettre le second facteur en vigueur', en: 'Put the second factor in force' },
  body: z.object({ code: oneTimeCode }).meta({ id: 'TwoFactorConfirmation' }),
  examples: { code: { code: '123456' } },
  responses: {
    200: {
      description: { fr: 'Les codes de secours, montrés une fois.', en: 'The recovery codes, shown once.' },
      schema: recoveryCodes,
    },
  },
  errors: ['INVALID_SECOND_FACTOR', 'LOGIN_THROTTLED', 'TWO_FACTOR_STATE'],
});

export const renewRecoveryCodes = operation({
  ...common,
  id: 'renewRecoveryCodes',
  method: 'POST',
  path: '/auth/two-factor/recovery-codes',
  summary: { fr: 'Refaire les codes de secours', en: 'Make new recovery codes' },
  body: z.object({ password: password.optional() }).meta({ id: 'RecoveryCodesRenewal' }),
  examples: { password: { password: 'une phrase que personne ne devine' } },
  bodyOptional: true,
  responses: {
    200: {
      description: { fr: 'Les codes de secours, montrés une fois.', en: 'The recovery codes, shown once.' },
      schema: recoveryCodes,
    },
  },
  errors: ['WRONG_PASSWORD', 'LOGIN_THROTTLED', 'TWO_FACTOR_STATE'],
});

export const disableTwoFactor = operation({
  ...common,
  id: 'disableTwoFactor',
  method: 'POST',
  path: '/auth/two-factor/disable',
  summary: { fr: 'Retirer le second facteur', en: 'Take the second factor off' },
  body: z.object({ password: password.optional() }).meta({ id: 'TwoFactorRemoval' }),
  examples: { password: { password: 'une phrase que personne ne devine' } },
  bodyOptional: true,
  responses: done,
  errors: ['WRONG_PASSWORD', 'LOGIN_THROTTLED', 'TWO_FACTOR_STATE'],
});

export const getTenantAuthMe = operation({
  ...common,
  auth: 'key',
  scopes: ['tenant:read'],
  id: 'getTenantAuthMe',
  method: 'GET',
  path: '/tenant/auth/me',
  summary: { fr: 'Savoir pour quel compte on agit', en: 'Tell which account one acts for' },
  responses: { 200: { description: { fr: 'Le compte.', en: 'The account.' }, schema: one(tenantProfile) } },
  errors: ['SUB_TENANT_FORBIDDEN'],
});

export const sessionOperations = [
  logout,
  getMe,
  updateMyProfile,
  changePassword,
  resendVerification,
  switchTenant,
  listSessions,
  revokeSession,
  revokeOtherSessions,
  getSecurityLog,
  getTenantAuthMe,
] as const;

export const twoFactorOperations = [
  setUpTwoFactor,
  confirmTwoFactor,
  renewRecoveryCodes,
  disableTwoFactor,
] as const;
