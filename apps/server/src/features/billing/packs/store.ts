import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/client-dialect.ts';

/** A row of `credit_packs`, which only functions of the gate reach. */
export interface Pack {
  id: string;
  slug: string;
  name: string;
  description: string | null;
  price: string;
  credits: string;
  position: number;
  is_active: boolean;
  is_recommended: boolean;
  stripe_product_id: string | null;
  stripe_price_id: string | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export async function callCreditPacks(tx: Tx): Promise<Pack[]> {
  const { rows } = await sql<Pack>`select * from gate.credit_packs()`.execute(tx);
  return rows;
}

export async function callWriteCreditPack(tx: Tx, pack: Pack): Promise<Pack> {
  const { rows } =
    await sql<Pack>`select * from gate.write_credit_pack(${JSON.stringify(pack)}::json)`.execute(tx);
  const [written] = rows;
  if (written === undefined) throw new Error('the pack was not written');
  return written;
}
