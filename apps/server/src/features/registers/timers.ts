/** Forgets what a register answered an account once it no longer holds. */
export const FORGET_TIMER = 'registers.forget';

/** How long an answer of the register holds (REST reference §5.15). */
export const HOLDS_MS = 24 * 3_600_000;
