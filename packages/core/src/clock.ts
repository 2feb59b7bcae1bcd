/** The injected clock: milliseconds since the Unix epoch, as `Date.now` gives them. */
export type Clock = () => number;
