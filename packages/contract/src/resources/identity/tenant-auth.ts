import { z } from 'zod';
import { siret } from '../../fields/identifiers.ts';
import { newPassword, oneTimeCode, password, secretText } from '../../fields/secrets.ts';
import { email, line } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { messageOnly } from '../envelopes.ts';
import { languageChoice } from './people.ts';

const common = { tag: 'Accounts', auth: 'none', surface: 'auth', scopes: [] } as const;

export const registerTenant = operation({
  ...common,
  id: 'registerTenant',
  method: 'POST',
  path: '/tenant/auth/register',
  summary: { fr: 'Ouvrir un compte chez un partenaire', en: 'Open an account with a partner' },
  description: {
    fr: 'La clé publiable dit de quel partenaire, et de quel environnement est la clé secrète qui est créée et montrée cette fois seulement.',
    en: 'The publishable key tells which partner, and of which environment the secret key is that is created and shown this once.',
  },
  body: z
    .object({
      publishable_key: secretText,
      name: line(255, 'Acme SAS'),
      email,
      password: newPassword,
      siret: siret.optional(),
      phone: line(50).optional(),
      language: languageChoice.optional(),
    })
    .meta({ id: 'TenantRegistration' }),
  examples: {
    partner: {
      publishable_key: 'pk_test_0123456789abcdef',
      name: 'Acme SAS',
      email: 'contact@acme.example',
      password: 'une phrase que personne ne devine',
      siret: '12345678901234',
    },
  },
  responses: {
    201: {
      description: { fr: 'Le compte et sa clé.', en: 'The account and its key.' },
      schema: z
        .object({
          message: z.string(),
          data: z.object({
            tenant_id: z.uuid(),
            api_key: z.string(),
            environment: z.enum(['production', 'sandbox']),
          }),
        })
        .meta({ id: 'TenantRegistered' }),
    },
  },
  errors: ['EMAIL_TAKEN'],
});

export const loginTenant = operation({
  ...common,
  id: 'loginTenant',
  method: 'POST',
  path: '/tenant/auth/login',
  summary: { fr: 'Obtenir un jeton de compte', en: 'Get a token of an account' },
  description: {
    fr: 'Un jeton de vingt-quatre heures, à envoyer dans X-Tenant-Key, X-API-Key ou Authorization: Bearer ; aucune clé n’est montrée. Avec un second facteur, `code` est attendu.',
    en: 'A token of twenty-four hours, for X-Tenant-Key, X-API-Key or Authorization: Bearer; no key is shown. With a second factor, `code` is expected.',
  },
  body: z.object({ email, password, code: oneTimeCode.optional() }).meta({ id: 'TenantLogin' }),
  examples: { password: { email: 'contact@acme.example', password: 'une phrase que personne ne devine' } },
  responses: {
    200: {
      description: { fr: 'Le jeton.', en: 'The token.' },
      schema: z
        .object({
          data: z.object({
            token: z.string(),
            tenant_id: z.uuid(),
            expires_at: z.iso.datetime({ offset: true }),
          }),
        })
        .meta({ id: 'TenantToken' }),
    },
  },
  errors: ['TENANT_LOGIN_FAILED', 'SECOND_FACTOR_MISSING', 'LOGIN_THROTTLED', 'TENANT_NOT_FOUND'],
});

export const logoutTenant = operation({
  ...common,
  auth: 'key',
  scopes: ['tenant:read'],
  surface: 'tenant',
  id: 'logoutTenant',
  method: 'POST',
  path: '/tenant/auth/logout',
  summary: { fr: 'Rendre un jeton de compte', en: 'Give a token of an account back' },
  description: {
    fr: 'Met fin à la session du jeton. Une clé d’API se révoque, elle ne se déconnecte pas.',
    en: 'Ends the session of the token. An API key is revoked, it does not sign out.',
  },
  changesNothing: true,
  responses: { 200: { description: { fr: 'C’est fait.', en: 'Done.' }, schema: messageOnly } },
  errors: ['SESSION_REQUIRED'],
});

export const tenantAuthOperations = [registerTenant, loginTenant, logoutTenant] as const;
