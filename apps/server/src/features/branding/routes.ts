import * as contract from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { type Call, ok, type Reply } from '../../platform/http/call.ts';
import { route } from '../../platform/http/route.ts';
import { readProfile } from '../tenants/read-profile.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { requireWholeTenant } from '../tenants/whole-tenant.ts';
import { changeBranding, lookOf } from './change-branding.ts';
import { keepLogo, publicLogoUrl } from './logo.ts';
import { type Look, type Owner, presentBranding } from './present.ts';
import { previewPage } from './preview-page.ts';
import { logoUpload } from './receive-logo.ts';
import { findBranding, saveBranding } from './store.ts';

export const brandingRoutes = [
  route(contract.getTenantBranding, (call) => show(call, null)),
  route(contract.getSubTenantBranding, (call) => show(call, call.params.sub_tenant_id)),
  route(contract.updateTenantBranding, (call) => change(call, null, call.body)),
  route(contract.updateSubTenantBranding, (call) => change(call, call.params.sub_tenant_id, call.body)),
  route(contract.uploadTenantLogo, (call) => upload(call, null)),
  route(contract.uploadSubTenantLogo, (call) => upload(call, call.params.sub_tenant_id)),
  route(contract.getTenantLogoUploadUrl, (call) => link(call, null, call.body)),
  route(contract.getAccountLogoUploadUrl, (call) => link(call, null, call.body)),
  route(contract.getSubTenantLogoUploadUrl, (call) => link(call, call.params.sub_tenant_id, call.body)),
  route(contract.previewTenantBranding, (call) => preview(call, null, call.query)),
  route(contract.previewSubTenantBranding, (call) => preview(call, call.params.sub_tenant_id, call.query)),
];

/** What the handlers need of a call, whatever its operation. */
type AnyCall = Pick<
  Call,
  | 'services'
  | 'db'
  | 'scope'
  | 'environment'
  | 'principal'
  | 'now'
  | 'newId'
  | 'by'
  | 'ip'
  | 'requestId'
  | 'language'
  | 'upload'
  | 'once'
  | 'spell'
>;

/** Whose look it is: a sub-tenant the caller may see, or the tenant itself. */
async function ownerOf(tx: Tx, call: AnyCall, subTenantId: string | null): Promise<Owner> {
  if (subTenantId !== null) return requireSubTenant(tx, call, subTenantId);
  requireWholeTenant(call);
  const { tenant } = await readProfile(tx, call, call.services);
  return { ...tenant, name: tenant.legal_name ?? tenant.name };
}

function answer(call: AnyCall, subTenantId: string | null, owner: Owner, look: Look | undefined): Reply {
  const { services, environment, scope } = call;
  return ok(presentBranding(look, owner, publicLogoUrl(services, environment, scope.tenantId, subTenantId)));
}

async function show(call: AnyCall, subTenantId: string | null): Promise<Reply> {
  const { tenantId } = call.scope;
  return call.db.withTenant(call.scope, async (tx) => {
    const owner = await ownerOf(tx, call, subTenantId);
    return answer(call, subTenantId, owner, await findBranding(tx, tenantId, subTenantId ?? tenantId));
  });
}

async function change(
  call: AnyCall,
  subTenantId: string | null,
  input: contract.BrandingInput,
): Promise<Reply> {
  return call.db.withTenant(call.scope, async (tx) => {
    const owner = await ownerOf(tx, call, subTenantId);
    return answer(
      call,
      subTenantId,
      owner,
      await changeBranding(tx, call, call.services, subTenantId, input),
    );
  });
}

async function upload(call: AnyCall, subTenantId: string | null): Promise<Reply> {
  // Who may not is told before anything is kept.
  await call.db.withTenant(call.scope, (tx) => ownerOf(tx, call, subTenantId));
  if (call.upload === null)
    throw contract.validationError([
      contract.fieldError('logo', {
        fr: 'un fichier est attendu, dans la partie « logo » d’un formulaire multipart/form-data.',
        en: 'a file is expected, in the part "logo" of a form (multipart/form-data).',
      }),
    ]);
  const logo = await keepLogo(call.services, call.upload);
  return call.once(async (tx) => {
    const owner = await ownerOf(tx, call, subTenantId);
    const row = await saveBranding(tx, call.scope.tenantId, subTenantId, logo, call.now);
    return answer(call, subTenantId, owner, row);
  });
}

async function link(
  call: AnyCall,
  subTenantId: string | null,
  wish: { mime_type: string; size?: number | undefined },
): Promise<Reply> {
  await call.db.withTenant(call.scope, (tx) => ownerOf(tx, call, subTenantId));
  const { environment, scope } = call;
  const made = logoUpload(
    call.services,
    { environment, tenantId: scope.tenantId, subTenantId },
    wish,
    call.now,
  );
  return ok({ ...made, data: made });
}

/** A page with what is set and what the request tries; nothing is kept. A logo from elsewhere is not shown: we fetch nothing. */
async function preview(
  call: AnyCall,
  subTenantId: string | null,
  tried: contract.BrandingInput,
): Promise<Reply> {
  const { services, environment, scope } = call;
  const { tenantId } = scope;
  const { owner, row } = await call.db.withTenant(scope, async (tx) => ({
    owner: await ownerOf(tx, call, subTenantId),
    row: await findBranding(tx, tenantId, subTenantId ?? tenantId),
  }));
  const publicUrl = publicLogoUrl(services, environment, tenantId, subTenantId);
  const look = lookOf(row, tried, publicUrl);
  const bytes = look.logo_sha256 === null ? null : await services.content.get(look.logo_sha256);
  const logo =
    bytes === null ? null : `data:${row?.logo_media_type ?? 'image/png'};base64,${bytes.toString('base64')}`;
  const page = previewPage(presentBranding(look, owner, publicUrl), logo, call.language);
  return {
    status: 200,
    bytes: Buffer.from(page),
    mediaType: 'text/html; charset=utf-8',
    filename: 'preview.html',
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    },
  };
}
