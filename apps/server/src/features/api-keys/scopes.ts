import { SCOPES } from '@scell/contract';

const RIGHTS: readonly string[] = SCOPES;

/** What may be granted: each right, each resource whole, everything. */
export const GRANTABLE: ReadonlySet<string> = new Set([
  '*',
  ...RIGHTS,
  ...RIGHTS.map((scope) => scope.replace(/:.*/, '')),
]);

/** Whether who was granted these may hand on a scope: all it stands for, today and tomorrow. */
export function mayHandOn(granted: readonly string[], scope: string): boolean {
  const resource = scope.replace(/:.*/, '');
  return granted.includes('*') || granted.includes(scope) || (scope !== '*' && granted.includes(resource));
}
