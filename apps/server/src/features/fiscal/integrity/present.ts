import type { IntegrityReport, IntegrityResult, Language } from '@scell/contract';
import type { CheckedChain } from '../../../platform/db/schema.ts';
import { moment } from '../../../platform/http/present.ts';
import type { LedgerCheck } from './check-ledger.ts';
import type { IntegrityCheck } from './store.ts';

/** A live check. */
export function presentCheck(check: LedgerCheck, language: Language): IntegrityReport {
  return {
    ...summary(check.valid, check.entriesChecked, check.chains, check.checkedAt, language),
    first_entry: check.firstEntry,
    last_entry: check.lastEntry,
  };
}

/** A check that was kept. */
export function presentKept(check: IntegrityCheck, language: Language): IntegrityResult {
  return {
    id: check.id,
    tenant_id: check.tenant_id,
    sub_tenant_id: check.sub_tenant_id,
    result: check.is_valid ? 'passed' : 'failed',
    created_at: moment(check.created_at),
    ...summary(check.is_valid, Number(check.entries_checked), check.chains, check.created_at, language),
  };
}

function summary(
  valid: boolean,
  entriesChecked: number,
  chains: readonly CheckedChain[],
  checkedAt: Date,
  language: Language,
) {
  const presented = chains.map(({ findings, ...chain }) => ({
    ...chain,
    findings: findings.map((finding) => ({ ...finding, message: finding.message[language] })),
  }));
  const details = presented.flatMap(({ chain_id, findings, orphan_entities }) => [
    ...findings.map((finding) => ({ chain_id, ...finding })),
    ...orphan_entities.map(({ problem, kind, id }) => ({
      chain_id,
      code: problem,
      position: null,
      member: null,
      found: `${kind} ${id}`,
      expected: null,
      message: ORPHANS[problem][language],
    })),
  ]);
  return {
    as_of: moment(checkedAt),
    checked_at: moment(checkedAt),
    valid,
    is_valid: valid,
    entries_checked: entriesChecked,
    broken_links: presented.reduce(
      (sum, { findings_count, orphan_entities }) => sum + findings_count + orphan_entities.length,
      0,
    ),
    broken_link_details: details,
    details: { chains_checked: chains.length },
    chains: presented,
  };
}

const ORPHANS = {
  'fact-without-entry': {
    fr: 'Un fait n’a pas d’écriture : elle a été retirée, ou le fait a été glissé dans la base sans elle.',
    en: 'A fact has no entry: it was removed, or the fact was slipped into the database without it.',
  },
  'entry-without-fact': {
    fr: 'Une écriture n’a plus le fait qu’elle enregistre : il a été retiré de la base.',
    en: 'An entry has no longer the fact it records: that was removed from the database.',
  },
};
