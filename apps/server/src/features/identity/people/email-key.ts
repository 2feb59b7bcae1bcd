import { domainToASCII } from 'node:url';

/**
 * What two spellings of one address have in common: no case, no compatibility forms, the domain in ASCII. Mail always goes to
 * the spelling that was registered, never to one somebody typed later.
 */
export function emailKey(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).normalize('NFKC').toLowerCase();
  const domain = address
    .slice(at + 1)
    .normalize('NFKC')
    .toLowerCase();
  return `${local}@${domainToASCII(domain) || domain}`;
}
