import { isFrench } from '@scell/en16931';
import { writeCii, writeUbl } from '@scell/syntax';
import type { InvoiceContent } from './content.ts';
import { semanticInvoice } from './semantic.ts';

/** A number of the form ours have, for the rules that want one before it is known. */
export const ANY_NUMBER = 'SCELL-202601-00001';

/** The XML that a draft would become, without the number that its submission gives. */
export function xmlOfDraft(content: InvoiceContent, syntax: 'cii' | 'ubl'): string {
  const invoice = { number: ANY_NUMBER, ...semanticInvoice(content) };
  return syntax === 'cii' ? writeCii(invoice) : writeUbl(invoice);
}

/**
 * The rule sets an invoice of ours is held against: France's between French businesses. The sandbox takes a French buyer
 * without SIREN, whom those rules do not know.
 */
export function ruleSetsOf({ processing_rule, seller, buyer }: InvoiceContent): string[] {
  const french = processing_rule === 'B2B' && isFrench(seller.country) && buyer.siren !== null;
  return french ? ['en16931', 'br-fr'] : ['en16931'];
}
