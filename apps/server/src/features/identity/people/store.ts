import type { Language, Role } from '@scell/contract';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import type { KybStatus } from '../../../platform/db/schema.ts';

// The only SQL about people. All of it runs through the system door: see migration 0023.

/** A person, as the database keeps them. */
export interface Person {
  id: string;
  email: string;
  email_key: string;
  name: string;
  first_name: string;
  last_name: string;
  phone: string | null;
  language: Language;
  password_hash: string | null;
  google_subject: string | null;
  email_verified_at: Date | null;
  platform_admin: boolean;
  disabled_at: Date | null;
  last_tenant_id: string | null;
  last_login_at: Date | null;
  /** Encrypted. */
  totp_secret: Buffer | null;
  totp_confirmed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface Membership {
  tenant_id: string;
  role: Role;
  created_at: Date;
  slug: string;
  name: string;
  email: string | null;
  siret: string | null;
  kyb_status: KybStatus;
}

export type NewPerson = Pick<
  Person,
  | 'id'
  | 'email'
  | 'email_key'
  | 'name'
  | 'first_name'
  | 'last_name'
  | 'phone'
  | 'language'
  | 'password_hash'
  | 'email_verified_at'
  | 'created_at'
>;

export async function createPerson(tx: Tx, person: NewPerson): Promise<void> {
  await sql`select gate.create_user(${person.id}, ${person.email}, ${person.email_key}, ${person.name}, ${person.first_name},
    ${person.last_name}, ${person.phone}, ${person.language}, ${person.password_hash}, ${person.email_verified_at}, ${person.created_at})`.execute(
    tx,
  );
}

export async function findPerson(tx: Tx, id: string): Promise<Person | undefined> {
  return (await sql<Person>`select * from gate.find_user(${id})`.execute(tx)).rows[0];
}

export async function findPersonByEmail(tx: Tx, emailKey: string): Promise<Person | undefined> {
  return (await sql<Person>`select * from gate.find_user_by_email(${emailKey})`.execute(tx)).rows[0];
}

export async function findPersonByGoogle(tx: Tx, subject: string): Promise<Person | undefined> {
  return (await sql<Person>`select * from gate.find_user_by_google(${subject})`.execute(tx)).rows[0];
}

export async function setGoogleSubject(tx: Tx, id: string, subject: string | null, now: Date): Promise<void> {
  await sql`select gate.set_user_google(${id}, ${subject}, ${now})`.execute(tx);
}

export async function setProfile(
  tx: Tx,
  { id, name, first_name, last_name, phone, language }: Person,
  now: Date,
): Promise<void> {
  await sql`select gate.set_user_profile(${id}, ${name}, ${first_name}, ${last_name}, ${phone}, ${language}, ${now})`.execute(
    tx,
  );
}

export async function setPassword(tx: Tx, id: string, hash: string | null, now: Date): Promise<void> {
  await sql`select gate.set_user_password(${id}, ${hash}, ${now})`.execute(tx);
}

export async function rehashPassword(tx: Tx, id: string, oldHash: string, newHash: string): Promise<void> {
  await sql`select gate.rehash_password(${id}, ${oldHash}, ${newHash})`.execute(tx);
}

export async function verifyEmailOf(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`select gate.verify_user_email(${id}, ${now})`.execute(tx);
}

export async function setPlatformAdmin(tx: Tx, id: string, granted: boolean, now: Date): Promise<void> {
  await sql`select gate.set_platform_admin(${id}, ${granted}, ${now})`.execute(tx);
}

export async function noteLogin(tx: Tx, id: string, tenantId: string | null, now: Date): Promise<void> {
  await sql`select gate.note_login(${id}, ${tenantId}, ${now})`.execute(tx);
}

export async function membershipsOf(tx: Tx, userId: string): Promise<Membership[]> {
  return (await sql<Membership>`select * from gate.memberships_of(${userId})`.execute(tx)).rows;
}

export async function addMember(
  tx: Tx,
  tenantId: string,
  userId: string,
  role: Role,
  now: Date,
): Promise<void> {
  await sql`select gate.add_member(${tenantId}, ${userId}, ${role}, ${now})`.execute(tx);
}

/** Until when to wait before the next attempt; `null`: this one may be judged, and is counted. */
export async function takeLoginAttempt(
  tx: Tx,
  login: Buffer,
  now: Date,
  longestSeconds: number,
  exempt: boolean,
): Promise<Date | null> {
  const { rows } = await sql<{
    until: Date | null;
  }>`select gate.take_login_attempt(${login}, ${now}, make_interval(secs => ${longestSeconds}), ${exempt}) as until`.execute(
    tx,
  );
  return rows[0]?.until ?? null;
}

export async function clearLoginAttempts(tx: Tx, login: Buffer): Promise<void> {
  await sql`select gate.clear_login_failures(${login})`.execute(tx);
}

export async function knowsAddress(tx: Tx, userId: string, ip: string, since: Date): Promise<boolean> {
  const { rows } = await sql<{
    known: boolean;
  }>`select gate.knows_address(${userId}, ${ip}, ${since}) as known`.execute(tx);
  return rows[0]?.known === true;
}

export async function describeTenant(
  tx: Tx,
  tenantId: string,
  { siret, phone }: { siret: string | null; phone: string | null },
  now: Date,
): Promise<void> {
  await sql`select gate.describe_tenant(${tenantId}, ${siret}, ${phone}, ${now})`.execute(tx);
}
