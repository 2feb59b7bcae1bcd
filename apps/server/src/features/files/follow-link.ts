import { ApiError } from '@scell/contract';
import type { BytesReply } from '../../platform/http/call.ts';
import { readLink } from '../../platform/http/signed-links.ts';
import { tenantClock } from '../../platform/sandbox-clocks.ts';
import type { Services } from '../../platform/services.ts';
import { LOGO_LINK, readLogo } from '../branding/logo.ts';
import { CONVERSION_LINK, readConversion } from '../conversions/read-conversion.ts';
import { CLOSING_LINK, readClosingCsv } from '../fiscal/closings/read-csv.ts';
import { isFecLink, readLinkedFec } from '../fiscal/fec/fec-link.ts';
import { readLinkedFile } from '../invoices/download-invoice.ts';

/** The file a signed link opens, whatever it is a file of. */
export async function followLink(
  services: Services,
  token: string,
  headersOnly: boolean,
): Promise<BytesReply> {
  const link = readLink(token, services.secret);
  if (link === null) throw new ApiError('FILE_NOT_FOUND');
  const now = new Date(tenantClock(services, link.environment, link.tenantId)());
  if (link.expires * 1000 <= now.getTime()) throw new ApiError('LINK_EXPIRED');
  if (link.kind === LOGO_LINK) return readLogo(services, link);
  if (link.kind === CLOSING_LINK) return readClosingCsv(services, link);
  if (isFecLink(link)) return readLinkedFec(services, link, now);
  return link.kind === CONVERSION_LINK
    ? readConversion(services, link)
    : readLinkedFile(services, link, now, headersOnly);
}
