import type { Language } from '@scell/contract';
import * as contract from '@scell/contract';
import type { Tx } from '../../../platform/db/client-dialect.ts';
import { type Call, type JsonReply, ok } from '../../../platform/http/call.ts';
import { route } from '../../../platform/http/route.ts';
import { requireCompany } from '../find-company.ts';
import type { Company } from '../store.ts';
import { advanceVerification } from './advance-verification.ts';
import { kycAddress } from './page.ts';
import { presentKyc, presentKycFlat, sentenceOf } from './present.ts';
import { startVerification } from './start-verification.ts';
import { findLatest, type Verification } from './store.ts';

const STARTED: Record<Language, string> = {
  fr: 'La vérification de la société est demandée.',
  en: 'The verification of the company has been asked for.',
};

export const kycRoutes = [
  route(contract.startKyc, (call) =>
    call.once(async (tx) => {
      const { company, verification, started } = await startVerification(tx, call, call.params.id);
      return answer(call, company, verification, started ? STARTED[call.language] : undefined);
    }),
  ),

  route(contract.getKycStatus, (call) =>
    call.db.withTenant(call.scope, (tx) => readStatus(tx, call, call.params.id)),
  ),

  route(contract.advanceKyc, (call) =>
    call.once(async (tx) => {
      await advanceVerification(tx, call, call.params.id, call.body ?? {});
      return readStatus(tx, call, call.params.id);
    }),
  ),
];

async function readStatus(tx: Tx, call: Call, id: string): Promise<JsonReply> {
  const company = await requireCompany(tx, call, id);
  return answer(call, company, (await findLatest(tx, company.tenant_id, id)) ?? null);
}

function answer(call: Call, company: Company, latest: Verification | null, message?: string): JsonReply {
  const kyc = presentKyc(company, latest, kycAddress(call.services, company, call));
  return ok(presentKycFlat(kyc, message ?? sentenceOf(kyc.step, call.language)));
}
