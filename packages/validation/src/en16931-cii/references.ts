/** BR-29, BR-30, BR-52, BR-55, BR-CO-19, BR-CO-20, CII-DT-097: documents referred to, periods and dates. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from './hearing.ts';
import { has, hasAttribute, isFilled, select, textsOf } from './select.ts';

export function judgeReferences(hearing: Hearing): void {
  const { lists } = hearing;
  for (const document of lists.additionalDocuments)
    hearing.fatal('BR-52', document, isFilled(select(document, 'ram:IssuerAssignedID')));
  for (const invoice of lists.precedingInvoices)
    hearing.fatal('BR-55', invoice, isFilled(select(invoice, 'ram:IssuerAssignedID')));
}

export function judgeDates(hearing: Hearing): void {
  const { lists } = hearing;
  for (const period of lists.headerPeriods) judgePeriod(hearing, period, 'BR-29', 'BR-CO-19');
  for (const period of lists.linePeriods) judgePeriod(hearing, period, 'BR-30', 'BR-CO-20');
  for (const date of lists.dateStrings)
    if (hasAttribute(date, 'format', '102'))
      hearing.fatal('CII-DT-097', date, CALENDAR_DAY.test(date.text), () => ({ found: date.text }));
}

/** CCYYMMDD; the official expression takes the digits of every script and the 31st of any month. */
const CALENDAR_DAY = /^[ \t\r\n]*\p{Nd}{4}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])[ \t\r\n]*$/u;

function judgePeriod(hearing: Hearing, period: XmlNode, order: string, presence: string): void {
  const hasStart = has(period, 'ram:StartDateTime');
  const hasEnd = has(period, 'ram:EndDateTime');
  hearing.fatal(presence, period, hasStart || hasEnd);
  const starts = days(period, 'ram:StartDateTime');
  const ends = days(period, 'ram:EndDateTime');
  // Dates are compared as texts: CCYYMMDD sorts as the calendar does. One end not before one start is enough.
  const [first] = starts.toSorted();
  const isOrdered = first !== undefined && ends.some((end) => end >= first);
  hearing.fatal(order, period, !hasStart || !hasEnd || isOrdered, () => ({
    start: starts.join(' '),
    end: ends.join(' '),
  }));
}

function days(period: XmlNode, boundary: string): string[] {
  return textsOf(
    select(period, boundary, 'udt:DateTimeString').filter((date) => hasAttribute(date, 'format', '102')),
  );
}
