import { z } from 'zod';
import { aliased } from '../alias.ts';
import { country } from '../fields/codes.ts';
import { line } from '../fields/texts.ts';

/**
 * A postal address as callers send it. The country may be left out: it is then the party's own, and France for a party
 * that names none (`countryOf`).
 */
export const addressInput = aliased(
  z.object({
    line1: line(255, '1 Rue de la Paix').describe('BT-35, BT-50, BT-75'),
    line2: line(255).describe('BT-36, BT-51, BT-76').optional(),
    postal_code: line(20, '75001').describe('BT-38, BT-53, BT-78'),
    city: line(100, 'Paris').describe('BT-37, BT-52, BT-77'),
    region: line(100).describe('BT-39, BT-54, BT-79').optional(),
    country: country.describe('BT-40, BT-55, BT-80').optional(),
  }),
  { line1: ['street', 'address_line1'], line2: ['street2', 'address_line2'] },
).meta({ id: 'AddressInput' });

/** Where goods go (BG-13, BG-15): an address with the name of its recipient (BT-70). */
export const shippingAddressInput = aliased(
  z.object({ name: line(255, 'Entrepôt Lyon').optional(), ...addressInput.shape }),
  { line1: ['street', 'address_line1'], line2: ['street2', 'address_line2'], name: ['company_name'] },
).meta({ id: 'ShippingAddressInput' });

export type AddressInput = z.output<typeof addressInput>;
export type ShippingAddressInput = z.output<typeof shippingAddressInput>;

/** The country of a party: the one it states, else that of its address, else France. */
export function countryOf(
  stated: string | null | undefined,
  address: Partial<AddressInput> | null | undefined,
): string {
  return stated ?? address?.country ?? 'FR';
}

/** A postal address in answers. Never null inside nested parties: old clients need an object. */
export const address = z
  .object({
    line1: z.string(),
    line2: z.string().nullable(),
    postal_code: z.string(),
    city: z.string(),
    region: z.string().nullable(),
    country: z.string(),
  })
  .meta({ id: 'Address' });

export const shippingAddress = z
  .object({ name: z.string().nullable(), ...address.shape })
  .meta({ id: 'ShippingAddress' });

export type Address = z.output<typeof address>;
export type ShippingAddress = z.output<typeof shippingAddress>;
