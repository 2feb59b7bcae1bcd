import { z } from 'zod';
import { aliased } from '../alias.ts';
import { choice } from '../fields/choices.ts';
import { uuid } from '../fields/texts.ts';
import { type OperationDefinition, operation } from '../operation.ts';
import { listOf, paging } from './lists.ts';

const STATES = ['queued', 'sent', 'failed', 'erased'] as const;

const mail = z
  .object({
    id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    subject_type: z.string().meta({ description: 'What it is about: `invoice`, `closing`, …' }),
    subject_id: z.uuid(),
    to: z.string(),
    status: z.enum(STATES).meta({ description: '`failed` is tried again.' }),
    attempts: z.int(),
    last_error: z.string().nullable(),
    created_at: z.iso.datetime({ offset: true }),
    sent_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'SandboxMail' });

export type SandboxMail = z.output<typeof mail>;

const mailMessage = z
  .object({
    subject: z.string(),
    text: z.string(),
    html: z.string().nullable(),
    attachments: z.array(
      z.object({
        filename: z.string(),
        content_type: z.string(),
        size: z.int(),
        content: z.string().meta({ description: 'Base64.' }),
      }),
    ),
  })
  .meta({ id: 'SandboxMailMessage' });

export type SandboxMailMessage = z.output<typeof mailMessage>;

const shared = { tag: 'Sandbox', auth: 'key', surface: 'tenant', scopes: ['tenant:read'] } as const;

export const listSandboxMails = operation({
  ...shared,
  id: 'listSandboxMails',
  method: 'GET',
  path: '/sandbox/mailbox',
  summary: { fr: 'Lister les courriels du bac à sable', en: 'List the mails of the sandbox' },
  description: {
    fr: 'Les courriels que votre bac à sable a envoyés ou va envoyer, les plus récents d’abord.',
    en: 'The mails that your sandbox sent or is about to send, the latest first.',
  },
  query: aliased(
    z.object({
      ...paging(['created_at']),
      status: choice(STATES).optional(),
      subject_id: uuid.optional(),
    }),
    { per_page: ['limit', 'perPage'] },
  ),
  responses: {
    200: { description: { fr: 'Une page de courriels.', en: 'A page of mails.' }, schema: listOf(mail) },
  },
  errors: ['SANDBOX_ONLY'],
});

export const getSandboxMail = operation({
  ...shared,
  id: 'getSandboxMail',
  method: 'GET',
  path: '/sandbox/mailbox/{id}',
  summary: { fr: 'Lire un courriel du bac à sable', en: 'Read a mail of the sandbox' },
  description: {
    fr: '`message` est ce qui est parti, pièces jointes comprises. Il est nul tant que rien n’est parti, après un effacement, et là où un serveur SMTP est configuré : ce qui est parti n’y est pas gardé. Le HTML est à montrer dans un cadre isolé.',
    en: '`message` is what was sent, attachments included. It is null as long as nothing was sent, after an erasure, and where an SMTP server is configured: what was sent is not kept there. The HTML is to be shown in a sandboxed frame.',
  },
  params: z.object({ id: uuid }),
  responses: {
    200: {
      description: { fr: 'Le courriel.', en: 'The mail.' },
      schema: z.object({ data: mail.extend({ message: mailMessage.nullable() }) }),
    },
  },
  errors: ['SANDBOX_ONLY', 'NOT_FOUND'],
});

export const mailboxOperations: readonly OperationDefinition[] = [listSandboxMails, getSandboxMail];
