import type { CheckedSiret, CheckedVatNumber, RegisteredCompany } from '@scell/contract';
import { frenchVatId } from '@scell/en16931';
import { moment } from '../../platform/http/present.ts';
import type { RegisteredEstablishment } from '../../platform/registers/company-register.ts';
import type { CheckedVatNumber as Checked } from './check-vat-number.ts';

/** Short names people use for the most common legal categories of INSEE. */
const LEGAL_FORMS: Readonly<Record<string, string>> = {
  '1000': 'EI',
  '5498': 'EURL',
  '5499': 'SARL',
  '5510': 'SA',
  '5599': 'SA',
  '5699': 'SA',
  '5710': 'SAS',
  '5720': 'SASU',
  '6540': 'SCI',
  '9220': 'Association',
};

export function presentEstablishment(found: RegisteredEstablishment, askedAt: Date): RegisteredCompany {
  const { address_line1, address_line2, postal_code, city, country } = found;
  return {
    siret: found.siret,
    siren: found.siren,
    name: found.name,
    trade_name: found.trade_name,
    legal_form: found.legal_form,
    legal_form_name: LEGAL_FORMS[found.legal_form ?? ''] ?? null,
    naf_code: found.naf_code,
    vat_number: frenchVatId(found.siren),
    address: { line1: address_line1, line2: address_line2, postal_code, city, country },
    address_line1,
    address_line2,
    postal_code,
    city,
    country,
    is_head_office: found.is_head_office,
    is_individual: found.is_individual,
    is_active: found.is_active,
    is_partial: found.is_partial,
    registered_at: found.registered_at,
    closed_at: found.closed_at,
    looked_up_at: moment(askedAt),
  };
}

/** The company of a checked SIRET, its address on one line. */
export function presentBriefly(found: RegisteredEstablishment): NonNullable<CheckedSiret['company']> {
  const place = [found.postal_code, found.city].filter((part) => part !== null).join(' ');
  const parts = [found.address_line1, found.address_line2, place].filter(
    (part) => part !== null && part !== '',
  );
  return {
    name: found.name,
    siret: found.siret,
    siren: found.siren,
    naf: found.naf_code,
    address: parts.join(', ') || null,
  };
}

export function presentVatNumber(
  { vatNumber, country, answer, reason }: Checked,
  now: Date,
): CheckedVatNumber {
  const valid = answer.status === 'valid';
  return {
    valid: answer.status === 'unavailable' ? null : valid,
    status: answer.status,
    reason,
    vat_number: vatNumber,
    country_code: country,
    name: valid ? answer.name : null,
    address: valid ? answer.address : null,
    consultation_number: valid ? answer.consultationNumber : null,
    checked_at: moment(now),
    vatNumber: vatNumber.slice(2),
    countryCode: country,
  };
}
