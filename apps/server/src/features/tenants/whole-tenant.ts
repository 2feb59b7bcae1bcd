import { ApiError } from '@scell/contract';
import type { Actor } from '../../platform/http/call.ts';

/** Refuses a key of a sub-tenant: what it asks for is of the tenant above it. */
export function requireWholeTenant({ scope }: Pick<Actor, 'scope'>): void {
  if (scope.subTenantId != null) throw new ApiError('SUB_TENANT_FORBIDDEN');
}
