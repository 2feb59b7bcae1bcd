/** Takes a verification one step further when its provider does so by itself. */
export const KYC_TIMER = 'company.kyc';
