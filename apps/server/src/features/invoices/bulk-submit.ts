import { RESOURCES } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { attempt } from '../../platform/db/savepoint.ts';
import type { Actor } from '../../platform/http/call.ts';
import { notFound } from '../../platform/http/lists.ts';
import { lockSeveralChains } from '../../platform/ledger/several-chains.ts';
import type { Services } from '../../platform/services.ts';
import { type Outcome, outcomeOf } from './bulk-create.ts';
import { lockInvoices } from './store.ts';
import { type SubmittedInvoice, submitInvoice } from './submit-invoice.ts';

/**
 * Issues several drafts in one transaction, numbered in the order of the list. A draft that the rules refuse becomes
 * `rejected`, as alone; any other refusal leaves its draft as it was.
 */
export async function submitInvoices(
  tx: Tx,
  actor: Actor,
  services: Services,
  ids: readonly string[],
): Promise<Outcome<SubmittedInvoice>[]> {
  const { tenantId } = actor.scope;
  await lockSeveralChains(tx, tenantId);
  // Rows before counters, as a single submission takes them.
  const known = new Set(await lockInvoices(tx, tenantId, ids));
  const outcomes: Outcome<SubmittedInvoice>[] = [];
  for (const id of ids) {
    if (known.has(id)) {
      const outcome = await outcomeOf(() => attempt(tx, () => submitInvoice(tx, actor, services, id)));
      if ('refused' in outcome) outcomes.push(outcome);
      else if ('rejected' in outcome.done) outcomes.push({ refused: outcome.done.rejected });
      else outcomes.push({ done: outcome.done });
    } else outcomes.push({ refused: notFound(RESOURCES.invoice) });
  }
  return outcomes;
}
