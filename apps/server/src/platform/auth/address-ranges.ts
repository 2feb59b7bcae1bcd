import { isIP } from 'node:net';

/** Addresses that share their first bits (RFC 4632, RFC 4291 §2.3). */
export interface AddressRange {
  family: 4 | 6;
  /** The first address. */
  first: bigint;
  /** How many leading bits they share. */
  bits: number;
}

/** Reads an address or a CIDR block; `null` when it is neither. An IPv4 address written as IPv6 (`::ffff:…`) is the IPv4 one. */
export function readRange(text: string): AddressRange | null {
  const [, address = '', length] = /^([0-9a-fA-F.:]{2,45})(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0) return null;
  const width = family === 4 ? 32 : 128;
  const bits = length === undefined ? width : Number(length);
  if (bits > width) return null;
  const value = family === 4 ? readIPv4(address) : readIPv6(address);
  const range: AddressRange =
    family === 6 && bits >= 96 && value >> 32n === 0xffffn
      ? { family: 4, first: value & 0xffff_ffffn, bits: bits - 96 }
      : { family: family === 4 ? 4 : 6, first: value, bits };
  return { ...range, first: (range.first >> hostBits(range)) << hostBits(range) };
}

/** Whether every address of `inner` is one of `outer`. */
export function covers(outer: AddressRange, inner: AddressRange): boolean {
  if (outer.family !== inner.family || outer.bits > inner.bits) return false;
  return outer.first >> hostBits(outer) === inner.first >> hostBits(outer);
}

/** Whether an address is in one of the blocks; an unreadable one is in none. */
export function isIn(address: string | null, blocks: readonly string[]): boolean {
  // The zone of a link-local address is of this machine, not of the caller.
  const range = address === null ? null : readRange(address.replace(/%.*$/, ''));
  if (range === null) return false;
  return blocks.some((block) => {
    const outer = readRange(block);
    return outer !== null && covers(outer, range);
  });
}

/** The block as CIDR text, one spelling for each. */
export function writeRange({ family, first, bits }: AddressRange): string {
  const width = family === 4 ? 8n : 16n;
  const parts = Array.from(
    { length: family === 4 ? 4 : 8 },
    (_, index, count = family === 4 ? 3 : 7) =>
      (first >> (width * BigInt(count - index))) & ((1n << width) - 1n),
  );
  const address = family === 4 ? parts.join('.') : shorten(parts.map((part) => part.toString(16)).join(':'));
  return `${address}/${bits}`;
}

/** RFC 5952: the first of the longest runs of zeros becomes `::`. */
function shorten(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function hostBits({ family, bits }: AddressRange): bigint {
  return BigInt((family === 4 ? 32 : 128) - bits);
}

function readIPv4(address: string): bigint {
  return address.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function readIPv6(address: string): bigint {
  const hexadecimal = address.replace(/(\d+\.\d+\.\d+\.\d+)$/, (tail) => {
    const value = readIPv4(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = hexadecimal.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill('0'), ...after].reduce(
    (value, group) => (value << 16n) | BigInt(`0x${group}`),
    0n,
  );
}
