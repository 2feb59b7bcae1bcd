import { ApiError } from '@scell/contract';
import { PdfError, readImage } from '@scell/pdf';
import type { Environment } from '../../platform/environments.ts';
import { inspectFile } from '../../platform/files/inspect-file.ts';
import type { BytesReply } from '../../platform/http/call.ts';
import { type FileLink, signLink } from '../../platform/http/signed-links.ts';
import type { Upload } from '../../platform/http/uploads.ts';
import type { Services } from '../../platform/services.ts';
import { findBranding } from './store.ts';

/** The kind of a link to the logo somebody has now. */
export const LOGO_LINK = 'logo';
/** Mails and pages that show it are read years later: as good as never (2286). */
const FOR_EVER = 9_999_999_999;

/** Where the logo of a tenant or a sub-tenant is, for anybody who was given the address. */
export function publicLogoUrl(
  services: Services,
  environment: Environment,
  tenantId: string,
  subTenantId: string | null,
): string {
  const link = {
    environment,
    tenantId,
    subjectId: subTenantId ?? tenantId,
    kind: LOGO_LINK,
    expires: FOR_EVER,
  };
  return `${services.publicUrl}/files/${signLink(link, services.secret)}`;
}

/** The logo a link opens: the one that is set now. */
export async function readLogo(
  services: Services,
  { environment, tenantId, subjectId }: FileLink,
): Promise<BytesReply> {
  const branding = await services.databases[environment].withTenant({ tenantId }, (tx) =>
    findBranding(tx, tenantId, subjectId),
  );
  if (branding?.logo_sha256 == null || branding.logo_media_type === null)
    throw new ApiError('FILE_NOT_FOUND');
  return {
    status: 200,
    bytes: await services.content.get(branding.logo_sha256),
    mediaType: branding.logo_media_type,
    filename: branding.logo_media_type === 'image/png' ? 'logo.png' : 'logo.jpg',
    headers: { 'Cache-Control': 'public, max-age=300', 'Cross-Origin-Resource-Policy': 'cross-origin' },
  };
}

/**
 * Looks whether an upload can be a logo: a PNG or a JPEG, that alone, which the pages of documents can draw. What draws by
 * itself (SVG) is refused: it may carry a program. Its bytes are kept, and named by their SHA-256.
 */
export async function keepLogo(
  services: Services,
  { field, bytes }: Upload,
): Promise<{ logo_sha256: Buffer; logo_media_type: string; logo_url: null }> {
  const refuse = (reason: { fr: string; en: string }) =>
    new ApiError('FILE_REFUSED', { params: { field, reason } });
  const inspected = inspectFile(bytes, ['png', 'jpeg']);
  if ('refused' in inspected) throw refuse(inspected.refused);
  try {
    readImage(bytes);
  } catch (cause) {
    if (!(cause instanceof PdfError)) throw cause;
    const large = cause.code === 'image_too_large';
    throw refuse(
      large
        ? {
            fr: 'l’image dépasse 2 Mo ou 2 millions de points',
            en: 'the image exceeds 2 MB or 2 million pixels',
          }
        : { fr: 'l’image ne peut pas être dessinée', en: 'the image cannot be drawn' },
    );
  }
  return {
    logo_sha256: await services.content.put(bytes),
    logo_media_type: inspected.mediaType,
    logo_url: null,
  };
}
