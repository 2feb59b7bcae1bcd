import { ApiError, fieldError, validationError } from '@scell/contract';
import type { ListedKey } from '@scell/ledger';
import type { Actor } from '../../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import type { Services } from '../../../platform/services.ts';
import { type Bounds, type ChainPart, chainParts, listKeys } from './store.ts';

/** The days an export is about, both included, as the fiscal day of Paris knows them. */
export interface Period {
  start_date?: string | undefined;
  end_date?: string | undefined;
}

/** What an export holds, fixed before its first byte is written: entries recorded later are not of it. */
export interface Plan {
  bounds: Bounds;
  chains: ChainPart[];
  keys: ListedKey[];
}

/** The moments between which what is recorded is of a period. */
function boundsOf({ start_date: start, end_date: end }: Period): Bounds {
  if (start !== undefined && end !== undefined && start > end)
    throw validationError([
      fieldError('end_date', {
        fr: 'la fin de la période ne précède pas son début.',
        en: 'the end of the period does not come before its start.',
      }),
    ]);
  return {
    from: start === undefined ? null : midnight(Temporal.PlainDate.from(start)),
    until: end === undefined ? null : midnight(Temporal.PlainDate.from(end).add({ days: 1 })),
  };
}

/**
 * Enters the export in the journal of technical events and fixes what it holds; the trace itself is of an export of everything.
 * @throws {ApiError} `LEDGER_UNAVAILABLE` when there is no key to sign with
 */
export async function planExport(
  services: Services,
  actor: Actor,
  period: Period,
  as: string,
): Promise<Plan> {
  const bounds = boundsOf(period);
  if (services.ledgerKey === null) throw new ApiError('LEDGER_UNAVAILABLE');
  const { tenantId } = actor.scope;
  return services.databases[actor.environment].withTenant(actor.scope, async (tx) => {
    await recordTechnicalEvent(tx, actor, 'ledger_exported', {
      as,
      start_date: period.start_date ?? null,
      end_date: period.end_date ?? null,
    });
    const keys = await listKeys(tx);
    return {
      bounds,
      chains: await chainParts(tx, tenantId, bounds),
      keys: keys.map((key) => ({
        key_id: key.id,
        public_key: key.public_key.toString('hex'),
        introduced_at: key.introduced_at.toISOString(),
        endorsed_by: key.endorsed_by,
        endorsement: key.endorsement?.toString('hex') ?? null,
      })),
    };
  });
}

function midnight(day: Temporal.PlainDate): Date {
  return new Date(day.toZonedDateTime('Europe/Paris').epochMilliseconds);
}
