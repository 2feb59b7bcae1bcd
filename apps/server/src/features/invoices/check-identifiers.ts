import type { FieldError } from '@scell/contract';
import {
  checkBic,
  checkElectronicAddress,
  checkIban,
  checkSiren,
  checkSiret,
  checkVatId,
  type IdentifierFinding,
  isFrench,
} from '@scell/en16931';
import type { Environment } from '../../platform/environments.ts';
import { Notes } from './notes.ts';

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
export function notePartyIdentifiers(
  environment: Environment,
  party: PartyIdentifiers,
  prefix: string,
  notes: Notes,
): void {
  const { country, siret, siren, vat_number: vatNumber, electronic_address: electronic } = party;
  const french = isFrench(country);
  const note = (name: string, findings: IdentifierFinding[]) =>
    noteAll(environment, `${prefix}${name}`, findings, notes);
  if (french && siret) note('siret', checkSiret(siret, siren ?? undefined));
  if (french && siren && !siret) note('siren', checkSiren(siren));
  if (vatNumber)
    note('vat_number', checkVatId(vatNumber, french ? (siren ?? siret?.slice(0, 9)) : undefined));
  if (electronic) note('electronic_address', checkElectronicAddress(electronic));
}

/** The same for an account. `prefix` is `bank_details.` where it is nested. */
export function noteBankDetails(
  environment: Environment,
  bank: { iban?: string | null | undefined; bic?: string | null | undefined },
  prefix: string,
  notes: Notes,
): void {
  if (bank.iban) noteAll(environment, `${prefix}iban`, checkIban(bank.iban), notes);
  if (bank.bic) noteAll(environment, `${prefix}bic`, checkBic(bank.bic), notes);
}

/** `notePartyIdentifiers` alone: throws a 422 that names every refused field, answers the warnings. */
export function checkPartyIdentifiers(
  environment: Environment,
  party: PartyIdentifiers,
  prefix: string,
  spell: (path: string) => string,
): FieldError[] {
  const notes = new Notes(spell);
  notePartyIdentifiers(environment, party, prefix, notes);
  notes.raise();
  return notes.warnings;
}

function noteAll(
  environment: Environment,
  path: string,
  findings: readonly IdentifierFinding[],
  notes: Notes,
): void {
  for (const { severity, text } of findings) {
    if (severity === 'error' || environment === 'production') notes.refuse(path, text);
    else notes.warn(path, text);
  }
}
