/** What is not there any more: erased, as the law asks, when the journal of technical events says so; taken away otherwise. */

import type { Preimage } from '../entry.ts';
import { hasDocument } from './documents.ts';
import { type Finding, type Place, type Report, shown } from './finding.ts';

type Gone = Finding & { code: 'document-erased' | 'file-erased' };

const TAKEN = { 'document-erased': 'document-missing', 'file-erased': 'file-missing' } as const;

/** Remembers what is gone until every chain was read: a journal may come after what it tells of. */
export class ErasureCheck {
  /** Documents whose erasure a journal tells. */
  readonly #told = new Set<string>();
  readonly #gone: { document: string; finding: Gone }[] = [];

  /** Takes the entries of all chains. `kept`: whether its document is there. */
  take(preimage: Preimage, kept: boolean, place: Place): void {
    if (preimage.entry_type === 'technical_event' && preimage.event === 'document_erased')
      this.#told.add(shown(Object(preimage.data).document_id));
    if (!kept && hasDocument(preimage.entry_type))
      this.gone(preimage, { code: 'document-erased', place: { ...place, member: 'document' } });
  }

  /** Something of the document that an entry is about is gone. */
  gone(preimage: Preimage, finding: Gone): void {
    this.#gone.push({ document: shown(preimage.subject_id), finding });
  }

  /** Reports all that is gone. The export of a period need not hold the entry that tells of an erasure. */
  judge(report: Report, ofPeriod: boolean): void {
    for (const { document, finding } of this.#gone)
      report(ofPeriod || this.#told.has(document) ? finding : { ...finding, code: TAKEN[finding.code] });
  }
}
