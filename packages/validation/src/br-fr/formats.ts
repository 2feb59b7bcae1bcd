/** The lexical forms that BR-FR asks for. `\p{Nd}` is what `\d` means in the regular expressions of XPath: digits of any script. */
import { normalizeSpace } from '../engine/values.ts';

/** BR-FR-02: letters, digits, "-", "+", "_" and "/", no blank; tabs and line ends around it are not looked at. */
export function isInvoiceNumber(text: string): boolean {
  return /^[A-Za-z0-9+\-_/]+$/.test(normalizeSpace(text)) && !text.includes(' ');
}

/** BR-FR-23, BR-FR-24: the alphabet of addresses and private identifiers. */
export function isAddress(text: string): boolean {
  return /^[A-Za-z0-9+\-_.]+$/.test(text);
}

/** Nine digits, without the check digit of ISO 7064: the official rules do not compute it. */
export function isSiren(text: string): boolean {
  return /^\p{Nd}{9}$/u.test(text);
}

/** Fourteen digits. */
export function isSiret(text: string): boolean {
  return /^\p{Nd}{14}$/u.test(text);
}

/** The first `count` characters, fn:substring($text, 1, count). */
export function firstCharacters(text: string, count: number): string {
  if (text.length <= count) return text;
  return Array.from(text.slice(0, 2 * count))
    .slice(0, count)
    .join('');
}

/** fn:string-length($text) le $limit: characters, not UTF-16 code units. */
export function isAtMost(text: string, limit: number): boolean {
  if (text.length <= limit) return true;
  let length = 0;
  for (const _ of text) if (++length > limit) return false;
  return true;
}

/** BR-FR-03 in CII, format 102: YYYYMMDD from 2000 to 2099; what follows the eighth character is not looked at. */
export function isCiiDate(text: string): boolean {
  const match = /^(20\p{Nd}{2})(0[1-9]|1[0-2])(0[1-9]|[12]\p{Nd}|3[01])/u.exec(text);
  return match !== null && isCalendarDay(match);
}

/** BR-FR-03 in UBL: YYYY-MM-DD from 2000 to 2099. */
export function isUblDate(text: string): boolean {
  const match = /^(20\p{Nd}{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\p{Nd}|3[01])$/u.exec(text);
  return match !== null && isCalendarDay(match);
}

function isCalendarDay([, year, month, day]: RegExpExecArray): boolean {
  return Number(day) <= lastDay(Number(year), Number(month));
}

function lastDay(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A form of plain decimals; the sign counts as a character, the point does not. */
type DecimalForm = (text: string) => boolean;

function decimal(sign: '' | '-?', characters: number, decimals: number): DecimalForm {
  const plain = new RegExp(`^${sign}[0-9]{1,${characters}}(?:\\.[0-9]{1,${decimals}})?$`);
  const anyScript = new RegExp(`^${sign}\\p{Nd}{1,${characters}}(?:\\.\\p{Nd}{1,${decimals}})?$`, 'u');
  return (text) => {
    if (plain.test(text)) return text.length - (text.includes('.') ? 1 : 0) <= characters;
    return anyScript.test(text) && isAtMost(text.replace('.', ''), characters);
  };
}

/** BR-FR-DEC-01. */
export const isAmount = decimal('-?', 19, 2);
/** BR-FR-DEC-02. */
export const isQuantity = decimal('-?', 19, 4);
/** BR-FR-DEC-03. */
export const isPositivePrice = decimal('', 19, 6);
/** BR-FR-DEC-03 in a bidirectional invoice. */
export const isPrice = decimal('-?', 19, 6);
/** BR-FR-DEC-04. */
export const isPercentage = decimal('', 4, 2);
