/** The rules of EN 16931 about what must be there and what goes together: BR-16, BR-49 to BR-61, BR-CO-03 to BR-CO-26. */
import { compare } from '@scell/core';
import { checkVatId } from '../identifiers.ts';
import type { Invoice } from '../model.ts';
import type { Report } from './finding.ts';
import { allowancesAndCharges } from './terms.ts';

/** Payment means that name an account to pay to (BR-61). */
const CREDIT_TRANSFERS: ReadonlySet<string> = new Set(['30', '58']);

/** The invoice holds decimals only. */
export function checkCore(invoice: Invoice, report: Report): void {
  const { seller, buyer, taxRepresentative, payment, totals } = invoice;
  if (invoice.lines.length === 0)
    report('BR-16', 'BG-25', 'lines', 'La facture n’a aucune ligne.', 'The invoice has no line.');
  if (invoice.taxPointDate !== undefined && invoice.taxPointCode !== undefined)
    report(
      'BR-CO-03',
      'BT-7',
      'taxPointDate',
      'La date d’exigibilité (BT-7) et son code (BT-8) s’excluent.',
      'The tax point date (BT-7) and its code (BT-8) exclude each other.',
    );
  for (const [term, path, vatId] of [
    ['BT-31', 'seller.vatId', seller.vatId],
    ['BT-48', 'buyer.vatId', buyer.vatId],
    ['BT-63', 'taxRepresentative.vatId', taxRepresentative?.vatId],
  ] as const)
    for (const { severity, text } of vatId === undefined ? [] : checkVatId(vatId))
      if (severity === 'error') report('BR-CO-09', term, path, text.fr, text.en);
  if (!seller.identifiers?.length && seller.legalId === undefined && seller.vatId === undefined)
    report(
      'BR-CO-26',
      'BG-4',
      'seller',
      'Le vendeur porte un identifiant (BT-29), un identifiant légal (BT-30) ou un numéro de TVA (BT-31).',
      'The seller has an identifier (BT-29), a legal identifier (BT-30) or a VAT number (BT-31).',
    );
  if (compare(totals.due, '0') > 0 && invoice.dueDate === undefined && invoice.paymentTerms === undefined)
    report(
      'BR-CO-25',
      'BT-9',
      'dueDate',
      'Une somme reste due : il faut une échéance (BT-9) ou des conditions de paiement (BT-20).',
      'An amount is due: a due date (BT-9) or payment terms (BT-20) are needed.',
    );
  if ((invoice.taxCurrency === undefined) !== (totals.vatInTaxCurrency === undefined))
    report(
      'BR-53',
      'BT-111',
      'totals.vatInTaxCurrency',
      'La devise de TVA (BT-6) et la TVA dans cette devise (BT-111) vont ensemble.',
      'The VAT currency (BT-6) and the VAT in that currency (BT-111) go together.',
    );
  for (const { terms, path, value, charge, level } of allowancesAndCharges(invoice))
    if (value.reason === undefined && value.reasonCode === undefined)
      report(
        level === 'document' ? (charge ? 'BR-38' : 'BR-33') : charge ? 'BR-44' : 'BR-42',
        terms.reason,
        `${path}.reason`,
        'Une remise ou un frais porte un motif ou un code de motif.',
        'An allowance or charge has a reason or a reason code.',
      );
  if (payment && CREDIT_TRANSFERS.has(payment.meansCode) && !payment.creditTransfers?.length)
    report(
      'BR-61',
      'BT-84',
      'payment.creditTransfers',
      'Un paiement par virement demande le compte du bénéficiaire (BT-84).',
      'A payment by credit transfer asks for the account to pay to (BT-84).',
    );
  if (payment?.card && payment.card.number.length > 10)
    report(
      'BR-51',
      'BT-87',
      'payment.card.number',
      'Un numéro de carte n’est jamais écrit en entier : au plus dix caractères.',
      'A card number is never written in full: ten characters at most.',
    );
}
