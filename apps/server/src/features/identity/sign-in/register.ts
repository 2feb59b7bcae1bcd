import { fieldError, type Language, type Registration, validationError } from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { violatedConstraint } from '../../../platform/db/errors.ts';
import type { JsonReply, PublicCall } from '../../../platform/http/call.ts';
import { createTenantIn } from '../../tenants/create-tenant.ts';
import { insertMail } from '../mails/store.ts';
import { emailKey } from '../people/email-key.ts';
import { namesOf } from '../people/names.ts';
import {
  addMember,
  createPerson,
  describeTenant,
  findPerson,
  findPersonByEmail,
  membershipsOf,
} from '../people/store.ts';
import { signedInReply } from '../present.ts';
import { logSecurity } from '../security-log/store.ts';
import { openSession } from '../sessions/open-session.ts';

type RegistrationCall = Pick<PublicCall, 'services' | 'visitor' | 'now' | 'newId' | 'language'>;

/** Opens an account: the person, the tenant they own, a session, and the mail that asks to confirm the address. */
export async function register(call: RegistrationCall, sent: Registration): Promise<JsonReply> {
  const { services } = call;
  const { password, email, tenant_name, phone = null, language = call.language } = sent;
  const names = namesOf(sent);
  const hash = await services.passwords.hash(password);
  return createAlone(() =>
    services.databases.production.withSystem('register', async (tx) => {
      const made = await createOwner(tx, call, {
        email,
        ...names,
        phone,
        language,
        passwordHash: hash,
        tenantName: tenant_name ?? names.name,
      });
      const session = await openSession(tx, call, made.userId, made.tenantId);
      const [person, [account]] = [await findPerson(tx, made.userId), await membershipsOf(tx, made.userId)];
      if (person === undefined) throw new TypeError('the person was created');
      const message = { fr: 'Inscription réussie.', en: 'Registered.' }[call.language];
      return signedInReply(call, 201, message, person, account, session);
    }),
  );
}

export interface NewOwner {
  email: string;
  name: string;
  first_name: string;
  last_name: string;
  phone: string | null;
  language: Language;
  passwordHash: string | null;
  tenantName: string;
  siret?: string | null;
  /** The address was proved otherwise: no mail asks for it. */
  verifiedAt?: Date;
  /** The partner who brought them. */
  partnerId?: string;
}

/** Creates a person and the tenant they own. Throws a 422 for an address that has an account. */
export async function createOwner(
  tx: Tx,
  { services, visitor, now, newId }: RegistrationCall,
  owner: NewOwner,
): Promise<{ userId: string; tenantId: string }> {
  const key = emailKey(owner.email);
  if ((await findPersonByEmail(tx, key)) !== undefined) throw addressTaken();
  const userId = newId();
  const tenant = await createTenantIn(tx, services, { name: owner.tenantName, email: owner.email });
  await createPerson(tx, {
    id: userId,
    email: owner.email,
    email_key: key,
    name: owner.name,
    first_name: owner.first_name,
    last_name: owner.last_name,
    phone: owner.phone,
    language: owner.language,
    password_hash: owner.passwordHash,
    email_verified_at: owner.verifiedAt ?? null,
    created_at: now,
  });
  await addMember(tx, tenant.id, userId, 'owner', now);
  if (owner.siret != null || owner.phone !== null)
    await describeTenant(tx, tenant.id, { siret: owner.siret ?? null, phone: owner.phone }, now);
  if (owner.verifiedAt === undefined)
    await insertMail(tx, {
      id: newId(),
      kind: 'verify',
      recipient: owner.email,
      email_key: key,
      language: owner.language,
      message: { user_id: userId },
      created_at: now,
    });
  await logSecurity(tx, services, visitor, {
    userId,
    tenantId: tenant.id,
    action: 'registered',
    actor: `user:${userId}`,
    details: owner.partnerId === undefined ? {} : { partner_tenant_id: owner.partnerId },
  });
  return { userId, tenantId: tenant.id };
}

/**
 * Creates an account where others may at the same moment: one that wanted the same slug leaves another, one with the same
 * address is told so like any later one.
 */
export async function createAlone<T>(create: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left--) {
    try {
      return await create();
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'users_email_key_key') throw addressTaken();
      if (left === 0 || constraint !== 'tenants_slug_key') throw error;
    }
  }
}

function addressTaken() {
  return validationError([
    fieldError('email', {
      fr: 'cette adresse a déjà un compte : connectez-vous, ou demandez un nouveau mot de passe.',
      en: 'this address has an account already: sign in, or ask for a new password.',
    }),
  ]);
}
