import type { KybStatus } from '../db/schema.ts';
import type { Environment } from '../environments.ts';

/** Who calls: a key, its tenant, and what that lets it do. */
export interface Principal {
  /** `null` for the operator, who needs none. */
  keyId: string | null;
  tenantId: string;
  tenantSlug: string;
  tenantName: string;
  kybStatus: KybStatus;
  defaultCompanyId: string | null;
  /** Set on keys that belong to one sub-tenant. */
  subTenantId: string | null;
  /** Set on keys that issue for one company only. */
  companyId: string | null;
  kind: 'sk' | 'tk' | 'pk';
  environment: Environment;
  scopes: readonly string[];
}

/** How events and logs name who acts. */
export function actorOf({ keyId }: Pick<Principal, 'keyId'>): string {
  return `api_key:${keyId}`;
}
