import * as contract from '@scell/contract';
import { ApiError, type ForensicExport } from '@scell/contract';
import { preferred } from '../../../platform/http/accept.ts';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { moment } from '../../../platform/http/present.ts';
import { route } from '../../../platform/http/route.ts';
import { planExport } from './plan.ts';
import { presentChain, presentEntry, presentGraph } from './present.ts';
import { accountOf, pageOfEntries } from './store.ts';
import { writeArchive } from './write-archive.ts';

type ExportCall = Call<typeof contract.getForensicExport>;

export const exportRoutes = [
  route(contract.getForensicExport, (call) =>
    preferred(call.accept, { 'application/zip': sendArchive, 'application/json': sendView }, sendView)(call),
  ),
];

async function sendArchive(call: ExportCall): Promise<Reply> {
  const { services, query } = call;
  const plan = await planExport(services, call, query, 'archive');
  if (services.ledgerKey === null) throw new ApiError('LEDGER_UNAVAILABLE');
  return {
    status: 200,
    stream: writeArchive(services, call, services.ledgerKey, plan, query),
    mediaType: 'application/zip',
    filename: `scell-ledger-${call.principal.tenantSlug}-${moment(call.now).slice(0, 10)}.zip`,
  };
}

/** A view to read, one page of entries at a time; what proves itself is the archive. */
async function sendView(call: ExportCall): Promise<Reply> {
  const { services, query, scope } = call;
  const { type, page, per_page } = query;
  const plan = await planExport(services, call, query, type);
  return call.db.withTenant(scope, async (tx) => {
    const chains: ForensicExport['chains'] = [];
    for (const part of plan.chains)
      chains.push(presentChain(part, await accountOf(tx, scope.tenantId, part)));
    const total = chains.reduce((sum, { entries_count }) => sum + entries_count, 0);
    const rows =
      type === 'report'
        ? []
        : await pageOfEntries(tx, scope.tenantId, plan, {
            limit: per_page,
            offset: (page - 1) * per_page,
          });
    const data: ForensicExport = {
      type,
      environment: call.environment,
      tenant_id: scope.tenantId,
      start_date: query.start_date ?? null,
      end_date: query.end_date ?? null,
      generated_at: moment(call.now),
      key_ids: plan.keys.map(({ key_id }) => key_id),
      chains,
      entries: type === 'chronology' ? rows.map(presentEntry) : null,
      graph: type === 'graph' ? presentGraph(rows) : null,
    };
    const last_page = Math.max(1, Math.ceil(total / per_page));
    return ok({ data, meta: { current_page: page, last_page, per_page, total } });
  });
}
