import { ApiError } from '@scell/contract';
import type { Actor } from '../../platform/http/call.ts';

/** Money is the account's: a key of one sub-tenant spends it by issuing, and neither sees nor changes it. */
export function requireWholeTenant({ scope }: Pick<Actor, 'scope'>): void {
  if (scope.subTenantId != null) throw new ApiError('SUB_TENANT_FORBIDDEN');
}
