/** Brings an anchor one step further when its hour has come. */
export const ANCHOR_TIMER = 'anchor.step';
/** The job that does it: services outside are slow, and timers are read one after the other. */
export const ADVANCE_ANCHOR = 'anchor.advance';
