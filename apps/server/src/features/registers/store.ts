import type { Tx } from '../../platform/db/client-dialect.ts';
import type { RegisteredEstablishment } from '../../platform/registers/company-register.ts';
import { FORGET_TIMER } from './timers.ts';

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

/** Keeps an answer in the place of an earlier one, and has it forgotten when it no longer holds. */
export async function keepAnswer(
  tx: Tx,
  tenantId: string,
  subject: string,
  answer: RegisteredEstablishment,
  { askedAt, until }: { askedAt: Date; until: Date },
): Promise<void> {
  const row = { answer: JSON.stringify(answer), asked_at: askedAt };
  await tx
    .insertInto('register_answers')
    .values({ tenant_id: tenantId, register: 'sirene', subject, ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'register', 'subject']).doUpdateSet(row))
    .execute();
  // One timer an account: the answers it finds too young have it wait on.
  await tx
    .insertInto('timers')
    .values({ tenant_id: tenantId, kind: FORGET_TIMER, subject_id: tenantId, due_at: until })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'subject_id']).doNothing())
    .execute();
}

/** Deletes the answers asked for until a moment; when the oldest of those left was asked for. */
export async function forgetAnswers(tx: Tx, tenantId: string, until: Date): Promise<Date | null> {
  await tx
    .deleteFrom('register_answers')
    .where('tenant_id', '=', tenantId)
    .where('asked_at', '<=', until)
    .execute();
  const left = await tx
    .selectFrom('register_answers')
    .select((eb) => eb.fn.min('asked_at').as('oldest'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return left?.oldest ?? null;
}

export async function stopForgetting(tx: Tx, tenantId: string): Promise<void> {
  await tx
    .deleteFrom('timers')
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', FORGET_TIMER)
    .where('subject_id', '=', tenantId)
    .execute();
}
