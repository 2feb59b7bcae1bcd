import type { Edition } from './editions.ts';
import { isCiiDate, isUblDate } from './formats.ts';
import { hasAny, textOf } from './operands.ts';
import { type Pattern, rule, textEverywhere } from './rule.ts';
import type { Syntax, TermPlace } from './syntax.ts';
import {
  depositTypes,
  dueDates,
  frameCodes,
  issueDates,
  paidFrames,
  theInvoice,
  typeCodes,
} from './terms.ts';

const period = '/ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod';
const day = 'udt:DateTimeString';

const dates: TermPlace[] = [
  { term: 'BT-2', cii: `$document/ram:IssueDateTime/${day}`, ubl: '$invoice/cbc:IssueDate' },
  {
    term: 'BT-7',
    cii: '$settlement/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString',
    ubl: '$invoice/cbc:TaxPointDate',
  },
  {
    term: 'BT-9',
    cii: `$settlement/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/${day}`,
    ubl: '$invoice/cbc:DueDate',
  },
  {
    term: 'BT-26',
    cii: '$settlement/ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime/qdt:DateTimeString',
    ubl: '$invoice/cac:BillingReference/cac:InvoiceDocumentReference/cbc:IssueDate',
  },
  {
    term: 'BT-72',
    cii: `$delivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/${day}`,
    ubl: '$invoice/cac:Delivery/cbc:ActualDeliveryDate',
  },
  {
    term: 'BT-73',
    cii: `$settlement/ram:BillingSpecifiedPeriod/ram:StartDateTime/${day}`,
    ubl: '$invoice/cac:InvoicePeriod/cbc:StartDate',
  },
  {
    term: 'BT-74',
    cii: `$settlement/ram:BillingSpecifiedPeriod/ram:EndDateTime/${day}`,
    ubl: '$invoice/cac:InvoicePeriod/cbc:EndDate',
  },
  {
    term: 'EXT-FR-FE-158',
    cii: `$line/ram:SpecifiedLineTradeDelivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/${day}`,
    ubl: '$line/cac:Delivery/cbc:ActualDeliveryDate',
  },
  {
    term: { cii: 'EXT-FR-FE-134', ubl: 'BT-134' },
    cii: `$line${period}/ram:StartDateTime/${day}`,
    ubl: '$line/cac:InvoicePeriod/cbc:StartDate',
  },
  {
    term: { cii: 'EXT-FR-FE-135', ubl: 'BT-135' },
    cii: `$line${period}/ram:EndDateTime/${day}`,
    ubl: '$line/cac:InvoicePeriod/cbc:EndDate',
  },
];

/** BR-FR-03: a date is a day of the calendar, from 2000 to 2099. */
export function calendarDates(syntax: Syntax, { precedingOfLine }: Edition): Pattern[] {
  const { cii, ubl } = precedingOfLine['BR-FR-03'];
  const preceding: TermPlace = {
    term: 'EXT-FR-FE-138',
    cii: `${cii}/ram:FormattedIssueDateTime/qdt:DateTimeString`,
    ubl: `${ubl}/cbc:IssueDate`,
  };
  const isDay = { cii: isCiiDate, ubl: isUblDate }[syntax];
  return [textEverywhere(syntax, [...dates, preceding], 'BR-FR-03', isDay)];
}

/**
 * BR-FR-CO-07: an invoice is due on its date or later, unless it is a deposit or already paid. The dates are compared as texts, in UBL each with
 * each.
 */
export function dueDate(syntax: Syntax): Pattern[] {
  return [
    [
      rule(syntax, theInvoice, {
        id: 'BR-FR-CO-07_BT-9',
        holds: (invoice) => {
          if (hasAny(typeCodes[syntax](invoice), depositTypes)) return true;
          if (hasAny(frameCodes[syntax](invoice), paidFrames)) return true;
          const due = dueDates[syntax](invoice);
          const issued = issueDates[syntax](invoice);
          if (syntax === 'cii') {
            return textOf(due) === '' || (issued.length > 0 && textOf(due) >= textOf(issued));
          }
          return !due.some((date) => issued.some(({ text }) => date.text < text));
        },
        facts: (invoice) => ({
          found: textOf(dueDates[syntax](invoice)),
          issued: textOf(issueDates[syntax](invoice)),
        }),
      }),
    ],
  ];
}
