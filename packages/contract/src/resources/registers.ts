import { z } from 'zod';
import { aliased } from '../alias.ts';
import { siret } from '../fields/identifiers.ts';
import { line } from '../fields/texts.ts';
import { operation } from '../operation.ts';
import { one } from './envelopes.ts';

const text = z.string().nullable();
const day = z.iso.date().nullable();

const registeredAddress = z.object({
  line1: text,
  line2: text,
  postal_code: text,
  city: text,
  country: text,
});

const registeredCompany = z
  .object({
    siret: z.string(),
    siren: z.string(),
    name: text,
    trade_name: text,
    legal_form: text.meta({ description: 'Legal category of INSEE, four digits.' }),
    legal_form_name: text.meta({ description: 'Its usual short name, for the most common ones.' }),
    naf_code: text,
    vat_number: z.string().meta({ description: 'Computed from the SIREN; whether it is in use, VIES says.' }),
    address: registeredAddress,
    address_line1: text,
    address_line2: text,
    postal_code: text,
    city: text,
    country: text,
    is_head_office: z.boolean(),
    is_individual: z.boolean(),
    is_active: z.boolean(),
    is_partial: z
      .boolean()
      .meta({ description: 'The holder has opposed to parts of the entry being shown.' }),
    registered_at: day,
    closed_at: day,
    looked_up_at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'RegisteredCompany' });

export type RegisteredCompany = z.output<typeof registeredCompany>;

const common = { tag: 'Registers', auth: 'key', surface: 'lookups' } as const;

export const lookUpSiret = operation({
  ...common,
  id: 'lookUpSiret',
  method: 'GET',
  path: '/sirene/{siret}',
  summary: { fr: 'Chercher un établissement par son SIRET', en: 'Look up an establishment by its SIRET' },
  description: {
    fr: 'Demande au répertoire SIRENE par l’API Recherche d’entreprises ; sa réponse vaut 24 heures. Absent ne veut pas dire faux : un titulaire peut s’opposer à la diffusion.',
    en: 'Asks the SIRENE register through the API Recherche d’entreprises; an answer holds for 24 hours. Absent does not mean wrong: a holder may oppose to being shown.',
  },
  scopes: ['companies:read'],
  params: z.object({ siret }),
  responses: {
    200: {
      description: { fr: 'L’établissement.', en: 'The establishment.' },
      schema: one(registeredCompany),
    },
  },
  errors: ['SIRENE_NOT_FOUND', 'REGISTER_UNAVAILABLE'],
});

const checkedSiretShape = {
  valid: z.boolean().meta({ description: 'Its form and key hold.' }),
  siret: z.string(),
  siren: text,
  reason: text.meta({ description: 'What is wrong with it, in the language of the caller.' }),
  registered: z.enum(['yes', 'no', 'unknown']).meta({
    description:
      '`no`: not in the register, or not shown there; `unknown`: the register was not asked or gave no answer.',
  }),
  active: z.boolean().nullable().meta({ description: '`null`: not known.' }),
  company: z
    .object({
      name: text,
      siret: z.string(),
      siren: z.string(),
      naf: text,
      address: text.meta({ description: 'On one line.' }),
    })
    .nullable(),
};

const checkedSiret = z.object(checkedSiretShape).meta({ id: 'CheckedSiret' });
export type CheckedSiret = z.output<typeof checkedSiret>;

/** The fields at the top, where the oldest callers look, and under `data`. */
const checkedSiretAnswer = z.object({ ...checkedSiretShape, data: checkedSiret });

export const validateSiret = operation({
  ...common,
  id: 'validateSiret',
  method: 'POST',
  path: '/validate/siret',
  changesNothing: true,
  summary: { fr: 'Vérifier un SIRET', en: 'Check a SIRET' },
  description: {
    fr: 'La forme et la clé sont jugées ici (avec l’exception de La Poste), l’inscription par le répertoire SIRENE.',
    en: 'Form and key are judged here (with the exception of La Poste), the entry by the SIRENE register.',
  },
  scopes: ['companies:read'],
  body: z.object({ siret: line(50, '73282932000074') }).meta({ id: 'SiretToCheck' }),
  examples: { french: { siret: '73282932000074' } },
  responses: {
    200: { description: { fr: 'Ce qui en est su.', en: 'What is known of it.' }, schema: checkedSiretAnswer },
  },
  errors: [],
});

const checkedVatNumberShape = {
  valid: z.boolean().nullable().meta({ description: '`null`: nobody could say; see `reason`.' }),
  status: z.enum(['valid', 'invalid', 'unavailable']),
  reason: text.meta({
    description:
      '`FORMAT`, `NOT_REGISTERED`, `COUNTRY_NOT_SERVED`, `SWITCHED_OFF`, `NO_ANSWER` or a code of VIES.',
  }),
  vat_number: z.string(),
  country_code: z.string(),
  name: text,
  address: text,
  consultation_number: text.meta({ description: 'Evidence of the check, where VIES gives one.' }),
  checked_at: z.iso.datetime({ offset: true }),
  vatNumber: z.string(),
  countryCode: z.string(),
};

const checkedVatNumber = z.object(checkedVatNumberShape).meta({ id: 'CheckedVatNumber' });
export type CheckedVatNumber = z.output<typeof checkedVatNumber>;

export const validateVat = operation({
  ...common,
  id: 'validateVat',
  method: 'POST',
  path: '/validate/vat',
  changesNothing: true,
  summary: { fr: 'Vérifier un numéro de TVA', en: 'Check a VAT number' },
  description: {
    fr: 'La forme et la clé sont jugées ici, l’inscription par VIES : valide, invalide ou sans réponse.',
    en: 'Form and key are judged here, the entry by VIES: valid, invalid, or no answer.',
  },
  scopes: ['companies:read'],
  body: aliased(z.object({ vat_number: line(50, 'FR44732829320') }), {
    vat_number: ['vatNumber', 'vat'],
  }).meta({ id: 'VatNumberToCheck' }),
  examples: { french: { vat_number: 'FR44732829320' } },
  responses: {
    200: {
      description: { fr: 'Ce qui en est su.', en: 'What is known of it.' },
      schema: z.object({ ...checkedVatNumberShape, data: checkedVatNumber }),
    },
  },
  errors: [],
});

const country = z
  .object({
    code: z.string().meta({ description: 'ISO 3166-1 alpha-2, with 1A (Kosovo) and XI (Northern Ireland).' }),
    name: z.string().meta({ description: 'In the language of the caller.' }),
    name_fr: z.string(),
    name_en: z.string(),
    is_eu: z.boolean().meta({ description: 'A member state of the European Union.' }),
    in_eu_vat_area: z.boolean(),
    is_french: z.boolean().meta({ description: 'Its businesses are in the SIRENE register.' }),
    vat_prefix: text.meta({ description: 'What VAT numbers begin with, in the EU.' }),
  })
  .meta({ id: 'Country' });

export type Country = z.output<typeof country>;

const reference = { tag: 'Registers', auth: 'none', surface: 'system', scopes: [] } as const;

export const listCountries = operation({
  ...reference,
  id: 'listCountries',
  method: 'GET',
  path: '/reference/countries',
  summary: { fr: 'Lister les pays', en: 'List countries' },
  responses: {
    200: {
      description: { fr: 'Tous les pays, par nom.', en: 'All countries, by name.' },
      schema: z.object({ data: z.array(country) }),
    },
  },
  errors: [],
});

export const getCountry = operation({
  ...reference,
  id: 'getCountry',
  method: 'GET',
  path: '/reference/countries/{code}',
  summary: { fr: 'Lire un pays', en: 'Get a country' },
  params: z.object({ code: line(2, 'FR') }),
  responses: { 200: { description: { fr: 'Le pays.', en: 'The country.' }, schema: one(country) } },
  errors: ['NOT_FOUND'],
});

export const registerOperations = [
  lookUpSiret,
  validateSiret,
  validateVat,
  listCountries,
  getCountry,
] as const;
