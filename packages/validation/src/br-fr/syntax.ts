/** The two syntaxes of the same rules, and how a place of the invoice is written in each. */

/** A syntax of the invoice. */
export type Syntax = 'cii' | 'ubl';

/** The same thing in both syntaxes. */
export interface Both<T> {
  readonly cii: T;
  readonly ubl: T;
}

/** A path in each syntax, or several: "a/b | a/c". It may begin with one of the anchors below. */
export type Place = Both<string>;

/** A place and the term that the ids of its rules end with. */
export interface TermPlace extends Place {
  readonly term: string | Both<string>;
}

const cii = 'rsm:CrossIndustryInvoice';
const transaction = 'rsm:SupplyChainTradeTransaction';
const ciiLine = `${transaction}/ram:IncludedSupplyChainTradeLineItem`;

const anchors: Both<Record<string, readonly string[]>> = {
  cii: {
    invoice: [cii],
    document: [`${cii}/rsm:ExchangedDocument`],
    agreement: [`${cii}/${transaction}/ram:ApplicableHeaderTradeAgreement`],
    delivery: [`${cii}/${transaction}/ram:ApplicableHeaderTradeDelivery`],
    settlement: [`${cii}/${transaction}/ram:ApplicableHeaderTradeSettlement`],
    line: [`${cii}/${ciiLine}`],
  },
  ubl: {
    invoice: ['ubl:Invoice', 'cn:CreditNote'],
    line: ['ubl:Invoice/cac:InvoiceLine', 'cn:CreditNote/cac:CreditNoteLine'],
  },
};

/**
 * The contexts of a place: "$line/cbc:ID" is cbc:ID below an invoice line and below a credit note line.
 * @throws {RangeError} for an anchor that the syntax does not have.
 */
export function contextsOf(syntax: Syntax, place: string): string[] {
  return place.split(' | ').flatMap((path) => anchoredPaths(syntax, path));
}

function anchoredPaths(syntax: Syntax, path: string): string[] {
  const anchored = /^(\/?)\$(\w+)(.*)$/.exec(path);
  if (anchored === null) return [path];
  const [, root = '', anchor = '', rest = ''] = anchored;
  const starts = anchors[syntax][anchor];
  if (starts === undefined) throw new RangeError(`${syntax} has no $${anchor}`);
  return starts.map((start) => `${root}${start}${rest}`);
}

/** The term of a place in a syntax. */
export function termOf(syntax: Syntax, { term }: TermPlace): string {
  return typeof term === 'string' ? term : term[syntax];
}
