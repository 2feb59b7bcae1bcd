import { type FieldError, validationError } from '@scell/contract';
import {
  checkBic,
  checkElectronicAddress,
  checkIban,
  checkSiren,
  checkSiret,
  checkVatId,
  type IdentifierFinding,
} from '@scell/en16931';
import type { Environment } from '../../platform/environments.ts';

interface PartyIdentifiers {
  country: string;
  siret?: string | null | undefined;
  siren?: string | null | undefined;
  vat_number?: string | null | undefined;
  electronic_address?: { scheme: string; value: string } | null | undefined;
}

/**
 * Looks at a party's identifiers. What cannot be an identifier at all is refused; a wrong check digit is refused in
 * live and warned of in the sandbox, whose well-known examples have wrong ones. `prefix` is `buyer_` or `seller_` where
 * the fields are called so.
 */
export function checkPartyIdentifiers(
  environment: Environment,
  party: PartyIdentifiers,
  prefix: string,
  spell: (path: string) => string,
): FieldError[] {
  const { country, siret, siren, vat_number: vatNumber, electronic_address: electronic } = party;
  const french = country === 'FR';
  return sort(environment, [
    ...at(spell(`${prefix}siret`), french && siret ? checkSiret(siret, siren ?? undefined) : []),
    ...at(spell(`${prefix}siren`), french && siren && !siret ? checkSiren(siren) : []),
    ...at(
      spell(`${prefix}vat_number`),
      vatNumber ? checkVatId(vatNumber, french ? (siren ?? siret?.slice(0, 9)) : undefined) : [],
    ),
    ...at(spell(`${prefix}electronic_address`), electronic ? checkElectronicAddress(electronic) : []),
  ]);
}

/** The same for an account. `prefix` is `bank_details.` where it is nested. */
export function checkBankDetails(
  environment: Environment,
  bank: { iban?: string | null | undefined; bic?: string | null | undefined },
  prefix: string,
  spell: (path: string) => string,
): FieldError[] {
  return sort(environment, [
    ...at(spell(`${prefix}iban`), bank.iban ? checkIban(bank.iban) : []),
    ...at(spell(`${prefix}bic`), bank.bic ? checkBic(bank.bic) : []),
  ]);
}

type Placed = FieldError & { severity: IdentifierFinding['severity'] };

function at(path: string, findings: IdentifierFinding[]): Placed[] {
  return findings.map(({ severity, text }) => ({ path, text, severity }));
}

function sort(environment: Environment, findings: Placed[]): FieldError[] {
  const refused = findings.filter(({ severity }) => severity === 'error' || environment === 'production');
  if (refused.length > 0) throw validationError(refused.map(({ path, text }) => ({ path, text })));
  return findings.map(({ path, text }) => ({ path, text }));
}
