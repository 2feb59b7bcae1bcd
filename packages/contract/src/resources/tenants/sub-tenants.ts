import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { withRules } from '../../field.ts';
import { choice, flag } from '../../fields/choices.ts';
import { siren, siret, vatNumber } from '../../fields/identifiers.ts';
import { metadata } from '../../fields/metadata.ts';
import { email, line, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { updateShape } from '../../update-shape.ts';
import { address } from '../address.ts';
import { one, written } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { SIREN_CONTRADICTS, sirenContradicts } from '../party-identity.ts';
import { addressFields, addressSpellings } from './address.ts';

const moment = z.iso.datetime({ offset: true });
const text = z.string().nullable();

const ONBOARDING_STATUSES = [
  'pending_superpdp',
  'superpdp_redirected',
  'superpdp_authorized',
  'superpdp_pending_review',
  'active',
  'superpdp_failed',
] as const;
const STATUSES = ['active', 'inactive'] as const;
const status = choice(STATUSES, { synonyms: { suspended: 'inactive', disabled: 'inactive' } });

const shape = {
  external_id: line(255, 'merchant-42').optional(),
  name: line(255, 'Merchant 42'),
  email: email.optional(),
  contact_email: email.optional(),
  contact_person: line(255).optional(),
  phone: line(50).optional(),
  siret: siret.optional(),
  siren: siren.optional(),
  vat_number: vatNumber.optional(),
  ...addressFields,
  is_active: flag.optional(),
  status: status.optional(),
  metadata: metadata.optional(),
};

const spellings = { ...addressSpellings, name: ['company_name'], external_id: ['externalId'] } as const;

const STATUS_CONTRADICTS = {
  fr: 'status et is_active se contredisent : n’envoyez que l’un des deux.',
  en: 'status and is_active contradict each other: send only one of them.',
};

/** Whether what is said of the state contradicts itself. */
function stateContradicts(state: { status?: string | undefined; is_active?: boolean | undefined }): boolean {
  return (
    state.status !== undefined &&
    state.is_active !== undefined &&
    (state.status === 'active') !== state.is_active
  );
}

const subTenantCreate = withRules(aliased(z.object(shape), spellings), (subTenant, refuseField) => {
  if (sirenContradicts(subTenant.siren, subTenant.siret)) refuseField(['siren'], SIREN_CONTRADICTS);
  if (stateContradicts(subTenant)) refuseField(['status'], STATUS_CONTRADICTS);
}).meta({ id: 'SubTenantCreate' });

const subTenantUpdate = withRules(
  aliased(
    z.object({ ...updateShape(shape), is_active: flag.optional(), status: status.optional() }),
    spellings,
  ),
  (subTenant, refuseField) => {
    if (stateContradicts(subTenant)) refuseField(['status'], STATUS_CONTRADICTS);
  },
).meta({ id: 'SubTenantUpdate' });

const subTenant = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    external_id: text,
    name: z.string(),
    email: text,
    contact_email: text,
    contact_person: text,
    phone: text,
    siret: z.string().meta({ description: 'Empty for a sub-tenant without one: old clients need text.' }),
    siren: text,
    vat_number: text,
    country: z.string(),
    address: address.nullable(),
    address_line1: text,
    address_line2: text,
    postal_code: text,
    city: text,
    superpdp_id: text,
    kyb_status: z.enum(['pending', 'verified', 'rejected']),
    onboarding_status: z.enum(ONBOARDING_STATUSES),
    status: z.enum(STATUSES),
    is_active: z.boolean().meta({ description: 'An inactive sub-tenant issues nothing.' }),
    environment: z.enum(['production', 'sandbox']),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'SubTenant' });

export type SubTenantResource = z.output<typeof subTenant>;
export type SubTenantCreate = z.output<typeof subTenantCreate>;
export type SubTenantUpdate = z.output<typeof subTenantUpdate>;

const common = { tag: 'Sub-tenants', auth: 'key', surface: 'tenant' } as const;
const byId = z.object({ sub_tenant_id: uuid });

export const listSubTenants = operation({
  ...common,
  id: 'listSubTenants',
  method: 'GET',
  path: '/tenant/sub-tenants',
  summary: { fr: 'Lister les sous-comptes', en: 'List sub-tenants' },
  scopes: ['sub_tenants:read'],
  query: aliased(
    z.object({
      q: line(255).optional(),
      external_id: line(255).optional(),
      status: status.optional(),
      is_active: flag.optional(),
      onboarding_status: choice(ONBOARDING_STATUSES).optional(),
      ...paging(['created_at', 'name']),
    }),
    { q: ['search'] },
  ),
  responses: {
    200: {
      description: { fr: 'Une page de sous-comptes.', en: 'A page of sub-tenants.' },
      schema: listOf(subTenant),
    },
  },
  errors: [],
});

export const createSubTenant = operation({
  ...common,
  id: 'createSubTenant',
  method: 'POST',
  path: '/tenant/sub-tenants',
  summary: { fr: 'Créer un sous-compte', en: 'Create a sub-tenant' },
  description: {
    fr: 'external_id est unique dans le compte : la même création répétée donne le sous-compte qui est là (200), une autre est un conflit (409). Le pays est celui de l’adresse, ou la France.',
    en: 'external_id is unique in the tenant: the same creation repeated gives the sub-tenant that is there (200), another one is a conflict (409). The country is that of the address, or France.',
  },
  scopes: ['sub_tenants:write'],
  body: subTenantCreate,
  examples: {
    merchant: {
      external_id: 'merchant-42',
      name: 'Merchant 42',
      siret: '11122233344455',
      country: 'FR',
      contact_email: 'ops@merchant-42.example',
      address: { line1: '1 Avenue Marchande', postal_code: '75002', city: 'Paris', country: 'FR' },
    },
  },
  responses: {
    200: {
      description: {
        fr: 'Le sous-compte que la même demande avait créé.',
        en: 'The sub-tenant that the same request had created.',
      },
      schema: written(subTenant),
    },
    201: {
      description: { fr: 'Le sous-compte créé.', en: 'The created sub-tenant.' },
      schema: written(subTenant),
    },
  },
  errors: ['SUB_TENANT_FORBIDDEN', 'SUB_TENANT_EXTERNAL_ID_TAKEN'],
});

export const getSubTenant = operation({
  ...common,
  id: 'getSubTenant',
  method: 'GET',
  path: '/tenant/sub-tenants/{sub_tenant_id}',
  summary: { fr: 'Lire un sous-compte', en: 'Get a sub-tenant' },
  scopes: ['sub_tenants:read'],
  params: byId,
  responses: {
    200: { description: { fr: 'Le sous-compte.', en: 'The sub-tenant.' }, schema: one(subTenant) },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const findSubTenantByExternalId = operation({
  ...common,
  id: 'findSubTenantByExternalId',
  method: 'GET',
  path: '/tenant/sub-tenants/by-external-id/{external_id}',
  tail: true,
  summary: {
    fr: 'Trouver un sous-compte par son identifiant chez vous',
    en: 'Find a sub-tenant by your identifier',
  },
  description: {
    fr: 'L’identifiant est tout ce qui suit dans l’adresse : il peut contenir des barres obliques, telles quelles ou encodées.',
    en: 'The identifier is all that follows in the address: it may have slashes, as they are or encoded.',
  },
  scopes: ['sub_tenants:read'],
  params: z.object({ external_id: line(255) }),
  responses: {
    200: { description: { fr: 'Le sous-compte.', en: 'The sub-tenant.' }, schema: one(subTenant) },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const updateSubTenant = operation({
  ...common,
  id: 'updateSubTenant',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/tenant/sub-tenants/{sub_tenant_id}',
  summary: { fr: 'Modifier un sous-compte', en: 'Update a sub-tenant' },
  description: {
    fr: 'Les champs absents ne changent pas, null efface. Un sous-compte inactif (is_active=false) n’émet plus rien.',
    en: 'Absent fields do not change, null clears. An inactive sub-tenant (is_active=false) issues nothing more.',
  },
  scopes: ['sub_tenants:write'],
  params: byId,
  body: subTenantUpdate,
  examples: { rename: { name: 'Merchant 42 SARL', phone: '+33612345678' }, stop: { is_active: false } },
  responses: {
    200: {
      description: { fr: 'Le sous-compte modifié.', en: 'The updated sub-tenant.' },
      schema: written(subTenant),
    },
  },
  errors: ['SUB_TENANT_NOT_FOUND', 'SUB_TENANT_FORBIDDEN', 'SUB_TENANT_EXTERNAL_ID_TAKEN'],
});

export const deleteSubTenant = operation({
  ...common,
  id: 'deleteSubTenant',
  method: 'DELETE',
  path: '/tenant/sub-tenants/{sub_tenant_id}',
  summary: { fr: 'Supprimer un sous-compte', en: 'Delete a sub-tenant' },
  description: {
    fr: 'Un sous-compte qui a émis ne part jamais : rendez-le inactif. Avec cascade=true, ses sociétés partent avec lui. Ses clés ne valent plus rien.',
    en: 'A sub-tenant that has issued never goes: make it inactive. With cascade=true its companies go with it. Its keys open nothing any more.',
  },
  scopes: ['sub_tenants:write'],
  params: byId,
  query: z.object({ cascade: flag.default(false) }),
  responses: {
    200: {
      description: { fr: 'Le sous-compte est supprimé.', en: 'The sub-tenant is deleted.' },
      schema: z.object({ message: z.string(), companies_deleted: z.int() }),
    },
  },
  errors: [
    'SUB_TENANT_NOT_FOUND',
    'SUB_TENANT_FORBIDDEN',
    'SUB_TENANT_HAS_COMPANIES',
    'SUB_TENANT_HAS_FISCAL_ENTRIES',
  ],
});
