import type { Language } from '@scell/core';
import type { Invoice } from '@scell/en16931';
import { textWidth } from '@scell/pdf';
import { amendsPreceding } from './document-type.ts';
import { CONTENT_WIDTH, type Flow, MARGIN, paragraph, RIGHT } from './flow.ts';
import { formatDate, formatObject, formatPeriod } from './format.ts';
import { LABELS, type Labels } from './labels.ts';
import type { Theme } from './theme.ts';

/** Dates, references and what the operation is, in a grid of four columns, or five where no word is too long for it. */
export function drawFacts(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const cells = facts(invoice, language);
  const gutter = 14;
  const widthFor = (count: number) => (CONTENT_WIDTH - (count - 1) * gutter) / count;
  const words = cells.flatMap(([, value]) => value.split(' '));
  const narrow = words.every((word) => textWidth(word, theme.fonts.bold, 8.5) <= widthFor(5));
  const count = cells.length > 4 && narrow ? 5 : 4;
  const width = widthFor(count);
  flow.y += 12;
  flow.ensure(30);
  flow.page.rule(MARGIN.left, RIGHT, flow.y, theme.line, 0.7);
  for (let i = 0; i < cells.length; i += count) {
    flow.y += 7;
    flow.columns(
      cells.slice(i, i + count).map(([label, value], column) => ({
        x: MARGIN.left + column * (width + gutter),
        width,
        lines: [
          ...paragraph(label, { font: theme.fonts.regular, size: 7, color: theme.muted }, width),
          ...paragraph(value, { font: theme.fonts.bold, size: 8.5, color: theme.text }, width),
        ],
      })),
    );
  }
  flow.y += 7;
  flow.page.rule(MARGIN.left, RIGHT, flow.y, theme.line, 0.7);
  flow.y += 13;
}

function facts(invoice: Invoice, language: Language): [label: string, value: string][] {
  const labels = LABELS[language];
  const date = (value: string | undefined) => (value === undefined ? undefined : formatDate(value, language));
  const category = /^[BSM]/.exec(invoice.processType ?? '')?.[0] as 'B' | 'S' | 'M' | undefined;
  const { invoicedObject, taxPointCode, period } = invoice;
  const cells: [string, string | undefined][] = [
    [labels.issueDate, date(invoice.issueDate)],
    [labels.dueDate, date(invoice.dueDate)],
    [labels.deliveryDate, date(invoice.delivery?.date)],
    [labels.period, period && formatPeriod(period, language)],
    [labels.taxPointDate, date(invoice.taxPointDate)],
    [labels.taxPointLabel, taxPointCode && labels.taxPoint[taxPointCode]],
    [labels.operation, category && labels.operations[category]],
    [labels.buyerReference, invoice.buyerReference],
    [labels.purchaseOrder, invoice.purchaseOrderReference],
    [labels.contract, invoice.contractReference],
    [labels.project, invoice.projectReference],
    [labels.salesOrder, invoice.salesOrderReference],
    [labels.despatchAdvice, invoice.despatchAdviceReference],
    [labels.receivingAdvice, invoice.receivingAdviceReference],
    [labels.tender, invoice.tenderReference],
    [labels.invoicedObject, invoicedObject && formatObject(invoicedObject)],
    [labels.accountingReference, invoice.buyerAccountingReference],
    ...(invoice.precedingInvoices ?? []).map(({ number, issueDate }): [string, string] => [
      precedingLabel(invoice, labels),
      issueDate === undefined ? number : `${number} ${labels.dated} ${formatDate(issueDate, language)}`,
    ]),
  ];
  return cells.filter((cell): cell is [string, string] => cell[1] !== undefined);
}

/** BT-23 ending in 4 says that the invoices referred to are deposits on this one. */
function precedingLabel({ typeCode, processType }: Invoice, labels: Labels): string {
  if (amendsPreceding(typeCode)) return labels.originalInvoice;
  return /^[BSM]4$/.test(processType ?? '') ? labels.depositInvoice : labels.precedingInvoice;
}
