import { type FiscalReplayReport, fieldError, type Language, validationError } from '@scell/contract';
import { checkInvoice, type Finding, type Invoice, isFrench, type OwnRule } from '@scell/en16931';
import type { Call } from '../../../platform/http/call.ts';
import { ownRulesFor } from './own-rules.ts';
import { countIssued, type IssuedRow, issuedPage } from './store.ts';

/** Documents a replay goes through at most: more than a minute of work is not done while a caller waits. */
const MOST_DOCUMENTS = 10_000;
/** Documents read at once: between two readings other requests get their turn. */
const AT_ONCE = 50;
const MOST_LISTED = 500;

/**
 * Holds the documents issued in a period against the rules of today that were in force on their dates, and reports those that
 * would be refused: a rule made or corrected since says so, of documents that passed when they were issued. Reads only.
 */
export async function replayRules(
  call: Call,
  { start_date, end_date }: { start_date?: string | undefined; end_date?: string | undefined },
  language: Language,
): Promise<FiscalReplayReport> {
  const { tenantId } = call.scope;
  const filter = { tenantId, from: start_date ?? null, until: end_date ?? null };
  const total = await call.db.withTenant(call.scope, (tx) => countIssued(tx, filter));
  if (total > MOST_DOCUMENTS)
    throw validationError([
      fieldError('start_date', {
        fr: `${total} factures ont été émises dans cette période, ${MOST_DOCUMENTS} au plus sont rejouées à la fois : donnez une période plus courte.`,
        en: `${total} invoices were issued in this period, at most ${MOST_DOCUMENTS} are replayed at once: give a shorter period.`,
      }),
    ]);

  const byRule = new Map<string, number>();
  const differences: FiscalReplayReport['differences'] = [];
  let checked = 0;
  let differ = 0;
  let last: IssuedRow | null = null;
  const rulesOf = new Map<string | null, OwnRule[]>();
  for (;;) {
    const after: IssuedRow | null = last;
    const rows: IssuedRow[] = await call.db.withTenant(call.scope, async (tx) => {
      const page = await issuedPage(tx, filter, after, AT_ONCE);
      for (const { sub_tenant_id: subTenantId } of page)
        if (!rulesOf.has(subTenantId)) rulesOf.set(subTenantId, await ownRulesFor(tx, tenantId, subTenantId));
      return page;
    });
    for (const row of rows) {
      checked += 1;
      const findings = refusalsOf(row, rulesOf.get(row.sub_tenant_id) ?? []);
      if (findings.length === 0) continue;
      differ += 1;
      for (const rule of new Set(findings.map((finding) => finding.rule)))
        byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
      if (differences.length < MOST_LISTED)
        differences.push({
          invoice_id: row.id,
          invoice_number: row.number,
          issue_date: row.issue_date,
          findings: findings.map(({ rule, term, path, text }) => ({
            rule,
            term,
            path,
            message: text[language],
          })),
        });
    }
    last = rows.at(-1) ?? null;
    if (rows.length < AT_ONCE) break;
  }
  return {
    start_date: filter.from,
    end_date: filter.until,
    release: call.services.release.version,
    documents_checked: checked,
    documents_that_differ: differ,
    by_rule: Object.fromEntries([...byRule].sort()),
    differences,
    truncated: differ > differences.length,
  };
}

/** What would keep the document from being issued today. */
function refusalsOf({ number, document }: IssuedRow, ownRules: readonly OwnRule[]): Finding[] {
  const invoice = { number, ...(JSON.parse(document) as Omit<Invoice, 'number'>) };
  const { seller, buyer } = invoice;
  // As when it was drafted: BR-FR is for invoices between French businesses whose SIREN is known.
  const french =
    isFrench(seller.address.country) && isFrench(buyer.address.country) && buyer.legalId?.scheme === '0002';
  return checkInvoice(invoice, { french, ownRules }).filter(({ severity }) => severity === 'fatal');
}
