import { ApiError, createTenantInvoice, parse, type TenantInvoiceCreate } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { attempt } from '../../platform/db/savepoint.ts';
import type { Actor } from '../../platform/http/call.ts';
import { toApiError } from '../../platform/http/errors.ts';
import { lockSeveralChains } from '../../platform/ledger/several-chains.ts';
import type { Services } from '../../platform/services.ts';
import { type CreatedOrIssued, createAndIssue } from './create-and-issue.ts';
import { claimExternalId } from './store.ts';

/** What became of one of several. */
export type Outcome<T> = { done: T } | { refused: ApiError };

type Read = ReturnType<typeof parse<typeof createTenantInvoice.body>>;

/**
 * Creates several invoices in one transaction. What is wrong with one is taken back and told of that one alone; what fails for
 * another reason than the request (a lost database, say) fails them all, since the next would fail like it.
 */
export async function createInvoices(
  tx: Tx,
  actor: Actor,
  services: Services,
  creations: readonly unknown[],
  strict: boolean,
): Promise<Outcome<CreatedOrIssued>[]> {
  const read = creations.map((creation) => readCreation(creation, strict));
  const bodies = read.flatMap((one) => ('done' in one ? [one.done.value] : []));
  if (bodies.some(({ send_immediately }) => send_immediately === true))
    await lockSeveralChains(tx, actor.scope.tenantId);
  // Before any other lock and always in the same order: two lists may share names.
  for (const name of externalIdsOf(bodies)) await claimExternalId(tx, actor.scope.tenantId, name);

  const outcomes: Outcome<CreatedOrIssued>[] = [];
  for (const one of read) {
    if ('refused' in one) outcomes.push(one);
    else {
      const { value, spell, warnings } = one.done;
      const outcome = await outcomeOf(() =>
        attempt(tx, () => createAndIssue(tx, actor, services, value, spell, null)),
      );
      outcomes.push(
        'done' in outcome
          ? { done: { ...outcome.done, warnings: [...warnings, ...outcome.done.warnings] } }
          : outcome,
      );
    }
  }
  return outcomes;
}

/** What is the request's fault is the outcome of its item; anything else is thrown. */
export async function outcomeOf<T>(part: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { done: await part() };
  } catch (thrown) {
    const refused = toApiError(thrown);
    if (refused.status >= 500) throw thrown;
    return { refused };
  }
}

function readCreation(creation: unknown, strict: boolean): Outcome<Read> {
  try {
    return { done: parse(createTenantInvoice.body, creation, { strict }) };
  } catch (thrown) {
    if (thrown instanceof ApiError) return { refused: thrown };
    throw thrown;
  }
}

function externalIdsOf(bodies: readonly TenantInvoiceCreate[]): string[] {
  return [...new Set(bodies.flatMap(({ external_id }) => external_id ?? []))].sort();
}
