import { z } from 'zod';
import { aliased } from '../alias.ts';
import { withRules } from '../field.ts';
import { choice, flag, integer } from '../fields/choices.ts';
import { country } from '../fields/codes.ts';
import { monthDay } from '../fields/dates.ts';
import { bic, iban, siren, siret, vatNumber } from '../fields/identifiers.ts';
import { metadata } from '../fields/metadata.ts';
import { colour, email, line, logoAddress, paragraph, uuid, webAddress } from '../fields/texts.ts';
import { operation } from '../operation.ts';
import { updateShape } from '../update-shape.ts';
import { electronicAddress, electronicAddressInput } from './electronic-address.ts';
import { messageOnly, one, written } from './envelopes.ts';
import { listOf, paging } from './lists.ts';
import { SIREN_CONTRADICTS, sirenContradicts } from './party-identity.ts';

/** What a company supplies: BT-23 is derived from it when lines do not say (`B1`, `S1`, `M1`). */
const operationCategory = choice(['goods', 'services', 'mixed']);

/** How often a company declares VAT: it sets the deadlines of e-reporting (CGI art. 242 nonies M and following). */
const vatRegime = choice(['real_monthly', 'real_quarterly', 'simplified', 'franchise']);

const shape = {
  sub_tenant_id: uuid.optional(),
  name: line(255, 'Acme SAS'),
  siret: siret.optional(),
  siren: siren.optional(),
  vat_number: vatNumber.optional(),
  legal_id: line(50).optional(),
  legal_id_scheme: line(10).optional(),
  legal_form: line(50, 'SAS').optional(),
  address_line1: line(255, '1 Rue de la Paix'),
  address_line2: line(255).optional(),
  postal_code: line(20, '75001'),
  city: line(100, 'Paris'),
  region: line(100).optional(),
  country: country.default('FR'),
  phone: line(50).optional(),
  email: email.optional(),
  website: webAddress.optional(),
  logo_url: logoAddress.optional(),
  primary_color: colour.optional(),
  language: choice(['fr', 'en']).default('fr'),
  iban: iban.optional(),
  bic: bic.optional(),
  payment_terms_default: paragraph(1000).optional(),
  payment_due_days_default: integer(0, 365).optional(),
  invoice_footer_default: paragraph(2000).optional(),
  invoice_notes_default: paragraph(2000).optional(),
  electronic_address: electronicAddressInput.optional(),
  operation_category: operationCategory.optional(),
  vat_on_debits: flag.default(false),
  vat_regime: vatRegime.optional(),
  late_penalty_terms: paragraph(1000).optional(),
  early_payment_discount_terms: paragraph(1000).optional(),
  fiscal_year_end: monthDay.default('12-31'),
  is_default: flag.optional(),
  metadata: metadata.optional(),
};

const spellings = {
  name: ['company_name'],
  address_line1: ['address.line1', 'address.street'],
  address_line2: ['address.line2', 'address.street2'],
  postal_code: ['address.postal_code'],
  city: ['address.city'],
  region: ['address.region'],
  country: ['address.country'],
} as const;

const companyCreate = withRules(aliased(z.object(shape), spellings), (company, refuseField) => {
  if (company.country === 'FR' && company.siret === undefined)
    refuseField(['siret'], {
      fr: 'une société française est désignée par le SIRET de son établissement (14 chiffres).',
      en: 'a French company is named by the SIRET of its establishment (14 digits).',
    });
  if (sirenContradicts(company.siren, company.siret)) refuseField(['siren'], SIREN_CONTRADICTS);
}).meta({ id: 'CompanyCreate' });

const companyUpdate = aliased(z.object(updateShape(shape)), spellings).meta({ id: 'CompanyUpdate' });

const text = z.string().nullable();

const company = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    name: z.string(),
    siret: z.string().meta({ description: 'Empty for a company without one: old clients need text.' }),
    siren: text,
    vat_number: text,
    legal_id: text,
    legal_id_scheme: text,
    legal_form: text,
    address_line1: z.string(),
    address_line2: text,
    postal_code: z.string(),
    city: z.string(),
    region: text,
    country: z.string(),
    phone: text,
    email: text,
    website: text,
    logo_url: text,
    primary_color: text,
    language: z.enum(['fr', 'en']),
    iban: text,
    bic: text,
    payment_terms_default: text,
    payment_due_days_default: z.int().nullable(),
    invoice_footer_default: text,
    invoice_notes_default: text,
    electronic_address: electronicAddress.nullable(),
    operation_category: z.enum(['goods', 'services', 'mixed']).nullable(),
    vat_on_debits: z.boolean(),
    vat_regime: z.enum(['real_monthly', 'real_quarterly', 'simplified', 'franchise']).nullable(),
    late_penalty_terms: text,
    early_payment_discount_terms: text,
    fiscal_year_end: z.string(),
    is_default: z.boolean(),
    status: z.enum(['pending', 'active', 'suspended']),
    kyc_status: z.enum(['pending_kyc', 'active', 'suspended']).meta({
      description: 'Whether it is verified, in the words of the public clients.',
    }),
    kyc_completed_at: z.iso.datetime({ offset: true }).nullable(),
    kyc_reference: text,
    superpdp_id: text,
    user_id: z.uuid().nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Company' });

export type Company = z.output<typeof company>;
export type CompanyCreate = z.output<typeof companyCreate>;
export type CompanyUpdate = z.output<typeof companyUpdate>;

const common = { tag: 'Companies', auth: 'key', surface: 'companies' } as const;
const byId = z.object({ id: uuid });

export const listCompanies = operation({
  ...common,
  id: 'listCompanies',
  method: 'GET',
  path: '/companies',
  summary: { fr: 'Lister les sociétés émettrices', en: 'List issuing companies' },
  scopes: ['companies:read'],
  query: aliased(
    z.object({ q: line(255).optional(), sub_tenant_id: uuid.optional(), ...paging(['created_at', 'name']) }),
    { q: ['search'] },
  ),
  responses: {
    200: {
      description: { fr: 'Une page de sociétés.', en: 'A page of companies.' },
      schema: listOf(company),
    },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const createCompany = operation({
  ...common,
  id: 'createCompany',
  method: 'POST',
  path: '/companies',
  summary: { fr: 'Créer une société émettrice', en: 'Create an issuing company' },
  scopes: ['companies:write'],
  body: companyCreate,
  examples: {
    french: {
      name: 'Acme SAS',
      siret: '12345678901234',
      vat_number: 'FR12345678901',
      legal_form: 'SAS',
      address_line1: '1 Rue de la Paix',
      postal_code: '75001',
      city: 'Paris',
      country: 'FR',
      iban: 'FR7630006000011234567890189',
      bic: 'BNPAFRPPXXX',
      payment_due_days_default: 30,
    },
  },
  responses: {
    201: { description: { fr: 'La société créée.', en: 'The created company.' }, schema: written(company) },
  },
  errors: ['SUB_TENANT_NOT_FOUND', 'COMPANY_ALREADY_EXISTS'],
});

export const getCompany = operation({
  ...common,
  id: 'getCompany',
  method: 'GET',
  path: '/companies/{id}',
  summary: { fr: 'Lire une société émettrice', en: 'Get an issuing company' },
  scopes: ['companies:read'],
  params: byId,
  responses: { 200: { description: { fr: 'La société.', en: 'The company.' }, schema: one(company) } },
  errors: ['NOT_FOUND'],
});

export const updateCompany = operation({
  ...common,
  id: 'updateCompany',
  method: 'PUT',
  alternateMethods: ['PATCH'],
  path: '/companies/{id}',
  summary: { fr: 'Modifier une société émettrice', en: 'Update an issuing company' },
  description: {
    fr: 'Les champs absents ne changent pas, null efface. Les factures émises gardent leur copie.',
    en: 'Absent fields do not change, null clears. Issued invoices keep their copy.',
  },
  scopes: ['companies:write'],
  params: byId,
  body: companyUpdate,
  examples: { bank: { iban: 'FR7630006000011234567890189', bic: 'BNPAFRPPXXX' } },
  responses: {
    200: {
      description: { fr: 'La société modifiée.', en: 'The updated company.' },
      schema: written(company),
    },
  },
  errors: ['NOT_FOUND', 'COMPANY_ALREADY_EXISTS'],
});

export const deleteCompany = operation({
  ...common,
  id: 'deleteCompany',
  method: 'DELETE',
  path: '/companies/{id}',
  summary: { fr: 'Supprimer une société émettrice', en: 'Delete an issuing company' },
  scopes: ['companies:write'],
  params: byId,
  responses: {
    200: {
      description: { fr: 'La société est supprimée.', en: 'The company is deleted.' },
      schema: messageOnly,
    },
  },
  errors: ['NOT_FOUND', 'COMPANY_IN_USE'],
});

export const companyOperations = [
  listCompanies,
  createCompany,
  getCompany,
  updateCompany,
  deleteCompany,
] as const;
