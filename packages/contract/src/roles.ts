import type { Text } from '@scell/core';
import type { GrantedScope } from './scopes.ts';

/** What a person may be in an account, the mightiest first. */
export const ROLES = ['owner', 'admin', 'accountant', 'developer', 'read-only'] as const;

export type Role = (typeof ROLES)[number];

/** What each role may do: the rights of its sessions, in the words of the keys'. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly GrantedScope[]>> = {
  owner: ['*'],
  admin: ['*'],
  // The books: documents, parties, the ledger, what is paid; neither keys nor people.
  accountant: [
    'invoices',
    'buyers',
    'companies',
    'fiscal:read',
    'fiscal:write',
    'billing:read',
    'tenant:read',
    'sub_tenants:read',
  ],
  // The integration: keys, webhooks, documents to try them with; neither the ledger's switches nor money.
  developer: [
    'invoices',
    'buyers',
    'companies:read',
    'fiscal:read',
    'keys',
    'webhooks',
    'billing:read',
    'tenant:read',
    'sub_tenants',
  ],
  'read-only': [
    'invoices:read',
    'buyers:read',
    'companies:read',
    'fiscal:read',
    'billing:read',
    'tenant:read',
    'sub_tenants:read',
  ],
};

/** The roles that decide who belongs to an account. */
export function managesPeople(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}

export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  owner: { fr: 'propriétaire', en: 'owner' },
  admin: { fr: 'administrateur', en: 'admin' },
  accountant: { fr: 'comptable', en: 'accountant' },
  developer: { fr: 'développeur', en: 'developer' },
  'read-only': { fr: 'lecture seule', en: 'read-only' },
};
