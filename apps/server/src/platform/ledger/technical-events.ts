import { type RawBuilder, sql } from 'kysely';
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

/** Whether an entry tells of an event. Its text is compared as such: where somebody tampered, it may be no JSON. */
export function tellsOf(preimage: RawBuilder<unknown>, event: TechnicalEvent): RawBuilder<boolean> {
  return sql`position(${`"event":"${event}"`} in ${preimage}) > 0`;
}

/** Whether an entry tells that the text of a document was lawfully erased. */
export function tellsOfErasure(
  preimage: RawBuilder<unknown>,
  documentId: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql`(position('"event":"document_erased"' in ${preimage}) > 0
    and ${preimage} ~ ('"document_id" ?: ?"' || ${documentId}::text || '"'))`;
}
