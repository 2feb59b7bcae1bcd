/** Amounts in printed text, however they are grouped: "1 234,56", "1.234,56", "1,234.56", "1'234.56", "1234.56". */

/** Spaces that separate thousands; narrow and thin ones come from careful typesetters. */
const SPACES = '[ \\u00a0\\u2009\\u202f\\u2007]';
const NUMBER = new RegExp(
  `\\d{1,3}(?:(?:${SPACES}|[.,'’])\\d{3}){1,6}(?:[.,]\\d{1,6})?|\\d+(?:[.,]\\d{1,6})?`,
  'g',
);

/** One number as printed, and what it may mean. */
export interface PrintedNumber {
  text: string;
  /** Where it begins in the line. */
  index: number;
  /** Absolute values without trailing zeros: "1234.5". */
  values: string[];
  /** A percent sign follows: a rate, no amount. */
  rate: boolean;
}

/** The numbers of a line. A group that a space separates may also begin a number of its own ("20 234,56"). */
export function numbersIn(line: string): PrintedNumber[] {
  return Array.from(line.matchAll(NUMBER), (match) => {
    const [text] = match;
    const values = new Set(readings(text));
    for (let at = text.search(new RegExp(SPACES)); at >= 0; ) {
      for (const value of readings(text.slice(at + 1))) values.add(value);
      const next = text.slice(at + 1).search(new RegExp(SPACES));
      at = next < 0 ? -1 : at + 1 + next;
    }
    const rate = /^\s?%/.test(line.slice(match.index + text.length));
    return { text, index: match.index, values: [...values], rate };
  });
}

/** A decimal of the XML as the values above; undefined for what is no number. */
export function canonical(decimal: string): string | undefined {
  const parts = /^[+-]?(\d+)(?:\.(\d*))?$/.exec(decimal.trim());
  return parts === null ? undefined : written(parts[1] ?? '', parts[2] ?? '');
}

/** What one number can mean: its last point or comma separates decimals or, before three digits, thousands. */
function readings(text: string): string[] {
  const compact = text.replace(new RegExp(`${SPACES}|['’]`, 'g'), '');
  const parts = /^(.*)([.,])(\d+)$/.exec(compact);
  if (parts === null) return [written(compact, '')];
  const [, head = '', separator = '', tail = ''] = parts;
  const values: string[] = [];
  const whole = head.replace(/[.,]/g, '');
  // The decimal separator is not among the thousands' ones.
  if (!head.includes(separator)) values.push(written(whole, tail));
  if (tail.length === 3) values.push(written(whole + tail, ''));
  return values;
}

function written(whole: string, fraction: string): string {
  const digits = whole.replace(/^0+(?=\d)/, '');
  const decimals = fraction.replace(/0+$/, '');
  return decimals === '' ? digits : `${digits}.${decimals}`;
}
