/** What a key may be allowed to do, one right a resource and direction. */
export const SCOPES = [
  'invoices:read',
  'invoices:write',
  'buyers:read',
  'buyers:write',
  'companies:read',
  'companies:write',
  'tenant:read',
  'tenant:write',
  'sub_tenants:read',
  'sub_tenants:write',
  'fiscal:read',
  'fiscal:write',
  'fiscal:admin',
  'keys:read',
  'keys:write',
  'billing:read',
  'billing:write',
  'webhooks:read',
  'webhooks:write',
] as const;

type KeyScope = (typeof SCOPES)[number];

/** What an operation may ask for. `admin` is the operator's: sessions of platform admins have it, no key can. */
export type Scope = KeyScope | 'admin';

type ResourceOf<S> = S extends `${infer Resource}:${string}` ? Resource : never;

/** What may be granted to a key: a right, a whole resource (`invoices`), or everything (`*`). */
export type GrantedScope = KeyScope | ResourceOf<KeyScope> | '*';

/** Whether the rights granted include one. Writing does not include reading, and everything does not include `admin`. */
export function scopeAllows(granted: readonly string[], required: Scope): boolean {
  if (required === 'admin') return granted.includes('admin');
  const resource = required.slice(0, required.indexOf(':'));
  return granted.some((scope) => scope === '*' || scope === resource || scope === required);
}
