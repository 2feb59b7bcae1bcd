import { createHash } from 'node:crypto';
import type { TenantScope } from '../../../../platform/db/doors.ts';
import type { Rendering } from '../../../../platform/documents/render-files.ts';
import type { Environment } from '../../../../platform/environments.ts';
import type { Services } from '../../../../platform/services.ts';
import { ContentLost } from '../../../../platform/storage/content-store.ts';
import type { ZipMember } from '../../../../platform/zip/zip-stream.ts';
import { readFile } from '../../../invoices/make-files.ts';
import { fiscalMonth } from '../../../invoices/number.ts';
import { findArchivedFile } from '../store.ts';
import { type NoticeFacts, noticeOf } from './notice.ts';
import type { Spool } from './spool.ts';
import { findOriginalFile, type IssuedForExport, selectIssued } from './store.ts';

/** What is exported: whose invoices, and of which invoice dates. */
export interface ExportRequest {
  environment: Environment;
  scope: TenantScope;
  from: string | null;
  to: string | null;
  /** Issued later than this is of the next export. */
  startedAt: Date;
}

/** What an export has come to. */
export interface ExportCount {
  documents: number;
  files: number;
  /** Files that could not be had whole from anywhere. */
  missing: number;
}

/** A line of the index. */
interface IndexRow {
  path: string;
  kind: string;
  number: string;
  issue_date: string;
  recorded_at: string;
  seller: string;
  currency: string;
  total_ttc: string;
  sha256: string;
  size: number;
  state: 'present' | 'missing' | 'erased';
}

const STATES = { present: 'present', missing: 'introuvable', erased: 'efface' } as const;

const PAGE = 50;
const CSV_TITLES =
  'chemin;type;numero;date_facture;enregistre_le;vendeur;devise;total_ttc;sha256;taille;etat\n';

/** The members of an export, in the order in which the invoices were recorded, then the index and the notice. */
export async function* exportMembers(
  services: Services,
  request: ExportRequest,
  notice: NoticeFacts,
  spools: { csv: Spool; json: Spool },
  count: ExportCount,
): AsyncGenerator<ZipMember> {
  const db = services.databases[request.environment];
  const { csv, json } = spools;
  await csv.write(CSV_TITLES);
  const head = {
    format: 'scell-invoice-export',
    version: '1',
    release: notice.release,
    environment: request.environment,
    tenant_id: request.scope.tenantId,
    exported_at: notice.exportedAt.toISOString(),
    period: { start_date: request.from, end_date: request.to },
  };
  await json.write(`${JSON.stringify(head).slice(0, -1)},"files":[`);
  let after: IssuedForExport | undefined;
  do {
    const page = await db.withTenant(request.scope, (tx) =>
      selectIssued(tx, request.scope.tenantId, request, after, PAGE),
    );
    for (const invoice of page) {
      count.documents += 1;
      for await (const { row, content } of filesOf(services, request, invoice)) {
        await csv.write(csvLine(row));
        await json.write(`${count.files === 0 ? '' : ','}\n${JSON.stringify(row)}`);
        count.files += 1;
        if (row.state === 'missing') count.missing += 1;
        if (content !== null) yield { path: row.path, content, modifiedAt: invoice.recorded_at };
      }
    }
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after !== undefined);
  await json.write('\n]}\n');
  const modifiedAt = request.startedAt;
  yield { path: 'index.csv', content: csv.read(), modifiedAt };
  yield { path: 'index.json', content: json.read(), modifiedAt };
  yield { path: 'LISEZMOI.txt', content: Buffer.from(noticeOf(notice)), modifiedAt };
}

/** The files of one invoice with their lines of the index; `content` is null for one that nobody can give whole. */
async function* filesOf(
  services: Services,
  request: ExportRequest,
  invoice: IssuedForExport,
): AsyncGenerator<{ row: IndexRow; content: Uint8Array | null }> {
  const month = fiscalMonth(invoice.recorded_at);
  const stem = [
    'factures',
    invoice.seller.replaceAll(/[^A-Za-z0-9.-]/g, '-'),
    `${month.slice(0, 4)}-${month.slice(4)}`,
    invoice.number.replaceAll('/', '_'),
  ].join('/');
  const rowOf = (kind: string, suffix: string, content: Uint8Array | null): IndexRow => ({
    path: `${stem}${suffix}`,
    kind,
    number: invoice.number,
    issue_date: invoice.issue_date,
    recorded_at: invoice.recorded_at.toISOString(),
    seller: invoice.seller,
    currency: invoice.currency,
    total_ttc: invoice.total_ttc,
    sha256: content === null ? '' : createHash('sha256').update(content).digest('hex'),
    size: content?.length ?? 0,
    state: content === null ? 'missing' : 'present',
  });
  if (invoice.erased_at !== null) {
    yield { row: { ...rowOf('json', '.json', null), state: 'erased' }, content: null };
    return;
  }
  const ubl = (invoice.rendering as Rendering).output_format === 'ubl';
  for (const kind of ['facturx', 'cii', ...(ubl ? (['ubl'] as const) : [])] as const) {
    const content = await wholeFile(services, request, invoice.id, kind);
    yield { row: rowOf(kind, kind === 'facturx' ? '.pdf' : `.${kind}.xml`, content), content };
  }
  const original = await services.databases[request.environment].withTenant(request.scope, (tx) =>
    findOriginalFile(tx, request.scope.tenantId, invoice.id),
  );
  if (original !== undefined) {
    const content = await orArchived(services, request, invoice.id, 'original', () =>
      services.content.get(original.sha256),
    );
    const suffix = original.media_type === 'application/pdf' ? '.original.pdf' : '.original.xml';
    yield { row: rowOf('original', suffix, content), content };
  }
  // The document as it was recorded, word for word; its number is beside it.
  const json = Buffer.from(
    `{"format":"scell-invoice","version":"1","id":${JSON.stringify(invoice.id)},"number":${JSON.stringify(invoice.number)},"recorded_at":${JSON.stringify(invoice.recorded_at.toISOString())},"document":${invoice.document}}\n`,
  );
  yield { row: rowOf('json', '.json', json), content: json };
}

function wholeFile(
  services: Services,
  request: ExportRequest,
  id: string,
  kind: 'facturx' | 'cii' | 'ubl',
): Promise<Uint8Array | null> {
  return orArchived(services, request, id, kind, () =>
    readFile(services, request.environment, request.scope, id, kind),
  );
}

/** The bytes of the content store, or of the archive when those were lost; `null` when both were. */
async function orArchived(
  services: Services,
  { environment, scope }: ExportRequest,
  id: string,
  kind: string,
  read: () => Promise<Uint8Array | null>,
): Promise<Uint8Array | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ContentLost)) throw error;
    services.logger.error({ err: error, invoice_id: id, kind }, 'content lost; asked of the archive');
  }
  const archive = services.archive[environment];
  const copy = await services.databases[environment].withTenant(scope, (tx) =>
    findArchivedFile(tx, scope.tenantId, id, kind),
  );
  if (archive === null || copy?.key == null || copy.place !== archive.place) return null;
  try {
    return await archive.read({ position: { key: copy.key, version: copy.version }, sha256: copy.sha256 });
  } catch (error) {
    services.logger.error({ err: error, invoice_id: id, kind }, 'content lost in the archive too');
    return null;
  }
}

function csvLine(row: IndexRow): string {
  const cells = [
    row.path,
    row.kind,
    row.number,
    row.issue_date,
    row.recorded_at,
    row.seller,
    row.currency,
    row.total_ttc,
    row.sha256,
    String(row.size),
    STATES[row.state],
  ];
  return `${cells.map((cell) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\n`;
}
