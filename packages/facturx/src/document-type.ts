import type { Language } from '@scell/core';
import { isCreditNoteType } from '@scell/en16931';

const INVOICE = { fr: 'Facture', en: 'Invoice' };
const CREDIT_NOTE = { fr: 'Avoir', en: 'Credit note' };

/** What UNTDID 1001 codes are called on the document; self-billing says so (CGI ann. II art. 242 nonies A, I-14°). */
const TITLES: Readonly<Record<string, Record<Language, string>>> = {
  '380': INVOICE,
  '389': { fr: 'Facture – Autofacturation', en: 'Invoice – Self-billing' },
  '393': { fr: 'Facture affacturée', en: 'Factored invoice' },
  '501': { fr: 'Facture affacturée – Autofacturation', en: 'Factored invoice – Self-billing' },
  '386': { fr: 'Facture d’acompte', en: 'Prepayment invoice' },
  '500': { fr: 'Facture d’acompte – Autofacturation', en: 'Prepayment invoice – Self-billing' },
  '384': { fr: 'Facture rectificative', en: 'Corrected invoice' },
  '471': { fr: 'Facture rectificative – Autofacturation', en: 'Corrected invoice – Self-billing' },
  '472': { fr: 'Facture rectificative affacturée', en: 'Factored corrected invoice' },
  '473': {
    fr: 'Facture rectificative affacturée – Autofacturation',
    en: 'Factored corrected invoice – Self-billing',
  },
  '261': { fr: 'Avoir – Autofacturation', en: 'Credit note – Self-billing' },
  '262': { fr: 'Avoir – Remise globale', en: 'Credit note – Global allowances' },
  '381': CREDIT_NOTE,
  '396': { fr: 'Avoir affacturé', en: 'Factored credit note' },
  '502': { fr: 'Avoir affacturé – Autofacturation', en: 'Factored credit note – Self-billing' },
  '503': { fr: 'Avoir d’acompte', en: 'Prepayment credit note' },
};

/** The title of the document; a type France does not know is called an invoice or a credit note. */
export function documentTitle(typeCode: string, language: Language): string {
  const title = TITLES[typeCode] ?? (isCreditNoteType(typeCode) ? CREDIT_NOTE : INVOICE);
  return title[language];
}

const CORRECTIONS: ReadonlySet<string> = new Set(['384', '471', '472', '473']);

/** Whether the document corrects or credits the invoices it refers to (BG-3). */
export function amendsPreceding(typeCode: string): boolean {
  return isCreditNoteType(typeCode) || CORRECTIONS.has(typeCode);
}
