import type { Text } from '@scell/core';
import { RULE_CATEGORIES } from '@scell/en16931';
import { z } from 'zod';
import { aliased } from '../../alias.ts';
import { field, type RefuseField, refuse, withRules } from '../../field.ts';
import { choice, flag } from '../../fields/choices.ts';
import { date } from '../../fields/dates.ts';
import { metadata } from '../../fields/metadata.ts';
import { line, paragraph, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { listOf, paging } from '../lists.ts';
import { fiscal } from './common.ts';

const EXPORT_FORMAT = 'scell-fiscal-rules';

/** The key of a rule: words of lower case joined by dots (`payment.term`), or an older name (`vat_standard_rate`). */
const ruleKey = field<string>(
  {
    type: 'string',
    pattern: '^[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*$',
    maxLength: 100,
    examples: ['payment.term'],
  },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
    return text.length <= 100 && /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/.test(text)
      ? text
      : refuse({
          fr: 'une clé est faite de mots en minuscules, chiffres et « _ » joints par des points, de 100 caractères au plus.',
          en: 'a key is made of words of lower-case letters, digits and "_" joined by dots, of at most 100 characters.',
        });
  },
);

/** The figure of a rule that has one: a rate, an amount, days or years. */
const ruleValue = field<number | string>(
  { anyOf: [{ type: 'number' }, { type: 'string' }], examples: [5.5] },
  (raw) =>
    typeof raw === 'number' || typeof raw === 'string'
      ? raw
      : refuse({
          fr: 'un nombre est attendu ; une règle faite d’autre chose se dit dans rule_definition.',
          en: 'a number is expected; a rule made of something else is said in rule_definition.',
        }),
);

const NEEDS_DEFINITION: Text = {
  fr: 'dites la règle par rule_definition, ou par value quand elle tient en un nombre ; par l’un des deux.',
  en: 'say the rule by rule_definition, or by value where it is one number; by one of the two.',
};

function refuseBackwards(
  start: string | null | undefined,
  end: string | null | undefined,
  name: string,
  refuseField: RefuseField,
): void {
  if (start != null && end != null && end < start)
    refuseField([name], {
      fr: 'la fin ne précède pas le début.',
      en: 'the end is not before the start.',
    });
}

const createShape = {
  rule_key: ruleKey,
  name: line(200).optional(),
  category: choice(RULE_CATEGORIES).optional(),
  rule_definition: metadata.optional(),
  value: ruleValue.optional(),
  description: paragraph(1000).optional(),
  effective_from: date,
  effective_until: date.optional(),
  legal_reference: line(500).optional(),
  sub_tenant_id: uuid.optional(),
};

const ruleCreate = withRules(
  aliased(z.object(createShape), { rule_key: ['key'] }),
  ({ rule_definition, value, effective_from, effective_until }, refuseField) => {
    if ((rule_definition === undefined) === (value === undefined))
      refuseField(['rule_definition'], NEEDS_DEFINITION);
    refuseBackwards(effective_from, effective_until, 'effective_until', refuseField);
  },
).meta({ id: 'FiscalRuleCreate' });

const ruleUpdate = withRules(
  z.object({
    rule_definition: metadata.optional(),
    value: ruleValue.optional(),
    name: line(200).optional(),
    description: paragraph(1000).nullable().optional(),
    effective_from: date.optional(),
    effective_until: date.nullable().optional(),
    legal_reference: line(500).nullable().optional(),
  }),
  ({ rule_definition, value, effective_from, effective_until }, refuseField) => {
    if (rule_definition !== undefined && value !== undefined)
      refuseField(['rule_definition'], NEEDS_DEFINITION);
    refuseBackwards(effective_from, effective_until, 'effective_until', refuseField);
  },
).meta({ id: 'FiscalRuleUpdate' });

const fiscalRule = z
  .object({
    id: z.uuid(),
    rule_key: z.string(),
    key: z.string().meta({ description: 'The same as rule_key.' }),
    aliases: z.array(z.string()).meta({ description: 'Other names it is asked for by.' }),
    name: z.string(),
    category: z.enum(RULE_CATEGORIES),
    rule_definition: z.record(z.string(), z.unknown()).meta({
      description: '`kind` says what the other members mean; rates, amounts in euros are decimals in text.',
    }),
    value: z.number().nullable().meta({ description: 'The figure of a rule that has one.' }),
    version: z.int(),
    effective_from: z.iso.date(),
    effective_until: z.iso.date().nullable(),
    superseded_on: z.iso
      .date()
      .nullable()
      .meta({ description: 'First day of the version that took its place.' }),
    legal_reference: z.string().nullable(),
    certainty: z.enum(['certain', 'secondary', 'uncertain']).nullable().meta({
      description:
        'Of a rule of the law: settled, read in secondary sources only, or uncertain (description says why).',
    }),
    description: z.string().nullable(),
    tenant_id: z.uuid().nullable().meta({ description: 'Null for a rule of the law.' }),
    sub_tenant_id: z.uuid().nullable(),
    is_active: z.boolean().meta({ description: 'In force on the day asked for, today unless said.' }),
    created_by: z.string().nullable(),
    created_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'FiscalRule' });

const ruleSet = z
  .object({
    format: z.literal(EXPORT_FORMAT),
    format_version: z.literal('1'),
    release: z.string(),
    exported_at: z.iso.datetime({ offset: true }),
    period: z.object({ start_date: z.iso.date(), end_date: z.iso.date() }).nullable(),
    count: z.int(),
    rules: z.array(fiscalRule),
  })
  .meta({ id: 'FiscalRuleSet' });

const replayFinding = z
  .object({
    rule: z.string().meta({ description: 'The key of an account’s rule, or the id of an official one.' }),
    term: z.string().meta({ description: 'Business term of EN 16931.' }),
    path: z.string(),
    message: z.string(),
  })
  .meta({ id: 'FiscalReplayFinding' });

const replayReport = z
  .object({
    start_date: z.iso.date().nullable(),
    end_date: z.iso.date().nullable(),
    release: z.string(),
    documents_checked: z.int(),
    documents_that_differ: z.int().meta({ description: 'They would be refused today.' }),
    by_rule: z.record(z.string(), z.int()).meta({ description: 'Documents that break each rule.' }),
    differences: z.array(
      z.object({
        invoice_id: z.uuid(),
        invoice_number: z.string(),
        issue_date: z.iso.date(),
        findings: z.array(replayFinding),
      }),
    ),
    truncated: z.boolean().meta({ description: 'Some of those that differ are counted, not listed.' }),
  })
  .meta({ id: 'FiscalReplayReport' });

export type FiscalRule = z.output<typeof fiscalRule>;
export type FiscalRuleSet = z.output<typeof ruleSet>;
export type FiscalReplayReport = z.output<typeof replayReport>;
export type FiscalRuleCreate = z.output<typeof ruleCreate>;
export type FiscalRuleUpdate = z.output<typeof ruleUpdate>;

const byKey = z.object({ key: line(100, 'vat_standard_rate') });
const inOrderOfKeys = paging(['rule_key']);

/** A period that is given whole or not at all. */
const period = withRules(
  z.object({ start_date: date.optional(), end_date: date.optional() }),
  ({ start_date, end_date }, refuseField) => {
    const missing = { fr: 'une période a un début et une fin.', en: 'a period has a start and an end.' };
    if (start_date !== undefined && end_date === undefined) refuseField(['end_date'], missing);
    if (end_date !== undefined && start_date === undefined) refuseField(['start_date'], missing);
    refuseBackwards(start_date, end_date, 'end_date', refuseField);
  },
);

export const listFiscalRules = operation({
  ...fiscal,
  id: 'listFiscalRules',
  method: 'GET',
  path: '/tenant/fiscal/rules',
  summary: { fr: 'Lister les règles fiscales', en: 'List fiscal rules' },
  description: {
    fr: 'Les règles de la loi et celles du compte, en vigueur le jour demandé ; avec active=false, les versions qui ne le sont pas ce jour-là.',
    en: 'The rules of the law and those of the account in force on the day asked for; with active=false, the versions that are not on that day.',
  },
  scopes: ['fiscal:read'],
  query: z.object({
    date: date.optional(),
    category: choice(RULE_CATEGORIES).optional(),
    active: flag.default(true),
    ...inOrderOfKeys,
    order: choice(['asc', 'desc']).default('asc'),
  }),
  responses: {
    200: { description: { fr: 'Une page de règles.', en: 'A page of rules.' }, schema: listOf(fiscalRule) },
  },
  errors: [],
});

export const exportFiscalRules = operation({
  ...fiscal,
  id: 'exportFiscalRules',
  method: 'GET',
  path: '/tenant/fiscal/rules/export',
  summary: { fr: 'Exporter les règles fiscales', en: 'Export fiscal rules' },
  description: {
    fr: 'Toutes les versions, ou celles qui ont été en vigueur pendant la période.',
    en: 'Every version, or those that were in force during the period.',
  },
  scopes: ['fiscal:read'],
  query: period,
  responses: {
    200: { description: { fr: 'Le registre.', en: 'The registry.' }, schema: one(ruleSet) },
  },
  errors: [],
});

export const getFiscalRule = operation({
  ...fiscal,
  id: 'getFiscalRule',
  method: 'GET',
  path: '/tenant/fiscal/rules/{key}',
  summary: { fr: 'Lire une règle fiscale', en: 'Get a fiscal rule' },
  description: {
    fr: 'Par sa clé, un autre de ses noms ou l’identifiant d’une version. Une règle du compte prime sur celle de la loi qu’elle durcit ; hors période, la version la plus récente.',
    en: 'By its key, another of its names or the identifier of a version. A rule of the account wins over the one of the law it tightens; outside of its period, the newest version.',
  },
  scopes: ['fiscal:read'],
  params: byKey,
  query: z.object({ date: date.optional() }),
  responses: { 200: { description: { fr: 'La règle.', en: 'The rule.' }, schema: one(fiscalRule) } },
  errors: ['NOT_FOUND'],
});

export const getFiscalRuleHistory = operation({
  ...fiscal,
  id: 'getFiscalRuleHistory',
  method: 'GET',
  path: '/tenant/fiscal/rules/{key}/history',
  summary: { fr: 'Lire l’historique d’une règle fiscale', en: 'Get the history of a fiscal rule' },
  description: {
    fr: 'Toutes les versions de la loi et du compte sous cette clé, la plus récente d’abord.',
    en: 'Every version of the law and of the account under this key, the newest first.',
  },
  scopes: ['fiscal:read'],
  params: byKey,
  query: z.object(inOrderOfKeys),
  responses: {
    200: {
      description: { fr: 'Une page de versions.', en: 'A page of versions.' },
      schema: listOf(fiscalRule),
    },
  },
  errors: ['NOT_FOUND'],
});

export const createFiscalRule = operation({
  ...fiscal,
  id: 'createFiscalRule',
  method: 'POST',
  path: '/tenant/fiscal/rules',
  summary: { fr: 'Créer une règle du compte', en: 'Create a rule of the account' },
  description: {
    fr: 'Une règle du compte ne peut que durcir la loi, sous la clé d’une règle de la loi ou sous une clé à vous. Elle est opposée aux factures à leur soumission. Ce qui assouplirait la loi, ou n’est pas compris en entier, est refusé avec la raison.',
    en: 'A rule of the account can only tighten the law, under the key of a rule of the law or one of your own. Invoices are held against it when they are submitted. What would loosen the law, or is not understood as a whole, is refused with the reason.',
  },
  scopes: ['fiscal:write'],
  body: ruleCreate,
  examples: {
    fewer_rates: {
      rule_key: 'vat.accepted_rates',
      name: 'Taux de la boutique',
      category: 'vat',
      rule_definition: { rates: ['20', '5.5'] },
      effective_from: '2026-01-01',
    },
    further_mention: {
      rule_key: 'shop.purchase_order',
      name: 'Bon de commande obligatoire',
      category: 'invoicing',
      rule_definition: { kind: 'required_term', term: 'BT-13' },
      effective_from: '2026-01-01',
      legal_reference: 'Conditions générales de vente, art. 4',
    },
    by_value: {
      key: 'payment.cash_limit',
      value: 300,
      description: 'Plafond de nos caisses',
      effective_from: '2026-01-01',
    },
  },
  responses: {
    201: { description: { fr: 'La règle créée.', en: 'The created rule.' }, schema: written(fiscalRule) },
  },
  errors: ['SUB_TENANT_NOT_FOUND', 'FISCAL_RULE_EXISTS'],
});

export const updateFiscalRule = operation({
  ...fiscal,
  id: 'updateFiscalRule',
  method: 'PUT',
  alternateMethods: ['POST'],
  path: '/tenant/fiscal/rules/{key}',
  summary: {
    fr: 'Donner une nouvelle version à une règle du compte',
    en: 'Give a rule of the account a new version',
  },
  description: {
    fr: 'Par l’identifiant d’une de ses versions, ou par la clé de votre règle. Les versions ne sont ni changées ni effacées : celle-ci prend la place des précédentes à partir de effective_from, ce jour sauf mention contraire. effective_until met fin à la règle.',
    en: 'By the identifier of one of its versions, or by the key of your rule. Versions are neither changed nor deleted: this one takes the place of those before from effective_from on, today unless said. effective_until ends the rule.',
  },
  scopes: ['fiscal:write'],
  params: byKey,
  body: ruleUpdate,
  examples: { by_value: { value: 200, effective_from: '2026-07-01' } },
  responses: {
    200: { description: { fr: 'La nouvelle version.', en: 'The new version.' }, schema: written(fiscalRule) },
  },
  errors: ['NOT_FOUND', 'FISCAL_RULE_STATUTORY'],
});

export const replayFiscalRules = operation({
  ...fiscal,
  id: 'replayFiscalRules',
  method: 'POST',
  path: '/tenant/fiscal/rules/replay',
  summary: { fr: 'Rejouer les règles sur les factures émises', en: 'Replay the rules over issued invoices' },
  description: {
    fr: 'Dit quelles factures émises de la période (toutes sans période) seraient refusées par les règles d’aujourd’hui en vigueur à leur date. Rien n’est changé : un document émis ne change pas.',
    en: 'Says which invoices issued in the period (all of them without one) would be refused by today’s rules in force on their date. Nothing is changed: an issued document does not change.',
  },
  scopes: ['fiscal:write'],
  body: period.meta({ id: 'FiscalReplay' }),
  bodyOptional: true,
  changesNothing: true,
  examples: { year: { start_date: '2026-01-01', end_date: '2026-12-31' } },
  responses: {
    200: {
      description: { fr: 'Le rapport.', en: 'The report.' },
      schema: z.object({ message: z.string(), data: replayReport }),
    },
  },
  errors: [],
});

export const fiscalRuleOperations = [
  listFiscalRules,
  exportFiscalRules,
  getFiscalRule,
  getFiscalRuleHistory,
  createFiscalRule,
  updateFiscalRule,
  replayFiscalRules,
] as const;
