import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice, integer } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { operation } from '../../operation.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });
const VIEWS = ['chronology', 'graph', 'report'] as const;

const exportedEntry = z
  .object({
    chain_id: z.uuid(),
    chain_kind: z.string(),
    position: z.int(),
    entry_type: z.string(),
    recorded_at: moment,
    subject_id: z.uuid(),
    preimage: z.string(),
    data_hash: z.string(),
    previous_hash: z.string(),
    chain_hash: z.string(),
    seal: z.object({ key_id: z.string(), signature: z.string() }).nullable(),
  })
  .meta({ id: 'ExportedEntry' });

const exportedChain = z
  .object({
    chain_id: z.uuid(),
    kind: z.string(),
    seller: z.string(),
    sub_tenant_id: z.uuid().nullable(),
    first_position: z.int(),
    last_position: z.int(),
    head_hash: z.string(),
    entries_count: z.int(),
    unsealed_count: z.int(),
    by_type: z.record(z.string(), z.int()),
  })
  .meta({ id: 'ExportedChain' });

const graph = z
  .object({
    nodes: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        label: z.string().nullable(),
        recorded_at: moment.nullable(),
        hash: z.string().nullable(),
      }),
    ),
    edges: z.array(z.object({ from: z.string(), to: z.string(), relation: z.string() })),
  })
  .meta({ id: 'LedgerGraph' });

const forensicExport = z
  .object({
    type: z.enum(VIEWS),
    environment: z.string(),
    tenant_id: z.uuid(),
    start_date: z.string().nullable(),
    end_date: z.string().nullable(),
    generated_at: moment,
    key_ids: z.array(z.string()),
    chains: z.array(exportedChain),
    entries: z.array(exportedEntry).nullable(),
    graph: graph.nullable(),
  })
  .meta({ id: 'ForensicExport' });

export type ForensicExport = z.output<typeof forensicExport>;

export const getForensicExport = operation({
  ...fiscal,
  id: 'getForensicExport',
  method: 'GET',
  path: '/tenant/fiscal/forensic-export',
  summary: { fr: 'Export probant du registre', en: 'Forensic export of the ledger' },
  description: {
    fr: 'Avec Accept: application/zip, l’archive complète et signée que « npx scell verify » et la page verify.html jugent sans accès au serveur. En JSON, une vue à lire : les écritures dans l’ordre (chronology), leurs liens (graph) ou un état par chaîne (report). L’export est tracé au journal technique.',
    en: 'With Accept: application/zip, the whole signed archive that "npx scell verify" and the page verify.html judge with no access to the server. In JSON, a view to read: the entries in order (chronology), how they hang together (graph) or an account of each chain (report). The export is entered in the technical journal.',
  },
  scopes: ['fiscal:read'],
  query: aliased(
    z.object({
      start_date: date.optional(),
      end_date: date.optional(),
      type: choice(VIEWS).default('chronology'),
      page: integer(1, 1_000_000).default(1),
      per_page: integer(1, 1000).default(100),
    }),
    {
      start_date: ['from', 'date_from'],
      end_date: ['to', 'date_to'],
      per_page: ['limit', 'perPage'],
    },
  ),
  responses: {
    200: {
      description: {
        fr: 'La vue demandée, une page d’écritures à la fois ; ou l’archive.',
        en: 'The view asked for, a page of entries at a time; or the archive.',
      },
      schema: z.object({
        data: forensicExport,
        meta: z
          .object({ current_page: z.int(), last_page: z.int(), per_page: z.int(), total: z.int() })
          .meta({ id: 'PageMeta' }),
      }),
      media: ['application/zip'],
    },
  },
  errors: ['LEDGER_UNAVAILABLE'],
});
