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
  'billing:read',
  'billing:write',
  'webhooks:read',
  'webhooks:write',
] as const;

/** `admin` is of the platform's administrators alone: no key has it, whatever it was granted. */
export type Scope = (typeof SCOPES)[number] | 'admin';

/** What may be granted to a key: a right, a whole resource (`invoices`), or everything (`*`). */
export type GrantedScope =
  | Scope
  | 'invoices'
  | 'buyers'
  | 'companies'
  | 'tenant'
  | 'sub_tenants'
  | 'fiscal'
  | 'billing'
  | 'webhooks'
  | '*';

/** Whether the rights granted to a key include one. Writing does not include reading. */
export function scopeAllows(granted: readonly string[], required: Scope): boolean {
  if (required === 'admin') return granted.includes('admin');
  const resource = required.slice(0, required.indexOf(':'));
  return granted.some((scope) => scope === '*' || scope === resource || scope === required);
}
