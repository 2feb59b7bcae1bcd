import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';

// The only SQL about second factors.

/** A secret that waits to be confirmed; `null` takes the second factor off. */
export async function setTotpSecret(tx: Tx, userId: string, sealed: Buffer | null, now: Date): Promise<void> {
  await sql`select gate.set_user_totp(${userId}, ${sealed}, ${now})`.execute(tx);
}

export async function confirmTotp(tx: Tx, userId: string, sealed: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select gate.confirm_user_totp(${userId}, ${sealed}, ${now}) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** Whether nobody used a code of this step or a later one before. */
export async function takeStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select gate.take_totp_step(${userId}, ${step}) as taken`.execute(tx);
  return rows[0]?.taken === true;
}

export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await sql`select gate.replace_recovery_codes(${userId}, ${[...hashes]})`.execute(tx);
}

export async function useRecoveryCode(tx: Tx, userId: string, hash: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql<{
    used: boolean;
  }>`select gate.use_recovery_code(${userId}, ${hash}, ${now}) as used`.execute(tx);
  return rows[0]?.used === true;
}
