import { countryOf, type InvoiceCreate, saidToBeIndividual } from '@scell/contract';
import { electronicAddressOfSiren, frenchVatId, isFrench } from '@scell/en16931';
import type { AddressRow, ElectronicAddressRow } from '../../platform/db/schema.ts';
import { distinctShipping, storedAddress } from '../buyers/addresses.ts';
import type { Buyer } from '../buyers/find-buyer.ts';
import type { Company } from '../companies/find-company.ts';
import type { BuyerSnapshot, SellerSnapshot } from './content.ts';
import type { Notes } from './notes.ts';

/** The seller is the company that issues: nothing in a request changes who it is. */
export function sellerSnapshot(company: Company): SellerSnapshot {
  const siren = company.siren ?? company.siret?.slice(0, 9) ?? null;
  const derivedVat =
    isFrench(company.country) && company.vat_regime !== 'franchise' && siren !== null
      ? frenchVatId(siren)
      : null;
  return {
    company_id: company.id,
    name: company.name,
    country: company.country,
    siret: company.siret,
    siren: isFrench(company.country) ? siren : null,
    vat_number: company.vat_number ?? derivedVat,
    legal_id: company.legal_id,
    legal_id_scheme: company.legal_id_scheme,
    legal_form: company.legal_form,
    address: {
      line1: company.address_line1,
      ...(company.address_line2 === null ? {} : { line2: company.address_line2 }),
      postal_code: company.postal_code,
      city: company.city,
      ...(company.region === null ? {} : { region: company.region }),
      country: company.country,
    },
    electronic_address: company.electronic_address ?? frenchAddress(company.country, siren),
    email: company.email,
    phone: company.phone,
    vat_regime: company.vat_regime,
  };
}

/** Refuses `seller_*` fields that name another legal entity than the issuer; warns where only a name differs. */
export function compareSeller(input: InvoiceCreate, seller: SellerSnapshot, notes: Notes): void {
  for (const [field, ours] of [
    ['seller_siret', seller.siret],
    ['seller_siren', seller.siren],
    ['seller_vat_number', seller.vat_number],
    ['seller_legal_id', seller.legal_id],
    ['seller_country', seller.country],
  ] as const) {
    const sent = input[field];
    if (sent === undefined || sent === ours) continue;
    notes.refuse(field, {
      fr: `la société émettrice est ${seller.name} (${ours ?? 'sans cet identifiant'}), pas ${sent} : envoyez l’identifiant de l’émetteur, ou rien.`,
      en: `the issuing company is ${seller.name} (${ours ?? 'without this identifier'}), not ${sent}: send the issuer's identifier, or nothing.`,
    });
  }
  const address = input.seller_address && storedAddress(input.seller_address, seller.country);
  if (address && distinctShipping(address, seller.address) !== null) {
    notes.warn('seller_address', {
      fr: 'la facture porte l’adresse enregistrée de la société.',
      en: 'the invoice bears the registered address of the company.',
    });
  }
  if (input.seller_name !== undefined && !sameName(input.seller_name, seller.name)) {
    notes.warn('seller_name', {
      fr: `la facture porte le nom enregistré de la société, « ${seller.name} ».`,
      en: `the invoice bears the registered name of the company, "${seller.name}".`,
    });
  }
}

/** The buyer as it is at this moment: the registered one, whatever the request adds over it, or the request alone. */
export function buyerSnapshot(input: InvoiceCreate, registered: Buyer | null): BuyerSnapshot {
  const country = input.buyer_country ?? registered?.country ?? countryOf(undefined, input.buyer_address);
  const siret = input.buyer_siret ?? registered?.siret ?? null;
  const vat = input.buyer_vat_number ?? registered?.vat_number ?? null;
  const siren = isFrench(country)
    ? (siret?.slice(0, 9) ?? input.buyer_siren ?? registered?.siren ?? sirenOfVat(vat))
    : null;
  const individual = saidToBeIndividual(input) ?? registered?.is_individual ?? false;
  const name = input.buyer_name ?? registered?.name;
  const address =
    input.buyer_address === undefined
      ? registered?.billing_address
      : storedAddress(input.buyer_address, country);
  if (name === undefined || address === undefined)
    throw new TypeError('the contract lets no buyer without name and address through');
  return {
    id: registered?.id ?? null,
    is_individual: individual,
    name,
    country,
    siret: individual ? null : siret,
    siren: individual ? null : siren,
    vat_number: individual ? null : vat,
    legal_id: individual ? null : (input.buyer_legal_id ?? registered?.legal_id ?? null),
    legal_id_scheme: individual ? null : (input.buyer_legal_id_scheme ?? registered?.legal_id_scheme ?? null),
    address,
    electronic_address:
      input.buyer_electronic_address ??
      registered?.electronic_address ??
      (individual ? null : frenchAddress(country, siren)),
  };
}

/** Where goods go when that is not to the buyer's own address (BG-13). */
export function shippingAddressOf(
  input: InvoiceCreate,
  registered: Buyer | null,
  buyer: BuyerSnapshot,
): AddressRow | null {
  const shipping =
    input.buyer_shipping_address === undefined
      ? (registered?.shipping_address ?? null)
      : storedAddress(input.buyer_shipping_address, buyer.country);
  return distinctShipping(shipping, buyer.address);
}

function frenchAddress(country: string, siren: string | null): ElectronicAddressRow | null {
  if (!isFrench(country) || siren === null) return null;
  const { scheme, value } = electronicAddressOfSiren(siren);
  return { scheme: scheme ?? '0225', value };
}

/** The SIREN inside a French VAT number. */
function sirenOfVat(vatNumber: string | null): string | null {
  return /^FR[0-9A-Z]{2}(\d{9})$/.exec(vatNumber ?? '')?.[1] ?? null;
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plain(a) === plain(b);
}
