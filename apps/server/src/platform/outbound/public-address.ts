import { BlockList, isIP, isIPv4 } from 'node:net';

/** IPv4 that is not the public Internet (IANA IPv4 Special-Purpose Address Registry), multicast and reserved. */
const CLOSED_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Parts of the global unicast space 2000::/3 that lead elsewhere: tunnels (Teredo, 6to4), documentation, benchmarks. */
const CLOSED_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [address, prefix] of CLOSED_4) closed.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of CLOSED_6) closed.addSubnet(address, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
const nat64 = new BlockList();
nat64.addSubnet('64:ff9b::', 96, 'ipv6');
const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/** Addresses that an operator opens although they are not public. */
export interface AllowedAddresses {
  none: boolean;
  has(address: string): boolean;
}

/** Reads CIDR blocks or single addresses. Throws `RangeError` at one that is none. */
export function allowedAddresses(blocks: readonly string[]): AllowedAddresses {
  const list = new BlockList();
  for (const block of blocks) {
    const [, address = '', bits] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(block) ?? [];
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : Number(bits);
    if (family === 0 || prefix > most) throw new RangeError(`not a block of addresses: ${block}`);
    list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
  return {
    none: blocks.length === 0,
    has(address) {
      const plain = embeddedIpv4(address) ?? address;
      return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
    },
  };
}

/** Whether an IP address is of the public Internet, in whatever form it is written. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) is only ever of this machine's own links.
  if (isIP(address) === 0 || address.includes('%')) return false;
  const plain = embeddedIpv4(address) ?? address;
  if (isIPv4(plain)) return !closed.check(plain, 'ipv4');
  return globalUnicast.check(plain, 'ipv6') && !closed.check(plain, 'ipv6');
}

/** The IPv4 address that an IPv4-mapped (RFC 4291) or NAT64 (RFC 6052) address stands for. */
function embeddedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6 || address.includes('%')) return undefined;
  if (!mapped.check(address, 'ipv6') && !nat64.check(address, 'ipv6')) return undefined;
  // The URL parser writes every form of an address in groups of hexadecimal digits; the last two are the IPv4 address.
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return [high >>> 8, high & 255, low >>> 8, low & 255].join('.');
}
