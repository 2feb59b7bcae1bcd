import type { Branding } from '@scell/contract';
import type { AddressRow } from '../../platform/db/schema.ts';
import type { BrandingRow } from './store.ts';

/** Whose look it is, as a footer names it. */
export interface Owner {
  name: string;
  siret: string | null;
  address: AddressRow | null;
}

export type Look = Pick<
  BrandingRow,
  'logo_url' | 'logo_sha256' | 'primary_color' | 'email_footer' | 'email_signature' | 'email_enabled'
>;

const PLAIN: Look = {
  logo_url: null,
  logo_sha256: null,
  primary_color: null,
  email_footer: null,
  email_signature: null,
  email_enabled: true,
};

export function presentBranding(row: Look = PLAIN, owner: Owner, publicUrl: string): Branding {
  const members = {
    brand_logo_url: row.logo_sha256 === null ? row.logo_url : publicUrl,
    brand_primary_color: row.primary_color,
    brand_email_footer: row.email_footer,
    brand_email_signature: row.email_signature,
    brand_email_enabled: row.email_enabled,
    computed_email_footer: row.email_footer ?? footerOf(owner),
  };
  const missing = (['brand_logo_url', 'brand_primary_color'] as const).filter(
    (name) => members[name] === null,
  );
  const whole = { ...members, is_complete: missing.length === 0, missing_fields: missing };
  return { ...whole, data: whole };
}

function footerOf({ name, siret, address }: Owner): string {
  const place =
    address === null ? null : [address.line1, `${address.postal_code} ${address.city}`].join(', ');
  return [name, siret === null ? null : `SIRET ${siret}`, place].filter((part) => part !== null).join(' · ');
}
