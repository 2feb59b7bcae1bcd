import {
  ApiError,
  type exportFec as contractOfExport,
  type FecExport,
  fieldError,
  type QueryOf,
  validationError,
} from '@scell/contract';
import { amountText, EXTRACT_NOTICE, type FecForm, type FecPeriod } from '@scell/ledger';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { preferred } from '../../../platform/http/accept.ts';
import { type Call, ok, type Reply } from '../../../platform/http/call.ts';
import { recordTechnicalEvent } from '../../../platform/ledger/technical-events.ts';
import { requireCompany } from '../../companies/find-company.ts';
import { sellerKey } from '../../invoices/number.ts';
import { requireSubTenant } from '../../tenants/require-sub-tenant.ts';
import { linkToFec } from './fec-link.ts';
import { fecFile, fecZip } from './files.ts';
import { type Fec, makeFec } from './make-fec.ts';
import { type Seller, sellersOf } from './sellers.ts';

type Query = QueryOf<typeof contractOfExport>;

/** The FEC of what the caller may see: its files, or what they hold and links to them. */
export async function exportFec(call: Call<typeof contractOfExport>): Promise<Reply> {
  const { query, scope, services, environment, now } = call;
  const { tenantId } = scope;
  const period = periodOf(query);
  const form: FecForm = {
    separator: query.format,
    lineEnd: query.line_ending,
    encoding: query.encoding,
  };
  const shape = shapeOf(query, call.accept);
  const subTenantId = scope.subTenantId ?? query.sub_tenant_id ?? null;
  const files = await call.db.withTenant(scope, async (tx) => {
    const sellers = await askedSellers(tx, call, subTenantId);
    if (sellers.length > 1 && shape === 'txt') throw severalSellers(sellers);
    const made: Fec[] = [];
    for (const seller of sellers)
      made.push(await makeFec(tx, { tenantId, subTenantId, ...seller, period, form }, services.release));
    for (const { seller, sha256, totals } of made) {
      await recordTechnicalEvent(tx, call, 'fec_exported', {
        seller,
        start_date: period.start,
        end_date: period.end,
        entries: String(totals.entries),
        sha256,
      });
    }
    return made;
  });
  const [first] = files;
  if (first === undefined) throw new ApiError('FILE_NOT_FOUND');
  if (shape === 'zip') return fecZip(files, period, now);
  if (shape === 'txt') return fecFile(first, form);

  const linkOf = (file: Seller | null) => {
    const { seller = null, companyName = null } = file ?? {};
    const linked = { subTenantId, seller, companyName, period, form };
    return linkToFec(services, { environment, tenantId }, linked, now);
  };
  const whole = linkOf(files.length === 1 ? first : null);
  const data: FecExport = {
    period: { start_date: period.start, end_date: period.end },
    format: query.format,
    encoding: query.encoding,
    line_ending: query.line_ending,
    file_path: whole.url,
    expires_at: whole.expires_at,
    ...figures(files),
    is_extract: true,
    notice: EXTRACT_NOTICE[call.language],
    files: files.map((file) => ({
      seller: file.seller,
      siren: file.siren,
      company_name: file.companyName,
      file_name: file.fileName,
      file_path: linkOf(file).url,
      ...figures([file]),
      findings: file.findings,
    })),
  };
  return ok({ data });
}

/** The days asked for. The contract has seen to it that they are said once. */
function periodOf({ start_date, end_date, year, month }: Query): FecPeriod {
  if (start_date !== undefined && end_date !== undefined) return { start: start_date, end: end_date };
  const first = Temporal.PlainDate.from({ year: year ?? 2000, month: month ?? 1, day: 1 });
  const next = first.add(month === undefined ? { years: 1 } : { months: 1 });
  return { start: first.toString(), end: next.subtract({ days: 1 }).toString() };
}

function shapeOf({ type, download }: Query, accept: string): 'json' | 'txt' | 'zip' {
  const asked = preferred<'json' | 'txt' | 'zip'>(
    accept,
    { 'application/json': 'json', 'application/zip': 'zip', 'text/plain': 'txt' },
    'txt',
  );
  if (type !== undefined) return type;
  return download === true && asked === 'json' ? 'txt' : asked;
}

/** The legal entities of the caller, or the one whose company it names. */
async function askedSellers(
  tx: Tx,
  call: Call<typeof contractOfExport>,
  subTenantId: string | null,
): Promise<Seller[]> {
  const { query, scope, principal } = call;
  if (query.sub_tenant_id !== undefined) await requireSubTenant(tx, call, query.sub_tenant_id);
  const companyId = query.company_id ?? principal.companyId;
  if (companyId === null) return sellersOf(tx, scope.tenantId, subTenantId);
  const company = await requireCompany(tx, call, companyId);
  return [{ seller: sellerKey({ ...company, company_id: company.id }), companyName: company.name }];
}

function severalSellers(sellers: readonly Seller[]): ApiError {
  const list = sellers.map(({ seller, companyName }) => `${companyName} (${seller})`).join(', ');
  return validationError([
    fieldError('company_id', {
      fr: `un FEC est d’une entité légale, et il y en a plusieurs : ${list}. Nommez l’une de leurs sociétés, ou demandez type=zip.`,
      en: `a FEC is of one legal entity, and there are several: ${list}. Name a company of one, or ask for type=zip.`,
    }),
  ]);
}

function figures(files: readonly Fec[]) {
  const sum = (of: (file: Fec) => bigint) => files.reduce((total, file) => total + of(file), 0n);
  const amount = (cents: bigint) => Number(amountText(cents).replace(',', '.'));
  return {
    entries_count: Number(sum(({ totals }) => BigInt(totals.entries))),
    lines_count: Number(sum(({ totals }) => BigInt(totals.lines))),
    total_debit: amount(sum(({ totals }) => totals.debit)),
    total_credit: amount(sum(({ totals }) => totals.credit)),
  };
}
