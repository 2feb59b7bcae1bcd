import { z } from 'zod';
import { aliased } from '../alias.ts';
import { choice } from '../fields/choices.ts';
import { paragraph, uuid } from '../fields/texts.ts';
import { operation } from '../operation.ts';

const text = z.string().nullable();
const moment = z.iso.datetime({ offset: true }).nullable();

const kycStatus = z
  .object({
    company_id: z.uuid(),
    status: z.enum(['pending', 'active', 'suspended']),
    step: z
      .enum(['not_started', 'submitted', 'in_review', 'approved', 'refused', 'cancelled', 'suspended'])
      .meta({ description: '`cancelled`: the company names another legal entity since.' }),
    verification_status: z.enum(['verified', 'needs_review', 'failed']).nullable(),
    reference: text,
    kyc_reference: text,
    provider: z
      .string()
      .nullable()
      .meta({ description: 'Who verifies: `review` (the operator of the platform), `sandbox`.' }),
    reason: text.meta({ description: 'Why it was refused.' }),
    started_at: moment,
    completed_at: moment,
    kyc_completed_at: moment,
    redirect_url: z
      .url()
      .meta({ description: 'A page that tells a person how it goes, without a key, for thirty days.' }),
  })
  .meta({ id: 'KycStatus' });

export type KycStatus = z.output<typeof kycStatus>;

/** The public clients read the fields at the top, where a pending company is `pending_kyc`. */
const kycAnswer = z.object({
  message: z.string(),
  status: z.enum(['pending_kyc', 'active', 'suspended']),
  kyc_reference: text,
  kyc_completed_at: moment,
  redirect_url: z.url(),
  data: kycStatus,
});

const common = { tag: 'Companies', auth: 'key', surface: 'companies' } as const;
const byId = z.object({ id: uuid });
const answered = {
  200: {
    description: { fr: 'Où en est la vérification.', en: 'Where the verification stands.' },
    schema: kycAnswer,
  },
};

export const startKyc = operation({
  ...common,
  id: 'startKyc',
  method: 'POST',
  path: '/companies/{id}/kyc',
  summary: { fr: 'Demander la vérification d’une société', en: 'Ask for the verification of a company' },
  description: {
    fr: 'En production, l’exploitant de la plateforme vérifie et conclut ; les identifiants doivent être justes. Dans le bac à sable, elle avance seule en vingt secondes, ou sur commande. Une demande ouverte est reprise.',
    en: 'In live, the operator of the platform verifies and concludes; identifiers must hold. In the sandbox it goes on by itself within twenty seconds, or on command. A request that is open goes on.',
  },
  scopes: ['companies:write'],
  params: byId,
  responses: answered,
  errors: ['NOT_FOUND', 'COMPANY_SUSPENDED'],
});

export const getKycStatus = operation({
  ...common,
  id: 'getKycStatus',
  method: 'GET',
  path: '/companies/{id}/kyc/status',
  summary: {
    fr: 'Lire où en est la vérification d’une société',
    en: 'Read where the verification of a company stands',
  },
  scopes: ['companies:read'],
  params: byId,
  responses: answered,
  errors: ['NOT_FOUND'],
});

export const advanceKyc = operation({
  ...common,
  id: 'advanceKyc',
  method: 'POST',
  path: '/companies/{id}/kyc/advance',
  summary: { fr: 'Avancer une vérification (bac à sable)', en: 'Take a verification further (sandbox)' },
  description: {
    fr: 'Sans corps, l’étape suivante ; avec `outcome`, la conclusion voulue.',
    en: 'Without a body, the next step; with `outcome`, the conclusion wanted.',
  },
  scopes: ['companies:write'],
  params: byId,
  body: aliased(
    z.object({
      outcome: choice(['approved', 'refused'], {
        synonyms: {
          approve: 'approved',
          verified: 'approved',
          refuse: 'refused',
          rejected: 'refused',
          failed: 'refused',
        },
      }).optional(),
      reason: paragraph(500).optional(),
    }),
    { outcome: ['status', 'decision'] },
  ).meta({ id: 'KycAdvance' }),
  bodyOptional: true,
  examples: { refused: { outcome: 'refused', reason: 'Kbis de plus de trois mois' } },
  responses: answered,
  errors: ['NOT_FOUND', 'SANDBOX_ONLY', 'KYC_NOT_OPEN'],
});

export const companyKycOperations = [startKyc, getKycStatus, advanceKyc] as const;
