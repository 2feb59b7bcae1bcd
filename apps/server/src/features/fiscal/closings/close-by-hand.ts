import { ApiError, fieldError, validationError } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { lockSeveralChains } from '../../../platform/ledger/several-chains.ts';
import { issuingCompanies, yearEndsOfSellers } from '../../companies/year-end.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { closeSpans } from './close-days.ts';
import { openChain } from './open-chain.ts';
import {
  type Closing,
  callCloseDay,
  dailyClosings,
  type FiscalChain,
  fiscalChains,
  hasFactsAfter,
} from './store.ts';

/**
 * The daily closings of one day, over every chain the caller sees. Of today: what was recorded since the last closing is
 * closed now, and the rest of the day later; nothing new, no new closing. Of a day that is over: its closings, which
 * `closeDays` has made.
 */
export async function closeByHand(tx: Tx, actor: Actor, date: string | undefined): Promise<Closing[]> {
  const today = fiscalDay(actor.now);
  const day = date ?? today;
  if (day > today) {
    throw validationError([
      fieldError('date', {
        fr: `une journée à venir ne se clôt pas : nous sommes le ${today} à Paris.`,
        en: `a day to come is not closed: it is ${today} in Paris.`,
      }),
    ]);
  }
  await lockSeveralChains(tx, actor.scope.tenantId);
  const chains = await chainsToClose(tx, actor);
  const yearEnds = await yearEndsOfSellers(tx, actor.scope.tenantId);
  const found: Closing[] = [];
  for (const chain of chains) {
    const closings = await dailyClosings(tx, chain.tenant_id, chain.id, day);
    const last = closings.at(-1);
    if (
      day === today &&
      (last === undefined || (await hasFactsAfter(tx, chain.tenant_id, chain.id, last.head_position)))
    ) {
      const closed = await callCloseDay(tx, {
        chainId: chain.id,
        closingId: actor.newId(),
        manual: true,
        yearEnd: yearEnds(chain.seller),
        now: actor.now,
      });
      if (closed !== undefined) await closeSpans(tx, chain.id, closed, actor.newId, actor.now);
      found.push(...(await dailyClosings(tx, chain.tenant_id, chain.id, day)).slice(-1));
    } else found.push(...(day === today ? closings.slice(-1) : closings));
  }
  if (found.length === 0) {
    throw validationError([
      fieldError('date', {
        fr: 'aucune chaîne n’était ouverte ce jour-là : il n’y a rien à clore.',
        en: 'no chain was open on that day: there is nothing to close.',
      }),
    ]);
  }
  return found;
}

/** The caller's chains; with none yet, those of its companies are opened: an empty day is closed too. */
async function chainsToClose(tx: Tx, actor: Actor): Promise<FiscalChain[]> {
  const { tenantId, subTenantId } = actor.scope;
  const chains = await fiscalChains(tx, tenantId);
  if (chains.length > 0) return chains;
  const companies = (await issuingCompanies(tx, tenantId)).filter(
    (company) => subTenantId == null || company.subTenantId === subTenantId,
  );
  if (companies.length === 0) throw new ApiError('NO_ISSUER_COMPANY');
  for (const { subTenantId: owner, seller } of companies) await openChain(tx, actor, owner, seller);
  return fiscalChains(tx, tenantId);
}
