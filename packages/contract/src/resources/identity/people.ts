import { z } from 'zod';
import { choice } from '../../fields/choices.ts';
import { ROLES } from '../../roles.ts';
import { KYB_STATUSES } from '../tenants/profile.ts';

const moment = z.iso.datetime({ offset: true });

/** A person who signs in. */
export const user = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    phone: z.string().nullable(),
    language: z.enum(['fr', 'en']),
    role: z
      .enum(['user', 'admin'])
      .meta({ description: 'Of the platform: admin for its operators. Roles in accounts are in `roles`.' }),
    is_admin: z.boolean(),
    is_active: z.boolean(),
    avatar_url: z.null(),
    email_verified_at: moment.nullable(),
    two_factor_enabled: z.boolean(),
    last_login_at: moment.nullable(),
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: 'User' });

export type User = z.output<typeof user>;

/** An account, as the people in it see it. */
export const account = z
  .object({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    email: z.string().nullable(),
    siret: z.string().nullable(),
    kyb_status: z.enum(KYB_STATUSES),
    role: z.enum(ROLES).meta({ description: 'Of the person in this account.' }),
  })
  .meta({ id: 'Account' });

export type Account = z.output<typeof account>;

/** Who came in: what signing in, registering and accepting an invitation answer. */
export const signedIn = z
  .object({
    message: z.string(),
    user,
    tenant: account.nullable().meta({ description: 'The account this session acts for.' }),
    token: z
      .string()
      .nullable()
      .meta({ description: 'Send it as Bearer. Null where a cookie was set instead.' }),
    expires_at: moment.meta({ description: 'The session ends then, or earlier when it is not used.' }),
  })
  .meta({ id: 'SignedIn' });

export type SignedIn = z.output<typeof signedIn>;

/** The password was right; the second factor is missing. */
export const secondStep = z
  .object({
    message: z.string(),
    two_factor_required: z.literal(true),
    challenge: z
      .string()
      .meta({ description: 'Send it with a code to POST /auth/two-factor/challenge within five minutes.' }),
    expires_at: moment,
  })
  .meta({ id: 'SecondStep' });

export const session = z
  .object({
    id: z.uuid(),
    kind: z.enum(['browser', 'token', 'tenant']),
    current: z.boolean(),
    tenant_id: z.uuid().nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: moment,
    last_seen_at: moment,
    expires_at: moment,
  })
  .meta({ id: 'Session' });

export type SessionView = z.output<typeof session>;

export const member = z
  .object({
    user_id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    two_factor_enabled: z.boolean(),
    last_login_at: moment.nullable(),
    joined_at: moment,
  })
  .meta({ id: 'Member' });

export type Member = z.output<typeof member>;

export const invitation = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(ROLES),
    invited_by: z.uuid(),
    created_at: moment,
    expires_at: moment,
  })
  .meta({ id: 'Invitation' });

export type Invitation = z.output<typeof invitation>;

export const securityEvent = z
  .object({
    id: z.uuid(),
    action: z.string().meta({ description: 'What was done: `login`, `login.failed`, `password.changed` …' }),
    actor: z.string(),
    user_id: z.uuid().nullable(),
    tenant_id: z.uuid().nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    created_at: moment,
  })
  .meta({ id: 'SecurityEvent' });

export type SecurityEvent = z.output<typeof securityEvent>;

export const role = choice(ROLES, { synonyms: { read_only: 'read-only', readonly: 'read-only' } });
export const languageChoice = choice(['fr', 'en']);
