import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { siret, vatNumber } from '../../fields/identifiers.ts';
import { metadata } from '../../fields/metadata.ts';
import { email, line, uuid, webAddress } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { updateShape } from '../../update-shape.ts';
import { address } from '../address.ts';
import { one, written } from '../envelopes.ts';
import { addressFields, addressSpellings } from './address.ts';

const moment = z.iso.datetime({ offset: true });
const text = z.string().nullable();

export const KYB_STATUSES = [
  'pending',
  'documents_submitted',
  'under_review',
  'verified',
  'rejected',
] as const;

const shape = {
  name: line(255, 'Acme SAS'),
  slug: line(100, 'acme-sas'),
  legal_name: line(255, 'Acme SAS').optional(),
  siret: siret.optional(),
  vat_number: vatNumber.optional(),
  email: email.optional(),
  billing_email: email.optional(),
  technical_email: email.optional(),
  contact_phone: line(50).optional(),
  ...addressFields,
  webhook_url: webAddress.optional(),
  settings: metadata.optional(),
  default_company_id: uuid.optional(),
};

const tenantUpdate = aliased(z.object(updateShape(shape)), {
  ...addressSpellings,
  contact_phone: ['phone'],
  name: ['company_name'],
}).meta({ id: 'TenantUpdate' });

export const tenantProfile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string().meta({ description: 'Starts the numbers of invoices; it does not change.' }),
    legal_name: text,
    siret: text,
    siren: text,
    vat_number: text,
    email: text,
    phone: text,
    contact_phone: text,
    billing_email: text,
    technical_email: text,
    address: address.nullable(),
    webhook_url: text.meta({ description: 'Of the environment of the request.' }),
    settings: z.record(z.string(), z.unknown()),
    default_company_id: z
      .uuid()
      .nullable()
      .meta({ description: 'Whom the tenant issues for when a request names nobody, in this environment.' }),
    kyb_status: z.enum(KYB_STATUSES),
    kyb_verified_at: moment.nullable(),
    environment: z.enum(['production', 'sandbox']),
    balance: z.number().meta({ description: 'Euros without VAT that can be spent.' }),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'TenantProfile' });

export type TenantProfile = z.output<typeof tenantProfile>;
export type TenantUpdate = z.output<typeof tenantUpdate>;

const common = { tag: 'Tenant', auth: 'key', surface: 'tenant' } as const;

export const getTenant = operation({
  ...common,
  id: 'getTenant',
  method: 'GET',
  path: '/tenant/me',
  summary: { fr: 'Lire le profil du compte', en: 'Get the profile of the tenant' },
  scopes: ['tenant:read'],
  responses: { 200: { description: { fr: 'Le profil.', en: 'The profile.' }, schema: one(tenantProfile) } },
  errors: ['SUB_TENANT_FORBIDDEN'],
});

const update = {
  ...common,
  summary: { fr: 'Modifier le profil du compte', en: 'Update the profile of the tenant' },
  description: {
    fr: 'Les champs absents ne changent pas, null efface. L’adresse se dit à plat ou dans address. webhook_url et default_company_id valent pour l’environnement de la requête. Une fois la vérification commencée, la raison sociale, le SIRET et le numéro de TVA ne changent plus.',
    en: 'Absent fields do not change, null clears. The address is said flat or in address. webhook_url and default_company_id hold for the environment of the request. Once the verification has begun, legal name, SIRET and VAT number change no more.',
  },
  scopes: ['tenant:write'],
  body: tenantUpdate,
  examples: { billing: { billing_email: 'factures@acme.example', contact_phone: '+33123456789' } },
  responses: {
    200: {
      description: { fr: 'Le profil modifié.', en: 'The updated profile.' },
      schema: written(tenantProfile),
    },
  },
  errors: [
    'SUB_TENANT_FORBIDDEN',
    'NOT_FOUND',
    'TENANT_IDENTITY_LOCKED',
    'IDEMPOTENCY_IN_PROGRESS',
    'IDEMPOTENCY_KEY_REUSED',
  ],
} as const;

export const updateTenant = operation({
  ...update,
  id: 'updateTenant',
  method: 'PUT',
  alternateMethods: ['PATCH', 'POST'],
  path: '/tenant/me',
});

export const updateTenantProfile = operation({
  ...update,
  id: 'updateTenantProfile',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/auth/tenant/profile',
});
