import { createHash } from 'node:crypto';
import type { FiscalRule, Language } from '@scell/contract';
import {
  type DatedVersion,
  ownRulesOn,
  type RuleDefinition,
  type StatutoryRule,
  statutoryRule,
  statutoryRules,
  type Tightening,
  versionsOf,
} from '@scell/en16931';
import { moment } from '../../../platform/http/present.ts';
import { ownRuleOf } from './own-rules.ts';
import type { OwnRuleRow } from './store.ts';

/** The versions of a rule of the law as the API shows them, oldest first. */
export function statutoryViews(rule: StatutoryRule, day: string, language: Language): FiscalRule[] {
  const versions = versionsOf(rule);
  return versions.map((version, index) => statutoryView(rule, version, versions[index + 1], day, language));
}

function statutoryView(
  rule: StatutoryRule,
  version: DatedVersion,
  next: DatedVersion | undefined,
  day: string,
  language: Language,
): FiscalRule {
  const { from, until, definition, legalReference, certainty, note } = version;
  return {
    id: statutoryId(rule.key, version.version),
    rule_key: rule.key,
    key: rule.key,
    aliases: [...(rule.aliases ?? [])],
    name: rule.name[language],
    category: rule.category,
    rule_definition: inSnakeCase(definition),
    value: figureOf(definition),
    version: version.version,
    effective_from: from,
    effective_until: until,
    superseded_on: next?.from ?? null,
    legal_reference: legalReference,
    certainty: certainty ?? 'certain',
    description: note?.[language] ?? null,
    tenant_id: null,
    sub_tenant_id: null,
    is_active: from <= day && (until === null || day <= until),
    created_by: null,
    created_at: null,
  };
}

/** The versions of an account's rules as the API shows them; all versions of a rule have to be among them. */
export function ownViews(rows: readonly OwnRuleRow[], day: string): FiscalRule[] {
  const active = new Set(
    ownRulesOn(
      rows.map((row) => ({ ...ownRuleOf(row), id: row.id })),
      day,
    ).map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    rule_key: row.rule_key,
    key: row.rule_key,
    aliases: [...(statutoryRule(row.rule_key)?.aliases ?? [])],
    name: row.name,
    category: row.category,
    rule_definition: { ...row.definition },
    value: figureOf(row.definition),
    version: row.version,
    effective_from: row.effective_from,
    effective_until: row.effective_until,
    superseded_on: supersededOn(row, rows),
    legal_reference: row.legal_reference,
    certainty: null,
    description: row.description,
    tenant_id: row.tenant_id,
    sub_tenant_id: row.sub_tenant_id,
    is_active: active.has(row.id),
    created_by: row.created_by,
    created_at: moment(row.created_at),
  }));
}

/** The first day on which a later version stands in the place of this one. */
function supersededOn(row: OwnRuleRow, rows: readonly OwnRuleRow[]): string | null {
  const later = rows
    .filter(
      (other) =>
        other.rule_key === row.rule_key &&
        other.sub_tenant_id === row.sub_tenant_id &&
        other.version > row.version,
    )
    .map(({ effective_from }) => effective_from)
    .sort();
  return later[0] ?? null;
}

/** The figure of a rule that has one, as a number: for old clients, which know no other definition. */
function figureOf(definition: RuleDefinition | Tightening): number | null {
  switch (definition.kind) {
    case 'vat_rate':
      return Number(definition.rate);
    case 'payment_limit':
    case 'invoice_limit':
      return Number(definition.amount);
    case 'payment_days':
      return definition.days;
    case 'retention':
      return definition.years;
    default:
      return null;
  }
}

/**
 * The identifier of a version of the law: the same in every account, environment and release. Made of its name (RFC 9562
 * §5.8, version 8).
 */
function statutoryId(key: string, version: number): string {
  const hex = createHash('sha256').update(`scell fiscal rule ${key} ${version}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const KEY_OF_ID = new Map(
  statutoryRules.flatMap(({ key, versions }) =>
    versions.map((_, index) => [statutoryId(key, index + 1), key] as const),
  ),
);

/** The key of the rule of the law that a version's identifier belongs to. */
export function statutoryKeyOf(id: string): string | undefined {
  return KEY_OF_ID.get(id);
}

/** The members of a definition in the spelling of the API. */
function inSnakeCase(definition: RuleDefinition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definition).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
