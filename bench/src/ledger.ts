/** How fast the ledger is verified, beside what the same machine needs for the hashes and signatures alone. */
import { benchVerification } from './ledger/verification.ts';

export async function bench(): Promise<void> {
  await benchVerification();
}
