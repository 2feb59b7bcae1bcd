import type { Role } from '@scell/contract';
import type { KybStatus } from '../db/schema.ts';
import type { Environment } from '../environments.ts';

/** Who calls: a key or a person who is signed in, the tenant they act for, and what that lets them do. */
export interface Principal {
  /** `null` for a session, and for the operator, who needs none. */
  keyId: string | null;
  /** `null` for a key and for the operator. */
  session: SessionIdentity | null;
  tenantId: string;
  tenantSlug: string;
  tenantName: string;
  kybStatus: KybStatus;
  defaultCompanyId: string | null;
  /** Set on keys that belong to one sub-tenant. */
  subTenantId: string | null;
  /** Set on keys that issue for one company only. */
  companyId: string | null;
  kind: 'sk' | 'tk' | 'pk' | 'session';
  /** The key's; for a session live, unless a request says otherwise. */
  environment: Environment;
  scopes: readonly string[];
}

/** A person who is signed in. */
export interface SessionIdentity {
  id: string;
  userId: string;
  /** `tenant`: a token of one account, which opens what a key opens and nothing of the person. */
  kind: 'browser' | 'token' | 'tenant';
  /** In the tenant acted for; `null` where there is none. */
  role: Role | null;
  /** Operates the platform. */
  platformAdmin: boolean;
}

/** How the actor of an event, of a log, of a ledger entry is written. */
export function actorOf({ keyId, session }: Pick<Principal, 'keyId' | 'session'>): string {
  return session === null ? `api_key:${keyId}` : `user:${session.userId}`;
}
