import { ApiError } from '@scell/contract';
import type { BytesReply } from '../../../platform/http/call.ts';
import type { FileLink } from '../../../platform/http/signed-links.ts';
import type { Services } from '../../../platform/services.ts';
import { closingCsv } from './csv.ts';
import { type Closing, closedDocuments, findClosing } from './store.ts';

/** The kind of a link that opens the CSV of a closing. */
export const CLOSING_LINK = 'closing';

/** How long such a link is valid (REST reference §9.5). */
export const CLOSING_LINK_MS = 5 * 86_400_000;

/** The CSV of a closing, which a valid link opens. */
export async function readClosingCsv(
  services: Services,
  { environment, tenantId, subjectId }: Pick<FileLink, 'environment' | 'tenantId' | 'subjectId'>,
): Promise<BytesReply> {
  const closing = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    findClosing(tx, tenantId, subjectId),
  );
  if (closing === undefined) throw new ApiError('FILE_NOT_FOUND');
  return csvReply(closing, await csvOf(services, closing));
}

/** The bytes kept of it, or made from the ledger when nothing has kept them yet: the same. */
export async function csvOf(services: Services, closing: Closing): Promise<Buffer> {
  if (closing.csv_sha256 !== null) return services.content.get(closing.csv_sha256);
  const documents = await services.databases[closing.environment].withTenant(
    { tenantId: closing.tenant_id },
    (tx) => closedDocuments(tx, closing),
  );
  return closingCsv(closing, documents);
}

export function csvReply(closing: Closing, bytes: Buffer): BytesReply {
  return {
    status: 200,
    bytes,
    mediaType: 'text/csv; charset=utf-8',
    filename: `closing-${closing.closing_type}-${closing.day}.csv`,
  };
}
