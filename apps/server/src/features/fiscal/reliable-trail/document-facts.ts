import type { DocumentTotals, Invoice, Party, PrecedingInvoice } from '@scell/en16931';
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

/** The facts of a document whose text is kept. */
export function factsOfDocument(document: string): DocumentFacts {
  const invoice = JSON.parse(document) as Omit<Invoice, 'number'>;
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

/** The facts an entry keeps of its document by value: neither names nor references are among them. */
export function factsOfEntry(preimage: string): DocumentFacts {
  const entry = JSON.parse(preimage) as {
    type_code: string;
    issue_date: string;
    due_date: string | null;
    currency: string;
    totals: DocumentTotals;
    preceding_invoices: PrecedingInvoice[];
  };
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

function nameOf({ name, legalId, vatId }: Party): PartyName {
  return { name, identifier: legalId?.value ?? vatId ?? null };
}
