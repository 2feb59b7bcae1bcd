import type { BrandingInput } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { Services } from '../../platform/services.ts';
import { publicLogoUrl } from './logo.ts';
import type { Look } from './present.ts';
import { type BrandingChanges, type BrandingRow, saveBranding } from './store.ts';

/** Changes the look of a tenant or a sub-tenant in one environment. Documents that were issued keep theirs. */
export async function changeBranding(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'scope' | 'environment' | 'ip' | 'requestId' | 'now' | 'newId'>,
  services: Services,
  subTenantId: string | null,
  input: BrandingInput,
): Promise<BrandingRow> {
  const { tenantId } = actor.scope;
  const own = publicLogoUrl(services, actor.environment, tenantId, subTenantId);
  const row = await saveBranding(tx, tenantId, subTenantId, changesOf(input, own), actor.now);
  await recordEvent(
    tx,
    actor,
    {
      subjectType: subTenantId === null ? 'tenant' : 'sub_tenant',
      subjectId: subTenantId ?? tenantId,
      type: subTenantId === null ? 'tenant.branding_updated' : 'sub_tenant.branding_updated',
      details: 'Identité visuelle modifiée',
      data: { fields: Object.keys(input).sort() },
    },
    subTenantId,
  );
  return row;
}

/** A look as it would be with the changes. */
export function lookOf(row: BrandingRow | undefined, input: BrandingInput, own: string): Look {
  const plain: Look = {
    logo_url: null,
    logo_sha256: null,
    primary_color: null,
    email_footer: null,
    email_signature: null,
    email_enabled: true,
  };
  return { ...plain, ...row, ...changesOf(input, own) };
}

/** What is left out stays. Our own address of the logo, sent back, changes nothing. */
function changesOf(input: BrandingInput, own: string): BrandingChanges {
  const { brand_logo_url: logo, ...rest } = input;
  const named = {
    primary_color: rest.brand_primary_color,
    email_footer: rest.brand_email_footer,
    email_signature: rest.brand_email_signature,
    email_enabled: rest.brand_email_enabled,
    ...(logo === undefined || logo === own
      ? {}
      : { logo_url: logo, logo_sha256: null, logo_media_type: null }),
  };
  return Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined),
  ) as BrandingChanges;
}
