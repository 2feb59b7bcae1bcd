import { z } from 'zod';
import { type RefuseField, withRules } from '../../field.ts';
import { newPassword, oneTimeCode, password, recoveryCode, secretText } from '../../fields/secrets.ts';
import { email, line } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { messageOnly } from '../envelopes.ts';
import { languageChoice, secondStep, signedIn } from './people.ts';

const common = { tag: 'Accounts', auth: 'none', surface: 'auth', scopes: [] } as const;

/** The second typing of a password, where it was sent. */
export function sameTwice(
  sent: { password?: unknown; password_confirmation?: unknown },
  refuseField: RefuseField,
): void {
  if (sent.password_confirmation !== undefined && sent.password_confirmation !== sent.password)
    refuseField(['password_confirmation'], {
      fr: 'la confirmation n’est pas le mot de passe.',
      en: 'the confirmation is not the password.',
    });
}

const registration = withRules(
  z.object({
    email,
    password: newPassword,
    password_confirmation: password.optional(),
    name: line(255, 'Zoé Martin').optional(),
    first_name: line(120, 'Zoé').optional(),
    last_name: line(120, 'Martin').optional(),
    phone: line(50).optional(),
    tenant_name: line(255, 'Acme SAS').optional(),
    language: languageChoice.optional(),
  }),
  (sent, refuseField) => {
    sameTwice(sent, refuseField);
    if (sent.name === undefined && (sent.first_name === undefined || sent.last_name === undefined))
      refuseField(['name'], {
        fr: 'un nom est attendu : name, ou first_name et last_name.',
        en: 'a name is expected: name, or first_name and last_name.',
      });
  },
).meta({ id: 'Registration' });

export type Registration = z.output<typeof registration>;

export const register = operation({
  ...common,
  id: 'register',
  method: 'POST',
  path: '/auth/register',
  summary: { fr: 'Ouvrir un compte', en: 'Open an account' },
  description: {
    fr: 'Crée la personne, le compte dont elle est propriétaire, et une session. Sans tenant_name, le compte porte son nom. Un courriel demande de confirmer l’adresse.',
    en: 'Creates the person, the account they own, and a session. Without tenant_name the account bears their name. A mail asks to confirm the address.',
  },
  body: registration,
  examples: {
    with_account_name: {
      name: 'Zoé Martin',
      email: 'zoe@acme.example',
      password: 'une phrase que personne ne devine',
      password_confirmation: 'une phrase que personne ne devine',
      tenant_name: 'Acme SAS',
    },
    with_names_apart: {
      first_name: 'Zoé',
      last_name: 'Martin',
      phone: '+33612345678',
      email: 'zoe.martin@acme.example',
      password: 'une phrase que personne ne devine',
    },
  },
  responses: {
    201: {
      description: {
        fr: 'La personne, le compte et la session.',
        en: 'The person, the account and the session.',
      },
      schema: signedIn,
    },
  },
  errors: [],
});

export const login = operation({
  ...common,
  id: 'login',
  method: 'POST',
  path: '/auth/login',
  summary: { fr: 'Se connecter', en: 'Sign in' },
  description: {
    fr: 'Répond un jeton Bearer. À un navigateur (Origin ou Referer de cette plateforme, ou X-Requested-With: XMLHttpRequest), pose plutôt le cookie scell_session et le cookie XSRF-TOKEN, à renvoyer dans X-XSRF-TOKEN pour toute écriture. Avec un second facteur, répond 202 et un défi.',
    en: 'Answers a Bearer token. A browser (Origin or Referer of this platform, or X-Requested-With: XMLHttpRequest) gets the cookie scell_session instead, and the cookie XSRF-TOKEN to send back in X-XSRF-TOKEN with every write. With a second factor, answers 202 and a challenge.',
  },
  body: z.object({ email, password }).meta({ id: 'Login' }),
  examples: { password: { email: 'zoe@acme.example', password: 'une phrase que personne ne devine' } },
  responses: {
    200: { description: { fr: 'La session.', en: 'The session.' }, schema: signedIn },
    202: {
      description: { fr: 'Le second facteur est attendu.', en: 'The second factor is expected.' },
      schema: secondStep,
    },
  },
  errors: ['INVALID_CREDENTIALS', 'LOGIN_THROTTLED'],
});

export const answerChallenge = operation({
  ...common,
  id: 'answerChallenge',
  method: 'POST',
  path: '/auth/two-factor/challenge',
  summary: { fr: 'Donner le second facteur', en: 'Give the second factor' },
  body: withRules(
    z.object({
      challenge: secretText,
      code: oneTimeCode.optional(),
      recovery_code: recoveryCode.optional(),
    }),
    ({ code, recovery_code }, refuseField) => {
      if ((code === undefined) === (recovery_code === undefined))
        refuseField(['code'], {
          fr: 'un code, ou un code de secours, est attendu.',
          en: 'a code, or a recovery code, is expected.',
        });
    },
  ).meta({ id: 'ChallengeAnswer' }),
  examples: { code: { challenge: 'v1.abcdef', code: '123456' } },
  responses: { 200: { description: { fr: 'La session.', en: 'The session.' }, schema: signedIn } },
  errors: ['INVALID_SECOND_FACTOR', 'LOGIN_THROTTLED'],
});

export const forgotPassword = operation({
  ...common,
  id: 'forgotPassword',
  method: 'POST',
  path: '/auth/forgot-password',
  summary: { fr: 'Demander un nouveau mot de passe', en: 'Ask for a new password' },
  description: {
    fr: 'Si l’adresse est celle d’un compte, un courriel porte un lien valable une fois, une heure. La réponse est la même sinon.',
    en: 'If the address belongs to an account, a mail brings a link that is good once, for one hour. The answer is the same if not.',
  },
  body: z.object({ email }).meta({ id: 'ForgottenPassword' }),
  examples: { address: { email: 'zoe@acme.example' } },
  responses: {
    200: { description: { fr: 'La demande est prise.', en: 'The request is taken.' }, schema: messageOnly },
  },
  errors: [],
});

export const resetPassword = operation({
  ...common,
  id: 'resetPassword',
  method: 'POST',
  path: '/auth/reset-password',
  summary: { fr: 'Choisir un nouveau mot de passe', en: 'Choose a new password' },
  description: {
    fr: 'Met fin à toutes les sessions de la personne. L’adresse est confirmée par là même.',
    en: 'Ends every session of the person. The address is confirmed by it too.',
  },
  body: withRules(
    z.object({
      token: secretText,
      email,
      password: newPassword,
      password_confirmation: password.optional(),
    }),
    sameTwice,
  ).meta({ id: 'PasswordReset' }),
  examples: {
    link: {
      token: 'abc123',
      email: 'zoe@acme.example',
      password: 'une autre phrase, plus longue',
      password_confirmation: 'une autre phrase, plus longue',
    },
  },
  responses: { 200: { description: { fr: 'C’est fait.', en: 'Done.' }, schema: messageOnly } },
  errors: ['INVALID_LINK'],
});

export const verifyEmail = operation({
  ...common,
  id: 'verifyEmail',
  method: 'POST',
  path: '/auth/verify-email',
  summary: { fr: 'Confirmer une adresse électronique', en: 'Confirm an e-mail address' },
  body: z.object({ token: secretText }).meta({ id: 'EmailVerification' }),
  examples: { link: { token: 'abc123' } },
  responses: { 200: { description: { fr: 'C’est fait.', en: 'Done.' }, schema: messageOnly } },
  errors: ['INVALID_LINK'],
});

export const acceptInvitation = operation({
  ...common,
  id: 'acceptInvitation',
  method: 'POST',
  path: '/auth/invitations/accept',
  summary: { fr: 'Accepter une invitation', en: 'Accept an invitation' },
  description: {
    fr: 'Pour qui a déjà un compte, le jeton suffit, et la réponse invite à se connecter (token vaut null). Sinon name et password créent la personne, et une session s’ouvre.',
    en: 'For somebody who has an account the token is enough, and the answer says to sign in (token is null). Otherwise name and password create the person, and a session opens.',
  },
  body: withRules(
    z.object({
      token: secretText,
      name: line(255, 'Ada Petit').optional(),
      password: newPassword.optional(),
      password_confirmation: password.optional(),
      language: languageChoice.optional(),
    }),
    sameTwice,
  ).meta({ id: 'InvitationAcceptance' }),
  examples: {
    new_person: { token: 'abc123', name: 'Ada Petit', password: 'une phrase que personne ne devine' },
    known_person: { token: 'abc123' },
  },
  responses: {
    200: {
      description: { fr: 'La personne est du compte.', en: 'The person belongs to the account.' },
      schema: signedIn.extend({ expires_at: z.iso.datetime({ offset: true }).nullable() }).meta({
        id: 'InvitationAccepted',
      }),
    },
  },
  errors: ['INVALID_LINK'],
});

export const startGoogleLogin = operation({
  ...common,
  id: 'startGoogleLogin',
  method: 'GET',
  path: '/auth/google',
  summary: { fr: 'Se connecter avec Google', en: 'Sign in with Google' },
  description: {
    fr: 'L’adresse où envoyer le navigateur. Un navigateur qui demande une page y est envoyé.',
    en: 'The address to send the browser to. A browser that asks for a page is sent there.',
  },
  responses: {
    200: {
      description: { fr: 'L’adresse.', en: 'The address.' },
      schema: z.object({ url: z.string() }).meta({ id: 'GoogleLogin' }),
    },
    302: { description: { fr: 'Vers Google.', en: 'To Google.' } },
  },
  errors: ['GOOGLE_NOT_CONFIGURED', 'GOOGLE_UNAVAILABLE'],
});

export const finishGoogleLogin = operation({
  ...common,
  id: 'finishGoogleLogin',
  method: 'GET',
  path: '/auth/google/callback',
  summary: { fr: 'Revenir de Google', en: 'Come back from Google' },
  description: {
    fr: 'L’adresse de retour, pour le navigateur qui est parti de GET /auth/google. Crée ou retrouve la personne par son adresse confirmée.',
    en: 'The return address, for the browser that left from GET /auth/google. Creates the person, or finds them by their confirmed address.',
  },
  query: z.object({
    code: line(2000).optional(),
    state: line(500).optional(),
    error: line(200).optional(),
    error_description: line(2000).optional(),
    iss: line(500).optional(),
    scope: line(2000).optional(),
  }),
  responses: {
    200: { description: { fr: 'La session.', en: 'The session.' }, schema: signedIn },
    202: {
      description: { fr: 'Le second facteur est attendu.', en: 'The second factor is expected.' },
      schema: secondStep,
    },
    302: { description: { fr: 'Vers l’application.', en: 'To the application.' } },
  },
  errors: ['GOOGLE_NOT_CONFIGURED', 'GOOGLE_UNAVAILABLE', 'GOOGLE_LOGIN_FAILED'],
});

export const accountOperations = [
  register,
  login,
  answerChallenge,
  forgotPassword,
  resetPassword,
  verifyEmail,
  acceptInvitation,
] as const;

export const googleOperations = [startGoogleLogin, finishGoogleLogin] as const;
