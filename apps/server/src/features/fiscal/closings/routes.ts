import * as contract from '@scell/contract';
import { RESOURCES } from '@scell/contract';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { notFound, pageOf, presentList } from '../../../platform/http/lists.ts';
import { presentWarnings } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { linkTo } from '../../../platform/http/signed-links.ts';
import { closeByHand } from './close-by-hand.ts';
import { closeDays } from './close-days.ts';
import { presentClosing, presentTotals } from './present.ts';
import { CLOSING_LINK, CLOSING_LINK_MS, csvOf, csvReply } from './read-csv.ts';
import { recordClosings } from './record-closings.ts';
import { type Closing, findClosing, fiscalChains, listClosings } from './store.ts';

export const closingRoutes = [
  route(contract.listClosings, async (call) => {
    const { query } = call;
    const found = await call.db.withTenant(call.scope, (tx) =>
      listClosings(tx, call.scope.tenantId, query, pageOf(query)),
    );
    return ok(
      presentList(
        query,
        `${call.apiBase}${contract.listClosings.path}`,
        found,
        (row) => presentClosing(row, call.apiBase),
        (row) => ({ value: row.period_end.toISOString(), id: row.id }),
      ),
    );
  }),

  route(contract.performDailyClosing, async (call) => {
    await closeMissed(call);
    const reply = await call.once(async (tx) => {
      const closings = await closeByHand(tx, call, call.body?.date);
      return ok({
        message: { fr: 'Clôture journalière effectuée.', en: 'Daily closing done.' }[call.language],
        data: presentDay(closings, call.apiBase),
        warnings: presentWarnings(call.warnings, call.language),
      });
    });
    for (const owner of await ownersOfChains(call)) await recordClosings(call.services, call, owner);
    return reply;
  }),

  route(contract.getClosing, async (call) =>
    ok({ data: presentClosing(await find(call, call.params.closing), call.apiBase) }),
  ),
  route(contract.getClosingCsv, (call) => download(call, call.params.closing)),
  route(contract.downloadClosing, (call) => download(call, call.params.closing)),
];

/** Days missed are closed first, so that by hand too they are closed in order. */
async function closeMissed(call: Call): Promise<void> {
  for (const owner of await ownersOfChains(call))
    await closeDays(call.services, call.environment, call.scope.tenantId, owner);
}

/** The tenant itself (`null`) and the sub-tenants whose chains the caller sees. */
async function ownersOfChains({ db, scope }: Call): Promise<Set<string | null>> {
  const chains = await db.withTenant(scope, (tx) => fiscalChains(tx, scope.tenantId));
  return new Set(chains.map(({ sub_tenant_id }) => sub_tenant_id));
}

/** The closings of one day as one answer: the first of them, with the figures of all. */
function presentDay(closings: Closing[], apiBase: string): contract.DayClosing {
  const presented = closings.map((closing) => presentClosing(closing, apiBase));
  const [first] = presented;
  if (first === undefined) throw new Error('a day that was closed has a closing');
  return {
    ...first,
    entries_count: presented.reduce((count, { entries_count }) => count + entries_count, 0),
    totals: presentTotals(closings.flatMap(({ totals }) => totals)),
    closings: presented,
  };
}

/** The CSV; or, for callers that accept JSON only, a link to it that is valid for five days without a key. */
async function download(call: Call, id: string): Promise<Reply> {
  const closing = await find(call, id);
  if (/^application\/json\b/i.test(call.accept)) {
    const file = {
      environment: call.environment,
      tenantId: closing.tenant_id,
      subjectId: closing.id,
      kind: CLOSING_LINK,
    };
    return ok(linkTo(call.services, file, call.now, CLOSING_LINK_MS));
  }
  return csvReply(closing, await csvOf(call.services, closing));
}

async function find(call: Call, id: string): Promise<Closing> {
  const closing = await call.db.withTenant(call.scope, (tx) => findClosing(tx, call.scope.tenantId, id));
  if (closing === undefined) throw notFound(RESOURCES.closing);
  return closing;
}
