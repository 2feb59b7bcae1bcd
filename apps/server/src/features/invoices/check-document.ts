import { checkInvoice, isFrench } from '@scell/en16931';
import type { Environment } from '../../platform/environments.ts';
import type { InvoiceContent } from './content.ts';
import { fieldOf } from './document-fields.ts';
import { ANY_NUMBER } from './judged-xml.ts';
import type { Notes } from './notes.ts';
import { semanticInvoice } from './semantic.ts';

/**
 * Holds the document that the draft would become against the rules of EN 16931 and, between French businesses, BR-FR:
 * what a platform would refuse is refused here, before a number is spent on it. In the sandbox a missing identifier of
 * the buyer is a warning.
 */
export function checkDocument(
  content: InvoiceContent,
  environment: Environment,
  missingGlyphs: (text: string) => string[],
  notes: Notes,
): void {
  const french = content.processing_rule === 'B2B' && isFrench(content.seller.country);
  if (french && content.buyer.siren === null) {
    const text = {
      fr: 'une facture entre entreprises françaises porte le SIREN du client (BR-FR-11) : envoyez buyer_siret, buyer_siren ou son numéro de TVA français.',
      en: 'an invoice between French businesses bears the SIREN of the customer (BR-FR-11): send buyer_siret, buyer_siren or its French VAT number.',
    };
    if (environment === 'production') notes.refuse('buyer_siret', text);
    else notes.warn('buyer_siret', text);
  }
  for (const finding of checkInvoice(
    { number: ANY_NUMBER, ...semanticInvoice(content) },
    { french: french && content.buyer.siren !== null },
  )) {
    const path = fieldOf(finding.path, content);
    const text = { fr: `${finding.text.fr} (${finding.rule})`, en: `${finding.text.en} (${finding.rule})` };
    if (finding.severity === 'fatal') notes.refuse(path, text);
    else notes.warn(path, text);
  }
  checkGlyphs(content, missingGlyphs, notes);
}

/** Refuses what the fonts of the page cannot draw: a document with boxes instead of letters is not readable. */
function checkGlyphs(content: InvoiceContent, missingGlyphs: (text: string) => string[], notes: Notes): void {
  for (const [path, text] of printedTexts(content)) {
    const missing = text == null ? [] : missingGlyphs(text);
    if (missing.length > 0) {
      const shown = missing.slice(0, 5).join(' ');
      notes.refuse(path, {
        fr: `ces caractères ne peuvent pas être imprimés : ${shown}. Les alphabets latin, grec et cyrillique le peuvent.`,
        en: `these characters cannot be printed: ${shown}. Latin, Greek and Cyrillic letters can.`,
      });
    }
  }
}

/** What callers and companies write freely, by the field that says it. */
function printedTexts(content: InvoiceContent): [path: string, text: string | null | undefined][] {
  const { seller, buyer, references, terms, layout, shipping_address: shipping } = content;
  return [
    ['seller_name', `${seller.name} ${seller.legal_form ?? ''}`],
    ['seller_legal_id', seller.legal_id],
    ['seller_address', Object.values(seller.address).join(' ')],
    ['buyer_name', buyer.name],
    ['buyer_legal_id', buyer.legal_id],
    ['buyer_address', Object.values(buyer.address).join(' ')],
    ['buyer_shipping_address', shipping === null ? null : Object.values(shipping).join(' ')],
    ['payment_terms', content.payment_terms],
    ['notes', content.notes],
    ['discount_reason', content.discount?.reason],
    ['bank_details.bank_name', content.bank_details?.bank_name],
    ['purchase_order', references.purchase_order],
    ['contract_reference', references.contract],
    ['buyer_reference', references.buyer],
    ['project_reference', references.project],
    ['sales_order_reference', references.sales_order],
    ['despatch_advice_reference', references.despatch_advice],
    ['late_penalty_terms', terms.late_penalty],
    ['early_payment_discount_terms', terms.early_payment_discount],
    ['invoice_footer_default', layout.footer],
    ...content.lines.flatMap((line, index): [string, string | null][] => [
      [`lines.${index}.description`, line.description],
      [`lines.${index}.product_code`, line.product_code],
      [`lines.${index}.exemption_reason`, line.exemption_reason],
    ]),
  ];
}
