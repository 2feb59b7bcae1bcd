import { type BuyerCreate, countryOf, type FieldError } from '@scell/contract';
import type { Tx } from '../../platform/db/client-dialect.ts';
import { recordEvent } from '../../platform/events/record-event.ts';
import type { Actor } from '../../platform/http/call.ts';
import { checkPartyIdentifiers } from '../invoices/check-identifiers.ts';
import { requireSubTenant } from '../tenants/require-sub-tenant.ts';
import { distinctShipping, storedAddress } from './addresses.ts';
import { type Buyer, insertBuyer } from './store.ts';

/** Registers a buyer; warns of identifiers that cannot be right, and refuses them in live. */
export async function createBuyer(
  tx: Tx,
  actor: Actor,
  input: BuyerCreate,
  spell: (path: string) => string,
): Promise<{ buyer: Buyer; warnings: FieldError[] }> {
  const subTenantId = input.sub_tenant_id ?? actor.principal.subTenantId;
  if (subTenantId !== null) await requireSubTenant(tx, actor, subTenantId);
  const country = countryOf(input.country, input.billing_address);
  const warnings = checkPartyIdentifiers(actor.environment, { ...input, country }, '', spell);
  const billing = storedAddress(input.billing_address, country);
  const shipping =
    input.shipping_address === undefined ? null : storedAddress(input.shipping_address, country);
  const buyer = await insertBuyer(tx, {
    tenant_id: actor.scope.tenantId,
    id: actor.newId(),
    sub_tenant_id: subTenantId,
    name: input.name,
    is_individual: input.is_individual,
    siret: input.siret ?? null,
    siren: input.siren ?? input.siret?.slice(0, 9) ?? null,
    vat_number: input.vat_number ?? null,
    legal_id: input.legal_id ?? null,
    legal_id_scheme: input.legal_id_scheme ?? null,
    email: input.email ?? null,
    billing_email: input.billing_email ?? null,
    phone: input.phone ?? null,
    country,
    billing_address: JSON.stringify(billing),
    shipping_address: jsonOrNull(distinctShipping(shipping, billing)),
    electronic_address: jsonOrNull(input.electronic_address),
    metadata: jsonOrNull(input.metadata),
    notes: input.notes ?? null,
    created_at: actor.now,
    updated_at: actor.now,
    deleted_at: null,
  });
  await recordEvent(
    tx,
    actor,
    {
      subjectType: 'buyer',
      subjectId: buyer.id,
      type: 'buyer.created',
      details: 'Acheteur enregistré',
      data: {},
    },
    subTenantId,
  );
  return { buyer, warnings };
}

export function jsonOrNull(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
