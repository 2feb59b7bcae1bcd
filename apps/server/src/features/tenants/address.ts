import { fieldError, validationError } from '@scell/contract';
import type { AddressRow } from '../../platform/db/schema.ts';

/** An address as it may be sent: each part left out (unchanged), or cleared. */
export interface AddressParts {
  address_line1?: string | null | undefined;
  address_line2?: string | null | undefined;
  postal_code?: string | null | undefined;
  city?: string | null | undefined;
  region?: string | null | undefined;
  country?: string | null | undefined;
}

/**
 * The address that is stored, with what was sent put in: `null` while there is none. One that has begun needs its street, its
 * postal code and its city; the country alone begins none.
 */
export function mergedAddress(
  before: AddressRow | null,
  sent: AddressParts,
  spell: (path: string) => string,
): AddressRow | null {
  const part = (given: string | null | undefined, stored: string | undefined) =>
    given === undefined ? stored : (given ?? undefined);
  const merged = {
    line1: part(sent.address_line1, before?.line1),
    line2: part(sent.address_line2, before?.line2),
    postal_code: part(sent.postal_code, before?.postal_code),
    city: part(sent.city, before?.city),
    region: part(sent.region, before?.region),
  };
  if (Object.values(merged).every((value) => value === undefined)) return null;
  const missing = (['line1', 'postal_code', 'city'] as const).filter((name) => merged[name] === undefined);
  if (missing.length > 0)
    throw validationError(
      missing.map((name) =>
        fieldError(spell(name === 'line1' ? 'address_line1' : name), {
          fr: 'une adresse a une rue (address_line1), un code postal et une ville.',
          en: 'an address has a street (address_line1), a postal code and a city.',
        }),
      ),
    );
  const { line1 = '', line2, postal_code = '', city = '', region } = merged;
  return {
    line1,
    ...(line2 === undefined ? {} : { line2 }),
    postal_code,
    city,
    ...(region === undefined ? {} : { region }),
    country: sent.country ?? before?.country ?? 'FR',
  };
}
