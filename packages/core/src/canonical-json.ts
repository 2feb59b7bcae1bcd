/**
 * Canonical JSON of RFC 8785 (JCS): no blanks, numbers as ECMAScript writes them, names ordered by UTF-16 code units.
 */

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The one text that stands for a value (to be encoded in UTF-8). Throws `TypeError` on what JSON or I-JSON cannot hold:
 * an infinite number or NaN (RFC 8785 §3.2.2.3), a lone surrogate (§3.2.2.2), `undefined`, functions, big integers,
 * class instances such as `Date`.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`no JSON number: ${value}`);
    return String(Object.is(value, -0) ? 0 : value);
  }
  if (isList(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      return `{${members.map(([name, member]) => `${quote(name)}:${canonicalJson(member)}`).join(',')}}`;
    }
  }
  throw new TypeError(`no JSON value: ${typeof value}`);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('no JSON text: lone surrogate');
  return JSON.stringify(text);
}
