import type { Paper } from '@scell/pdf';
import { monthOf } from '../balance/usage.ts';
import type { BillingDocument } from './store.ts';

/** The statement of a month as it is printed, where nothing was left to invoice. */
export function statementPaper(document: BillingDocument): Paper {
  const { first, last } = monthOf(document.period);
  const spent = String(document.usage.total_cost ?? 0);
  return {
    title: `Relevé ${document.number}`,
    subtitle: `Du ${day(first)} au ${day(last)}`,
    mark: 'Ceci n’est pas une facture',
    identity: `Relevé ${document.number} · ${document.id}`,
    blocks: [
      {
        kind: 'table',
        columns: [
          { head: 'Service', share: 5 },
          { head: 'Quantité', share: 2, align: 'right' },
          { head: 'Prix unitaire HT', share: 2, align: 'right' },
          { head: 'Total HT', share: 2, align: 'right' },
        ],
        rows: document.lines.map(({ description, quantity, unit_price, total }) => [
          description,
          String(quantity),
          euros(unit_price),
          euros(total),
        ]),
      },
      {
        kind: 'facts',
        rows: [
          ['Débité du solde prépayé', euros(spent)],
          ['Reste à payer', euros(document.total_ttc)],
        ],
      },
      {
        kind: 'paragraph',
        text: 'Les crédits utilisés ont été facturés, TVA comprise, à leur achat : ce relevé ne demande aucun paiement.',
      },
    ],
  };
}

function day(date: string): string {
  return date.split('-').reverse().join('/');
}

function euros(amount: string): string {
  return new Intl.NumberFormat('fr-FR', {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 6,
  }).format(
    // Shown only: the books hold the exact amount.
    Number(amount),
  );
}
