import type { Tx } from '../../platform/db/client-dialect.ts';
import type { RegisteredEstablishment } from '../../platform/registers/company-register.ts';

export interface KeptAnswer {
  answer: RegisteredEstablishment;
  asked_at: Date;
}

export function findAnswer(
  tx: Tx,
  tenantId: string,
  subject: string,
  since: Date,
): Promise<KeptAnswer | undefined> {
  return tx
    .selectFrom('register_answers')
    .select(['answer', 'asked_at'])
    .where('tenant_id', '=', tenantId)
    .where('register', '=', 'sirene')
    .where('subject', '=', subject)
    .where('asked_at', '>', since)
    .executeTakeFirst();
}

/** Keeps an answer in the place of an earlier one, and drops what the account has no use for any more. */
export async function keepAnswer(
  tx: Tx,
  tenantId: string,
  subject: string,
  answer: RegisteredEstablishment,
  askedAt: Date,
  since: Date,
): Promise<void> {
  const row = { answer: JSON.stringify(answer), asked_at: askedAt };
  await tx
    .insertInto('register_answers')
    .values({ tenant_id: tenantId, register: 'sirene', subject, ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'register', 'subject']).doUpdateSet(row))
    .execute();
  await tx
    .deleteFrom('register_answers')
    .where('tenant_id', '=', tenantId)
    .where('asked_at', '<=', since)
    .execute();
}
