import { sql } from 'kysely';
import type { Tx } from '../db/client-dialect.ts';
import type { Actor } from '../http/call.ts';

/** What the journal of technical events (JET) keeps; each has a sentence in docs/ledger.md. */
export type TechnicalEvent =
  | 'archive_exported'
  | 'archive_verification_failed'
  | 'archive_written'
  | 'attestation_issued'
  | 'fec_exported'
  | 'fiscal_rule_changed'
  | 'fiscal_rule_created'
  | 'integrity_failed'
  | 'kill_switch_activated'
  | 'kill_switch_deactivated'
  | 'ledger_exported'
  | 'sandbox_clock_moved';

/**
 * Enters an event in the journal of technical events: a sealed chain of its own per tenant and sub-tenant. `data` holds texts
 * only and nothing personal: it is chained by value, and never erased.
 */
export async function recordTechnicalEvent(
  tx: Tx,
  { by, scope, environment, now }: Pick<Actor, 'by' | 'scope' | 'environment' | 'now'>,
  event: TechnicalEvent,
  data: Record<string, string | null>,
): Promise<void> {
  await sql`select ledger.record_technical_event(${scope.tenantId}, ${scope.subTenantId ?? null}, ${environment}, ${event}, ${by}, ${JSON.stringify(data)}::json, ${now})`.execute(
    tx,
  );
}
