import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice } from '../../fields/choices.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { OUTPUT_FORMATS } from './values.ts';

/** The profiles of Factur-X, as BT-24 and the metadata of a PDF name them. */
const PROFILES = ['MINIMUM', 'BASIC WL', 'BASIC', 'EN 16931', 'EXTENDED'] as const;

const convertBody = aliased(
  z.object({
    invoice_id: uuid.optional(),
    target_format: choice(OUTPUT_FORMATS, { synonyms: { 'factur-x': 'facturx' } }),
    profile: choice(PROFILES, {
      synonyms: { BASICWL: 'BASIC WL', BASIC_WL: 'BASIC WL', EN16931: 'EN 16931', EN_16931: 'EN 16931' },
    }).optional(),
  }),
  { target_format: ['output_format', 'format'] },
).meta({ id: 'ConvertInput' });

const words = z.object({ fr: z.string(), en: z.string() });

const certifiedTerm = z
  .object({
    term: z.string().nullable().meta({ description: 'The business term; null for what is none.' }),
    name: words.nullable(),
    place: z.string(),
    line: z.int().optional(),
    value: z.string(),
    reason: words,
  })
  .meta({ id: 'CertifiedTerm' });

const certificate = z
  .object({
    source: z.object({
      container: z.enum(['xml', 'pdf']),
      syntax: z.enum(['cii', 'ubl']),
      specification: z.string().nullable(),
    }),
    target: z.enum(OUTPUT_FORMATS),
    complete: z.boolean().meta({ description: 'Everything the source says is in the result.' }),
    lost: z.array(certifiedTerm),
    added: z.array(certifiedTerm),
    irregularities: z.array(certifiedTerm),
  })
  .meta({ id: 'ConversionCertificate' });

/** What a conversion made, where it is for a while, and what it could not keep. */
const conversion = z
  .object({
    message: z.string(),
    status: z.literal('converted'),
    invoice_id: z.uuid().nullable().meta({ description: 'Null for a converted upload.' }),
    target_format: z.enum(OUTPUT_FORMATS),
    filename: z.string(),
    media_type: z.string(),
    size: z.int(),
    url: z.url(),
    expires_at: z.iso.datetime({ offset: true }),
    certificate,
    changes: z
      .array(z.object({ code: z.string(), explanation: z.string() }))
      .meta({ description: 'What was mended in the pages of the PDF it came in to make it a Factur-X.' }),
    findings: z.array(
      z.object({
        rule: z.string(),
        severity: z.enum(['fatal', 'warning', 'info']),
        explanation: z.string(),
        remedy: z.string(),
      }),
    ),
  })
  .meta({ id: 'Conversion' });

export type Conversion = z.output<typeof conversion>;

export const convertInvoice = operation({
  id: 'convertInvoice',
  tag: 'Invoices',
  auth: 'key',
  surface: 'documents',
  method: 'POST',
  path: '/invoices/convert',
  summary: { fr: 'Convertir un document', en: 'Convert a document' },
  description: {
    fr: 'Donne une facture émise du compte (`invoice_id`), ou un fichier CII, UBL ou PDF hybride envoyé en formulaire, dans un autre format. Le certificat nomme ce qui est perdu, ajouté ou mal formé. Le lien vaut quinze minutes, et un fichier converti n’est pas gardé plus longtemps. Avec Accept: application/pdf ou application/xml, la réponse est le fichier.',
    en: 'Gives an issued invoice of the account (`invoice_id`), or a file in CII, UBL or hybrid PDF sent as a form, in another format. The certificate names what is lost, added or malformed. The link is valid for fifteen minutes, and a converted file is kept no longer. With Accept: application/pdf or application/xml, the answer is the file.',
  },
  scopes: ['invoices:write'],
  body: convertBody,
  upload: {
    names: ['original_file', 'file'],
    description: { fr: 'La facture à convertir : XML ou PDF.', en: 'The invoice to convert: XML or PDF.' },
  },
  examples: {
    of_the_account: { invoice_id: '0193af1a-7c64-7b9b-94e3-dbcfe4ff0003', target_format: 'ubl' },
  },
  responses: {
    200: {
      description: { fr: 'Le document converti.', en: 'The converted document.' },
      schema: conversion,
      media: ['application/pdf', 'application/xml'],
    },
  },
  errors: [
    'NOT_FOUND',
    'INVOICE_NOT_ISSUED',
    'NOT_AN_INVOICE',
    'CONVERSION_IMPOSSIBLE',
    'DOCUMENT_ERASED',
    'LEDGER_UNAVAILABLE',
  ],
});
