/** What a library of the document bench can be asked. */
import type { Invoice } from '@scell/en16931';

/**
 * `ciiWithTotals` writes an invoice of which only the lines have amounts; `ciiToUbl` and `ublToCii` start from XML; `embed` starts from a page drawn
 * elsewhere; `hybrid` from the invoice alone: draw, write XML, join.
 */
export type Job = 'cii' | 'ciiWithTotals' | 'ubl' | 'ciiToUbl' | 'ublToCii' | 'embed' | 'hybrid';

/** Calls with the library's own input already built, so that only the library is timed. */
export type Calls = Partial<Record<Job, () => string | Uint8Array | Promise<string | Uint8Array>>>;

export interface Peer {
  name: string;
  /** Why a job is missing from the calls. */
  cannot: Partial<Record<Job, string>>;
  /** `page` is a PDF/A page of the invoice without XML, for those that embed. */
  prepare(invoice: Invoice, page: Uint8Array): Calls;
}

/** A figure as the peers take it: a JavaScript number. */
export function number(decimal: string): number {
  return Number(decimal);
}
