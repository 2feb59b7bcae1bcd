/** The timer that makes the statement of a month once it is over. One a tenant, in live. */
export const STATEMENT_TIMER = 'billing.statement';
