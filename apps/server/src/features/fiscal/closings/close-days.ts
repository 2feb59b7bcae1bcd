import { uuidv7 } from '@scell/core';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { yearEndsOfSellers } from '../../companies/year-end.ts';
import { type Closing, callCloseDay, callCloseSpan, type FiscalChain, fiscalChains } from './store.ts';

/**
 * Closes every day that is over of the chains of a tenant itself, or of a sub-tenant: those missed too, in order, empty
 * ones too, and with the last day of a month or of an accounting year the month or the year. Each day is one transaction;
 * interrupted anywhere, the next run goes on.
 */
export async function closeDays(
  services: Services,
  environment: Environment,
  tenantId: string,
  subTenantId: string | null,
): Promise<void> {
  const [chains, yearEnds] = await services.databases[environment].withTenant(
    { tenantId },
    async (tx) =>
      [await fiscalChains(tx, tenantId, subTenantId), await yearEndsOfSellers(tx, tenantId)] as const,
  );
  for (const chain of chains) {
    while (await closeNextDay(services, environment, chain, yearEnds(chain.seller)));
  }
}

/** Closes one day and what ends with it; answers whether there was one to close. */
function closeNextDay(
  services: Services,
  environment: Environment,
  { tenant_id: tenantId, id: chainId }: FiscalChain,
  yearEnd: string,
): Promise<boolean> {
  const now = new Date(services.clock());
  const newId = () => uuidv7(services.clock(), services.random);
  return services.databases[environment].withTenant({ tenantId }, async (tx) => {
    const closed = await callCloseDay(tx, { chainId, closingId: newId(), manual: false, yearEnd, now });
    if (closed === undefined) return false;
    await closeSpans(tx, chainId, closed, newId, now);
    return true;
  });
}

/**
 * Closes the month and the accounting year that end with a daily closing; nothing where the day goes on after it. By hand, too, a day
 * may be closed to its end.
 */
export async function closeSpans(
  tx: Tx,
  chainId: string,
  closed: Pick<Closing, 'day' | 'fiscal_year'>,
  newId: () => string,
  now: Date,
): Promise<void> {
  const day = Temporal.PlainDate.from(closed.day);
  const span = { chainId, lastDay: closed.day, now };
  if (day.day === day.daysInMonth) {
    const firstDay = day.with({ day: 1 }).toString();
    await callCloseSpan(tx, { ...span, closingId: newId(), type: 'monthly', firstDay });
  }
  if (closed.day === closed.fiscal_year) {
    const firstDay = day.add({ days: 1 }).subtract({ years: 1 }).toString();
    await callCloseSpan(tx, { ...span, closingId: newId(), type: 'annual', firstDay });
  }
}
