import { z } from 'zod';
import { aliased } from '../alias.ts';
import { withRules } from '../field.ts';
import { flag } from '../fields/choices.ts';
import { country } from '../fields/codes.ts';
import { siren, siret, vatNumber } from '../fields/identifiers.ts';
import { metadata } from '../fields/metadata.ts';
import { email, line, paragraph, uuid } from '../fields/texts.ts';
import { operation } from '../operation.ts';
import { updateShape } from '../update-shape.ts';
import { address, addressInput, countryOf, shippingAddress, shippingAddressInput } from './address.ts';
import { electronicAddress, electronicAddressInput } from './electronic-address.ts';
import { one, written } from './envelopes.ts';
import { listOf, paging } from './lists.ts';
import { identityProblem, SIREN_CONTRADICTS, sirenContradicts } from './party-identity.ts';

const shape = {
  sub_tenant_id: uuid.optional(),
  name: line(255, 'Globex SAS'),
  is_individual: flag.default(false),
  siret: siret.optional(),
  siren: siren.optional(),
  vat_number: vatNumber.optional(),
  legal_id: line(50).optional(),
  legal_id_scheme: line(10).optional(),
  email: email.optional(),
  billing_email: email.optional(),
  phone: line(50).optional(),
  country: country.optional(),
  billing_address: addressInput,
  shipping_address: shippingAddressInput.optional(),
  electronic_address: electronicAddressInput.optional(),
  metadata: metadata.optional(),
  notes: paragraph(5000).optional(),
};

const spellings = { name: ['company_name'], billing_address: ['address'] } as const;

const buyerCreate = withRules(aliased(z.object(shape), spellings), (buyer, refuseField) => {
  const problem = identityProblem({
    individual: buyer.is_individual === true,
    country: countryOf(buyer.country, buyer.billing_address),
    identifiers: [buyer.siret, buyer.siren, buyer.vat_number, buyer.legal_id],
    flagName: 'is_individual',
  });
  if (problem !== undefined) refuseField([problem.field], problem.text);
  if (sirenContradicts(buyer.siren, buyer.siret)) refuseField(['siren'], SIREN_CONTRADICTS);
}).meta({ id: 'BuyerCreate' });

// The identity rule needs the stored buyer too: the server applies `identityProblem` to the result of the update.
const buyerUpdate = aliased(z.object(updateShape(shape)), spellings).meta({ id: 'BuyerUpdate' });

const buyer = z
  .object({
    id: z.uuid(),
    tenant_id: z.uuid(),
    sub_tenant_id: z.uuid().nullable(),
    name: z.string(),
    is_individual: z.boolean(),
    siret: z.string().nullable(),
    siren: z.string().nullable(),
    vat_number: z.string().nullable(),
    legal_id: z.string().nullable(),
    legal_id_scheme: z.string().nullable(),
    email: z.string().nullable(),
    billing_email: z.string().nullable(),
    phone: z.string().nullable(),
    country: z.string(),
    billing_address: address,
    shipping_address: shippingAddress
      .nullable()
      .meta({ description: 'Null when it is the billing address.' }),
    electronic_address: electronicAddress.nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    notes: z.string().nullable(),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
    deleted_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'Buyer' });

export type Buyer = z.output<typeof buyer>;
export type BuyerCreate = z.output<typeof buyerCreate>;
export type BuyerUpdate = z.output<typeof buyerUpdate>;

const common = { tag: 'Buyers', auth: 'key', surface: 'buyers' } as const;
const byId = z.object({ buyer: uuid });

export const listBuyers = operation({
  ...common,
  id: 'listBuyers',
  method: 'GET',
  path: '/buyers',
  summary: { fr: 'Lister les acheteurs', en: 'List buyers' },
  scopes: ['buyers:read'],
  query: aliased(
    z.object({
      q: line(255).optional(),
      is_individual: flag.optional(),
      sub_tenant_id: uuid.optional(),
      ...paging(['created_at', 'name']),
    }),
    { q: ['search'] },
  ),
  responses: {
    200: { description: { fr: 'Une page d’acheteurs.', en: 'A page of buyers.' }, schema: listOf(buyer) },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const createBuyer = operation({
  ...common,
  id: 'createBuyer',
  method: 'POST',
  path: '/buyers',
  summary: { fr: 'Enregistrer un acheteur', en: 'Register a buyer' },
  description: {
    fr: 'Une entreprise porte un SIRET, un numéro de TVA ou un identifiant légal ; un particulier (is_individual) aucun. Une adresse de livraison égale à l’adresse de facturation n’est pas gardée.',
    en: 'A business carries a SIRET, a VAT number or a legal identifier; an individual (is_individual) none. A shipping address equal to the billing address is not kept.',
  },
  scopes: ['buyers:write'],
  body: buyerCreate,
  examples: {
    business: {
      name: 'Globex SAS',
      country: 'FR',
      siret: '98765432109876',
      email: 'compta@globex.example',
      billing_address: { line1: '10 Place Vendôme', postal_code: '75001', city: 'Paris', country: 'FR' },
      shipping_address: {
        name: 'Quai nord',
        line1: '42 Rue des Rosiers',
        postal_code: '93400',
        city: 'Saint-Ouen',
      },
    },
    individual: {
      name: 'Marie Dupont',
      is_individual: true,
      billing_address: { line1: '8 Rue Lepic', postal_code: '75018', city: 'Paris', country: 'FR' },
    },
  },
  responses: {
    201: {
      description: { fr: 'L’acheteur enregistré.', en: 'The registered buyer.' },
      schema: written(buyer),
    },
  },
  errors: ['SUB_TENANT_NOT_FOUND'],
});

export const getBuyer = operation({
  ...common,
  id: 'getBuyer',
  method: 'GET',
  path: '/buyers/{buyer}',
  summary: { fr: 'Lire un acheteur', en: 'Get a buyer' },
  scopes: ['buyers:read'],
  params: byId,
  responses: { 200: { description: { fr: 'L’acheteur.', en: 'The buyer.' }, schema: one(buyer) } },
  errors: ['NOT_FOUND'],
});

export const updateBuyer = operation({
  ...common,
  id: 'updateBuyer',
  method: 'PATCH',
  alternateMethods: ['PUT'],
  path: '/buyers/{buyer}',
  summary: { fr: 'Modifier un acheteur', en: 'Update a buyer' },
  description: {
    fr: 'Les champs absents ne changent pas, null efface. Les factures déjà créées gardent leur copie.',
    en: 'Absent fields do not change, null clears. Invoices created before keep their copy.',
  },
  scopes: ['buyers:write'],
  params: byId,
  body: buyerUpdate,
  examples: {
    move: {
      billing_address: { line1: '55 Avenue Foch', postal_code: '75116', city: 'Paris', country: 'FR' },
    },
  },
  responses: {
    200: { description: { fr: 'L’acheteur modifié.', en: 'The updated buyer.' }, schema: written(buyer) },
  },
  errors: ['NOT_FOUND'],
});

export const deleteBuyer = operation({
  ...common,
  id: 'deleteBuyer',
  method: 'DELETE',
  path: '/buyers/{buyer}',
  summary: { fr: 'Retirer un acheteur', en: 'Remove a buyer' },
  description: {
    fr: 'L’acheteur quitte les listes ; ses factures gardent leur copie.',
    en: 'The buyer leaves the lists; its invoices keep their copy.',
  },
  scopes: ['buyers:write'],
  params: byId,
  responses: { 204: { description: { fr: 'L’acheteur est retiré.', en: 'The buyer is removed.' } } },
  errors: ['NOT_FOUND'],
});

export const buyerOperations = [listBuyers, createBuyer, getBuyer, updateBuyer, deleteBuyer] as const;
