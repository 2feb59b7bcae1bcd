import { checkVatId, isInEuVatArea } from '@scell/en16931';
import type { Environment } from '../../platform/environments.ts';
import type { VatAnswer } from '../../platform/registers/vat-register.ts';
import type { Services } from '../../platform/services.ts';
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
 * Asks VIES about a VAT number: what cannot be one by its form is not asked, and a country VIES does not serve has no verdict.
 */
export async function checkVatNumber(
  services: Services,
  environment: Environment,
  written: string,
): Promise<CheckedVatNumber> {
  const compact = written.replace(/[\s.\u00a0\u202f-]/g, '').toUpperCase();
  // Greece is GR in ISO 3166-1 and EL in its numbers.
  const vatNumber = compact.replace(/^GR/, 'EL');
  const prefix = vatNumber.slice(0, 2);
  const country = prefix === 'EL' ? 'GR' : prefix;
  const known = { vatNumber, country };
  const example = environment === 'sandbox' ? exampleVatAnswer(vatNumber) : undefined;
  if (example !== undefined) return { ...known, answer: example, reason: reasonOf(example) };
  if (checkVatId(vatNumber).length > 0) return { ...known, answer: { status: 'invalid' }, reason: 'FORMAT' };
  if (!isInEuVatArea(country) && country !== 'XI')
    return { ...known, answer: { status: 'unavailable', reason: '' }, reason: 'COUNTRY_NOT_SERVED' };
  const answer: VatAnswer = (await services.registers.vat?.check(prefix, vatNumber.slice(2))) ?? {
    status: 'unavailable',
    reason: 'SWITCHED_OFF',
  };
  return { ...known, answer, reason: reasonOf(answer) };
}

function reasonOf(answer: VatAnswer): string | null {
  if (answer.status === 'valid') return null;
  return answer.status === 'invalid' ? 'NOT_REGISTERED' : answer.reason;
}
