import type { Language } from '@scell/core';
import type { Invoice, PaymentInstructions } from '@scell/en16931';
import type { Canvas, Rect } from '@scell/pdf';
import { epcPayload } from './epc-qr.ts';
import { CONTENT_WIDTH, type Column, type Flow, MARGIN, paragraph, RIGHT } from './flow.ts';
import { formatAccount, isIban } from './format.ts';
import { LABELS, paymentMeans } from './labels.ts';
import { isPaid } from './paid.ts';
import { qrCode } from './qr-code.ts';
import { drawSectionTitle } from './section.ts';
import type { Theme } from './theme.ts';

const QR_SIZE = 76;
const LABEL_WIDTH = 104;

/** How, when and where to pay (BT-20, BG-16), with the EPC QR code when a transfer in euros is asked for. */
export function drawPayment(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const rows = paymentRows(invoice, language);
  if (rows.length === 0) return;
  const payload = epcPayload(invoice);
  flow.ensure(payload === undefined ? 50 : QR_SIZE + 44);
  drawSectionTitle(flow, LABELS[language].payment, theme);
  const { page } = flow;
  const qrTop = flow.y + 3;
  const width = CONTENT_WIDTH - LABEL_WIDTH - (payload === undefined ? 0 : QR_SIZE + 24);
  if (payload !== undefined) drawQr(flow.page, qrTop, payload, theme, language);
  for (const [label, value] of rows) {
    const columns: Column[] = [
      {
        x: MARGIN.left,
        width: LABEL_WIDTH - 10,
        lines: paragraph(
          label,
          { font: theme.fonts.regular, size: 8.4, color: theme.muted, leading: 12.4 },
          LABEL_WIDTH - 10,
        ),
      },
      {
        x: MARGIN.left + LABEL_WIDTH,
        width,
        lines: paragraph(
          value,
          { font: theme.fonts.regular, size: 8.6, color: theme.text, leading: 12.4 },
          width,
        ),
      },
    ];
    flow.columns(columns);
    flow.y += 1.5;
  }
  if (flow.page === page && payload !== undefined) flow.y = Math.max(flow.y, qrTop + QR_SIZE + 16);
  flow.y += 12;
}

function paymentRows(invoice: Invoice, language: Language): [label: string, value: string][] {
  const labels = LABELS[language];
  const { payment } = invoice;
  const rows: [string, string | undefined][] = [];
  if (payment !== undefined) rows.push([labels.means, meansOf(payment, language)]);
  rows.push([labels.terms, invoice.paymentTerms?.trim()]);
  for (const { account, accountName, provider } of payment?.creditTransfers ?? [])
    rows.push(
      [isIban(account) ? labels.iban : labels.account, formatAccount(account)],
      [labels.bic, provider],
      [labels.accountHolder, accountName],
    );
  if (payment?.card !== undefined)
    rows.push([labels.card, payment.card.number], [labels.cardHolder, payment.card.holder]);
  if (payment?.directDebit !== undefined) {
    const { mandate, creditorId, debitedAccount } = payment.directDebit;
    rows.push(
      [labels.mandate, mandate],
      [labels.creditorId, creditorId],
      [labels.debitedAccount, debitedAccount && formatAccount(debitedAccount)],
    );
  }
  const transfers = (payment?.creditTransfers ?? []).length > 0;
  if (!isPaid(invoice) && transfers) rows.push([labels.remittance, payment?.remittance ?? invoice.number]);
  else rows.push([labels.paymentReference, payment?.remittance]);
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '');
}

/** The means by its code, and the seller's own words where they add something. */
function meansOf({ meansCode, meansText }: PaymentInstructions, language: Language): string {
  const known = paymentMeans(meansCode, language);
  if (known === undefined || meansText === undefined) return meansText ?? known ?? meansCode;
  return known.toLowerCase().includes(meansText.toLowerCase()) ? known : `${known} (${meansText})`;
}

function drawQr(page: Canvas, y: number, payload: Uint8Array, theme: Theme, language: Language): void {
  const { size, dark } = qrCode(payload);
  const x = RIGHT - QR_SIZE;
  const runs: Rect[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (dark[row * size + column] === 0) continue;
      const first = column;
      while (column + 1 < size && dark[row * size + column + 1] === 1) column++;
      // A hair more than a module high, so that no reader shows light between two rows.
      runs.push({ x: first, y: row, width: column - first + 1, height: 1.02 });
    }
  }
  page.cells({ x, y }, QR_SIZE / size, runs, [0, 0, 0]);
  page.text(LABELS[language].scanToPay, x + QR_SIZE / 2, y + QR_SIZE + 14, {
    font: theme.fonts.regular,
    size: 6.8,
    color: theme.muted,
    align: 'center',
  });
}
