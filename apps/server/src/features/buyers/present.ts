import type { Address, Buyer as BuyerResource, ShippingAddress } from '@scell/contract';
import type { AddressRow } from '../../platform/db/schema.ts';
import { moment } from '../../platform/http/present.ts';
import type { Buyer } from './store.ts';

export function presentBuyer(buyer: Buyer): BuyerResource {
  return {
    id: buyer.id,
    tenant_id: buyer.tenant_id,
    sub_tenant_id: buyer.sub_tenant_id,
    name: buyer.name,
    is_individual: buyer.is_individual,
    siret: buyer.siret,
    siren: buyer.siren,
    vat_number: buyer.vat_number,
    legal_id: buyer.legal_id,
    legal_id_scheme: buyer.legal_id_scheme,
    email: buyer.email,
    billing_email: buyer.billing_email,
    phone: buyer.phone,
    country: buyer.country,
    billing_address: presentAddress(buyer.billing_address),
    shipping_address: buyer.shipping_address === null ? null : presentShippingAddress(buyer.shipping_address),
    electronic_address: buyer.electronic_address,
    metadata: buyer.metadata,
    notes: buyer.notes,
    created_at: moment(buyer.created_at),
    updated_at: moment(buyer.updated_at),
    deleted_at: moment(buyer.deleted_at),
  };
}

export function presentAddress(address: AddressRow): Address {
  return {
    line1: address.line1,
    line2: address.line2 ?? null,
    postal_code: address.postal_code,
    city: address.city,
    region: address.region ?? null,
    country: address.country,
  };
}

export function presentShippingAddress(address: AddressRow): ShippingAddress {
  return { name: address.name ?? null, ...presentAddress(address) };
}
