import { ApiError, type FieldError, type SubTenantCreate } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { recordEvent } from '../../../platform/events/record-event.ts';
import type { Actor } from '../../../platform/http/call.ts';
import { fingerprintOf } from '../../../platform/http/idempotency.ts';
import { jsonOrNull } from '../../buyers/create-buyer.ts';
import { checkPartyIdentifiers } from '../../invoices/check-identifiers.ts';
import { mergedAddress } from '../address.ts';
import { requireWholeTenant } from '../whole-tenant.ts';
import { claimExternalId, insertSubTenant, type SubTenant } from './store.ts';

/**
 * Creates a sub-tenant in the environment of the caller, not verified yet. A creation is repeatable by `external_id`: the same
 * request gives the sub-tenant that is there, another one is a conflict.
 */
export async function addSubTenant(
  tx: Tx,
  actor: Actor,
  input: SubTenantCreate,
  spell: (path: string) => string,
): Promise<{ subTenant: SubTenant; warnings: FieldError[]; isNew: boolean }> {
  requireWholeTenant(actor);
  const { tenantId } = actor.scope;
  const country = input.country ?? 'FR';
  const warnings = checkPartyIdentifiers(actor.environment, { ...input, country }, '', spell);
  const fingerprint = fingerprintOf('sub-tenant', input);
  if (input.external_id !== undefined) {
    const known = await claimExternalId(tx, tenantId, input.external_id);
    if (known?.fingerprint?.equals(fingerprint) === true) return { subTenant: known, warnings, isNew: false };
    if (known !== undefined) throw taken(input.external_id, known.id);
  }
  const address = mergedAddress(null, { ...input, country }, spell);
  const subTenant = await insertSubTenant(tx, {
    tenant_id: tenantId,
    id: actor.newId(),
    external_id: input.external_id ?? null,
    name: input.name,
    email: input.email ?? null,
    contact_email: input.contact_email ?? null,
    contact_person: input.contact_person ?? null,
    phone: input.phone ?? null,
    siret: input.siret ?? null,
    siren: input.siren ?? input.siret?.slice(0, 9) ?? null,
    vat_number: input.vat_number ?? null,
    country,
    address: jsonOrNull(address),
    is_active: input.is_active ?? input.status !== 'inactive',
    metadata: jsonOrNull(input.metadata),
    fingerprint,
    created_at: actor.now,
    updated_at: actor.now,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'sub_tenant',
      subjectId: subTenant.id,
      type: 'sub_tenant.created',
      details: 'Sous-compte créé',
      data: { external_id: subTenant.external_id },
    },
    subTenant.id,
  );
  return { subTenant, warnings, isNew: true };
}

/** The 409 of an external id that names another sub-tenant. */
export function taken(externalId: string, id: string): ApiError {
  return new ApiError('SUB_TENANT_EXTERNAL_ID_TAKEN', { params: { external_id: externalId, id } });
}
