/** `xs:date` as XPath 2.0 compares it (XSD 1.0 part 2 §3.2.9, F&O §10.4). */

const DATE = /^[ \t\r\n]*(-?)([0-9]{4,9})-([0-9]{2})-([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?[ \t\r\n]*$/;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * The minute at which the day starts, comparable with that of another date; undefined where the text is no date. A date without time zone
 * counts as UTC: XPath leaves the implicit zone to the engine, and it only matters beside a date that has one.
 */
export function date(text: string): number | undefined {
  const [, sign, yearText, monthText, dayText, zone] = DATE.exec(text) ?? [];
  if (yearText === undefined || (yearText.length > 4 && yearText.startsWith('0'))) return undefined;
  const year = Number(yearText) * (sign === '-' ? -1 : 1);
  const month = Number(monthText);
  const day = Number(dayText);
  const length = LENGTHS[month - 1];
  if (year === 0 || length === undefined || day < 1) return undefined;
  if (day > length && !(month === 2 && day === 29 && isLeap(year))) return undefined;
  const offset = offsetOf(zone);
  return offset === undefined ? undefined : daysBefore(year, month, day) * 1440 - offset;
}

function isLeap(year: number): boolean {
  // There is no year 0: 1 BC, -1 here, is the leap year before AD 4.
  const astronomical = year < 0 ? year + 1 : year;
  return astronomical % 4 === 0 && (astronomical % 100 !== 0 || astronomical % 400 === 0);
}

/** Minutes east of UTC; up to 14 hours. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Days on a scale without gaps that keeps the order of dates. */
function daysBefore(year: number, month: number, day: number): number {
  const astronomical = (year < 0 ? year + 1 : year) - (month <= 2 ? 1 : 0);
  const shifted = (month + 9) % 12;
  const leaps =
    Math.floor(astronomical / 4) - Math.floor(astronomical / 100) + Math.floor(astronomical / 400);
  return astronomical * 365 + leaps + Math.floor((shifted * 153 + 2) / 5) + day;
}
