/** Days that no calendar has, and days that contradict each other. */
import type { XmlNode } from '@scell/syntax';
import type { Reading, StrictJudge } from './reading.ts';

/** No invoice of this standard is about a day before or after. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
/** Days between delivery and invoice that hint at a mistyped year. */
const FAR = 366;

export const judgeDates: StrictJudge = (reading, warn) => {
  for (const node of reading.nodes) {
    if (!isDate(node)) continue;
    const day = dayOf(node);
    if (day === undefined) warn('SCELL-DAY', node, { found: node.text });
  }
  const issued = firstDay(
    reading.at('rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString', 'cbc:IssueDate'),
  );
  if (issued === undefined) return;
  const compare = (rule: string, cii: string, ubl: string, isWrong: (days: number) => boolean) => {
    for (const node of reading.at(cii, ubl)) {
      const day = dayOf(node);
      if (day !== undefined && isWrong(day.number - issued.number))
        warn(rule, node, { found: day.text, issued: issued.text });
    }
  };
  // Of an invoice that is paid already, the due date is the day it was paid (BR-FR-CO-09).
  if (isSomethingDue(reading))
    compare(
      'SCELL-DUE-DATE',
      `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString`,
      'cbc:DueDate | cac:PaymentMeans/cbc:PaymentDueDate',
      (days) => days < 0,
    );
  compare(
    'SCELL-DELIVERY-DATE',
    `${DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString`,
    'cac:Delivery/cbc:ActualDeliveryDate',
    (days) => Math.abs(days) > FAR,
  );
  compare(
    'SCELL-PRECEDING-DATE',
    `${SETTLEMENT}/ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime/qdt:DateTimeString`,
    'cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate',
    (days) => days > 0,
  );
};

const SETTLEMENT = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement';
const DELIVERY = 'rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery';

function isSomethingDue(reading: Reading): boolean {
  const [due] = reading.at(
    `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount`,
    'cac:LegalMonetaryTotal/cbc:PayableAmount',
  );
  return due === undefined || /[1-9]/.test(due.text);
}

const CII_DATES: ReadonlySet<string> = new Set([
  'udt:DateTimeString',
  'udt:DateString',
  'qdt:DateTimeString',
]);

/** Whether a node is one that the syntaxes write a date in. */
export function isDate({ tag, children }: XmlNode): boolean {
  return children.length === 0 && (CII_DATES.has(tag) || (tag.startsWith('cbc:') && tag.endsWith('Date')));
}

interface Day {
  /** Days since 1 January 1970. */
  readonly number: number;
  /** YYYY-MM-DD. */
  readonly text: string;
}

/** The day that a node names, if there is such a day: YYYYMMDD in CII, YYYY-MM-DD in UBL, where a time zone may follow. */
export function dayOf(node: XmlNode): Day | undefined {
  const form = CII_DATES.has(node.tag)
    ? /^\s*(\d{4})(\d{2})(\d{2})\s*$/
    : /^\s*(\d{4})-(\d{2})-(\d{2})(?:Z|[+-]\d{2}:\d{2})?\s*$/;
  const match = form.exec(node.text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  return { number: time / 86_400_000, text: date.toISOString().slice(0, 10) };
}

function firstDay([node]: readonly XmlNode[]): Day | undefined {
  return node === undefined ? undefined : dayOf(node);
}
