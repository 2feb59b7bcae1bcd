/** Structure and codes: CII-FREXT-SR, CII-EXT-DT-018, CII-FREXT-DT-024, CII-FREXTDT-027, BR-FREXT-CL, BR-CO-25 and the two rules without an id. */

import { isAllowanceReason } from '@scell/en16931';
import { attribute, type XmlNode } from '@scell/syntax';
import type { Hearing } from '../../en16931-cii/hearing.ts';
import { has, hasText, indicates, select, selectAll } from '../../en16931-cii/select.ts';
import { normalizeSpace, number } from '../../engine/values.ts';
import { chargeReasonRule, isDeliveryTerm, isItemAttribute } from '../code-lists.ts';
import { localName } from '../local-name.ts';

/** The official artefact gives these rules no id. */
const NAMELESS = '?';

export function judgeStructure(hearing: Hearing): void {
  const { lists } = hearing;
  for (const agreement of lists.lineAgreements) {
    hearing.warning('CII-FREXT-SR-106', agreement, hasPlainDeliveryTerms(agreement));
    const prices = select(agreement, 'ram:NetPriceProductTradePrice', 'ram:ChargeAmount');
    hearing.fatal('CII-FREXT-SR-439', agreement, prices.length <= 1);
  }
  for (const agreement of lists.headerAgreements)
    hearing.warning('CII-FREXT-SR-293', agreement, hasPlainDeliveryTerms(agreement));
  for (const settlement of lists.headerSettlements)
    hearing.warning('CII-FREXT-SR-366', settlement, hasPlainExchange(settlement));
  for (const document of lists.referencedDocuments) judgeReferencedDocument(hearing, document);
  judgeDueDate(hearing);
  judgeAccounts(hearing);
}

/** Terms of delivery hold a code and the name of a place, nothing else (EXT-FR-FE-BG-10). */
function hasPlainDeliveryTerms(agreement: XmlNode): boolean {
  const terms = select(agreement, 'ram:ApplicableTradeDeliveryTerms');
  const isPlain = terms.every(({ children }) =>
    children.every(({ tag }) => tag === 'ram:DeliveryTypeCode' || tag === 'ram:RelevantTradeLocation'),
  );
  const places = selectAll(terms, 'ram:RelevantTradeLocation');
  return isPlain && places.every(({ children }) => children.every(({ tag }) => tag === 'ram:Name'));
}

const EXCHANGE: ReadonlySet<string> = new Set([
  'SourceCurrencyCode',
  'TargetCurrencyCode',
  'ConversionRate',
  'ConversionRateDateTime',
]);

/** The rate to the accounting currency is given by currencies, rate and date; the official test minds no namespace. */
function hasPlainExchange(settlement: XmlNode): boolean {
  return select(settlement, 'ram:TaxApplicableTradeCurrencyExchange').every(({ children }) =>
    children.every(({ tag }) => EXCHANGE.has(localName(tag))),
  );
}

function judgeReferencedDocument(hearing: Hearing, document: XmlNode): void {
  const { tag } = document;
  const isAdditional = (...types: readonly string[]) =>
    tag === 'ram:AdditionalReferencedDocument' &&
    types.some((type) => hasText(document, 'ram:TypeCode', type));
  const only = (rule: string, part: string, isAdmitted: boolean) =>
    hearing.fatal(rule, document, isAdmitted || !has(document, part));
  only(
    'CII-EXT-DT-018',
    'ram:TypeCode',
    isAdditional('50', '130', '916') || tag === 'ram:InvoiceReferencedDocument',
  );
  only(
    'CII-FREXT-DT-024',
    'ram:ReferenceTypeCode',
    isAdditional('130') || tag === 'ram:ContractReferencedDocument',
  );
  only('CII-FREXTDT-027', 'ram:FormattedIssueDateTime', DATED.has(tag));
}

const DATED: ReadonlySet<string> = new Set([
  'ram:InvoiceReferencedDocument',
  'ram:ContractReferencedDocument',
  'ram:BuyerOrderReferencedDocument',
  'ram:DespatchAdviceReferencedDocument',
]);

/** BR-CO-25: where something is due (BT-115), a date (BT-9) or terms (BT-20) say when. */
function judgeDueDate(hearing: Hearing): void {
  const { lists, root } = hearing;
  if (root.tag !== 'rsm:CrossIndustryInvoice') return;
  const [due, second] = lists.dueAmounts;
  const isDue = due !== undefined && number(due.text) > 0;
  const isSaid = lists.paymentTerms.some(
    (terms) => has(terms, 'ram:DueDateDateTime') || has(terms, 'ram:Description'),
  );
  hearing.fatal('BR-CO-25', root, second === undefined ? !isDue || isSaid : undefined);
}

/** A credit transfer names either an IBAN or an account of another kind. The artefact sets no severity here, which makes it an error. */
function judgeAccounts(hearing: Hearing): void {
  for (const means of hearing.lists.paymentMeans) {
    const [type, second] = select(means, 'ram:TypeCode');
    if (type === undefined || second !== undefined || !['30', '58'].includes(normalizeSpace(type.text)))
      continue;
    const account = 'ram:PayeePartyCreditorFinancialAccount';
    hearing.fatal(
      NAMELESS,
      means,
      has(means, account, 'ram:IBANID') !== has(means, account, 'ram:ProprietaryID'),
    );
  }
}

export function judgeCodes(hearing: Hearing): void {
  const { lists } = hearing;
  const found = (value: string) => () => ({ found: value });
  for (const type of lists.deliveryTypes)
    hearing.fatal('BR-FREXT-CL-27', type, isDeliveryTerm(type), found(type.text));
  for (const characteristic of lists.characteristics)
    for (const type of select(characteristic, 'ram:TypeCode'))
      hearing.warning(NAMELESS, type, isItemAttribute(type), found(type.text));
  for (const reason of lists.priceAllowanceReasonCodes)
    if (isOf(reason, false))
      hearing.fatal(
        'BR-FREXT-CL-19-GP',
        reason,
        isAllowanceReason(normalizeSpace(reason.text)),
        found(reason.text),
      );
  for (const reason of lists.allowanceChargeReasonCodes) {
    if (isOf(reason, false) || !isOf(reason, true)) continue;
    const rule = chargeReasonRule(reason);
    if (rule !== undefined)
      hearing.fatal(rule, reason, false, () => ({
        found: reason.text,
        list: attribute(reason, 'listID') ?? '',
      }));
  }
}

/** Whether a reason is that of a charge (true) or of an allowance. */
function isOf(reason: XmlNode, isCharge: boolean): boolean {
  const indicators =
    reason.parent === null ? [] : select(reason.parent, 'ram:ChargeIndicator', 'udt:Indicator');
  return indicates(indicators, isCharge) === true;
}
