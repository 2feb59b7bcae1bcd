/** CII-SR-470: a credit transfer (30 or SEPA, 58) names one account to pay into, by its IBAN or otherwise. */
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { has, select } from '../../en16931-cii/select.ts';
import { normalizeSpace } from '../../engine/values.ts';

const ACCOUNT = 'ram:PayeePartyCreditorFinancialAccount';

export function judgePayment(hearing: Hearing): void {
  for (const means of hearing.lists.paymentMeans) {
    // Where the type stands several times, the official rule finds no transfer.
    const [type, ...others] = select(means, 'ram:TypeCode');
    if (type === undefined || others.length > 0 || !['30', '58'].includes(normalizeSpace(type.text)))
      continue;
    const isOne = has(means, ACCOUNT, 'ram:IBANID') !== has(means, ACCOUNT, 'ram:ProprietaryID');
    hearing.fatal('CII-SR-470', means, isOne);
  }
}
