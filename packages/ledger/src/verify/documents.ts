/** What an invoice or credit note says, against the salted hashes that its entry holds. */

import { joinBytes } from '../bytes.ts';
import type { Preimage, Sha256 } from '../entry.ts';
import { toHex, utf8 } from '../hex.ts';
import type { Place, Report } from './finding.ts';

/** The whole document of an entry and its salt: kept beside the chain, so that it can be erased when the law asks. */
export interface KeptDocument {
  /** 16 bytes. */
  salt: Uint8Array;
  text: string;
}

const ISSUED = new Set(['invoice_created', 'credit_note_issued']);

/** Whether entries of that type come with a document. */
export function hasDocument(entryType: string): boolean {
  return ISSUED.has(entryType);
}

/** Compares a kept document with the hashes of its entry: the whole, the buyer, the label of each line. */
export function checkDocument(
  document: KeptDocument,
  preimage: Preimage,
  sha256: Sha256,
  place: Place,
  report: Report,
): void {
  const holds = (text: string, expected: unknown) =>
    typeof expected === 'string' &&
    text.isWellFormed() &&
    toHex(sha256(joinBytes(document.salt, utf8(text)))) === expected;
  const altered = (member: string) => report({ code: 'document-altered', place: { ...place, member } });

  if (!holds(document.text, preimage.document_hash)) {
    altered('document.text');
    return;
  }
  const { buyer, lines } = parts(document.text);
  if (buyer === undefined || !holds(buyer, preimage.buyer_hash)) altered('preimage.buyer_hash');
  const stated: Record<string, unknown>[] = Array.isArray(preimage.lines) ? preimage.lines.map(Object) : [];
  if (stated.length !== lines.length) {
    altered('preimage.lines');
    return;
  }
  // Version 1 kept the label itself.
  for (const [index, line] of stated.entries()) {
    const name = lines[index];
    const same =
      line.label_hash === undefined
        ? name === JSON.stringify(line.name ?? null)
        : holds(name ?? 'null', line.label_hash);
    if (!same) altered(`preimage.lines[${index}].label_hash`);
  }
}

/** The texts that were hashed: JSON as it stands in the document. */
function parts(text: string): { buyer: string | undefined; lines: string[] } {
  try {
    const { buyer, lines } = JSON.parse(text) as { buyer?: unknown; lines?: { name?: unknown }[] };
    return {
      buyer: JSON.stringify(buyer),
      lines: (lines ?? []).map(({ name }) => JSON.stringify(name ?? null)),
    };
  } catch {
    return { buyer: undefined, lines: [] };
  }
}
