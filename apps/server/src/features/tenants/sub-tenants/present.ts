import type { SubTenantResource } from '@scell/contract';
import type { Environment } from '../../../platform/environments.ts';
import { moment } from '../../../platform/http/present.ts';
import { presentAddress } from '../../buyers/present.ts';
import type { SubTenant } from './store.ts';

export function presentSubTenant(row: SubTenant, environment: Environment): SubTenantResource {
  const address = row.address === null ? null : presentAddress(row.address);
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    external_id: row.external_id,
    name: row.name,
    email: row.email,
    contact_email: row.contact_email,
    contact_person: row.contact_person,
    phone: row.phone,
    siret: row.siret ?? '',
    siren: row.siren,
    vat_number: row.vat_number,
    country: row.country,
    address,
    address_line1: address?.line1 ?? null,
    address_line2: address?.line2 ?? null,
    postal_code: address?.postal_code ?? null,
    city: address?.city ?? null,
    superpdp_id: row.superpdp_id,
    kyb_status: row.kyb_status,
    onboarding_status: row.onboarding_status,
    status: row.is_active ? 'active' : 'inactive',
    is_active: row.is_active,
    environment,
    metadata: row.metadata,
    created_at: moment(row.created_at),
    updated_at: moment(row.updated_at),
  };
}
