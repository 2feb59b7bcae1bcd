import type { DocumentTotals, Invoice, Party, PrecedingInvoice } from '@scell/en16931';
import { factsOf } from '../../../platform/ledger/facts-of.ts';
import { type Reference, referencesOf } from './references.ts';

/** What a trail tells of a document: from its text or, once that was lawfully erased, from its entry in the ledger. */
export interface DocumentFacts {
  typeCode: string;
  issueDate: string;
  dueDate: string | null;
  currency: string;
  totals: Pick<DocumentTotals, 'withoutVat' | 'vat' | 'withVat'>;
  preceding: readonly PrecedingInvoice[];
  references: Reference[];
  seller: PartyName | null;
  /** `null`: erased. */
  buyer: PartyName | null;
}

export interface PartyName {
  name: string;
  /** SIREN or SIRET, else VAT number. */
  identifier: string | null;
}

/** Of a document of which neither text nor entry can be read any more. */
export const UNREADABLE: DocumentFacts = {
  typeCode: '',
  issueDate: '',
  dueDate: null,
  currency: '',
  totals: { withoutVat: '', vat: '', withVat: '' },
  preceding: [],
  references: [],
  seller: null,
  buyer: null,
};

/** The facts of a document whose text is kept; `null` when that is none. */
export function factsOfDocument(document: string): DocumentFacts | null {
  const invoice = read<Omit<Invoice, 'number'>>(document);
  if (invoice?.seller === undefined || invoice.buyer === undefined) return null;
  return {
    typeCode: invoice.typeCode,
    issueDate: invoice.issueDate,
    dueDate: invoice.dueDate ?? null,
    currency: invoice.currency,
    totals: invoice.totals,
    preceding: invoice.precedingInvoices ?? [],
    references: referencesOf(invoice),
    seller: nameOf(invoice.seller),
    buyer: nameOf(invoice.buyer),
  };
}

/** The facts an entry keeps of its document by value: neither names nor references are among them. `null` when it is no entry. */
export function factsOfEntry(preimage: string): DocumentFacts | null {
  const entry = read<{
    type_code: string;
    issue_date: string;
    due_date: string | null;
    currency: string;
    totals: DocumentTotals;
    preceding_invoices: PrecedingInvoice[];
  }>(preimage);
  if (entry === null) return null;
  return {
    typeCode: entry.type_code,
    issueDate: entry.issue_date,
    dueDate: entry.due_date,
    currency: entry.currency,
    totals: entry.totals,
    preceding: entry.preceding_invoices,
    references: [],
    seller: null,
    buyer: null,
  };
}

/** What a text says that has the totals of a document; `null` when it is none. */
function read<T>(text: string): T | null {
  const facts = factsOf(text);
  return typeof Object(facts.totals).withVat === 'string' ? (facts as T) : null;
}

function nameOf({ name, legalId, vatId }: Party): PartyName {
  return { name, identifier: legalId?.value ?? vatId ?? null };
}
