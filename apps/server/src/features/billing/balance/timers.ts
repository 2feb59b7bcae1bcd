/** The timer that takes credits off at their end, and warns before. One a tenant. */
export const CREDIT_TIMER = 'balance.credits';
