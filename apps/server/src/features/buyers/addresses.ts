import type { AddressInput, ShippingAddressInput } from '@scell/contract';
import type { AddressRow } from '../../platform/db/schema.ts';

/** An address as it is stored: no empty members, the party's country where none is said. */
export function storedAddress(address: AddressInput | ShippingAddressInput, country: string): AddressRow {
  return {
    ...('name' in address && address.name !== undefined ? { name: address.name } : {}),
    line1: address.line1,
    ...(address.line2 === undefined ? {} : { line2: address.line2 }),
    postal_code: address.postal_code,
    city: address.city,
    ...(address.region === undefined ? {} : { region: address.region }),
    country: address.country ?? country,
  };
}

/**
 * A shipping address, or `null` when it is the billing address over again (BG-13 would say nothing). A recipient's name
 * makes it another one.
 */
export function distinctShipping(shipping: AddressRow | null, billing: AddressRow): AddressRow | null {
  if (shipping === null || shipping.name !== undefined) return shipping;
  const members = ['line1', 'line2', 'postal_code', 'city', 'region', 'country'] as const;
  return members.every((member) => shipping[member] === billing[member]) ? null : shipping;
}
