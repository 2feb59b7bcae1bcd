/** The grounds on which no VAT is charged, and the mention each one asks for (CGI ann. II, art. 242 nonies A, I-12° and 13°). */
import type { Text } from '@scell/core';
import type { FrenchVatCategory } from '../../model.ts';
import type { ExemptionDefinition, StatutoryRule } from '../rule.ts';
import { BEFORE_HORIZON, HORIZON } from './horizon.ts';
import { movedToCibs } from './recodification.ts';

interface Ground {
  key: string;
  name: Text;
  from?: string;
  vatCategory: FrenchVatCategory;
  reasonCode?: string;
  text: Text;
  legalReference: string;
}

function exemption({ key, name, from, legalReference, ...definition }: Ground) {
  return {
    key: `invoicing.mention.${key}`,
    name,
    category: 'invoicing',
    versions: movedToCibs({
      from: from ?? HORIZON,
      definition: { kind: 'exemption', ...definition },
      legalReference,
      ...(from === undefined ? { note: BEFORE_HORIZON } : {}),
    }),
  } as const satisfies StatutoryRule<ExemptionDefinition>;
}

/** By ground. */
export const exemptionRules = {
  'small-business': exemption({
    key: 'small_business',
    name: { fr: 'Mention de la franchise en base', en: 'Mention of the small business franchise' },
    vatCategory: 'E',
    reasonCode: 'VATEX-FR-FRANCHISE',
    text: {
      fr: 'TVA non applicable, art. 293 B du CGI',
      en: 'VAT not applicable, art. 293 B of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 293 B et 293 E',
  }),
  'exempt-activity': exemption({
    key: 'exempt_activity',
    name: { fr: 'Mention d’une activité exonérée', en: 'Mention of an exempt activity' },
    vatCategory: 'E',
    text: {
      fr: 'Exonération de TVA, art. 261 du CGI',
      en: 'VAT exempt, art. 261 of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 261 ; CGI ann. II, art. 242 nonies A, I-12°',
  }),
  'intra-community-supply': exemption({
    key: 'intra_community_supply',
    name: { fr: 'Mention d’une livraison intracommunautaire', en: 'Mention of an intra-Community supply' },
    vatCategory: 'K',
    reasonCode: 'VATEX-EU-IC',
    text: {
      fr: 'Exonération de TVA, art. 262 ter, I du CGI',
      en: 'Intra-Community supply, VAT exempt, art. 262 ter, I of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 262 ter, I ; CGI ann. II, art. 242 nonies A, I-12°',
  }),
  export: exemption({
    key: 'export',
    name: { fr: 'Mention d’une exportation', en: 'Mention of an export' },
    vatCategory: 'G',
    reasonCode: 'VATEX-EU-G',
    text: {
      fr: 'Exonération de TVA, art. 262, I du CGI',
      en: 'Export outside the EU, VAT exempt, art. 262, I of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 262, I ; CGI ann. II, art. 242 nonies A, I-12°',
  }),
  'service-outside-eu': exemption({
    key: 'service_outside_eu',
    name: { fr: 'Mention d’un service rendu hors de l’Union', en: 'Mention of a service outside the EU' },
    vatCategory: 'G',
    reasonCode: 'VATEX-EU-G',
    text: {
      fr: 'TVA non applicable, art. 259-1 du CGI',
      en: 'Service supplied outside the EU, French VAT not applicable, art. 259-1 of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 259, 1°',
  }),
  'eu-service-reverse-charge': exemption({
    key: 'eu_service_reverse_charge',
    name: {
      fr: 'Autoliquidation d’un service rendu dans l’Union',
      en: 'Reverse charge of a service supplied in the EU',
    },
    vatCategory: 'AE',
    reasonCode: 'VATEX-EU-AE',
    text: {
      fr: 'Autoliquidation, art. 283-2 du CGI, art. 44 et 196 de la directive 2006/112/CE',
      en: 'Reverse charge, art. 283-2 of the French tax code (CGI), art. 44 and 196 of directive 2006/112/EC',
    },
    // The word itself is asked for since directive 2010/45/EU was applied.
    from: '2013-01-01',
    legalReference:
      'CGI, art. 283-2 ; CGI ann. II, art. 242 nonies A, I-13° ; directive 2006/112/CE, art. 196',
  }),
  'domestic-reverse-charge': exemption({
    key: 'domestic_reverse_charge',
    name: { fr: 'Autoliquidation en France', en: 'Domestic reverse charge' },
    vatCategory: 'AE',
    reasonCode: 'VATEX-FR-AE',
    text: {
      fr: 'Autoliquidation, art. 283 du CGI',
      en: 'Reverse charge, art. 283 of the French tax code (CGI)',
    },
    from: '2013-01-01',
    legalReference: 'CGI, art. 283 ; CGI ann. II, art. 242 nonies A, I-13°',
  }),
  'overseas-export': exemption({
    key: 'overseas_export',
    name: {
      fr: 'Mention d’une expédition entre territoires français de TVA',
      en: 'Mention of a dispatch between French VAT territories',
    },
    vatCategory: 'G',
    reasonCode: 'VATEX-EU-G',
    text: {
      fr: 'Exonération de TVA, art. 294-2 du CGI',
      en: 'Dispatch between French VAT territories, treated as an export, art. 294-2 of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 294-2',
  }),
  'no-vat-territory': exemption({
    key: 'no_vat_territory',
    name: { fr: 'Mention d’un territoire sans TVA', en: 'Mention of a territory without VAT' },
    vatCategory: 'E',
    text: {
      fr: 'TVA non applicable, art. 294-1 du CGI',
      en: 'VAT not applicable, art. 294-1 of the French tax code (CGI)',
    },
    legalReference: 'CGI, art. 294-1',
  }),
  'outside-scope': exemption({
    key: 'outside_scope',
    name: { fr: 'Mention d’une opération hors du champ', en: 'Mention of an operation outside the scope' },
    vatCategory: 'O',
    reasonCode: 'VATEX-EU-O',
    text: { fr: 'Opération hors du champ d’application de la TVA', en: 'Not subject to VAT' },
    legalReference: 'CGI, art. 256',
  }),
} as const;
