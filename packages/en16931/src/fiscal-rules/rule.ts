/**
 * What a rule of French fiscal law is here: data with dates, a legal reference, and how sure we are of it. A rule has a
 * key and versions one after the other; each holds until the day before the next one starts.
 */
import type { Decimal, Text } from '@scell/core';
import type { FrenchVatCategory, IsoDate } from '../model.ts';

/** What a rule is about: the words of the API. */
export const RULE_CATEGORIES = ['vat', 'invoicing', 'credit_note', 'closing', 'export', 'retention'] as const;
export type RuleCategory = (typeof RULE_CATEGORIES)[number];

/**
 * How sure a version is: `certain` from the text of the law or of the administration, or settled knowledge; `secondary`
 * read in secondary sources only; `uncertain` where the law itself is unsettled or a fact could not be sourced.
 */
export type Certainty = 'certain' | 'secondary' | 'uncertain';

/**
 * Where French VAT is one and the same: mainland France with Monaco; Corsica; Guadeloupe, Martinique and Réunion;
 * Guyane and Mayotte, where VAT does not apply for now (CGI 294-1); `outside` for the French territories that are
 * outside the scope of French VAT altogether, and for other countries.
 */
export type VatTerritory = 'mainland' | 'corsica' | 'overseas' | 'guyane-mayotte' | 'outside';

/** A VAT rate, in percent. */
export interface VatRateDefinition {
  kind: 'vat_rate';
  rate: Decimal;
  territories: readonly VatTerritory[];
}

/** The rates an e-invoice may carry at all, in percent. */
export interface AcceptedRatesDefinition {
  kind: 'accepted_rates';
  rates: readonly Decimal[];
}

/** Territories where no VAT is due. */
export interface NoVatDefinition {
  kind: 'no_vat';
  territories: readonly VatTerritory[];
}

/**
 * A note every invoice between businesses bears. `text` is the whole sentence where the seller says nothing of its own;
 * `textWith` the one that takes the seller's figures, `{rate}` and `{days}`.
 */
export interface NoteDefinition {
  kind: 'note';
  /** BT-21. */
  subjectCode: 'PMT' | 'PMD' | 'AAB';
  subject: Text;
  text: Text;
  textWith?: Text;
  /** A fixed amount the sentence states, in euros. */
  amount?: Decimal;
}

/** A ground on which no VAT is charged: its category, code (BT-121) and words (BT-120). */
export interface ExemptionDefinition {
  kind: 'exemption';
  vatCategory: FrenchVatCategory;
  reasonCode?: string;
  text: Text;
}

/** Something an invoice states, in these terms of EN 16931. */
export interface TermsDefinition {
  kind: 'terms';
  terms: readonly string[];
  when?: Text;
}

/** Amounts that change what applies, in euros. */
export interface ThresholdDefinition {
  kind: 'threshold';
  currency: 'EUR';
  amounts: Readonly<Record<string, Decimal>>;
}

/** The most that may be paid by some means (UNTDID 4461), VAT included. */
export interface PaymentLimitDefinition {
  kind: 'payment_limit';
  currency: 'EUR';
  amount: Decimal;
  paymentMeans: readonly string[];
}

/** Most days between the invoice and its payment. */
export interface PaymentDaysDefinition {
  kind: 'payment_days';
  days: number;
}

export interface NumberFormDefinition {
  kind: 'number_form';
  maxLength: number;
  /** A class of characters, as inside the brackets of a regular expression. */
  characters: string;
}

/** Days on which something starts, by whom it concerns. */
export interface CalendarDefinition {
  kind: 'calendar';
  starts: Readonly<Record<string, IsoDate>>;
}

/** How long documents are kept. */
export interface RetentionDefinition {
  kind: 'retention';
  years: number;
  countedFrom: Text;
}

/** What a duty consists of, as short facts. */
export interface DutyDefinition {
  kind: 'duty';
  facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export type RuleDefinition =
  | VatRateDefinition
  | AcceptedRatesDefinition
  | NoVatDefinition
  | NoteDefinition
  | ExemptionDefinition
  | TermsDefinition
  | ThresholdDefinition
  | PaymentLimitDefinition
  | PaymentDaysDefinition
  | NumberFormDefinition
  | CalendarDefinition
  | RetentionDefinition
  | DutyDefinition;

/** One state of a rule, from a day on. */
export interface RuleVersion<D extends RuleDefinition = RuleDefinition> {
  from: IsoDate;
  definition: D;
  legalReference: string;
  /** `certain` unless said. */
  certainty?: Certainty;
  /** What a reader should know of it: a doubt, its source, what came before. */
  note?: Text;
}

/** A rule of the law. */
export interface StatutoryRule<D extends RuleDefinition = RuleDefinition> {
  /** Dotted, in lower case. */
  key: string;
  /** Other names the rule is asked for by. */
  aliases?: readonly string[];
  name: Text;
  category: RuleCategory;
  /** In order of `from`. */
  versions: readonly [RuleVersion<D>, ...RuleVersion<D>[]];
  /** The last day of a rule that was abolished. */
  until?: IsoDate;
}

/** A version with its number, from 1, and its last day; `null` while nothing ends it. */
export interface DatedVersion<D extends RuleDefinition = RuleDefinition> extends RuleVersion<D> {
  version: number;
  until: IsoDate | null;
}

/** The versions of a rule, oldest first, with their last days. */
export function versionsOf<D extends RuleDefinition>(rule: StatutoryRule<D>): DatedVersion<D>[] {
  return rule.versions.map((version, index) => {
    const next = rule.versions[index + 1];
    return {
      ...version,
      version: index + 1,
      until: next === undefined ? (rule.until ?? null) : dayBefore(next.from),
    };
  });
}

/** The version of a rule in force on a day; `undefined` before its first and after its last. */
export function versionOn<D extends RuleDefinition>(
  rule: StatutoryRule<D>,
  day: IsoDate,
): DatedVersion<D> | undefined {
  return versionsOf(rule).find(({ from, until }) => from <= day && (until === null || day <= until));
}

/** The same, or else the first version: for words that have to be said whatever the date. */
export function versionFor<D extends RuleDefinition>(rule: StatutoryRule<D>, day: IsoDate): RuleVersion<D> {
  return versionOn(rule, day) ?? rule.versions[0];
}

/** The calendar day before. */
export function dayBefore(day: IsoDate): IsoDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
