import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { date } from '../../fields/dates.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });

const finding = z
  .object({
    code: z.string(),
    position: z.int().nullable(),
    member: z.string().nullable(),
    found: z.string().nullable(),
    expected: z.string().nullable(),
    message: z.string(),
  })
  .meta({ id: 'IntegrityFinding' });

const checkedChain = z
  .object({
    scope: z.object({ tenant_id: z.uuid(), sub_tenant_id: z.uuid().nullable() }),
    chain_id: z.uuid(),
    kind: z.enum(['fiscal', 'archive', 'reprint', 'technical']),
    seller: z.string(),
    head_sequence: z.int(),
    head_hash: z.string(),
    entries_checked: z.int(),
    gaps: z.array(z.int()),
    orphan_entities: z.array(
      z.object({
        problem: z.enum(['fact-without-entry', 'entry-without-fact']),
        kind: z.string(),
        id: z.uuid(),
      }),
    ),
    tampering: z.boolean(),
    findings_count: z.int(),
    findings: z.array(finding),
  })
  .meta({ id: 'CheckedChain' });

const summary = {
  as_of: moment,
  checked_at: moment,
  valid: z.boolean(),
  is_valid: z.boolean(),
  entries_checked: z.int(),
  broken_links: z.int(),
  broken_link_details: z.array(finding.extend({ chain_id: z.uuid() })),
  details: z.object({ chains_checked: z.int() }),
  chains: z.array(checkedChain),
};

const report = z
  .object({ ...summary, first_entry: moment.nullable(), last_entry: moment.nullable() })
  .meta({ id: 'IntegrityReport' });

const result = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    result: z.enum(['passed', 'failed']),
    created_at: moment,
    ...summary,
  })
  .meta({ id: 'IntegrityResult' });

export type IntegrityReport = z.output<typeof report>;
export type IntegrityResult = z.output<typeof result>;

const REPORT = {
  200: {
    description: {
      fr: 'Ce qui a été trouvé : la réponse est 200 aussi quand le registre n’est pas intègre.',
      en: 'What was found: the answer is 200 too when the ledger is not whole.',
    },
    schema: one(report),
  },
} as const;

export const checkFiscalIntegrity = operation({
  ...fiscal,
  id: 'checkFiscalIntegrity',
  method: 'GET',
  path: '/tenant/fiscal/integrity',
  summary: { fr: 'Contrôler le registre maintenant', en: 'Check the ledger now' },
  description: {
    fr: 'Relit chaque chaîne : empreintes, liens, sceaux, clôtures, documents, faits sans écriture, écritures sans fait, fins coupées. Avec des dates, les seules écritures enregistrées ces jours-là, à Paris.',
    en: 'Reads every chain again: hashes, links, seals, closings, documents, facts without entries, entries without facts, ends cut off. With dates, the entries recorded on those days alone, in Paris.',
  },
  scopes: ['fiscal:read'],
  query: aliased(z.object({ from: date.optional(), to: date.optional() }), {
    from: ['date_from', 'start_date'],
    to: ['date_to', 'end_date'],
  }),
  responses: REPORT,
  errors: [],
});

export const getFiscalIntegrityStatus = operation({
  ...fiscal,
  id: 'getFiscalIntegrityStatus',
  method: 'GET',
  path: '/tenant/fiscal/integrity-status',
  summary: { fr: 'Le dernier contrôle du registre', en: 'The latest check of the ledger' },
  scopes: ['fiscal:read'],
  responses: {
    200: {
      description: { fr: 'Le dernier contrôle gardé.', en: 'The latest check that was kept.' },
      schema: one(z.object({ status: z.enum(['passed', 'failed', 'never']), latest: result.nullable() })),
    },
  },
  errors: [],
});

export const listFiscalIntegrity = operation({
  ...fiscal,
  id: 'listFiscalIntegrity',
  method: 'GET',
  path: '/tenant/fiscal/integrity/history',
  summary: { fr: 'Les contrôles du registre', en: 'The checks of the ledger' },
  scopes: ['fiscal:read'],
  query: aliased(z.object({ ...paging(['created_at']) }), { per_page: ['limit', 'perPage'] }),
  responses: {
    200: {
      description: {
        fr: 'Une page de contrôles, le dernier d’abord.',
        en: 'A page of checks, the latest first.',
      },
      schema: listOf(result),
    },
  },
  errors: [],
});

export const checkFiscalIntegrityOfDate = operation({
  ...fiscal,
  id: 'checkFiscalIntegrityOfDate',
  method: 'GET',
  path: '/tenant/fiscal/integrity/{date}',
  summary: { fr: 'Contrôler une journée', en: 'Check a day' },
  scopes: ['fiscal:read'],
  params: z.object({ date }),
  responses: REPORT,
  errors: [],
});

export const integrityOperations = [
  checkFiscalIntegrity,
  getFiscalIntegrityStatus,
  listFiscalIntegrity,
  checkFiscalIntegrityOfDate,
] as const;
