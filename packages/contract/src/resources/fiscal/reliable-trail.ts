import { z } from 'zod';
import { choice } from '../../fields/choices.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { fiscal } from './common.ts';

const text = z.string().nullable();
const moment = z.iso.datetime({ offset: true });
const digest = z.string().meta({ description: '`sha256:` and 64 hexadecimal digits.' });

const reference = z
  .object({
    term: z.string().meta({ description: 'Term of EN 16931: `BT-13`.' }),
    name: z.string(),
    value: z.string(),
    line: text.meta({ description: 'The line it is of; null for the whole document.' }),
  })
  .meta({ id: 'TrailReference' });

const relatedDocument = z
  .object({
    relation: z.enum(['preceding', 'following']),
    number: z.string(),
    issue_date: z.iso.date().nullable(),
    type_code: text,
    id: z.uuid().nullable().meta({ description: 'Null for a document that is not kept here.' }),
  })
  .meta({ id: 'TrailDocument' });

const payment = z
  .object({
    id: z.uuid(),
    amount: z.string(),
    currency: z.string(),
    means_code: z.string(),
    reference: text,
    paid_at: moment,
    recorded_at: moment,
  })
  .meta({ id: 'TrailPayment' });

const ledgerEntry = z
  .object({
    chain_id: z.uuid(),
    chain_kind: z.string(),
    position: z.string(),
    entry_type: z.string(),
    recorded_at: moment,
    data_hash: digest,
    previous_hash: digest,
    chain_hash: digest,
    intact: z.boolean().meta({ description: 'Its own hashes hold.' }),
    sealed: z.boolean().meta({ description: 'Its seal is there, and its signature holds.' }),
    seal_key_id: text.meta({ description: 'Key of its seal; null without a seal.' }),
  })
  .meta({ id: 'TrailLedgerEntry' });

const file = z
  .object({
    kind: z.string(),
    sha256: digest,
    size: z.int(),
    made_by: z.string(),
    created_at: moment,
  })
  .meta({ id: 'TrailFile' });

const mail = z
  .object({
    recipient: z.string(),
    status: z.string(),
    created_at: moment,
    sent_at: moment.nullable(),
  })
  .meta({ id: 'TrailMail' });

const step = z
  .object({
    at: moment,
    kind: z.enum(['event', 'payment', 'ledger', 'file', 'mail']),
    what: z.string(),
    by: text,
  })
  .meta({ id: 'TrailStep' });

const reliableTrail = z
  .object({
    invoice: z.object({
      id: z.uuid(),
      number: z.string(),
      type_code: z.string(),
      issue_date: z.iso.date(),
      due_date: z.iso.date().nullable(),
      status: z.string(),
      currency: z.string(),
      total_ht: z.string(),
      total_tax: z.string(),
      total_ttc: z.string(),
      seller_name: z.string(),
      seller_identifier: text,
      buyer_name: text.meta({ description: 'Null once the person was lawfully erased.' }),
      buyer_identifier: text,
      recorded_at: moment,
    }),
    references: z.array(reference),
    related_documents: z.array(relatedDocument),
    payments: z.array(payment),
    ledger_entries: z.array(ledgerEntry),
    files: z.array(file),
    mails: z.array(mail),
    chronology: z.array(step),
    integrity_valid: z.boolean(),
    generated_at: moment,
  })
  .meta({ id: 'ReliableAuditTrail' });

export type ReliableTrail = z.output<typeof reliableTrail>;

export const getReliableTrail = operation({
  ...fiscal,
  id: 'getReliableTrail',
  method: 'GET',
  path: '/tenant/fiscal/audit-trail/{id}',
  summary: {
    fr: 'Lire la piste d’audit fiable d’un document',
    en: 'Get the reliable audit trail of a document',
  },
  description: {
    fr: 'Les références de commande, de contrat et de livraison, les documents liés, les paiements, les entrées du registre, les fichiers, les envois et les événements d’une facture émise, dans l’ordre (CGI, art. 289, VII, 1°). En PDF avec `format=pdf`, ou si le PDF est préféré par `Accept`.',
    en: 'The order, contract and delivery references, related documents, payments, ledger entries, files, mails and events of an issued invoice, in order (CGI art. 289-VII-1°). As a PDF with `format=pdf`, or where `Accept` prefers it.',
  },
  scopes: ['fiscal:read'],
  params: z.object({ id: uuid }),
  query: z.object({ format: choice(['json', 'pdf']).optional() }),
  responses: {
    200: {
      description: { fr: 'La piste d’audit.', en: 'The audit trail.' },
      schema: one(reliableTrail),
      media: ['application/pdf'],
    },
  },
  errors: ['NOT_FOUND', 'INVOICE_NOT_ISSUED'],
});
