import { createHash } from 'node:crypto';
import {
  ApiError,
  type FieldError,
  type FiscalRuleCreate,
  type FiscalRuleUpdate,
  fieldError,
  RESOURCES,
  validationError,
} from '@scell/contract';
import { canonicalJson, isUuid } from '@scell/core';
import { RuleRefusal, readTightening, statutoryRule, type Tightening } from '@scell/en16931';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { notFound } from '../../../platform/http/lists.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { requireSubTenant } from '../../tenants/require-sub-tenant.ts';
import { statutoryKeyOf } from './rule-view.ts';
import {
  claimRuleKey,
  countOwnRules,
  findOwnRule,
  insertOwnRule,
  type OwnRuleRow,
  ownRuleRows,
} from './store.ts';

/** Versions an account may have: every submission reads them. */
const MOST_VERSIONS = 500;

export interface WrittenRule {
  row: OwnRuleRow;
  warnings: FieldError[];
}

/** Makes the first version of a rule of the account. It is stricter than the law for as long as it holds, or refused. */
export async function createRule(
  tx: Tx,
  actor: Actor,
  input: FiscalRuleCreate,
  spell: (path: string) => string,
): Promise<WrittenRule> {
  const { tenantId } = actor.scope;
  const subTenantId = input.sub_tenant_id ?? actor.principal.subTenantId;
  if (subTenantId !== null) await requireSubTenant(tx, actor, subTenantId);
  const law = statutoryRule(input.rule_key);
  const key = law?.key ?? input.rule_key;
  await claimRuleKey(tx, tenantId, key);
  const [known] = (await ownRuleRows(tx, tenantId, key)).filter((row) => row.sub_tenant_id === subTenantId);
  if (known !== undefined) throw new ApiError('FISCAL_RULE_EXISTS', { params: { key, id: known.id } });
  const until = input.effective_until ?? null;
  const definition = definitionOf(key, input, { from: input.effective_from, until }, spell);
  const row = await insertVersion(tx, actor, spell, {
    sub_tenant_id: subTenantId,
    rule_key: key,
    version: 1,
    name: input.name ?? law?.name.fr ?? key,
    category: law?.category ?? input.category ?? 'invoicing',
    description: input.description ?? null,
    definition,
    effective_from: input.effective_from,
    effective_until: until,
    legal_reference: input.legal_reference ?? null,
  });
  return { row, warnings: warningsOf(definition, spell) };
}

/** Appends a version to a rule named by a version's identifier, or by its key. What is left out stays as it is. */
export async function changeRule(
  tx: Tx,
  actor: Actor,
  name: string,
  input: FiscalRuleUpdate,
  spell: (path: string) => string,
): Promise<WrittenRule> {
  const { tenantId } = actor.scope;
  const named = await ruleToChange(tx, actor, name.trim().toLowerCase());
  const key = named.rule_key;
  await claimRuleKey(tx, tenantId, key);
  const versions = (await ownRuleRows(tx, tenantId, key)).filter(
    (row) => row.sub_tenant_id === named.sub_tenant_id,
  );
  const latest = versions.at(-1) ?? named;

  const until = input.effective_until === undefined ? latest.effective_until : input.effective_until;
  const today = fiscalDay(actor.now);
  const from = input.effective_from ?? laterOf(latest.effective_from, today);
  if (until !== null && until < from)
    throw validationError([
      fieldError(spell('effective_until'), {
        fr: `la version commence le ${from} et finirait le ${until} : envoyez effective_from et effective_until.`,
        en: `the version starts on ${from} and would end on ${until}: send effective_from and effective_until.`,
      }),
    ]);
  const said = input.rule_definition !== undefined || input.value !== undefined;
  const definition = definitionOf(
    key,
    said ? input : { rule_definition: { ...latest.definition } },
    { from, until },
    spell,
  );
  const row = await insertVersion(tx, actor, spell, {
    sub_tenant_id: named.sub_tenant_id,
    rule_key: key,
    version: latest.version + 1,
    name: input.name ?? latest.name,
    category: latest.category,
    description: input.description === undefined ? latest.description : input.description,
    definition,
    effective_from: from,
    effective_until: until,
    legal_reference: input.legal_reference === undefined ? latest.legal_reference : input.legal_reference,
  });
  return { row, warnings: warningsOf(definition, spell) };
}

function laterOf(a: string, b: string): string {
  return a < b ? b : a;
}

/**
 * A rule the caller may change. A key of one sub-tenant sees the rules of the whole account, since they bind it; they are
 * not its own to change.
 */
async function ruleToChange(tx: Tx, actor: Actor, name: string): Promise<OwnRuleRow> {
  const { tenantId, subTenantId = null } = actor.scope;
  const law = statutoryRule(name)?.key ?? statutoryKeyOf(name);
  const found = isUuid(name)
    ? await findOwnRule(tx, tenantId, name)
    : (await ownRuleRows(tx, tenantId, law ?? name)).find((row) => row.sub_tenant_id === subTenantId);
  if (found !== undefined && (subTenantId === null || found.sub_tenant_id === subTenantId)) return found;
  if (law !== undefined) throw new ApiError('FISCAL_RULE_STATUTORY', { params: { key: law } });
  throw notFound(RESOURCES.fiscalRule);
}

function definitionOf(
  key: string,
  input: Pick<FiscalRuleCreate, 'rule_definition' | 'value'>,
  period: { from: string; until: string | null },
  spell: (path: string) => string,
): Tightening {
  const raw = input.rule_definition ?? { value: input.value };
  const read = readTightening(key, raw, period);
  if (!(read instanceof RuleRefusal)) return read;
  const field = input.value === undefined ? 'rule_definition' : 'value';
  throw validationError([fieldError(spell(field), read.text)]);
}

function warningsOf(definition: Tightening, spell: (path: string) => string): FieldError[] {
  if (definition.kind !== 'vat_rate') return [];
  return [
    fieldError(spell('rule_key'), {
      fr: 'cette règle redit la loi et ne demande rien de plus ; pour n’utiliser que certains taux, créez vat.accepted_rates.',
      en: 'this rule says the law again and asks for nothing more; to use only some rates, create vat.accepted_rates.',
    }),
  ];
}

type NewVersion = Omit<OwnRuleRow, 'tenant_id' | 'id' | 'created_by' | 'created_at'>;

async function insertVersion(
  tx: Tx,
  actor: Actor,
  spell: (path: string) => string,
  version: NewVersion,
): Promise<OwnRuleRow> {
  const { tenantId } = actor.scope;
  if ((await countOwnRules(tx, tenantId)) >= MOST_VERSIONS)
    throw validationError([
      fieldError(spell('rule_key'), {
        fr: `un compte a au plus ${MOST_VERSIONS} versions de règles : parlez-en à l’exploitant de la plateforme.`,
        en: `an account has at most ${MOST_VERSIONS} versions of rules: speak to the operator of the platform.`,
      }),
    ]);
  const row = await insertOwnRule(tx, {
    ...version,
    definition: JSON.stringify(version.definition),
    tenant_id: tenantId,
    id: actor.newId(),
    created_by: actor.by,
    created_at: actor.now,
  });
  await recordTechnicalEvent(tx, actor, row.version === 1 ? 'fiscal_rule_created' : 'fiscal_rule_changed', {
    rule_id: row.id,
    rule_key: row.rule_key,
    version: String(row.version),
    effective_from: row.effective_from,
    effective_until: row.effective_until,
    sub_tenant_id: row.sub_tenant_id,
    // By fingerprint: the words of a mention may name somebody, and the journal forgets nothing.
    definition_sha256: createHash('sha256').update(canonicalJson(version.definition)).digest('hex'),
  });
  return row;
}
