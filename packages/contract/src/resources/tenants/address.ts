import { country } from '../../fields/codes.ts';
import { line } from '../../fields/texts.ts';

/** A postal address said flat or nested; tenants and sub-tenants may have none. */
export const addressFields = {
  address_line1: line(255, '1 Rue de la Paix').optional(),
  address_line2: line(255).optional(),
  postal_code: line(20, '75001').optional(),
  city: line(100, 'Paris').optional(),
  region: line(100).optional(),
  country: country.optional(),
};

export const addressSpellings = {
  address_line1: ['address.line1', 'address.street', 'address.address_line1'],
  address_line2: ['address.line2', 'address.street2', 'address.address_line2'],
  postal_code: ['address.postal_code'],
  city: ['address.city'],
  region: ['address.region'],
  country: ['address.country'],
} as const;
