import type { RuleId } from './rules.ts';

/** A value, or the rule that it breaks. */
type Read<T> = { value: T } | { broken: RuleId };

/** Millionths: more decimals than any amount has. */
export const UNIT = 1_000_000n;

/** AAAAMMJJ as YYYY-MM-DD. */
export function readDate(text: string): Read<string> {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return { broken: 'date-format' };
  const date = `${year}-${month}-${day}`;
  const inCalendar = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
  if (!inCalendar || year < '1900' || year > '2099') return { broken: 'date-calendar' };
  return { value: date };
}

/** Digits with a decimal comma, the sign first or last; in millionths. */
export function readAmount(text: string): Read<bigint> {
  const [, before = '', whole, decimals = '', after = ''] =
    /^([+-]?)(\d+)(?:,(\d*))?([+-]?)$/.exec(text) ?? [];
  if (whole === undefined || (before !== '' && after !== '')) return { broken: ruleOfAmount(text) };
  if (/[1-9]/.test(decimals.slice(6))) return { broken: 'amount-precision' };
  const value = BigInt(whole + decimals.slice(0, 6).padEnd(6, '0'));
  return { value: before === '-' || after === '-' ? -value : value };
}

function ruleOfAmount(text: string): RuleId {
  if (
    /^[+-]?\d{1,3}(?:[ .'\u00a0\u202f]\d{3})+(?:,\d*)?[+-]?$/.test(text) &&
    !/^[+-]?\d+\.\d{3}[+-]?$/.test(text)
  )
    return 'amount-thousands';
  if (/^[+-]?\d+\.\d*[+-]?$/.test(text)) return 'amount-point';
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?[+-]?$/.test(text)) return 'amount-thousands';
  return 'amount-format';
}

/** 1 for a debit, -1 for a credit. */
export function readSide(text: string): Read<1n | -1n> {
  const side = text.toUpperCase();
  if (side === 'D' || side === '+1') return { value: 1n };
  if (side === 'C' || side === '-1') return { value: -1n };
  return { broken: 'side' };
}

/** An amount of millionths as the FEC writes it, with two decimals at least. */
export function unitsText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -6)},${decimals}`;
}
