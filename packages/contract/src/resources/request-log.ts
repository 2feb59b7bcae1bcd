import { z } from 'zod';
import { aliased } from '../alias.ts';
import { choice, flag, integer } from '../fields/choices.ts';
import { date } from '../fields/dates.ts';
import { line } from '../fields/texts.ts';
import { type OperationDefinition, operation } from '../operation.ts';
import { listOf, paging } from './lists.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

const loggedRequest = z
  .object({
    id: z.uuid(),
    request_id: z.string().meta({ description: 'X-Request-Id of the answer.' }),
    actor: z.string().meta({ description: 'Who called: `api_key:{id}`, `user:{id}`.' }),
    sub_tenant_id: z.uuid().nullable(),
    operation: z.string(),
    method: z.string(),
    path: z.string().meta({ description: 'Parts that may name a person are left out: `{siret}`.' }),
    query: z
      .array(z.string())
      .meta({ description: 'Names of parameters; values only of those that name nobody.' }),
    status: z.int(),
    error_code: z.string().nullable(),
    error_fields: z.array(z.string()).meta({ description: 'Fields that were refused.' }),
    duration_ms: z.int(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'LoggedRequest' });

export type LoggedRequest = z.output<typeof loggedRequest>;

export const listRequests = operation({
  id: 'listRequests',
  method: 'GET',
  path: '/request-logs',
  tag: 'Requests',
  auth: 'key',
  surface: 'tenant',
  scopes: ['tenant:read'],
  summary: { fr: 'Lister les requêtes reçues', en: 'List the requests received' },
  description: {
    fr: 'Ce que vos clés et vos utilisateurs ont demandé depuis trente jours dans cet environnement, et la réponse : ni corps, ni secret, ni valeur qui nomme une personne. Les plus récentes d’abord, à une ou deux secondes près.',
    en: 'What your keys and users asked in this environment during the last thirty days, and how it was answered: no bodies, no secrets, no value that names a person. The latest first, within a second or two.',
  },
  query: aliased(
    z.object({
      ...paging(['created_at']),
      status: integer(100, 599).optional(),
      errors_only: flag.default(false),
      method: choice(METHODS).optional(),
      operation: line(100).optional(),
      actor: line(100).optional(),
      request_id: line(100).optional(),
      date_from: date.optional(),
      date_to: date.optional(),
    }),
    { date_from: ['from', 'start_date'], date_to: ['to', 'end_date'], per_page: ['limit', 'perPage'] },
  ),
  responses: {
    200: {
      description: { fr: 'Une page de requêtes.', en: 'A page of requests.' },
      schema: listOf(loggedRequest),
    },
  },
  errors: [],
});

export const requestLogOperations: readonly OperationDefinition[] = [listRequests];
