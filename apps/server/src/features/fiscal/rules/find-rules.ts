import { type FiscalRule, type FiscalRuleSet, type Language, RESOURCES } from '@scell/contract';
import { isUuid } from '@scell/core';
import { type RuleCategory, statutoryRule, statutoryRules } from '@scell/en16931';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound, type Page } from '../../../platform/http/lists.ts';
import { moment } from '../../../platform/http/present.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { ownViews, statutoryKeyOf, statutoryViews } from './rule-view.ts';
import { findOwnRule, ownRuleRows } from './store.ts';

interface RuleFilter {
  /** The day asked for; today in Paris unless said. */
  date?: string | undefined;
  category?: RuleCategory | undefined;
  active: boolean;
  order: 'asc' | 'desc';
}

/** Every version the caller may see, of the law and of the account, in order of key, owner and version. */
async function allRules(tx: Tx, actor: Actor, day: string, language: Language): Promise<FiscalRule[]> {
  const own = ownViews(await ownRuleRows(tx, actor.scope.tenantId), day);
  const law = statutoryRules.flatMap((rule) => statutoryViews(rule, day, language));
  return [...law, ...own].sort(byKey);
}

function byKey(a: FiscalRule, b: FiscalRule): number {
  return (
    compareTexts(a.rule_key, b.rule_key) || compareTexts(ownerOf(a), ownerOf(b)) || a.version - b.version
  );
}

function ownerOf(rule: FiscalRule): string {
  return `${rule.tenant_id ?? ''} ${rule.sub_tenant_id ?? ''}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A page of the rules in force on a day, or of the versions that are not. */
export async function listRules(
  tx: Tx,
  actor: Actor,
  filter: RuleFilter,
  page: Page,
  language: Language,
): Promise<{ rows: FiscalRule[]; total: number }> {
  const day = filter.date ?? fiscalDay(actor.now);
  const rules = (await allRules(tx, actor, day, language)).filter(
    ({ category, is_active }) =>
      is_active === filter.active && (filter.category === undefined || category === filter.category),
  );
  return pageOfRules(filter.order === 'asc' ? rules : rules.reverse(), page);
}

/**
 * Part of a list that is in memory: the law is data of the release, and an account has few rules. A cursor goes on after the
 * version it names.
 */
function pageOfRules(rules: readonly FiscalRule[], page: Page): { rows: FiscalRule[]; total: number } {
  const { after } = page;
  const start = after === null ? page.offset : rules.findIndex(({ id }) => id === after.id) + 1;
  return { rows: rules.slice(start, start + page.limit), total: rules.length };
}

/** Every version under a key, another name of it, or the identifier of one of its versions. 404 when there is none. */
async function rulesUnder(
  tx: Tx,
  actor: Actor,
  name: string,
  day: string,
  language: Language,
): Promise<FiscalRule[]> {
  const wanted = name.trim().toLowerCase();
  const key = isUuid(wanted) ? await keyOfId(tx, actor, wanted) : (statutoryRule(wanted)?.key ?? wanted);
  if (key === undefined) throw notFound(RESOURCES.fiscalRule);
  const law = statutoryRule(key);
  const rules = [
    ...(law === undefined ? [] : statutoryViews(law, day, language)),
    ...ownViews(await ownRuleRows(tx, actor.scope.tenantId, key), day),
  ];
  if (rules.length === 0) throw notFound(RESOURCES.fiscalRule);
  return rules;
}

async function keyOfId(tx: Tx, actor: Actor, id: string): Promise<string | undefined> {
  return statutoryKeyOf(id) ?? (await findOwnRule(tx, actor.scope.tenantId, id))?.rule_key;
}

/** One rule: the version an identifier names, else the one in force, the account's before the law's, else the newest. */
export async function findRule(
  tx: Tx,
  actor: Actor,
  name: string,
  date: string | undefined,
  language: Language,
): Promise<FiscalRule> {
  const rules = await rulesUnder(tx, actor, name, date ?? fiscalDay(actor.now), language);
  const named = rules.find(({ id }) => id === name.trim().toLowerCase());
  // What binds a sub-tenant most narrowly comes last, and a later version after an earlier one.
  const [found] = [...rules].sort(
    (a, b) =>
      Number(b.is_active) - Number(a.is_active) ||
      compareTexts(ownerOf(b), ownerOf(a)) ||
      b.version - a.version,
  );
  const rule = named ?? found;
  if (rule === undefined) throw notFound(RESOURCES.fiscalRule);
  return rule;
}

/** A page of the versions under a key, the newest first unless asked otherwise. */
export async function ruleHistory(
  tx: Tx,
  actor: Actor,
  name: string,
  order: 'asc' | 'desc',
  page: Page,
  language: Language,
): Promise<{ rows: FiscalRule[]; total: number }> {
  const rules = (await rulesUnder(tx, actor, name, fiscalDay(actor.now), language)).sort(
    (a, b) => compareTexts(a.effective_from, b.effective_from) || byKey(a, b),
  );
  return pageOfRules(order === 'asc' ? rules : rules.reverse(), page);
}

/** Every version, or those that were in force on some day of a period. */
export async function exportRules(
  tx: Tx,
  actor: Actor,
  period: { start_date: string; end_date: string } | null,
  release: string,
  language: Language,
): Promise<FiscalRuleSet> {
  const rules = (await allRules(tx, actor, fiscalDay(actor.now), language)).filter(
    (rule) =>
      period === null ||
      (rule.effective_from <= period.end_date &&
        (rule.effective_until === null || rule.effective_until >= period.start_date) &&
        (rule.superseded_on === null || rule.superseded_on > period.start_date)),
  );
  return {
    format: 'scell-fiscal-rules',
    format_version: '1',
    release,
    exported_at: moment(actor.now),
    period,
    count: rules.length,
    rules,
  };
}
