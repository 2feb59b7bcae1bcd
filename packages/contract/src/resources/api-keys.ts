import { z } from 'zod';
import { aliased } from '../alias.ts';
import { field, refuse } from '../field.ts';
import { choice, flag } from '../fields/choices.ts';
import { dateOrMoment } from '../fields/dates.ts';
import { line, uuid } from '../fields/texts.ts';
import { type OperationDefinition, operation } from '../operation.ts';
import { messageOnly, one, warning } from './envelopes.ts';
import { listOf, paging } from './lists.ts';

const MOST_ITEMS = 100;

/** A list of texts; each once. */
function texts(maxLength: number, example: string) {
  return field<string[]>(
    { type: 'array', items: { type: 'string', maxLength }, maxItems: MOST_ITEMS, examples: [[example]] },
    (raw) => {
      const items: unknown[] | null = Array.isArray(raw) && raw.length <= MOST_ITEMS ? raw : null;
      const read = items?.map((item) => (typeof item === 'string' ? item.trim() : ''));
      if (read?.every((item) => item !== '' && item.length <= maxLength)) return [...new Set(read)];
      return refuse({
        fr: `une liste d’au plus ${MOST_ITEMS} textes de 1 à ${maxLength} caractères est attendue.`,
        en: `a list of at most ${MOST_ITEMS} texts of 1 to ${maxLength} characters is expected.`,
      });
    },
  );
}

/** Origins of pages (RFC 6454): scheme, host and port, nothing more. */
const origins = field<string[]>(
  {
    type: 'array',
    items: { type: 'string', maxLength: 300 },
    maxItems: MOST_ITEMS,
    examples: [['https://www.acme.example']],
  },
  (raw) => {
    const given: unknown[] | null = Array.isArray(raw) && raw.length <= MOST_ITEMS ? raw : null;
    const read = given?.map((item) => {
      const text = typeof item === 'string' && item.length <= 300 ? item.trim() : '';
      const url = /^https:\/\/[^/?#@\\\s]+\/?$/i.test(text) ? URL.parse(text) : null;
      return url === null || url.hostname.includes('*') ? null : url.origin;
    });
    if (read?.every((origin) => origin !== null)) return [...new Set(read)];
    return refuse({
      fr: `une liste d’au plus ${MOST_ITEMS} origines est attendue, comme https://www.exemple.fr : https, hôte, port s’il le faut, sans chemin.`,
      en: `a list of at most ${MOST_ITEMS} origins is expected, such as https://www.example.org: https, host, port if need be, no path.`,
    });
  },
);

const environment = choice(['sandbox', 'production'], { synonyms: { live: 'production', test: 'sandbox' } });

const restrictions = {
  environment: environment.optional(),
  company_id: uuid.optional(),
  sub_tenant_id: uuid.optional(),
  expires_at: dateOrMoment.optional(),
};

const secretShape = {
  ...restrictions,
  scopes: texts(50, 'invoices:read').optional(),
  allowed_ips: texts(50, '192.0.2.0/24').optional(),
};
const secretSpellings = {
  scopes: ['permissions'],
  allowed_ips: ['ip_allow_list', 'ip_allowlist', 'allowed_ip_addresses'],
} as const;

const apiKeyCreate = aliased(
  z.object({
    name: line(255, 'Backend'),
    type: choice(['secret', 'publishable'], { synonyms: { sk: 'secret', pk: 'publishable' } }).default(
      'secret',
    ),
    ...secretShape,
    allowed_origins: origins.optional(),
  }),
  secretSpellings,
).meta({ id: 'ApiKeyCreate' });

const secretKeyCreate = aliased(
  z.object({ name: line(255, 'Backend').optional(), ...secretShape }),
  secretSpellings,
).meta({ id: 'SecretKeyCreate' });

const publishableKeyCreate = z
  .object({
    name: line(255, 'Website').optional(),
    ...restrictions,
    allowed_origins: origins.optional(),
  })
  .meta({ id: 'PublishableKeyCreate' });

const regeneration = z.object({ expires_at: dateOrMoment.optional() }).meta({ id: 'ApiKeyRegeneration' });

const moment = z.iso.datetime({ offset: true });
const shape = {
  id: z.uuid(),
  name: z.string(),
  type: z.enum(['secret', 'publishable']),
  prefix: z.string(),
  key_prefix: z.string(),
  last4: z.string(),
  last_four: z.string(),
  tenant_id: z.uuid(),
  sub_tenant_id: z.uuid().nullable(),
  company_id: z.uuid().nullable(),
  environment: z.enum(['sandbox', 'production']),
  scopes: z.array(z.string()),
  permissions: z.array(z.string()),
  allowed_ips: z.array(z.string()),
  allowed_origins: z.array(z.string()),
  rate_limit: z.int().meta({ description: 'Requests a minute on a resource.' }),
  last_used_at: moment.nullable().meta({ description: 'Within a minute.' }),
  expires_at: moment.nullable(),
  created_at: moment,
  revoked_at: moment.nullable(),
};
const apiKey = z.object(shape).meta({ id: 'ApiKey' });
const newApiKey = z
  .object({
    ...shape,
    key: z.string().meta({ description: 'The whole key, shown this once.' }),
    plain_text_key: z.string(),
    tenant_key: z.string(),
  })
  .meta({ id: 'NewApiKey' });

export type ApiKey = z.output<typeof apiKey>;
export type NewApiKey = z.output<typeof newApiKey>;
export type ApiKeyCreate = z.output<typeof apiKeyCreate>;
export type SecretKeyCreate = z.output<typeof secretKeyCreate>;
export type PublishableKeyCreate = z.output<typeof publishableKeyCreate>;

/** A new key: in `data.key`, and above under the name that older clients read. */
const shownOnce = z.object({
  message: z.string(),
  api_key: z.string(),
  warning: z.string(),
  data: newApiKey,
  warnings: z.array(warning),
});

const common = { tag: 'API keys', auth: 'key', surface: 'tenant' } as const;
const byId = z.object({ id: uuid });
const listQuery = aliased(
  z.object({
    company_id: uuid.optional(),
    sub_tenant_id: uuid.optional(),
    environment: environment.optional(),
    type: choice(['secret', 'publishable']).optional(),
    ...paging(['created_at']),
  }),
  { per_page: ['limit', 'perPage'] },
);
const listResponses = {
  200: {
    description: {
      fr: 'Une page de clés, révoquées comprises.',
      en: 'A page of keys, revoked ones included.',
    },
    schema: listOf(apiKey),
  },
} as const;
const madeResponses = {
  201: {
    description: {
      fr: 'La clé, montrée cette seule fois.',
      en: 'The key, shown this once.',
    },
    schema: shownOnce,
  },
} as const;
const MAKING = [
  'NOT_FOUND',
  'SUB_TENANT_NOT_FOUND',
  'API_KEY_EXCEEDS_CALLER',
  'API_KEY_LIMIT_REACHED',
] as const;
const publishable = {
  ...common,
  method: 'POST',
  scopes: ['keys:write'],
  answersSecret: true,
  body: publishableKeyCreate,
  bodyOptional: true,
  examples: { website: { name: 'Website', allowed_origins: ['https://www.acme.example'] } },
  responses: madeResponses,
  errors: MAKING,
} as const;
const PUBLISHABLE = { fr: 'Créer une clé publiable', en: 'Create a publishable key' } as const;
const SAME = {
  fr: 'Comme POST /tenant/auth/keys/publishable.',
  en: 'As POST /tenant/auth/keys/publishable.',
} as const;

export const listApiKeys = operation({
  ...common,
  id: 'listApiKeys',
  method: 'GET',
  path: '/api-keys',
  summary: { fr: 'Lister les clés', en: 'List the keys' },
  description: {
    fr: 'Une clé voit celles de son environnement, une personne connectée toutes.',
    en: 'A key sees those of its environment, a person who is signed in all.',
  },
  scopes: ['keys:read'],
  query: listQuery,
  responses: listResponses,
  errors: [],
});

export const createApiKey = operation({
  ...common,
  id: 'createApiKey',
  method: 'POST',
  path: '/api-keys',
  summary: { fr: 'Créer une clé', en: 'Create a key' },
  description: {
    fr: 'La clé entière n’est montrée que dans cette réponse. Elle ne peut rien de plus que l’accès qui la crée : ni droits, ni société, ni sous-compte, ni adresses, ni durée.',
    en: 'The whole key is shown in this answer only. It may do nothing more than the credential that creates it: no wider scopes, company, sub-tenant, addresses or life.',
  },
  scopes: ['keys:write'],
  answersSecret: true,
  body: apiKeyCreate,
  examples: {
    backend: { name: 'Backend', scopes: ['invoices', 'buyers:read'], allowed_ips: ['192.0.2.0/24'] },
    website: { name: 'Website', type: 'publishable', allowed_origins: ['https://www.acme.example'] },
  },
  responses: madeResponses,
  errors: MAKING,
});

export const getApiKey = operation({
  ...common,
  id: 'getApiKey',
  method: 'GET',
  path: '/api-keys/{id}',
  summary: { fr: 'Lire une clé', en: 'Get a key' },
  scopes: ['keys:read'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'La clé, sans son secret.', en: 'The key, without its secret.' },
      schema: one(apiKey),
    },
  },
  errors: ['NOT_FOUND'],
});

export const revokeApiKey = operation({
  ...common,
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/{id}',
  summary: { fr: 'Révoquer une clé', en: 'Revoke a key' },
  description: {
    fr: 'Elle cesse partout aussitôt, pour toujours ; elle reste dans la liste. Une clé ne révoque la dernière clé secrète en vigueur qu’avec force=true.',
    en: 'It stops everywhere at once, for good; it stays in the list. A key revokes the last working secret key only with force=true.',
  },
  scopes: ['keys:write'],
  params: byId,
  query: z.object({ force: flag.default(false) }),
  responses: {
    200: { description: { fr: 'La clé est révoquée.', en: 'The key is revoked.' }, schema: messageOnly },
  },
  errors: ['NOT_FOUND', 'LAST_API_KEY'],
});

export const regenerateApiKey = operation({
  ...common,
  id: 'regenerateApiKey',
  method: 'POST',
  path: '/api-keys/{id}/regenerate',
  summary: { fr: 'Remplacer une clé', en: 'Replace a key' },
  description: {
    fr: 'Une nouvelle clé aux mêmes réglages ; l’ancienne cesse aussitôt.',
    en: 'A new key with the same settings; the old one stops at once.',
  },
  scopes: ['keys:write'],
  answersSecret: true,
  params: byId,
  body: regeneration,
  bodyOptional: true,
  responses: madeResponses,
  errors: [...MAKING, 'API_KEY_NOT_ACTIVE'],
});

export const regenerateTenantKey = operation({
  ...common,
  id: 'regenerateTenantKey',
  method: 'POST',
  path: '/tenant/regenerate-key',
  summary: { fr: 'Remplacer la clé de l’appel', en: 'Replace the calling key' },
  description: {
    fr: 'La clé qui appelle cesse aussitôt ; la nouvelle a les mêmes réglages. Notez la réponse : l’ancienne clé ne peut plus la redemander. Une personne connectée remplace une clé par POST /api-keys/{id}/regenerate.',
    en: 'The calling key stops at once; the new one has the same settings. Keep the answer: the old key cannot ask for it again. A person who is signed in replaces a key by POST /api-keys/{id}/regenerate.',
  },
  scopes: ['keys:write'],
  answersSecret: true,
  responses: { 200: madeResponses[201] },
  errors: ['API_KEY_NOT_ACTIVE'],
});

export const listTenantKeys = operation({
  ...common,
  id: 'listTenantKeys',
  method: 'GET',
  path: '/tenant/auth/keys',
  summary: { fr: 'Lister les clés (adresse des partenaires)', en: 'List the keys (partner address)' },
  scopes: ['keys:read'],
  query: listQuery,
  responses: listResponses,
  errors: [],
});

export const createTenantSecretKey = operation({
  ...common,
  id: 'createTenantSecretKey',
  method: 'POST',
  path: '/tenant/auth/keys/secret',
  summary: { fr: 'Créer une clé secrète', en: 'Create a secret key' },
  description: {
    fr: 'Sans corps : une clé aux mêmes droits que celle de l’appel.',
    en: 'Without a body: a key with the rights of the calling one.',
  },
  scopes: ['keys:write'],
  answersSecret: true,
  body: secretKeyCreate,
  bodyOptional: true,
  examples: { nightly: { name: 'Nightly export', scopes: ['invoices:read'] } },
  responses: madeResponses,
  errors: MAKING,
});

export const createTenantPublishableKey = operation({
  ...publishable,
  id: 'createTenantPublishableKey',
  path: '/tenant/auth/keys/publishable',
  summary: PUBLISHABLE,
  description: {
    fr: 'Elle se montre dans des pages web, et n’ouvre que les opérations qui le disent.',
    en: 'It is shown in web pages, and opens only operations that say so.',
  },
});

export const createPublishableKey = operation({
  ...publishable,
  id: 'createPublishableKey',
  path: '/tenant/keys/publishable',
  summary: PUBLISHABLE,
  description: SAME,
});

export const createAccountPublishableKey = operation({
  ...publishable,
  id: 'createAccountPublishableKey',
  path: '/auth/tenant/keys/publishable',
  summary: PUBLISHABLE,
  description: SAME,
});

export const apiKeyOperations: readonly OperationDefinition[] = [
  listApiKeys,
  createApiKey,
  getApiKey,
  revokeApiKey,
  regenerateApiKey,
  regenerateTenantKey,
  listTenantKeys,
  createTenantSecretKey,
  createTenantPublishableKey,
  createPublishableKey,
  createAccountPublishableKey,
];
