import { checkVatId, isInEuVatArea } from '@scell/en16931';
import type { Tx } from '../../platform/db/client-dialect.ts';
import type { Environment } from '../../platform/environments.ts';
import type { Actor } from '../../platform/http/call.ts';
import type { VatAnswer, VatNumber } from '../../platform/registers/vat-register.ts';
import type { Services } from '../../platform/services.ts';
import { usualCompany } from '../companies/resolve-issuer.ts';
import { exampleVatAnswer } from './examples.ts';

/** A VAT number in its parts, and what is known of it. */
export interface CheckedVatNumber {
  /** The number with its prefix, as VIES writes it. */
  vatNumber: string;
  /** ISO 3166-1 of the prefix; `XI` is Northern Ireland. */
  country: string;
  answer: VatAnswer;
  /** Why there is no verdict, or why it is that one; `null` for a number the register knows. */
  reason: string | null;
}

/**
 * Asks VIES about a VAT number, by that of `requester`: what cannot be one by its form is not asked, and a country VIES does not serve has no verdict.
 */
export async function checkVatNumber(
  services: Services,
  environment: Environment,
  written: string,
  requester: string | null,
): Promise<CheckedVatNumber> {
  const vatNumber = asViesWrites(written);
  const prefix = vatNumber.slice(0, 2);
  const country = prefix === 'EL' ? 'GR' : prefix;
  const known = { vatNumber, country };
  const example = environment === 'sandbox' ? exampleVatAnswer(vatNumber) : undefined;
  if (example !== undefined) return { ...known, answer: example, reason: reasonOf(example) };
  if (checkVatId(vatNumber).length > 0) return { ...known, answer: { status: 'invalid' }, reason: 'FORMAT' };
  if (!isInEuVatArea(country) && country !== 'XI')
    return { ...known, answer: { status: 'unavailable', reason: '' }, reason: 'COUNTRY_NOT_SERVED' };
  const answer: VatAnswer = (await services.registers.vat?.check(
    partsOf(vatNumber),
    requester === null ? null : partsOf(requester),
  )) ?? {
    status: 'unavailable',
    reason: 'SWITCHED_OFF',
  };
  return { ...known, answer, reason: reasonOf(answer) };
}

/** A number without the blanks and points people write it with. Greece is GR in ISO 3166-1 and EL in its numbers. */
function asViesWrites(written: string): string {
  return written
    .replace(/[\s.\u00a0\u202f-]/g, '')
    .toUpperCase()
    .replace(/^GR/, 'EL');
}

function partsOf(vatNumber: string): VatNumber {
  return { prefix: vatNumber.slice(0, 2), number: vatNumber.slice(2) };
}

/** The VAT number by which an account asks VIES, so that the answer is evidence for it; `null` where it has none that holds. */
export async function requesterOf(tx: Tx, actor: Actor): Promise<string | null> {
  if (actor.environment === 'sandbox') return null;
  const company = await usualCompany(tx, actor, actor.principal.subTenantId);
  const vatNumber = asViesWrites(company?.vat_number ?? '');
  return checkVatId(vatNumber).length === 0 && isInEuVatArea(vatNumber.slice(0, 2).replace('EL', 'GR'))
    ? vatNumber
    : null;
}

function reasonOf(answer: VatAnswer): string | null {
  if (answer.status === 'valid') return null;
  return answer.status === 'invalid' ? 'NOT_REGISTERED' : answer.reason;
}
