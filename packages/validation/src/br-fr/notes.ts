/**
 * Notes and their subject codes. CII keeps the code of a note (BT-21) apart from its text (BT-22); UBL writes it into the text, "#BAR#B2B", and the rules
 * read all notes of an invoice as one text.
 */
import type { XmlNode } from '@scell/syntax';
import { normalizeSpace } from '../engine/values.ts';
import { at, has, textOf } from './operands.ts';
import { type Assertion, type Pattern, rule, ruleWhere } from './rule.ts';
import type { Both, Syntax } from './syntax.ts';

const treatments = new Set(['B2B', 'B2BINT', 'B2C', 'B2CINT', 'OUTOFSCOPE', 'ARCHIVEONLY']);

const document = { cii: '$document', ubl: '$invoice' };

const ciiNotes = at('ram:IncludedNote');
const ciiInvoiceNotes = at('rsm:ExchangedDocument/ram:IncludedNote');
const subjects = at('ram:SubjectCode');
const contents = at('ram:Content');
const ublNotes = at('cbc:Note');

/** The notes of a subject in CII. */
function ciiNotesOf(notes: readonly XmlNode[], subject: string): readonly XmlNode[] {
  return notes.filter((note) => has(subjects(note), subject));
}

function joinedNotes(invoice: XmlNode): string {
  return ublNotes(invoice)
    .map((note) => note.text)
    .join('');
}

/** What follows the first "#code#", up to the next "#"; "" without that code. */
function afterMark(notes: string, mark: string): string {
  const start = notes.indexOf(mark);
  if (start < 0) return '';
  const [value = ''] = notes.slice(start + mark.length).split('#', 1);
  return value;
}

/** How many notes of a subject there are; of ExchangedDocument in CII, of the invoice in UBL. */
const countOf: Both<(node: XmlNode, subject: string) => number> = {
  cii: (document, subject) => ciiNotesOf(ciiNotes(document), subject).length,
  ubl: (invoice, subject) => joinedNotes(invoice).split(`#${subject}#`).length - 1,
};

/** The texts of the BAR notes: how the platforms are to treat the invoice. UBL: the first only. */
export const treatmentsOf: Both<(invoice: XmlNode) => readonly string[]> = {
  cii: (invoice) =>
    ciiNotesOf(ciiInvoiceNotes(invoice), 'BAR')
      .flatMap(contents)
      .map((content) => content.text),
  ubl: (invoice) => [afterMark(joinedNotes(invoice), '#BAR#')],
};

/** A note TXD says that the seller is member of a VAT group. */
export const saysVatGroup: Both<(invoice: XmlNode) => boolean> = {
  cii: (invoice) =>
    ciiNotesOf(ciiInvoiceNotes(invoice), 'TXD').some((note) =>
      has(contents(note), 'MEMBRE_ASSUJETTI_UNIQUE'),
    ),
  ubl: (invoice) => afterMark(joinedNotes(invoice), '#TXD#') === 'MEMBRE_ASSUJETTI_UNIQUE',
};

/** BR-FR-05: the mentions of article L441-9 code de commerce are there: recovery fee (PMT), penalties (PMD), discount (AAB). */
export function legalMentions(syntax: Syntax): Pattern[] {
  const present = (subject: string, id: string): Assertion => ({
    id: `BR-FR-05_BT-22${id}`,
    holds: (node) => countOf[syntax](node, subject) > 0,
  });
  const ids = { cii: ['_PMT', '_PMD', '_AAB'], ubl: ['-1', '-2', '-3'] }[syntax];
  return [
    [rule(syntax, document, ...['PMT', 'PMD', 'AAB'].map((subject, i) => present(subject, ids[i] ?? '')))],
  ];
}

/** BR-FR-06: of those subjects and of TXD there is one note at most. */
export function uniqueMentions(syntax: Syntax): Pattern[] {
  const once = (subject: string, id: string): Assertion => ({
    id: `BR-FR-06_BT-21${id}`,
    holds: (node) => countOf[syntax](node, subject) <= 1,
  });
  const ids = { cii: ['_PMT', '_PMD', '_AAB', '_TXD'], ubl: ['-1', '-2', '-3', '-4'] }[syntax];
  return [
    [
      rule(
        syntax,
        document,
        ...['PMT', 'PMD', 'AAB', 'TXD'].map((subject, i) => once(subject, ids[i] ?? '')),
      ),
    ],
  ];
}

/** BR-FR-20: a BAR note names a known treatment. */
export function knownTreatment(syntax: Syntax): Pattern[] {
  const id = 'BR-FR-20_BT-21';
  if (syntax === 'ubl') {
    const holds = (invoice: XmlNode) =>
      treatmentsOf.ubl(invoice).every((treatment) => treatment === '' || treatments.has(treatment));
    return [[rule(syntax, document, { id, holds })]];
  }
  const notes = '$document/ram:IncludedNote';
  const isTreatment = (note: XmlNode) => has(subjects(note), 'BAR');
  return [
    [ruleWhere(syntax, notes, isTreatment, { id, holds: (note) => treatments.has(textOf(contents(note))) })],
  ];
}

/** BR-FR-31: one treatment at most. The official UBL id is that of BR-FR-30. */
export function oneTreatment(syntax: Syntax): Pattern[] {
  const count: Both<(node: XmlNode) => number> = {
    cii: (document) =>
      ciiNotesOf(ciiNotes(document), 'BAR').filter((note) =>
        treatments.has(normalizeSpace(textOf(contents(note)))),
      ).length,
    ubl: (invoice) => {
      const marked = ublNotes(invoice).filter((note) => note.text.includes('#BAR#'));
      const text = `${marked.map((note) => note.text).join('')}#`;
      let found = 0;
      for (const treatment of treatments) found += text.split(`BAR#${treatment}#`).length - 1;
      return found;
    },
  };
  const id = { cii: 'BR-FR-31_BT-21', ubl: 'BR-FR-30_BT-21' }[syntax];
  return [[rule(syntax, document, { id, holds: (node) => count[syntax](node) <= 1 })]];
}
