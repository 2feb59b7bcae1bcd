/** Where an address leads once our prefixes are taken off. */
export interface Address {
  /** The route's own path, with its query: `/invoices?page=2`. */
  url: string;
  /** The path asked for the sandbox whatever the key. */
  sandbox: boolean;
}

/**
 * Takes `/api/v1`, `/v1` or `/api` off, then `/sandbox`: every route answers under all of them and at the root, where the
 * oldest clients look (they drop the path of their base address).
 */
export function readAddress(url: string): Address {
  const path = url.replace(/^(?:\/api)?(?:\/v1)?(?=[/?]|$)/, '');
  const inSandbox = /^\/sandbox(?=[/?]|$)/.exec(path);
  const rest = inSandbox === null ? path : path.slice(inSandbox[0].length);
  return { url: rest.startsWith('/') ? rest : `/${rest}`, sandbox: inSandbox !== null };
}
