import type { RegisteredEstablishment } from '../../platform/registers/company-register.ts';
import type { VatAnswer } from '../../platform/registers/vat-register.ts';

/** What a register does with an example number of the sandbox. */
export type Example = RegisteredEstablishment | 'unknown' | 'unavailable';

const acme: RegisteredEstablishment = {
  siret: '12345678901234',
  siren: '123456789',
  name: 'ACME SAS',
  trade_name: null,
  legal_form: '5710',
  naf_code: '6201Z',
  address_line1: '1 RUE DE LA PAIX',
  address_line2: null,
  postal_code: '75001',
  city: 'PARIS',
  country: 'FR',
  is_head_office: true,
  is_individual: false,
  is_active: true,
  registered_at: '2018-04-01',
  closed_at: null,
  is_partial: false,
};

/**
 * The numbers the sandbox knows without asking anybody (docs/registers.md lists them). None passes its key, so that none can
 * be the number of a business; live refuses them for that.
 */
export const EXAMPLE_SIRETS: Readonly<Record<string, Example>> = {
  '12345678901234': acme,
  '98765432109876': {
    ...acme,
    siret: '98765432109876',
    siren: '987654321',
    name: 'GLOBEX SAS',
    naf_code: '4690Z',
    address_line1: '10 PLACE VENDOME',
    registered_at: '2015-09-14',
  },
  '99999999900001': {
    ...acme,
    siret: '99999999900001',
    siren: '999999999',
    name: 'ANCIENNE MAISON',
    is_active: false,
    closed_at: '2024-12-31',
  },
  '99999999900002': {
    ...acme,
    siret: '99999999900002',
    siren: '999999999',
    name: null,
    legal_form: '1000',
    address_line1: null,
    postal_code: null,
    is_individual: true,
    is_partial: true,
  },
  '99999999900404': 'unknown',
  '99999999900502': 'unavailable',
};

/** The VAT numbers of the references' examples. */
const EXAMPLE_VAT_NUMBERS: Readonly<Record<string, string>> = {
  FR12345678901: 'ACME SAS',
  FR12123456789: 'ACME SAS',
  FR98765432109: 'GLOBEX SAS',
};

/** What VIES says in the sandbox of the numbers that its own test service knows: `100` is valid, `200` is not, `3…` fails. */
const EXAMPLE_ENDINGS: Readonly<Record<string, VatAnswer>> = {
  '100': {
    status: 'valid',
    name: 'EXAMPLE LTD',
    address: '1 EXAMPLE STREET\nEXAMPLETOWN',
    consultationNumber: 'SANDBOX-100',
  },
  '200': { status: 'invalid' },
  '300': { status: 'unavailable', reason: 'SERVICE_UNAVAILABLE' },
  '301': { status: 'unavailable', reason: 'MS_UNAVAILABLE' },
  '302': { status: 'unavailable', reason: 'TIMEOUT' },
  '500': { status: 'unavailable', reason: 'GLOBAL_MAX_CONCURRENT_REQ' },
  '600': { status: 'unavailable', reason: 'MS_MAX_CONCURRENT_REQ' },
};

/** The answer to an example number; `undefined`: it is none. */
export function exampleVatAnswer(vatNumber: string): VatAnswer | undefined {
  const name = EXAMPLE_VAT_NUMBERS[vatNumber];
  if (name !== undefined) return { status: 'valid', name, address: null, consultationNumber: null };
  return EXAMPLE_ENDINGS[vatNumber.slice(2)];
}
