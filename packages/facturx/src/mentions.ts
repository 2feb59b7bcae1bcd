import type { Language } from '@scell/core';
import type { Invoice, SupportingDocument } from '@scell/en16931';
import { exemptionText } from './exemptions.ts';
import { CONTENT_WIDTH, type Flow, MARGIN, paragraph } from './flow.ts';
import { LABELS, noteSubject } from './labels.ts';
import { drawSectionTitle } from './section.ts';
import { regimeOf } from './summary.ts';
import type { Theme } from './theme.ts';

/** Subjects whose note is for machines: BAR says how the platform processes the invoice (BR-FR-20). */
const MACHINE_SUBJECTS = new Set(['BAR']);

/** How a TXD note says that the seller belongs to a VAT group (BR-FR-CO-14); the law wants it in words. */
const VAT_GROUP_CODE = 'MEMBRE_ASSUJETTI_UNIQUE';

/** Paragraphs lower than this do not break over two pages. */
const KEPT_HEIGHT = 36;

/** Exemption reasons, VAT on debits, notes, supporting documents and `more`, each in full. */
export function drawMentions(
  flow: Flow,
  invoice: Invoice,
  theme: Theme,
  language: Language,
  more?: string,
): void {
  const mentions = [...mentionsOf(invoice, language), ...(more === undefined ? [] : [more])];
  if (mentions.length === 0) return;
  flow.ensure(24 + KEPT_HEIGHT);
  drawSectionTitle(flow, LABELS[language].notes, theme);
  const style = { font: theme.fonts.regular, size: 7.6, color: theme.text, leading: 10.6 };
  for (const mention of mentions) {
    flow.columns(
      [{ x: MARGIN.left, width: CONTENT_WIDTH, lines: paragraph(mention, style, CONTENT_WIDTH) }],
      KEPT_HEIGHT,
    );
    flow.y += 2.5;
  }
}

function mentionsOf(invoice: Invoice, language: Language): string[] {
  const labels = LABELS[language];
  const mentions: string[] = [];
  for (const entry of invoice.vatBreakdown) {
    const reason = exemptionText(entry, language);
    if (reason === undefined) continue;
    const regime = regimeOf(entry, language);
    mentions.push(reason.startsWith(regime) ? reason : `${regime}${labels.colon}${reason}`);
  }
  // BT-8 code 5 is how a French seller declares the option of CGI art. 269-2 c.
  if (invoice.taxPointCode === '5' && invoice.seller.address.country === 'FR')
    mentions.push(labels.vatOnDebits);
  for (const { subjectCode, text } of invoice.notes ?? []) {
    if (subjectCode !== undefined && MACHINE_SUBJECTS.has(subjectCode)) continue;
    const subject = noteSubject(subjectCode, language);
    const words = subjectCode === 'TXD' && text === VAT_GROUP_CODE ? labels.vatGroupMember : text;
    mentions.push(subject === undefined ? words : `${subject}${labels.colon}${words}`);
  }
  for (const document of invoice.supportingDocuments ?? [])
    mentions.push(`${labels.supportingDocument}${labels.colon}${documentText(document)}`);
  return mentions;
}

function documentText({ reference, description, location, attachment }: SupportingDocument): string {
  return [reference, description, attachment?.filename, location]
    .filter((part) => part !== undefined)
    .join(' – ');
}
