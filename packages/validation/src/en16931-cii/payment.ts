/** BR-49 to BR-51, BR-61 and CII-SR-467 to CII-SR-470: means of payment (BG-16 to BG-18). */
import type { XmlNode } from '@scell/syntax';
import { any, normalizeSpace, stringLength, type Truth } from '../engine/values.ts';
import type { Hearing } from './hearing.ts';
import { has, hasText, isFilled, remembered, select, selectAll, textsOf } from './select.ts';

export function judgePayment(hearing: Hearing): void {
  const { lists, root } = hearing;
  for (const card of lists.cards) {
    const numbers = select(card, 'ram:ID');
    const [number] = numbers;
    const isShort = number === undefined || stringLength(normalizeSpace(number.text)) <= LONGEST_CARD_NUMBER;
    hearing.fatal('BR-51', card, numbers.length > 1 ? undefined : isShort);
  }

  const isTransfer = remembered(
    (means) => hasText(means, 'ram:TypeCode', '30') || hasText(means, 'ram:TypeCode', '58'),
  );
  for (const account of lists.creditorAccounts) {
    const means = account.parent;
    if (means === null || !isTransfer(means)) continue;
    const ibans = select(account, 'ram:IBANID');
    const others = select(account, 'ram:ProprietaryID');
    hearing.fatal('BR-50', account, any(isFilled(ibans), isFilled(others)));
    hearing.fatal('BR-61', account, ibans.length > 0 || others.length > 0);
  }

  for (const means of lists.paymentMeans) hearing.fatal('BR-49', means, has(means, 'ram:TypeCode'));

  for (const settlement of lists.headerSettlements) {
    const unpayable = select(settlement, 'ram:SpecifiedTradeSettlementPaymentMeans').map(lacksAccount);
    hearing.fatal(
      'CII-SR-470',
      settlement,
      unpayable.includes(undefined) ? undefined : !unpayable.includes(true),
    );
  }

  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  const types = selectAll(lists.paymentMeans, 'ram:TypeCode');
  hearing.fatal('CII-SR-467', root, areAlike(types));
  hearing.fatal('CII-SR-468', root, areAlike(selectAll(lists.paymentMeans, 'ram:Information')));
  hearing.fatal('CII-SR-469', root, lists.paymentReferences.length <= 1);
}

/** BT-87: the last digits of a card only (security of card data). */
const LONGEST_CARD_NUMBER = 10;

/** A credit transfer (30 or SEPA, 58) without an account to pay into. */
function lacksAccount(means: XmlNode): Truth {
  const hasAccount =
    has(means, 'ram:PayeePartyCreditorFinancialAccount', 'ram:IBANID') ||
    has(means, 'ram:PayeePartyCreditorFinancialAccount', 'ram:ProprietaryID');
  if (hasAccount) return false;
  const types = select(means, 'ram:TypeCode');
  if (types.length > 1) return undefined;
  return types.some(({ text }) => ['30', '58'].includes(normalizeSpace(text)));
}

function areAlike(nodes: readonly XmlNode[]): boolean {
  return new Set(textsOf(nodes).map(normalizeSpace)).size <= 1;
}
