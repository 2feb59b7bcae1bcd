import { compare, type Decimal, isDecimal } from '@scell/core';
import type { Party } from '@scell/en16931';
import type { InvoiceContent } from './content.ts';
import type { Notes } from './notes.ts';
import type { Original } from './original.ts';

/**
 * Holds a draft against the file that came with it: an invoice and its file say the same amounts in the same currency. That
 * the file has another number or seller is said, and changes nothing: both are the platform's.
 */
export function compareOriginal(content: InvoiceContent, { invoice }: Original, notes: Notes): void {
  if (invoice === null) return;
  if (invoice.typeCode !== content.type_code) {
    notes.refuse('original_file', {
      fr: `le fichier est un document de type ${invoice.typeCode} ; seule une facture commerciale (${content.type_code}) se crée ici.`,
      en: `the file is a document of type ${invoice.typeCode}; only a commercial invoice (${content.type_code}) is created here.`,
    });
  }
  if (invoice.currency !== content.currency) {
    notes.refuse('currency', {
      fr: `le fichier est en ${invoice.currency}, la facture serait en ${content.currency}.`,
      en: `the file is in ${invoice.currency}, the invoice would be in ${content.currency}.`,
    });
  }
  const { totals } = invoice;
  sameAmount('total_ht', totals.withoutVat, content.totals.total_ht, notes);
  sameAmount('total_tax', totals.vat ?? '0', content.totals.total_tax, notes);
  sameAmount('total_ttc', totals.withVat, content.totals.total_ttc, notes);
  if (totals.due !== totals.withVat) sameAmount('total_ttc', totals.due, content.totals.total_ttc, notes);
  const theirs = named(invoice.seller.name, sirenOf(invoice.seller));
  const ours = named(content.seller.name, content.seller.siren);
  if (theirs !== ours) {
    notes.warn('original_file', {
      fr: `le fichier nomme un autre vendeur, ${theirs} : la facture porte ${ours}.`,
      en: `the file names another seller, ${theirs}: the invoice bears ${ours}.`,
    });
  }
  notes.warn('original_file', {
    fr: `le numéro du fichier, « ${invoice.number} », n’est pas repris : la plateforme attribue le sien.`,
    en: `the number of the file, "${invoice.number}", is not taken over: the platform gives its own.`,
  });
}

function sirenOf({ legalId }: Party): string | null {
  return legalId?.scheme === '0002' ? legalId.value : null;
}

function named(name: string, siren: string | null): string {
  return siren === null ? name : `${name} (${siren})`;
}

function sameAmount(field: string, inFile: Decimal, computed: Decimal, notes: Notes): void {
  if (isDecimal(inFile) && compare(inFile, computed) === 0) return;
  notes.refuse(field, {
    fr: `le fichier dit ${inFile}, le calcul donne ${computed} : corrigez la requête ou le fichier.`,
    en: `the file says ${inFile}, the computation gives ${computed}: correct the request or the file.`,
  });
}
