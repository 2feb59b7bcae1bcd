import type { Language } from '@scell/core';
import type { Invoice, Party, PostalAddress } from '@scell/en16931';
import type { Line } from '@scell/pdf';
import { countryNames } from './countries.ts';
import { type Flow, gap, HALF, MARGIN, paragraph, SECOND } from './flow.ts';
import { formatSirenOrSiret } from './format.ts';
import { formatIdentifier } from './identifiers.ts';
import { LABELS, type Labels } from './labels.ts';
import type { Theme } from './theme.ts';

const CARD_PADDING = 10;

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
