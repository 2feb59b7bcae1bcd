import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { Environment } from '../../../platform/environments.ts';
import type { Services } from '../../../platform/services.ts';
import { fiscalDay } from '../../invoices/number.ts';
import { archiveObjects } from './archive-objects.ts';
import { findDocumentToArchive } from './store.ts';

/**
 * Enters the files of an issued document for the archive: those that are named by now and not entered yet. In the transaction
 * that names them, and again by the daily job for what was issued while the archive was off. Nothing happens for a draft, nor
 * where the caller asked for no archive.
 */
export async function archiveDocument(
  tx: Tx,
  services: Pick<Services, 'archive' | 'clock' | 'random'>,
  environment: Environment,
  tenantId: string,
  subjectId: string,
): Promise<void> {
  if (services.archive[environment] === null) return;
  const document = await findDocumentToArchive(tx, tenantId, subjectId);
  if (document === undefined || !document.archive_enabled) return;
  const { files, issue_date: issueDate, recorded_at: recordedAt } = document;
  // A document dated into another year than it was recorded in is a voucher of the later of both.
  const [, retainFrom = issueDate] = [issueDate, fiscalDay(recordedAt)].sort();
  await archiveObjects(
    tx,
    services,
    environment,
    files.map(({ kind, sha256, media_type: mediaType }) => ({
      tenantId,
      subTenantId: document.sub_tenant_id,
      subjectType: document.kind,
      subjectId,
      kind,
      sha256,
      mediaType: mediaType ?? (kind === 'facturx' ? 'application/pdf' : 'application/xml'),
      retainFrom,
      yearEnd: document.fiscal_year_end,
    })),
  );
}
