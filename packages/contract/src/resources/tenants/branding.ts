import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { choice, flag, integer } from '../../fields/choices.ts';
import { colour, line, paragraph, uuid, webAddress } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';

const text = z.string().nullable();

const shape = {
  brand_logo_url: webAddress.nullable().optional(),
  brand_primary_color: colour.nullable().optional(),
  brand_email_footer: paragraph(2000).nullable().optional(),
  brand_email_signature: paragraph(2000).nullable().optional(),
  brand_email_enabled: flag.optional(),
};
const spellings = { brand_logo_url: ['logo_url'], brand_primary_color: ['primary_color'] } as const;

const brandingInput = aliased(z.object(shape), spellings).meta({ id: 'BrandingInput' });

const members = {
  brand_logo_url: text,
  brand_primary_color: text,
  brand_email_footer: text,
  brand_email_signature: text,
  brand_email_enabled: z.boolean(),
  computed_email_footer: z
    .string()
    .meta({ description: 'The footer of mails: the one set, else name, SIRET and address.' }),
  is_complete: z.boolean(),
  missing_fields: z.array(z.string()),
};

// Old clients read the object itself, others its envelope.
const branding = z.object({ ...members, data: z.object(members) }).meta({ id: 'Branding' });

const uploadLink = z
  .object({
    url: z.url().meta({ description: 'Where to PUT the image, with no key.' }),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()).meta({ description: 'To send with it.' }),
    max_bytes: z.int(),
    public_url: z.url().meta({ description: 'Where the logo is then, for anybody.' }),
    expires_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'LogoUpload' });

export type BrandingInput = z.output<typeof brandingInput>;
export type Branding = z.output<typeof branding>;
export type LogoUpload = z.output<typeof uploadLink>;

const LOGO_TYPES = ['image/png', 'image/jpeg'] as const;
export const LOGO_BYTES = 2 * 1024 * 1024;

const uploadInput = aliased(
  z.object({
    mime_type: choice(LOGO_TYPES, {
      synonyms: { 'image/jpg': 'image/jpeg', png: 'image/png', jpeg: 'image/jpeg' },
    }),
    size: integer(1, LOGO_BYTES).optional(),
  }),
  { mime_type: ['content_type'], size: ['file_size'] },
).meta({ id: 'LogoUploadInput' });

const common = { tag: 'Branding', auth: 'key', surface: 'tenant' } as const;
const ofTenant = { ...common, scopes: ['tenant:read'], errors: ['SUB_TENANT_FORBIDDEN'] } as const;
const toTenant = { ...common, scopes: ['tenant:write'], errors: ['SUB_TENANT_FORBIDDEN'] } as const;
const params = z.object({ sub_tenant_id: uuid });
const ofSub = { ...common, params, scopes: ['sub_tenants:read'], errors: ['SUB_TENANT_NOT_FOUND'] } as const;
const toSub = { ...common, params, scopes: ['sub_tenants:write'], errors: ['SUB_TENANT_NOT_FOUND'] } as const;

const read = {
  method: 'GET',
  responses: { 200: { description: { fr: 'L’identité visuelle.', en: 'The branding.' }, schema: branding } },
} as const;
const update = {
  method: 'PUT',
  alternateMethods: ['PATCH'],
  body: brandingInput,
  examples: { colours: { brand_primary_color: '#0f172a', brand_email_signature: 'L’équipe Acme' } },
  responses: {
    200: {
      description: { fr: 'L’identité visuelle modifiée.', en: 'The updated branding.' },
      schema: branding,
    },
  },
} as const;
const upload = {
  method: 'POST',
  body: z.object({}).meta({ id: 'LogoInput' }),
  bodyOptional: true,
  upload: {
    names: ['logo', 'file'],
    description: {
      fr: 'Le logo : PNG ou JPEG, 2 Mo et 2 millions de points au plus.',
      en: 'The logo: PNG or JPEG, at most 2 MB and 2 million pixels.',
    },
  },
  responses: {
    200: { description: { fr: 'L’identité visuelle.', en: 'The branding.' }, schema: branding },
  },
} as const;
const link = {
  method: 'POST',
  changesNothing: true,
  description: {
    fr: 'L’adresse vaut dix minutes, pour ce type et cette taille : envoyez-y l’image par PUT. Elle devient le logo aussitôt.',
    en: 'The address is valid for ten minutes, for this type and size: PUT the image there. It becomes the logo at once.',
  },
  body: uploadInput,
  examples: { png: { mime_type: 'image/png' } },
  responses: {
    200: {
      description: { fr: 'Où envoyer le logo.', en: 'Where to send the logo.' },
      schema: z.object({ ...uploadLink.shape, data: uploadLink }),
    },
  },
} as const;
const preview = {
  method: 'GET',
  query: aliased(z.object(shape), spellings),
  responses: {
    200: {
      description: {
        fr: 'Une page, avec ce qui est réglé et ce que la requête essaie.',
        en: 'A page, with what is set and what the request tries.',
      },
      media: ['text/html'],
    },
  },
} as const;

export const getTenantBranding = operation({
  ...ofTenant,
  ...read,
  id: 'getTenantBranding',
  path: '/branding/tenant',
  summary: { fr: 'Lire l’identité visuelle du compte', en: 'Get the branding of the tenant' },
});
export const updateTenantBranding = operation({
  ...toTenant,
  ...update,
  id: 'updateTenantBranding',
  path: '/branding/tenant',
  summary: { fr: 'Modifier l’identité visuelle du compte', en: 'Update the branding of the tenant' },
});
export const uploadTenantLogo = operation({
  ...toTenant,
  ...upload,
  id: 'uploadTenantLogo',
  path: '/branding/tenant/logo',
  summary: { fr: 'Envoyer le logo du compte', en: 'Send the logo of the tenant' },
  errors: ['SUB_TENANT_FORBIDDEN', 'FILE_REFUSED'],
});
export const getTenantLogoUploadUrl = operation({
  ...toTenant,
  ...link,
  id: 'getTenantLogoUploadUrl',
  path: '/branding/tenant/logo-upload-url',
  summary: { fr: 'Où envoyer le logo du compte', en: 'Where to send the logo of the tenant' },
});
export const getAccountLogoUploadUrl = operation({
  ...toTenant,
  ...link,
  id: 'getAccountLogoUploadUrl',
  path: '/auth/tenant/logo-upload-url',
  summary: { fr: 'Où envoyer le logo du compte', en: 'Where to send the logo of the tenant' },
});
export const previewTenantBranding = operation({
  ...ofTenant,
  ...preview,
  id: 'previewTenantBranding',
  path: '/branding/tenant/preview',
  summary: { fr: 'Voir l’identité visuelle du compte', en: 'Preview the branding of the tenant' },
});
export const getSubTenantBranding = operation({
  ...ofSub,
  ...read,
  id: 'getSubTenantBranding',
  path: '/branding/sub-tenants/{sub_tenant_id}',
  summary: { fr: 'Lire l’identité visuelle d’un sous-compte', en: 'Get the branding of a sub-tenant' },
});
export const updateSubTenantBranding = operation({
  ...toSub,
  ...update,
  id: 'updateSubTenantBranding',
  path: '/branding/sub-tenants/{sub_tenant_id}',
  summary: { fr: 'Modifier l’identité visuelle d’un sous-compte', en: 'Update the branding of a sub-tenant' },
});
export const uploadSubTenantLogo = operation({
  ...toSub,
  ...upload,
  id: 'uploadSubTenantLogo',
  path: '/branding/sub-tenants/{sub_tenant_id}/logo',
  summary: { fr: 'Envoyer le logo d’un sous-compte', en: 'Send the logo of a sub-tenant' },
  errors: ['SUB_TENANT_NOT_FOUND', 'FILE_REFUSED'],
});
export const getSubTenantLogoUploadUrl = operation({
  ...toSub,
  ...link,
  id: 'getSubTenantLogoUploadUrl',
  path: '/branding/sub-tenants/{sub_tenant_id}/logo-upload-url',
  summary: { fr: 'Où envoyer le logo d’un sous-compte', en: 'Where to send the logo of a sub-tenant' },
});
export const previewSubTenantBranding = operation({
  ...ofSub,
  ...preview,
  id: 'previewSubTenantBranding',
  path: '/branding/sub-tenants/{sub_tenant_id}/preview',
  summary: { fr: 'Voir l’identité visuelle d’un sous-compte', en: 'Preview the branding of a sub-tenant' },
});

export const putLogo = operation({
  id: 'putLogo',
  method: 'PUT',
  prefix: '',
  path: '/files/{token}',
  tag: 'Files',
  summary: { fr: 'Envoyer un logo à une adresse signée', en: 'Send a logo to a signed address' },
  auth: 'none',
  surface: 'files',
  scopes: [],
  params: z.object({ token: line(2000) }),
  body: z.object({}).meta({ id: 'LogoBytes' }),
  bodyOptional: true,
  upload: {
    names: ['logo', 'file'],
    description: { fr: 'L’image.', en: 'The image.' },
    alone: LOGO_TYPES,
  },
  responses: { 204: { description: { fr: 'Le logo est en place.', en: 'The logo is in place.' } } },
  errors: ['FILE_NOT_FOUND', 'LINK_EXPIRED', 'FILE_REFUSED', 'SUB_TENANT_NOT_FOUND'],
});

export const brandingOperations = [
  getTenantBranding,
  updateTenantBranding,
  uploadTenantLogo,
  getTenantLogoUploadUrl,
  getAccountLogoUploadUrl,
  previewTenantBranding,
  getSubTenantBranding,
  updateSubTenantBranding,
  uploadSubTenantLogo,
  getSubTenantLogoUploadUrl,
  previewSubTenantBranding,
  putLogo,
] as const;
