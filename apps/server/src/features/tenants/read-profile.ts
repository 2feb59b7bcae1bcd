import { ApiError, type TenantProfile } from '@scell/contract';
import type { Decimal } from '@scell/core';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
import type { Actor } from '../../platform/http/call.ts';
import { moment } from '../../platform/http/present.ts';
import type { Services } from '../../platform/services.ts';
import { readBalance } from '../billing/balance/read-balance.ts';
import { presentAddress } from '../buyers/present.ts';
import { findAccountSettings, findTenant, type Tenant, verifiedAt } from './store.ts';

/** A tenant as it sees itself in one environment. */
export interface Profile {
  tenant: Tenant;
  verifiedAt: Date | null;
  webhookUrl: string | null;
  defaultCompanyId: string | null;
  environment: Environment;
  /** What it can spend there, in euros. */
  balance: Decimal;
}

/** Reads the profile: identity from the live database, the rest from that of the transaction. */
export async function readProfile(
  tx: Tx,
  actor: Pick<Actor, 'by' | 'scope' | 'environment' | 'now' | 'newId'>,
  services: Services,
): Promise<Profile> {
  const { environment } = actor;
  const { tenantId } = actor.scope;
  const identity = async (liveTx: Tx) => ({
    tenant: await findTenant(liveTx, tenantId),
    verifiedAt: await verifiedAt(liveTx, tenantId),
  });
  const { tenant, verifiedAt: at } = await (environment === 'production'
    ? identity(tx)
    : services.databases.production.withTenant({ tenantId }, identity));
  if (tenant === undefined) throw new ApiError('TENANT_NOT_RESOLVED');
  const settings = await findAccountSettings(tx, tenantId);
  const ownDefault = environment === 'production' ? null : (settings?.default_company_id ?? null);
  return {
    tenant,
    verifiedAt: tenant.kyb_status === 'verified' ? at : null,
    webhookUrl: settings?.webhook_url ?? null,
    defaultCompanyId: ownDefault ?? tenant.default_company_id,
    environment,
    balance: (await readBalance(tx, actor)).amount,
  };
}

export function presentProfile({
  tenant,
  verifiedAt: at,
  webhookUrl,
  defaultCompanyId,
  environment,
  balance,
}: Profile): TenantProfile {
  return {
    id: tenant.id,
    name: tenant.name,
    slug: tenant.slug,
    legal_name: tenant.legal_name,
    siret: tenant.siret,
    siren: tenant.siret?.slice(0, 9) ?? null,
    vat_number: tenant.vat_number,
    email: tenant.email,
    phone: tenant.phone,
    contact_phone: tenant.phone,
    billing_email: tenant.billing_email,
    technical_email: tenant.technical_email,
    address: tenant.address === null ? null : presentAddress(tenant.address),
    webhook_url: webhookUrl,
    settings: tenant.settings,
    default_company_id: defaultCompanyId,
    kyb_status: tenant.kyb_status,
    kyb_verified_at: moment(at),
    environment,
    balance: Number(balance),
    created_at: moment(tenant.created_at),
    updated_at: moment(tenant.updated_at),
  };
}
