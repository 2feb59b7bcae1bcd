import { z } from 'zod';
import { integer } from '../../fields/choices.ts';
import { uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one } from '../envelopes.ts';
import { fiscal } from './common.ts';

const moment = z.iso.datetime({ offset: true });
const ofYear = z.object({ year: integer(2000, 2099) });

/** What the law's four conditions rest on here, as the stored rows say it. */
const compliance = z
  .object({
    chains: z.int().meta({ description: 'Fiscal chains of the holder.' }),
    entries: z.int().meta({ description: 'Entries of these chains in the year.' }),
    unsealed_entries: z.int().meta({ description: 'Entries without a seal, whatever the year.' }),
    closings: z.int().meta({ description: 'Closings of periods that end in the year.' }),
    last_closing_at: moment.nullable(),
    last_integrity_check_at: moment.nullable(),
    integrity_valid: z.boolean().nullable().meta({ description: 'Null before the first check.' }),
    kill_switch_active: z.boolean(),
  })
  .meta({ id: 'AttestationCompliance' });

const attestation = z
  .object({
    year: z.int(),
    status: z.enum(['draft', 'issued']).meta({
      description:
        '`draft`: something is missing, and the document proves nothing. `issued`: nothing is missing; the first download issues it.',
    }),
    tenant_id: z.uuid(),
    tenant_name: z.string(),
    company_name: z.string().nullable(),
    software_name: z.string(),
    software_version: z.string(),
    template_version: z.string(),
    editor_name: z.string().nullable(),
    generated_at: moment,
    issued_at: moment.nullable().meta({ description: 'Null until the first download.' }),
    certificate_hash: z
      .string()
      .nullable()
      .meta({ description: '`sha256:` and the digest of the PDF; null until it is issued.' }),
    missing: z.array(z.object({ code: z.string(), message: z.string() })),
    compliance,
    scope_note: z.string().meta({ description: 'What the law asks, and what is outside of its scope.' }),
  })
  .meta({ id: 'FiscalAttestation' });

export type FiscalAttestation = z.output<typeof attestation>;

const pdf = (fr: string, en: string) => ({
  200: { description: { fr, en }, media: ['application/pdf'] },
});

export const getFiscalAttestation = operation({
  ...fiscal,
  id: 'getFiscalAttestation',
  method: 'GET',
  path: '/tenant/fiscal/attestation/{year}',
  summary: { fr: 'Lire l’attestation d’une année', en: 'Get the attestation of a year' },
  description: {
    fr: 'Ce que dira l’attestation individuelle de l’éditeur (CGI, art. 286, I, 3° bis), et ce qui manque pour qu’elle soit émise.',
    en: 'What the individual attestation of the editor (CGI art. 286-I-3° bis) will say, and what is missing for it to be issued.',
  },
  scopes: ['fiscal:read'],
  params: ofYear,
  responses: {
    200: {
      description: { fr: 'L’attestation, ou son projet.', en: 'The attestation, or its draft.' },
      schema: one(attestation),
    },
  },
  errors: [],
});

export const downloadFiscalAttestation = operation({
  ...fiscal,
  id: 'downloadFiscalAttestation',
  method: 'GET',
  path: '/tenant/fiscal/attestation/{year}/download',
  summary: { fr: 'Télécharger l’attestation d’une année', en: 'Download the attestation of a year' },
  description: {
    fr: 'Un PDF. Si rien ne manque, le premier téléchargement émet l’attestation : elle est gardée, inscrite au journal technique, et les suivants rendent les mêmes octets. Sinon, un projet, qui le dit sur chaque page.',
    en: 'A PDF. If nothing is missing, the first download issues the attestation: it is kept, entered in the technical journal, and later ones answer the same bytes. Otherwise a draft that says so on every page.',
  },
  scopes: ['fiscal:read'],
  params: ofYear,
  responses: pdf('L’attestation, ou son projet.', 'The attestation, or its draft.'),
  errors: [],
});

export const downloadSelfAttestation = operation({
  ...fiscal,
  id: 'downloadSelfAttestation',
  method: 'GET',
  path: '/tenant/fiscal/isca/self-attestation/download',
  summary: {
    fr: 'Télécharger l’attestation de la version en service',
    en: 'Download the attestation of the version in use',
  },
  scopes: ['fiscal:read'],
  responses: pdf('L’attestation, ou son projet.', 'The attestation, or its draft.'),
  errors: [],
});

export const downloadSubTenantSelfAttestation = operation({
  ...fiscal,
  id: 'downloadSubTenantSelfAttestation',
  method: 'GET',
  path: '/tenant/fiscal/isca/self-attestation/{sub_tenant_id}/download',
  summary: {
    fr: 'Télécharger l’attestation d’un sous-compte',
    en: 'Download the attestation of a sub-tenant',
  },
  scopes: ['fiscal:read'],
  params: z.object({ sub_tenant_id: uuid }),
  responses: pdf('L’attestation, ou son projet.', 'The attestation, or its draft.'),
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const downloadTechnicalDossier = operation({
  ...fiscal,
  id: 'downloadTechnicalDossier',
  method: 'GET',
  path: '/tenant/fiscal/isca/technical-dossier/download',
  summary: { fr: 'Télécharger le dossier technique', en: 'Download the technical dossier' },
  scopes: ['fiscal:read'],
  responses: pdf('Le dossier, en l’état de l’installation.', 'The dossier, as the installation is.'),
  errors: [],
});

export const downloadMeasuresRegister = operation({
  ...fiscal,
  id: 'downloadMeasuresRegister',
  method: 'GET',
  path: '/tenant/fiscal/isca/measures-register/download',
  summary: { fr: 'Télécharger le registre des mesures', en: 'Download the register of measures' },
  scopes: ['fiscal:read'],
  responses: pdf('Le registre, en l’état de l’installation.', 'The register, as the installation is.'),
  errors: [],
});

export const attestationOperations = [
  getFiscalAttestation,
  downloadFiscalAttestation,
  downloadSelfAttestation,
  downloadSubTenantSelfAttestation,
  downloadTechnicalDossier,
  downloadMeasuresRegister,
] as const;
