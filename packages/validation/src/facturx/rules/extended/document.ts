/** BR-FXEXT-01 to -03, BR-FXEXT-CII-DT-097a: notes, tax registrations and points in time. */
import type { XmlNode } from '@scell/syntax';
import type { Hearing } from '../../../en16931-cii/hearing.ts';
import { has, hasAttribute } from '../../../en16931-cii/select.ts';

export function judgeDocument(hearing: Hearing): void {
  const { lists } = hearing;
  for (const note of new Set(lists.notes.flatMap(({ parent }) => parent ?? []))) {
    const rule = noteRule(note);
    if (rule !== undefined)
      hearing.fatal(rule, note, has(note, 'ram:ContentCode') || has(note, 'ram:Content'));
  }
  for (const id of lists.taxRegistrationIds)
    if (!isInside(id, 'ram:SellerTradeParty'))
      hearing.fatal('BR-FXEXT-03', id, hasAttribute(id, 'schemeID', 'VA'), () => ({ found: id.text }));
  for (const date of lists.dateStrings)
    if (hasAttribute(date, 'format', '205'))
      hearing.fatal('BR-FXEXT-CII-DT-097a', date, MINUTE.test(date.text), () => ({ found: date.text }));
}

/** CCYYMMDDHHMM; the official expression takes the digits of every script for the year and the 31st of any month. */
const MINUTE =
  /^[ \t\r\n]*\p{Nd}{4}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])(?:[01][0-9]|2[0-3])[0-5][0-9][ \t\r\n]*$/u;

/** A note with a subject (BT-21) says something: of the document, or of a line. */
function noteRule(note: XmlNode): string | undefined {
  if (note.tag !== 'ram:IncludedNote') return undefined;
  const above = note.parent;
  if (above?.tag === 'ram:AssociatedDocumentLineDocument') return 'BR-FXEXT-02';
  const isDocuments =
    above?.tag === 'rsm:ExchangedDocument' && above.parent?.tag === 'rsm:CrossIndustryInvoice';
  return isDocuments && above.parent?.parent === null ? 'BR-FXEXT-01' : undefined;
}

function isInside(node: XmlNode, tag: string): boolean {
  for (let at = node.parent; at !== null; at = at.parent) if (at.tag === tag) return true;
  return false;
}
