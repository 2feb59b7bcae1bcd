import { z } from 'zod';
import { withRules } from '../../field.ts';
import { choice, flag, integer } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { fiscal } from './common.ts';

const fecQuery = withRules(
  z.object({
    start_date: date.optional(),
    end_date: date.optional(),
    year: integer(2000, 2099).optional(),
    month: integer(1, 12).optional(),
    company_id: uuid.optional(),
    sub_tenant_id: uuid.optional(),
    format: choice(['tab', 'pipe']).default('tab'),
    encoding: choice(['utf-8', 'iso-8859-15'], {
      synonyms: { utf8: 'utf-8', latin9: 'iso-8859-15' },
    }).default('utf-8'),
    line_ending: choice(['crlf', 'lf']).default('crlf'),
    download: flag.optional(),
    type: choice(['json', 'txt', 'zip']).optional(),
  }),
  ({ start_date, end_date, year, month }, refuseField) => {
    if (start_date === undefined && year === undefined)
      refuseField(['start_date'], {
        fr: 'dites la période : start_date et end_date, ou year, avec month pour un mois.',
        en: 'say the period: start_date and end_date, or year, with month for one month.',
      });
    if ((start_date ?? end_date) !== undefined && (year ?? month) !== undefined)
      refuseField(['year'], {
        fr: 'dites la période d’une seule façon : par ses dates ou par year et month.',
        en: 'say the period in one way: by its dates or by year and month.',
      });
    if ((start_date === undefined) !== (end_date === undefined))
      refuseField([start_date === undefined ? 'start_date' : 'end_date'], {
        fr: 'start_date et end_date vont ensemble.',
        en: 'start_date and end_date go together.',
      });
    if (start_date === undefined || end_date === undefined) return;
    if (end_date < start_date)
      refuseField(['end_date'], {
        fr: 'la période finit avant de commencer.',
        en: 'the period ends before it begins.',
      });
    if (end_date >= `${Number(start_date.slice(0, 4)) + 2}${start_date.slice(4)}`)
      refuseField(['end_date'], {
        fr: 'un exercice a vingt-quatre mois au plus : demandez une période plus courte.',
        en: 'an accounting year has twenty-four months at most: ask for a shorter period.',
      });
  },
);

const amount = z.number();

const fecFile = z
  .object({
    seller: z.string().meta({ description: 'The legal entity, as chains name it: siren:123456789.' }),
    siren: z.string().nullable(),
    company_name: z.string(),
    file_name: z.string(),
    file_path: z.url().meta({ description: 'Signed link, fifteen minutes.' }),
    entries_count: z.int(),
    lines_count: z.int(),
    total_debit: amount,
    total_credit: amount,
    findings: z.array(z.string()).meta({ description: 'Rules of our own checker that the file breaks.' }),
  })
  .meta({ id: 'FecFile' });

const fecExport = z
  .object({
    period: z.object({ start_date: z.iso.date(), end_date: z.iso.date() }),
    format: z.enum(['tab', 'pipe']),
    encoding: z.enum(['utf-8', 'iso-8859-15']),
    line_ending: z.enum(['crlf', 'lf']),
    file_path: z
      .url()
      .meta({ description: 'Signed link: the file, or a ZIP of them where there are several.' }),
    expires_at: z.iso.datetime({ offset: true }),
    entries_count: z.int(),
    lines_count: z.int(),
    total_debit: amount,
    total_credit: amount,
    is_extract: z.literal(true),
    notice: z.string(),
    files: z.array(fecFile),
  })
  .meta({ id: 'FecExport' });

export type FecExport = z.output<typeof fecExport>;

export const exportFec = operation({
  ...fiscal,
  id: 'exportFec',
  method: 'GET',
  path: '/tenant/fiscal/fec',
  summary: { fr: 'Exporter les écritures au format FEC', en: 'Export the entries as a FEC' },
  description: {
    fr: 'Les ventes, acomptes et encaissements du registre en écritures équilibrées (LPF art. A47 A-1), une ligne par compte. C’est un extrait, pas le FEC légal de la société. La période porte sur la date du document ou du paiement. JSON pour Accept: application/json, sauf download=true ; sinon le fichier ; un ZIP avec sa description pour application/zip ou type=zip. Plusieurs entités légales : un fichier par SIREN dans le ZIP, ou company_id.',
    en: 'The sales, deposits and receipts of the ledger as balanced entries (LPF art. A47 A-1), a line an account. It is an extract, not the legal FEC of the company. The period is about the day of the document or of the payment. JSON for Accept: application/json, unless download=true; else the file; a ZIP with its description for application/zip or type=zip. Several legal entities: one file a SIREN in the ZIP, or company_id.',
  },
  scopes: ['fiscal:read'],
  query: fecQuery,
  responses: {
    200: {
      description: {
        fr: 'Les fichiers, leurs totaux et leurs liens ; ou le fichier.',
        en: 'The files, their totals and links; or the file.',
      },
      schema: one(fecExport),
      media: ['text/plain', 'application/zip'],
    },
  },
  errors: ['NOT_FOUND', 'SUB_TENANT_NOT_FOUND', 'FILE_NOT_FOUND', 'LEDGER_UNAVAILABLE', 'LEDGER_ALTERED'],
});
