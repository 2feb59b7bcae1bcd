import { z } from 'zod';
import { aliased } from '../alias.ts';
import { SUBSCRIBABLE } from '../events.ts';
import { field, refuse } from '../field.ts';
import { choice, flag, integer } from '../fields/choices.ts';
import { line, uuid } from '../fields/texts.ts';
import { operation } from '../operation.ts';
import { updateShape } from '../update-shape.ts';
import { messageOnly, one, written } from './envelopes.ts';
import { listOf, paging } from './lists.ts';

const MAX_EVENTS = 100;

/** Names of events; each once. */
const eventNames = field<string[]>(
  { type: 'array', items: { type: 'string', enum: [...SUBSCRIBABLE] }, minItems: 1, maxItems: MAX_EVENTS },
  (raw) => {
    if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_EVENTS)
      return refuse({
        fr: `une liste de 1 à ${MAX_EVENTS} noms d’événements est attendue.`,
        en: `a list of 1 to ${MAX_EVENTS} names of events is expected.`,
      });
    const names = raw.map((name) => (typeof name === 'string' ? name.trim().toLowerCase() : ''));
    if (names.every((name) => SUBSCRIBABLE.includes(name))) return [...new Set(names)];
    return refuse({
      fr: `chaque événement est l’un de : ${SUBSCRIBABLE.join(', ')}.`,
      en: `each event is one of: ${SUBSCRIBABLE.join(', ')}.`,
    });
  },
);

const MAX_HEADERS = 20;
/** Headers that are the connection's, the body's or ours. */
const REFUSED_HEADER =
  /^(?:host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|accept-encoding|content-.*|proxy-.*|sec-.*|x-scell-.*|webhook-.*)$/;

/** Headers sent with every delivery; names in lower case. `[]` (an empty PHP array) is `{}`. */
const customHeaders = field<Record<string, string>>(
  { type: 'object', additionalProperties: { type: 'string' }, maxProperties: MAX_HEADERS },
  (raw) => {
    if (Array.isArray(raw) && raw.length === 0) return {};
    const given = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.entries(raw) : null;
    if (given === null || given.length > MAX_HEADERS)
      return refuse({
        fr: `un objet d’au plus ${MAX_HEADERS} en-têtes est attendu.`,
        en: `an object of at most ${MAX_HEADERS} headers is expected.`,
      });
    const headers: [string, string][] = [];
    for (const [sent, value] of given) {
      const name = sent.toLowerCase();
      if (!/^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) || REFUSED_HEADER.test(name))
        return refuse({
          fr: 'un nom d’en-tête ne convient pas : ni Host, ni Content-*, ni en-tête de connexion, ni X-Scell-*, ni Webhook-*.',
          en: 'a name of a header will not do: not Host, Content-*, a header of the connection, X-Scell-* or Webhook-*.',
        });
      if (typeof value !== 'string' || !/^[\x20-\x7e]{0,1000}$/.test(value))
        return refuse({
          fr: 'la valeur d’un en-tête compte au plus 1000 caractères ASCII imprimables.',
          en: 'the value of a header is at most 1000 printable ASCII characters.',
        });
      headers.push([name, value.trim()]);
    }
    return Object.fromEntries(headers);
  },
);

/** Where to send; the server checks where it leads. */
const endpointUrl = field<string>(
  { type: 'string', format: 'uri', maxLength: 2048, examples: ['https://api.acme.example/webhooks/scell'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    const url = text.length <= 2048 ? URL.parse(text) : null;
    if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '' || /[\0-\x20\x7f]/.test(text))
      return refuse({
        fr: 'une adresse https complète est attendue, comme https://exemple.fr/webhooks.',
        en: 'a full https address is expected, such as https://example.org/webhooks.',
      });
    if (url.username !== '' || url.password !== '')
      return refuse({
        fr: 'une adresse ne porte ni nom ni mot de passe : mettez-les dans `headers`.',
        en: 'an address bears no name and password: put them in `headers`.',
      });
    url.hash = '';
    return url.href;
  },
);

const environment = choice(['sandbox', 'production'], { synonyms: { live: 'production', test: 'sandbox' } });

const shape = {
  url: endpointUrl.optional(),
  events: eventNames,
  description: line(255).optional(),
  is_active: flag.default(true),
  headers: customHeaders.optional(),
  retry_count: integer(0, 6).default(6),
  timeout_seconds: integer(5, 60).default(30),
  signature_format: choice(['sha256', 't_v1']).optional(),
  ordered: flag.default(false),
  max_concurrency: integer(1, 100).default(20),
};

const ACTIVE = { is_active: ['active', 'enabled'] } as const;

const webhookCreate = aliased(
  z.object({
    type: choice(['http', 'inbox']).default('http'),
    environment: environment.optional(),
    sub_tenant_id: uuid.optional(),
    ...shape,
  }),
  ACTIVE,
).meta({ id: 'WebhookCreate' });

const webhookUpdate = aliased(z.object(updateShape(shape)), ACTIVE, {
  environment: {
    fr: 'un webhook reste dans son environnement',
    en: 'a webhook stays in its environment',
  },
}).meta({ id: 'WebhookUpdate' });

const moment = z.iso.datetime({ offset: true });

const shown = {
  id: z.uuid(),
  tenant_id: z.uuid(),
  sub_tenant_id: z.uuid().nullable(),
  company_id: z.uuid().nullable().meta({ description: 'Always null: an endpoint hears of every company.' }),
  type: z.enum(['http', 'inbox']),
  url: z.string(),
  description: z.string().nullable(),
  events: z.array(z.string()),
  is_active: z.boolean(),
  disabled_reason: z
    .enum(['gone'])
    .nullable()
    .meta({ description: 'Why we switched it off: it answered 410.' }),
  is_global: z.boolean().meta({ description: 'Made of the account’s webhook_url.' }),
  environment: z.enum(['sandbox', 'production']),
  headers: z.record(z.string(), z.string()),
  retry_count: z.int(),
  timeout_seconds: z.int(),
  signature_format: z.enum(['sha256', 't_v1']),
  ordered: z.boolean(),
  max_concurrency: z.int(),
  secret_prefix: z.string(),
  secret_last4: z.string(),
  previous_secret_until: moment
    .nullable()
    .meta({ description: 'Until when deliveries are signed by the former secret too.' }),
  failure_count: z.int().meta({ description: 'Failed attempts since the last success.' }),
  failing_since: moment.nullable(),
  last_triggered_at: moment.nullable(),
  last_success_at: moment.nullable(),
  last_failure_at: moment.nullable(),
  created_at: moment,
  updated_at: moment,
};

const webhook = z.object(shown).meta({ id: 'Webhook' });
const webhookWithSecret = z
  .object({ ...shown, secret: z.string().meta({ description: 'Shown here only.' }) })
  .meta({ id: 'WebhookWithSecret' });

const log = z
  .object({
    id: z.uuid(),
    webhook_id: z.uuid(),
    delivery_id: z.uuid().nullable().meta({ description: 'Null for a test.' }),
    event: z.string(),
    event_id: z.string().nullable(),
    sequence: z.int().nullable(),
    attempt: z.int(),
    success: z.boolean(),
    url: z.string(),
    request_headers: z.record(z.string(), z.string()),
    payload: z.record(z.string(), z.unknown()).nullable(),
    response_status: z.int().nullable(),
    status_code: z.int().nullable(),
    response_body: z.string().nullable().meta({ description: 'The first 4 KiB.' }),
    response_time_ms: z.int().nullable(),
    error_message: z.string().nullable(),
    next_retry_at: moment.nullable(),
    created_at: moment,
  })
  .meta({ id: 'WebhookLog' });

const delivery = z
  .object({
    id: z.uuid(),
    webhook_id: z.uuid(),
    event: z.string(),
    event_id: z.string(),
    subject_id: z.uuid(),
    sequence: z.int().nullable(),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.int(),
    next_attempt_at: moment.nullable(),
    finished_at: moment.nullable(),
    created_at: moment,
  })
  .meta({ id: 'WebhookDelivery' });

const event = z
  .looseObject({
    id: z.string(),
    type: z.string(),
    event: z.string(),
    created_at: moment,
    timestamp: moment,
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    environment: z.enum(['sandbox', 'production']),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

export type Webhook = z.output<typeof webhook>;
export type WebhookCreate = z.output<typeof webhookCreate>;
export type WebhookUpdate = z.output<typeof webhookUpdate>;
export type WebhookLog = z.output<typeof log>;
export type WebhookDelivery = z.output<typeof delivery>;

const common = { tag: 'Webhooks', auth: 'key', surface: 'webhooks' } as const;
const byId = z.object({ id: uuid });

export const listWebhooks = operation({
  ...common,
  id: 'listWebhooks',
  method: 'GET',
  path: '/webhooks',
  summary: { fr: 'Lister les webhooks', en: 'List webhooks' },
  scopes: ['webhooks:read'],
  query: z.object({
    company_id: uuid.optional(),
    sub_tenant_id: uuid.optional(),
    ...paging(['created_at']),
  }),
  responses: { 200: { description: { fr: 'Les webhooks.', en: 'The webhooks.' }, schema: listOf(webhook) } },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const createWebhook = operation({
  ...common,
  id: 'createWebhook',
  method: 'POST',
  path: '/webhooks',
  summary: { fr: 'Créer un webhook', en: 'Create a webhook' },
  description: {
    fr: 'Le secret n’est montré qu’ici. Une adresse est en https et publique. `type: inbox` garde dans le journal ce qui aurait été envoyé, sans serveur (bac à sable).',
    en: 'The secret is shown here only. An address is https and public. `type: inbox` keeps in the log what would have been sent, without a server (sandbox).',
  },
  scopes: ['webhooks:write'],
  body: webhookCreate,
  examples: {
    invoices: {
      url: 'https://api.acme.example/webhooks/scell',
      events: ['invoice.created', 'invoice.validated', 'invoice.paid', 'signature.signed'],
      description: 'Back office',
    },
    inbox: { type: 'inbox', events: ['*'] },
  },
  responses: {
    201: {
      description: { fr: 'Le webhook et son secret.', en: 'The webhook and its secret.' },
      schema: written(webhookWithSecret),
    },
  },
  errors: ['SUB_TENANT_NOT_FOUND', 'WEBHOOK_LIMIT_REACHED'],
});

export const getWebhook = operation({
  ...common,
  id: 'getWebhook',
  method: 'GET',
  path: '/webhooks/{id}',
  summary: { fr: 'Lire un webhook', en: 'Get a webhook' },
  scopes: ['webhooks:read'],
  params: byId,
  responses: { 200: { description: { fr: 'Le webhook.', en: 'The webhook.' }, schema: one(webhook) } },
  errors: ['NOT_FOUND'],
});

export const updateWebhook = operation({
  ...common,
  id: 'updateWebhook',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/webhooks/{id}',
  summary: { fr: 'Modifier un webhook', en: 'Update a webhook' },
  description: {
    fr: 'Les champs absents ne changent pas. Désactivé, un webhook garde ce qui attend ; réactivé, il le reçoit.',
    en: 'Absent fields do not change. Switched off, a webhook keeps what waits; switched on again, it gets that.',
  },
  scopes: ['webhooks:write'],
  params: byId,
  body: webhookUpdate,
  examples: { pause: { is_active: false } },
  responses: {
    200: { description: { fr: 'Le webhook modifié.', en: 'The updated webhook.' }, schema: written(webhook) },
  },
  errors: ['NOT_FOUND'],
});

export const deleteWebhook = operation({
  ...common,
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/webhooks/{id}',
  summary: { fr: 'Supprimer un webhook', en: 'Delete a webhook' },
  description: { fr: 'Rien ne lui est plus envoyé.', en: 'Nothing is sent to it any more.' },
  scopes: ['webhooks:write'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'Le webhook est supprimé.', en: 'The webhook is deleted.' },
      schema: messageOnly,
    },
  },
  errors: ['NOT_FOUND'],
});

export const regenerateWebhookSecret = operation({
  ...common,
  id: 'regenerateWebhookSecret',
  method: 'POST',
  path: '/webhooks/{id}/regenerate-secret',
  summary: { fr: 'Changer le secret d’un webhook', en: 'Change the secret of a webhook' },
  description: {
    fr: 'Pendant overlap_hours, les envois portent aussi la signature par l’ancien secret.',
    en: 'During overlap_hours, deliveries bear the signature by the former secret too.',
  },
  scopes: ['webhooks:write'],
  params: byId,
  body: z.object({ overlap_hours: integer(0, 720).default(24) }).meta({ id: 'WebhookSecretChange' }),
  bodyOptional: true,
  responses: {
    200: {
      description: { fr: 'Le nouveau secret.', en: 'The new secret.' },
      schema: written(webhookWithSecret).extend({ secret: z.string() }),
    },
  },
  errors: ['NOT_FOUND'],
});

export const testWebhook = operation({
  ...common,
  id: 'testWebhook',
  method: 'POST',
  path: '/webhooks/{id}/test',
  summary: { fr: 'Essayer un webhook', en: 'Test a webhook' },
  description: {
    fr: 'Envoie aussitôt un événement d’essai et dit ce qui fut répondu.',
    en: 'Sends a test event at once and says what was answered.',
  },
  scopes: ['webhooks:write'],
  params: byId,
  changesNothing: true,
  responses: {
    200: {
      description: { fr: 'Ce qui fut répondu.', en: 'What was answered.' },
      schema: z
        .object({
          success: z.boolean(),
          status_code: z.int().nullable(),
          response_time_ms: z.int().nullable(),
          error: z.string().nullable(),
        })
        .meta({ id: 'WebhookTest' }),
    },
  },
  errors: ['NOT_FOUND'],
});

export const listWebhookLogs = operation({
  ...common,
  id: 'listWebhookLogs',
  method: 'GET',
  path: '/webhooks/{id}/logs',
  summary: { fr: 'Lire le journal d’un webhook', en: 'Read the log of a webhook' },
  description: {
    fr: 'Chaque tentative, la plus récente d’abord, pendant 30 jours.',
    en: 'Every attempt, the latest first, for 30 days.',
  },
  scopes: ['webhooks:read'],
  params: byId,
  query: aliased(
    z.object({ success: flag.optional(), delivery_id: uuid.optional(), ...paging(['created_at']) }),
    { per_page: ['limit'] },
  ),
  responses: {
    200: { description: { fr: 'Une page du journal.', en: 'A page of the log.' }, schema: listOf(log) },
  },
  errors: ['NOT_FOUND'],
});

export const listWebhookDeliveries = operation({
  ...common,
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  summary: { fr: 'Lister les envois d’un webhook', en: 'List the deliveries of a webhook' },
  scopes: ['webhooks:read'],
  params: byId,
  query: z.object({
    status: choice(['pending', 'delivered', 'failed']).optional(),
    ...paging(['created_at']),
  }),
  responses: {
    200: { description: { fr: 'Une page d’envois.', en: 'A page of deliveries.' }, schema: listOf(delivery) },
  },
  errors: ['NOT_FOUND'],
});

export const retryWebhookDelivery = operation({
  ...common,
  id: 'retryWebhookDelivery',
  method: 'POST',
  path: '/webhooks/{id}/deliveries/{delivery}/retry',
  summary: { fr: 'Renvoyer un événement', en: 'Send an event again' },
  description: {
    fr: 'Un envoi qui attend part aussitôt ; un envoi terminé recommence son calendrier, avec le même contenu et le même identifiant.',
    en: 'A delivery that waits leaves at once; one that ended begins its schedule anew, with the same body and identifier.',
  },
  scopes: ['webhooks:write'],
  params: z.object({ id: uuid, delivery: uuid }),
  responses: {
    200: { description: { fr: 'L’envoi.', en: 'The delivery.' }, schema: written(delivery) },
  },
  errors: ['NOT_FOUND'],
});

const instant = field<string>({ type: 'string', format: 'date-time' }, (raw) => {
  const time =
    typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}/.test(raw.trim()) ? Date.parse(raw.trim()) : Number.NaN;
  return Number.isNaN(time) || time < 0
    ? refuse({
        fr: 'un instant est attendu, comme 2026-05-06T08:42:31Z.',
        en: 'a moment is expected, such as 2026-05-06T08:42:31Z.',
      })
    : new Date(time).toISOString();
});

export const replayWebhook = operation({
  ...common,
  id: 'replayWebhook',
  method: 'POST',
  path: '/webhooks/{id}/replay',
  summary: { fr: 'Renvoyer une période', en: 'Send a period again' },
  description: {
    fr: 'Renvoie ce qui fut enregistré entre since et until : les échecs (défaut), les envois reçus, ou tout. 100 000 envois au plus par appel.',
    en: 'Sends again what was recorded from since to until: failures (by default), what arrived, or all. At most 100,000 deliveries a call.',
  },
  scopes: ['webhooks:write'],
  params: byId,
  body: z
    .object({
      since: instant,
      until: instant.optional(),
      status: choice(['failed', 'delivered', 'all']).default('failed'),
    })
    .meta({ id: 'WebhookReplay' }),
  examples: { failures: { since: '2026-05-06T00:00:00Z' } },
  responses: {
    200: {
      description: { fr: 'Combien d’envois recommencent.', en: 'How many deliveries begin anew.' },
      schema: z.object({ message: z.string(), data: z.object({ replayed: z.int() }) }),
    },
  },
  errors: ['NOT_FOUND'],
});

export const listEvents = operation({
  ...common,
  id: 'listEvents',
  method: 'GET',
  path: '/events',
  summary: { fr: 'Lire les événements', en: 'Read events' },
  description: {
    fr: 'Tous les événements dans l’ordre où ils furent acquis, sans webhook : reprenez à next_after, sans en manquer. Sans after, depuis le début ; `after=now`, à partir d’ici.',
    en: 'Every event in the order in which it became definite, without a webhook: go on at next_after and miss none. Without after, from the beginning; `after=now`, from here on.',
  },
  scopes: ['webhooks:read'],
  query: aliased(
    z.object({
      after: line(100).optional(),
      limit: integer(1, 500).default(100),
      type: line(100).optional(),
    }),
    { limit: ['per_page'], type: ['event'] },
  ),
  responses: {
    200: {
      description: { fr: 'Les événements suivants.', en: 'The next events.' },
      schema: z.object({
        data: z.array(event),
        next_after: z
          .string()
          .nullable()
          .meta({ description: 'Send it as `after`; null while there was never an event.' }),
        has_more: z.boolean(),
      }),
    },
  },
  errors: [],
});

export const webhookOperations = [
  listWebhooks,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  regenerateWebhookSecret,
  testWebhook,
  listWebhookLogs,
  listWebhookDeliveries,
  retryWebhookDelivery,
  replayWebhook,
  listEvents,
] as const;
