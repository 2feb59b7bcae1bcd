import { ApiError, fieldError, LOGO_BYTES, type LogoUpload, validationError } from '@scell/contract';
import type { Environment } from '../../platform/environments.ts';
import { moment } from '../../platform/http/present.ts';
import { type FileLink, readLink, signLink } from '../../platform/http/signed-links.ts';
import type { Upload } from '../../platform/http/uploads.ts';
import { tenantClock } from '../../platform/sandbox-clocks.ts';
import type { Services } from '../../platform/services.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { keepLogo, publicLogoUrl } from './logo.ts';
import { saveBranding } from './store.ts';

const TEN_MINUTES_MS = 10 * 60_000;

/** An address for one logo: whose it is, its type and its size are in the signature. */
export function logoUpload(
  services: Services,
  owner: { environment: Environment; tenantId: string; subTenantId: string | null },
  { mime_type, size }: { mime_type: string; size?: number | undefined },
  now: Date,
): LogoUpload {
  const { environment, tenantId, subTenantId } = owner;
  const expires = Math.floor((now.getTime() + TEN_MINUTES_MS) / 1000);
  const kind = `put-logo ${mime_type} ${size === undefined ? `<= ${LOGO_BYTES}` : `= ${size}`}`;
  const link: FileLink = { environment, tenantId, subjectId: subTenantId ?? tenantId, kind, expires };
  return {
    url: `${services.publicUrl}/files/${signLink(link, services.secret)}`,
    method: 'PUT',
    headers: { 'Content-Type': mime_type },
    max_bytes: size ?? LOGO_BYTES,
    public_url: publicLogoUrl(services, environment, tenantId, subTenantId),
    expires_at: moment(new Date(expires * 1000)),
  };
}

/** Takes in a logo sent to such an address: it is the logo from then on. The same again changes nothing. */
export async function receiveLogo(services: Services, token: string, upload: Upload | null): Promise<void> {
  const link = readLink(token, services.secret);
  const [, mediaType = '', sign = '', bound = ''] =
    /^put-logo (\S+) (<?=) (\d+)$/.exec(link?.kind ?? '') ?? [];
  if (link === null || mediaType === '') throw new ApiError('FILE_NOT_FOUND');
  const { environment, tenantId, subjectId } = link;
  const now = new Date(tenantClock(services, environment, tenantId)());
  if (link.expires * 1000 <= now.getTime()) throw new ApiError('LINK_EXPIRED');
  if (upload === null)
    throw validationError([
      fieldError('logo', {
        fr: 'l’image est attendue, comme corps de la requête.',
        en: 'the image is expected, as the body of the request.',
      }),
    ]);
  const length = upload.bytes.length;
  const signed = sign === '=' ? length === Number(bound) : length <= Number(bound);
  const logo = await keepLogo(services, upload);
  if (!signed || logo.logo_media_type !== mediaType)
    throw new ApiError('FILE_REFUSED', {
      params: {
        field: upload.field,
        reason: {
          fr: `l’adresse vaut pour une image ${mediaType} de ${bound} octets${sign === '=' ? '' : ' au plus'}`,
          en: `the address is for an image ${mediaType} of ${sign === '=' ? '' : 'at most '}${bound} bytes`,
        },
      },
    });
  const subTenantId = subjectId === tenantId ? null : subjectId;
  await services.databases[environment].withTenant({ tenantId }, async (tx) => {
    if (subTenantId !== null) await requireSubTenant(tx, { principal: { tenantId } }, subTenantId);
    await saveBranding(tx, tenantId, subTenantId, logo, now);
  });
}
