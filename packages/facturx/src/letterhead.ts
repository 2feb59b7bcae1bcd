import type { Language } from '@scell/core';
import type { Invoice, Party, PostalAddress } from '@scell/en16931';
import { A4, drawable, fit, type PdfImage, textWidth } from '@scell/pdf';
import { countryNames } from './countries.ts';
import { documentTitle, isCreditNote } from './document-type.ts';
import {
  CONTENT_WIDTH,
  drawLines,
  type Flow,
  gap,
  heightOf,
  type Line,
  MARGIN,
  paragraph,
  RIGHT,
} from './flow.ts';
import { formatDate, formatObject, formatPeriod, formatSirenOrSiret } from './format.ts';
import { formatIdentifier } from './identifiers.ts';
import { LABELS, type Labels } from './labels.ts';
import { isPaid } from './paid.ts';
import type { Theme } from './theme.ts';

const GUTTER = 28;
const HALF = (CONTENT_WIDTH - GUTTER) / 2;
const SECOND = MARGIN.left + HALF + GUTTER;
const CARD_PADDING = 10;

/** Logo or seller's name at the left; title, number and the PAID badge at the right. */
export function drawHead(
  flow: Flow,
  invoice: Invoice,
  theme: Theme,
  language: Language,
  logo?: PdfImage,
): void {
  const { page } = flow;
  page.rect({ x: 0, y: 0, width: A4.width, height: 7 }, theme.primary);
  const top = flow.y;

  let leftBottom = top;
  if (logo !== undefined) {
    const size = fit(logo, { width: 190, height: 62 });
    page.image(logo, { x: MARGIN.left, y: top, ...size });
    leftBottom += size.height;
  } else {
    const name = invoice.seller.tradingName ?? invoice.seller.name;
    const lines = fitted(name, theme, HALF);
    drawLines(page, lines, MARGIN.left, top, HALF);
    leftBottom += heightOf(lines);
  }

  const labels = LABELS[language];
  const title = fitted(documentTitle(invoice.typeCode, language), theme, HALF, 25);
  const number = paragraph(
    `${labels.number}\u00a0${invoice.number}`,
    { font: theme.fonts.bold, size: 10.5, color: theme.text, align: 'right' },
    HALF,
  );
  const lines = [...title.map((line) => ({ ...line, align: 'right' as const })), ...number];
  drawLines(page, lines, SECOND, top - 3, HALF);
  let rightBottom = top - 3 + heightOf(lines);
  if (isPaid(invoice)) rightBottom = drawBadge(flow, rightBottom + 6, theme, badgeText(invoice, labels));
  flow.y = Math.max(leftBottom, rightBottom) + 12;
}

/** Everyone the invoice names: seller and buyer first, then who gets the goods, the money or the tax. */
export function drawParties(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const labels = LABELS[language];
  const countries = countryNames(invoice, language);
  const block = (label: string, build: (setter: Setter) => void, width: number): Line[] => {
    const setter = new Setter(theme, width);
    setter.label(label);
    build(setter);
    return setter.lines;
  };
  const { seller, buyer, delivery, payee, taxRepresentative } = invoice;

  const sellerLines = block(
    labels.seller,
    (setter) => setParty(setter, seller, labels, language, countries),
    HALF,
  );
  // The delivery stands under the seller: the buyer's block beside them is the one an envelope window shows.
  if (delivery?.name !== undefined || delivery?.address !== undefined || delivery?.location !== undefined)
    sellerLines.push(
      gap(9, labelStyle(theme)),
      ...block(
        labels.deliveredTo,
        (setter) => {
          if (delivery.name !== undefined) setter.name(delivery.name);
          if (delivery.address !== undefined) setAddress(setter, delivery.address, countries);
          if (delivery.location !== undefined) setter.detail(formatIdentifier(delivery.location, language));
        },
        HALF,
      ),
    );
  const buyerWidth = HALF - 2 * CARD_PADDING;
  flow.columns([
    { x: MARGIN.left, width: HALF, lines: sellerLines },
    {
      x: SECOND + CARD_PADDING,
      width: buyerWidth,
      lines: block(
        labels.buyer,
        (setter) => setParty(setter, buyer, labels, language, countries),
        buyerWidth,
      ),
      fill: theme.tint,
      padding: CARD_PADDING,
    },
  ]);

  const others: Line[][] = [];
  if (payee !== undefined)
    others.push(
      block(
        labels.payee,
        (setter) => {
          setter.name(payee.name);
          if (payee.legalId !== undefined) setter.detail(formatIdentifier(payee.legalId, language));
          if (payee.identifier !== undefined) setter.detail(formatIdentifier(payee.identifier, language));
        },
        HALF,
      ),
    );
  if (taxRepresentative !== undefined)
    others.push(
      block(
        labels.taxRepresentative,
        (setter) => {
          setter.name(taxRepresentative.name);
          setAddress(setter, taxRepresentative.address, countries);
          setter.detail(`${labels.vatId} ${taxRepresentative.vatId}`);
        },
        HALF,
      ),
    );
  for (let i = 0; i < others.length; i += 2) {
    flow.y += 12;
    flow.columns([
      { x: MARGIN.left, width: HALF, lines: others[i] ?? [] },
      { x: SECOND, width: HALF, lines: others[i + 1] ?? [] },
    ]);
  }
}

/** Dates, references and what the operation is, in a grid of four columns, or five where no word is too long for it. */
export function drawFacts(flow: Flow, invoice: Invoice, theme: Theme, language: Language): void {
  const cells = facts(invoice, language);
  const gutter = 14;
  const widthFor = (count: number) => (CONTENT_WIDTH - (count - 1) * gutter) / count;
  const words = cells.flatMap(([, value]) => value.split(' '));
  const narrow = words.every((word) => textWidth(drawable(word), theme.fonts.bold, 8.5) <= widthFor(5));
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
      labels.precedingInvoice,
      issueDate === undefined ? number : `${number} ${labels.dated} ${formatDate(issueDate, language)}`,
    ]),
  ];
  return cells.filter((cell): cell is [string, string] => cell[1] !== undefined);
}

function labelStyle(theme: Theme) {
  return { font: theme.fonts.bold, size: 7, color: theme.label };
}

/** Sets the lines of one party. */
class Setter {
  readonly lines: Line[] = [];
  readonly #theme: Theme;
  readonly #width: number;

  constructor(theme: Theme, width: number) {
    this.#theme = theme;
    this.#width = width;
  }

  label(text: string): void {
    const style = labelStyle(this.#theme);
    this.lines.push(...paragraph(text.toUpperCase(), style, this.#width), gap(2.5, style));
  }

  name(text: string): void {
    const style = { font: this.#theme.fonts.bold, size: 10, color: this.#theme.text };
    this.lines.push(...paragraph(text, style, this.#width));
  }

  text(text: string): void {
    const style = { font: this.#theme.fonts.regular, size: 8.8, color: this.#theme.text };
    this.lines.push(...paragraph(text, style, this.#width));
  }

  detail(text: string): void {
    const style = { font: this.#theme.fonts.regular, size: 7.6, color: this.#theme.muted };
    this.lines.push(...paragraph(text, style, this.#width));
  }

  space(): void {
    this.lines.push(gap(3.5, { font: this.#theme.fonts.regular, size: 7.6, color: this.#theme.muted }));
  }
}

function setParty(
  setter: Setter,
  party: Party,
  labels: Labels,
  language: Language,
  countries: Map<string, string>,
): void {
  setter.name(party.name);
  if (party.tradingName !== undefined && party.tradingName !== party.name) setter.text(party.tradingName);
  setAddress(setter, party.address, countries);
  setter.space();
  if (party.legalInfo !== undefined) setter.detail(party.legalInfo);
  for (const text of registrations(party, labels, language)) setter.detail(text);
  const { electronicAddress, contact } = party;
  if (electronicAddress !== undefined) {
    const { value, scheme } = electronicAddress;
    setter.detail(`${labels.electronicAddress} ${scheme === undefined ? value : `${scheme}:${value}`}`);
  }
  if (contact !== undefined) {
    setter.space();
    for (const text of [contact.name, contact.phone, contact.email])
      if (text !== undefined) setter.detail(text);
  }
}

/** SIREN and SIRET on one line, then the VAT numbers, then whatever else identifies the party. */
function registrations(party: Party, labels: Labels, language: Language): string[] {
  const identifiers = party.identifiers ?? [];
  const siret = identifiers.find(({ scheme }) => scheme === '0009');
  const lines: string[] = [];
  if (party.legalId?.scheme === '0002' && siret !== undefined)
    lines.push(`SIREN ${formatSirenOrSiret(party.legalId.value)} · SIRET ${formatSirenOrSiret(siret.value)}`);
  else
    for (const id of [party.legalId, siret]) if (id !== undefined) lines.push(formatIdentifier(id, language));
  if (party.vatId !== undefined) lines.push(`${labels.vatId} ${party.vatId}`);
  if (party.taxRegistrationId !== undefined)
    lines.push(`${labels.taxRegistration} ${party.taxRegistrationId}`);
  for (const id of identifiers) if (id !== siret) lines.push(formatIdentifier(id, language));
  return lines;
}

function setAddress(setter: Setter, address: PostalAddress, countries: Map<string, string>): void {
  for (const text of [address.line1, address.line2, address.line3]) if (text !== undefined) setter.text(text);
  const town = [address.postCode, address.city].filter((part) => part !== undefined).join(' ');
  if (town !== '') setter.text(town);
  if (address.subdivision !== undefined) setter.text(address.subdivision);
  const country = countries.get(address.country);
  if (country !== undefined) setter.text(country);
}

/** A heading in the largest of a few sizes that keeps it to two lines. */
function fitted(text: string, theme: Theme, width: number, largest = 18): Line[] {
  const style = { font: theme.fonts.bold, color: theme.heading };
  for (const size of [largest, 17, 14, 12]) {
    if (size > largest) continue;
    const lines = paragraph(text, { ...style, size, leading: size * 1.25 }, width);
    if (lines.length <= (size === largest ? 1 : 2)) return lines;
  }
  return paragraph(text, { ...style, size: 10, leading: 13 }, width);
}

function badgeText(invoice: Invoice, labels: Labels): string {
  return isCreditNote(invoice.typeCode) ? labels.settled : labels.paid;
}

function drawBadge(flow: Flow, y: number, theme: Theme, text: string): number {
  const { bold } = theme.fonts;
  const width = textWidth(text, bold, 9) + 20;
  flow.page.outline({ x: RIGHT - width, y, width, height: 18 }, theme.paid, 1.2, 4);
  flow.page.text(text, RIGHT - width / 2, y + 12.3, {
    font: bold,
    size: 9,
    color: theme.paid,
    align: 'center',
  });
  return y + 18;
}
