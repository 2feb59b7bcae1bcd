/** Numbers as people and programs write them, in the plain notation that invoices want. The value stays the same. */
import { XsDecimal } from '../../engine/values.ts';

/** Blanks and marks between groups of three digits. */
const GROUPED = /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?$/u;

/**
 * "1 234,50", "1.234,50", "+1234.50" and "123450e-2" as "1234.50"; undefined for what is no number, or may be several: "1,234" is a thousand and
 * more for some and one and a bit for others.
 */
export function plainNumber(text: string): string | undefined {
  const trimmed = text.replace(/^[\s\u00a0]+|[\s\u00a0]+$/gu, '');
  const joined = GROUPED.test(trimmed) ? trimmed.replace(/[^\d.,+-]/gu, '') : trimmed;
  const pointed = withPoint(joined.replace(/^\+/, ''));
  const scientific = /^(-?)(\d{1,20})(?:\.(\d{1,20}))?[eE]([+-]?\d{1,2})$/.exec(pointed);
  if (scientific !== null) return withoutExponent(scientific);
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(pointed)) return undefined;
  return pointed.replace(/^(-?)\./, '$10.').replace(/\.$/, '');
}

function withPoint(text: string): string {
  if (/^-?\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
  if (/^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) return text.replaceAll(',', '');
  return /^-?\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : text;
}

function withoutExponent([, sign = '', whole = '', decimals = '', exponent = '0']: RegExpExecArray): string {
  const scale = decimals.length - Number(exponent);
  const units = BigInt(`${sign}${whole}${decimals}`);
  return (
    scale < 0 ? new XsDecimal(units * 10n ** BigInt(-scale), 0) : new XsDecimal(units, scale)
  ).toString();
}

/** The number with so many decimals, where those beyond are zeros; undefined where it would change. */
export function withDecimals(text: string, decimals: number): string | undefined {
  const number = plainNumber(text);
  const point = number?.indexOf('.') ?? -1;
  if (number === undefined || point < 0 || !/^0+$/.test(number.slice(point + 1 + decimals))) return undefined;
  return number.slice(0, decimals === 0 ? point : point + 1 + decimals);
}
