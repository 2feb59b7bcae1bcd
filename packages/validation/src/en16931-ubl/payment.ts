/** Payment (BG-16 to BG-19): BR-49 to 51, BR-61, UBL-SR-26 to 28. */
import { childrenOf, type XmlNode } from '@scell/syntax';
import type { Report } from '../engine/rule-set.ts';
import { normalizeSpace, stringLength } from '../engine/values.ts';
import type { Operands } from './operands.ts';
import { countAt, endsAt, firstAt, has, someChildIs } from './select.ts';
import type { TreeIndex } from './tree-index.ts';

/** Credit transfer, and SEPA credit transfer: the means that need an account (BT-84). */
const TRANSFERS = ['30', '58'] as const;

/** A card number shows its first six and last four digits at most. */
const CARD_DIGITS = 10;

/** The rules of every PaymentMeans. */
export function checkPayment(index: TreeIndex, report: Report): void {
  for (const means of index.all('cac:PaymentMeans')) checkMeans(means, index.operands, report);
  for (const number of index.all('cbc:PrimaryAccountNumberID')) {
    if (!endsAt(number, 'cac:PaymentMeans', 'cac:CardAccount', 'cbc:PrimaryAccountNumberID')) continue;
    if (stringLength(normalizeSpace(number.text)) > CARD_DIGITS) report('BR-51', 'warning', number);
  }
}

function checkMeans(means: XmlNode, operands: Operands, report: Report): void {
  if (!has(means, 'cbc:PaymentMeansCode')) report('BR-49', 'fatal', means);
  const code = operands.text(means, 'cbc:PaymentMeansCode');
  const isTransfer = TRANSFERS.some((transfer) => transfer === code);
  if (isTransfer && firstAt(means, 'cac:PayeeFinancialAccount', 'cbc:ID') === undefined) {
    report('BR-61', 'fatal', means);
  }
  // The account itself is looked at only where the code has no blanks around it.
  if (TRANSFERS.some((transfer) => someChildIs(means, 'cbc:PaymentMeansCode', transfer))) {
    for (const account of childrenOf(means, 'cac:PayeeFinancialAccount')) {
      if (operands.text(account, 'cbc:ID') === '') report('BR-50', 'fatal', account);
    }
  }
  if (countAt(means, 'cbc:PaymentID') > 1) report('UBL-SR-26', 'fatal', means);
  if (countAt(means, 'cbc:PaymentMeansCode') > 1) report('UBL-SR-27', 'fatal', means);
  if (countAt(means, 'cac:PaymentMandate', 'cbc:ID') > 1) report('UBL-SR-28', 'fatal', means);
}
