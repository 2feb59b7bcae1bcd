import type { InvoiceCreate } from '@scell/contract';
import type { Notes } from './notes.ts';

/** Euros for one unit of the invoice currency; `null` for an invoice in euros (BT-5, BT-6, BR-FR-CO-12). */
export function exchangeRateOf(input: InvoiceCreate, notes: Notes): string | null {
  if (input.tax_currency !== undefined && input.tax_currency !== 'EUR') {
    notes.refuse('tax_currency', {
      fr: 'la TVA française se déclare en euros (BR-FR-CO-12) : tax_currency est EUR, ou absent.',
      en: 'French VAT is declared in euros (BR-FR-CO-12): tax_currency is EUR, or absent.',
    });
  }
  if (input.currency === 'EUR') {
    if (input.exchange_rate !== undefined && input.exchange_rate !== '1') {
      notes.refuse('exchange_rate', {
        fr: 'une facture en euros n’a pas de taux de change.',
        en: 'an invoice in euros has no exchange rate.',
      });
    }
    return null;
  }
  if (input.exchange_rate === undefined) {
    notes.refuse('exchange_rate', {
      fr: `une facture en ${input.currency} donne aussi la TVA en euros (BR-FR-CO-12) : envoyez le nombre d’euros pour une unité de la devise.`,
      en: `an invoice in ${input.currency} also gives the VAT in euros (BR-FR-CO-12): send the number of euros for one unit of the currency.`,
    });
    return '1';
  }
  return input.exchange_rate;
}
