import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { email, line, paragraph, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });

const erasure = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    subject_kind: z.enum(['buyer', 'email', 'person']),
    reference: z.string().nullable(),
    reason: z.string(),
    status: z.enum(['completed', 'files_pending']),
    requested_by: z.string(),
    created_at: moment,
    erased: z.array(z.object({ place: z.string(), count: z.int() })),
    documents: z.array(
      z.object({
        id: z.uuid(),
        invoice_number: z.string(),
        issue_date: z.iso.date(),
        kept_until: z.iso.date(),
        kept_by: z.enum(['law', 'archive', 'own_rule']),
        erased_at: moment.nullable(),
      }),
    ),
    kept: z.array(
      z.object({
        place: z.string(),
        count: z.int(),
        ground: z.enum(['legal_retention', 'account_in_use', 'another_subject']),
        explanation: z.string(),
        legal_basis: z.string().nullable(),
        until: z.iso.date().nullable(),
      }),
    ),
  })
  .meta({ id: 'Erasure' });

export type Erasure = z.output<typeof erasure>;

export const eraseFiscalPerson = operation({
  ...fiscal,
  id: 'eraseFiscalPerson',
  method: 'POST',
  path: '/tenant/fiscal/erasures',
  summary: { fr: 'Effacer une personne (RGPD)', en: 'Erase a person (GDPR)' },
  description: {
    fr: 'Répond à une demande d’effacement (RGPD, article 17) : tout ce que la loi ne fait pas garder s’efface en une transaction, les chaînes restent vérifiables, et la réponse dit ce qui est gardé, jusqu’à quand et pourquoi. Un document émis dont la conservation légale est passée s’efface aussi ; les autres s’effacent d’eux-mêmes ce jour-là. La personne se désigne par buyer_id, par email, ou par name et postal_code.',
    en: 'Answers a request for erasure (GDPR, article 17): whatever the law does not keep is erased in one transaction, the chains still verify, and the answer tells what is kept, until when and why. An issued document that the law keeps no longer is erased too; the others erase themselves on that day. The person is named by buyer_id, by email, or by name and postal_code.',
  },
  scopes: ['fiscal:admin'],
  body: aliased(
    z.object({
      buyer_id: uuid.optional(),
      email: email.optional(),
      name: line(255).optional(),
      postal_code: line(20).optional(),
      phone: line(50).optional(),
      reference: line(100).optional(),
      reason: paragraph(1000),
    }),
    { buyer_id: ['buyer'], email: ['buyer_email'], name: ['buyer_name'], phone: ['buyer_phone'] },
  ),
  examples: {
    by_email: {
      email: 'marie@dupont.example',
      reference: 'RGPD-2026-014',
      reason: 'Demande reçue par courrier le 4 mai',
    },
    by_name: { name: 'Marie Dupont', postal_code: '75018', reason: 'Demande reçue au guichet' },
  },
  responses: {
    201: {
      description: { fr: 'Ce qui est effacé, ce qui est gardé.', en: 'What is erased, what is kept.' },
      schema: written(erasure),
    },
    200: {
      description: {
        fr: 'Rien de plus à effacer : le rapport de la demande précédente.',
        en: 'Nothing more to erase: the report of the request before.',
      },
      schema: written(erasure),
    },
  },
  errors: ['NOT_FOUND', 'LEDGER_UNAVAILABLE'],
});

export const listFiscalErasures = operation({
  ...fiscal,
  id: 'listFiscalErasures',
  method: 'GET',
  path: '/tenant/fiscal/erasures',
  summary: { fr: 'Lister les effacements', en: 'List erasures' },
  scopes: ['fiscal:read'],
  query: z.object({ ...paging(['created_at']) }),
  responses: {
    200: {
      description: { fr: 'Une page de rapports.', en: 'A page of reports.' },
      schema: listOf(erasure),
    },
  },
  errors: [],
});

export const getFiscalErasure = operation({
  ...fiscal,
  id: 'getFiscalErasure',
  method: 'GET',
  path: '/tenant/fiscal/erasures/{id}',
  summary: { fr: 'Lire le rapport d’un effacement', en: 'Get the report of an erasure' },
  scopes: ['fiscal:read'],
  params: z.object({ id: uuid }),
  responses: { 200: { description: { fr: 'Le rapport.', en: 'The report.' }, schema: one(erasure) } },
  errors: ['NOT_FOUND'],
});
