import type { Balance as BalanceResource, BalanceTransaction } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import type { Balance } from './read-balance.ts';
import type { TransactionRow } from './store.ts';

export function presentBalance({ row, amount, expiring }: Balance): BalanceResource {
  return {
    amount: Number(amount),
    balance: Number(amount),
    credits: Number(amount),
    currency: row.currency,
    auto_reload_enabled: row.auto_reload_enabled,
    auto_reload_threshold: numberOrNull(row.auto_reload_threshold),
    auto_reload_amount: numberOrNull(row.auto_reload_amount),
    low_balance_alert_threshold: Number(row.low_threshold),
    critical_balance_alert_threshold: Number(row.critical_threshold),
    has_payment_method: row.payment_method !== null,
    expiring_amount: Number(expiring?.amount ?? 0),
    expires_at: moment(expiring?.at ?? null),
    updated_at: moment(row.updated_at),
  };
}

/** The four words old clients know. */
const SERVICE_WORDS: Record<TransactionRow['service'], BalanceTransaction['service']> = {
  invoice: 'invoice',
  credit_note: 'invoice',
  signature: 'signature',
  manual: 'manual',
  pack: 'manual',
  auto_reload: 'manual',
  statement: 'manual',
  admin: 'admin',
  welcome: 'admin',
  expiry: 'admin',
  refund: 'admin',
};

/** What a filter by one of those words, or by a word of ours, means. */
export function servicesNamed(word: string): TransactionRow['service'][] {
  const all = Object.entries(SERVICE_WORDS) as [TransactionRow['service'], BalanceTransaction['service']][];
  return all
    .filter(([ours, theirs]) => theirs === word || (ours === word && theirs !== word))
    .map(([ours]) => ours);
}

export function presentTransaction(row: TransactionRow): BalanceTransaction {
  return {
    id: row.id,
    type: row.type,
    service: SERVICE_WORDS[row.service],
    kind: row.service,
    amount: Number(row.amount),
    currency: 'EUR',
    balance_before: Number(row.balance_before),
    balance_after: Number(row.balance_after),
    description: row.description,
    quantity: row.quantity,
    unit_price: numberOrNull(row.unit_price),
    reference: row.reference_id,
    reference_type: row.reference_type,
    reference_id: row.reference_id,
    entity_type: row.reference_type,
    entity_id: row.reference_id,
    sub_tenant_id: row.sub_tenant_id,
    status: 'completed',
    created_at: moment(row.created_at),
  };
}

function numberOrNull(value: string | null): number | null {
  return value === null ? null : Number(value);
}
