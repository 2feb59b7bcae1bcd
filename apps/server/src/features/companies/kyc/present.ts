import type { KycStatus, Language } from '@scell/contract';
import { moment } from '../../../platform/http/present.ts';
import type { Company } from '../store.ts';
import type { Verification } from './store.ts';

type Step = KycStatus['step'];

const SENTENCES: Readonly<Record<Step, Record<Language, string>>> = {
  not_started: {
    fr: 'La vérification de la société n’est pas demandée.',
    en: 'The verification of the company has not been asked for.',
  },
  submitted: {
    fr: 'La vérification de la société est demandée.',
    en: 'The verification of the company has been asked for.',
  },
  in_review: { fr: 'La société est en cours de vérification.', en: 'The company is being verified.' },
  approved: { fr: 'La société est vérifiée.', en: 'The company is verified.' },
  refused: {
    fr: 'La vérification de la société a été refusée ; elle peut être demandée de nouveau.',
    en: 'The verification of the company was refused; it can be asked for again.',
  },
  cancelled: {
    fr: 'La vérification a pris fin : la société désigne une autre entité légale. Demandez-la de nouveau.',
    en: 'The verification ended: the company names another legal entity. Ask for it again.',
  },
  suspended: { fr: 'La société est suspendue.', en: 'The company is suspended.' },
};

const VERDICTS: Readonly<Partial<Record<Step, KycStatus['verification_status']>>> = {
  approved: 'verified',
  in_review: 'needs_review',
  refused: 'failed',
};

/** Where the verification of a company stands. A company may have been verified without any request. */
export function stepOf(company: Company, latest: Verification | null): Step {
  if (company.status === 'suspended') return 'suspended';
  if (company.kyc_completed_at !== null) return 'approved';
  // One that was approved and no longer holds: the company has become another legal entity since.
  return latest === null ? 'not_started' : latest.status === 'approved' ? 'cancelled' : latest.status;
}

export function sentenceOf(step: Step, language: Language): string {
  return SENTENCES[step][language];
}

export function presentKyc(company: Company, latest: Verification | null, redirectUrl: string): KycStatus {
  const step = stepOf(company, latest);
  const reference = company.kyc_reference ?? latest?.reference ?? null;
  return {
    company_id: company.id,
    status: step === 'suspended' ? 'suspended' : step === 'approved' ? 'active' : 'pending',
    step,
    verification_status: VERDICTS[step] ?? null,
    reference,
    kyc_reference: reference,
    provider: latest?.provider ?? null,
    reason: latest?.reason ?? null,
    started_at: latest === null ? null : moment(latest.started_at),
    completed_at: moment(company.kyc_completed_at),
    kyc_completed_at: moment(company.kyc_completed_at),
    redirect_url: redirectUrl,
  };
}

/** The same at the top of an answer, as the public clients read it: they call a pending company `pending_kyc`. */
export function presentKycFlat(kyc: KycStatus, message: string) {
  const { status, kyc_reference, kyc_completed_at, redirect_url } = kyc;
  const flat = status === 'pending' ? ('pending_kyc' as const) : status;
  return { message, status: flat, kyc_reference, kyc_completed_at, redirect_url, data: kyc };
}
