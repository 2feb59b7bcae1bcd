import { ApiError } from '@scell/contract';
import type { BytesReply } from '../../platform/http/call.ts';
import type { FileLink } from '../../platform/http/signed-links.ts';
import type { Services } from '../../platform/services.ts';
import { findConversion } from './store.ts';

/** The kind of a link that opens a conversion. */
export const CONVERSION_LINK = 'conversion';

/** The file of a conversion, which a valid link opens. */
export async function readConversion(
  services: Services,
  { environment, tenantId, subjectId }: FileLink,
): Promise<BytesReply> {
  const row = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    findConversion(tx, tenantId, subjectId),
  );
  if (row === undefined) throw new ApiError('FILE_NOT_FOUND');
  const bytes = await services.temporary.get(row.id, row.sha256);
  return { status: 200, bytes, mediaType: row.media_type, filename: row.filename };
}
