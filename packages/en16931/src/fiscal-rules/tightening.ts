/**
 * What an account may ask of its own documents beyond the law. Every kind can only make things stricter: a rule that would
 * loosen the law, or whose kind or members are not all understood, is refused with the reason. Half a rule is no rule.
 */
import { compare, type Decimal, decimal, equals, isZero, type Text } from '@scell/core';
import { isCurrency } from '../code-lists/currencies.ts';
import type { IsoDate } from '../model.ts';
import { isFrenchVatRate, vatRateStatus } from '../vat-rates.ts';
import { statutoryRule, statutoryRules } from './registry.ts';
import { REQUIRABLE_TERMS, type RequirableTerm } from './requirable-terms.ts';
import { type DatedVersion, type RuleDefinition, type StatutoryRule, versionsOf } from './rule.ts';

/** A requirement of an account, read and found stricter than the law. */
export type Tightening =
  /** The rates above zero its invoices may bear, in percent. */
  | { kind: 'vat_rates'; rates: readonly Decimal[] }
  /** A rate of the law said again: it asks for nothing more, and is right only as long as the law says so. */
  | { kind: 'vat_rate'; rate: Decimal }
  /** The most that may be paid in cash, VAT included. */
  | { kind: 'payment_limit'; amount: Decimal }
  /** The most an invoice may amount to, VAT included. */
  | { kind: 'invoice_limit'; amount: Decimal; currency: string }
  /** Most days between invoice date and due date. */
  | { kind: 'payment_days'; days: number }
  | { kind: 'currencies'; currencies: readonly string[] }
  | { kind: 'required_term'; term: RequirableTerm }
  /** Words that a note (BT-22) of the invoice holds. */
  | { kind: 'required_note'; text: string }
  | { kind: 'retention'; years: number };

export type TighteningKind = Tightening['kind'];

/** The member of a definition that says the figure, where `value` may say it too. */
const FIGURE: Partial<Record<TighteningKind, string>> = {
  vat_rate: 'rate',
  payment_limit: 'amount',
  invoice_limit: 'amount',
  payment_days: 'days',
  retention: 'years',
};

/** What a rule of the law can be tightened by; the others are applied as they are. */
const KIND_BY_STATUTE: Partial<Record<RuleDefinition['kind'], TighteningKind>> = {
  vat_rate: 'vat_rate',
  accepted_rates: 'vat_rates',
  payment_limit: 'payment_limit',
  payment_days: 'payment_days',
  retention: 'retention',
};

/** Kinds that need no rule of the law to lean on. */
const OWN_KINDS = ['vat_rates', 'invoice_limit', 'currencies', 'required_term', 'required_note'] as const;

/** Longest retention that is taken: beyond, personal data would be kept without a reason. */
const MOST_YEARS = 50;
const MOST_NOTE_CHARACTERS = 200;

/** Why a rule is not taken. */
export class RuleRefusal {
  readonly text: Text;
  constructor(text: Text) {
    this.text = text;
  }
}

/** Days on which a rule is to apply; open where `until` is `null`. */
export interface RulePeriod {
  from: IsoDate;
  until: IsoDate | null;
}

type Raw = Readonly<Record<string, unknown>>;

/**
 * Reads the definition of an account's rule under a key (one of the law, or one of its own) for a period. `kind` may be left
 * out under a key of the law; `value` stands for the figure of kinds that have one.
 */
export function readTightening(key: string, raw: Raw, period: RulePeriod): Tightening | RuleRefusal {
  const statute = statutoryRule(key);
  const kind = kindOf(statute, raw);
  if (kind instanceof RuleRefusal) return kind;
  const figure = FIGURE[kind];
  const stray = Object.keys(raw).find(
    (name) =>
      !(name === 'kind' || MEMBERS[kind].includes(name) || (name === 'value' && figure !== undefined)),
  );
  if (stray !== undefined)
    return refuse(
      `« ${stray} » n’est pas compris dans une règle de type ${kind} (${MEMBERS[kind].join(', ')}) : retirez-le, une règle à moitié comprise n’est pas appliquée.`,
      `"${stray}" is not understood in a rule of kind ${kind} (${MEMBERS[kind].join(', ')}): take it off, a rule half understood is not applied.`,
    );
  const value = figure === undefined ? undefined : (raw[figure] ?? raw.value);
  const law = statute === undefined ? [] : lawDuring(statute, period);
  return READERS[kind](raw, value, period, law);
}

function kindOf(statute: StatutoryRule | undefined, { kind: given }: Raw): TighteningKind | RuleRefusal {
  if (statute === undefined) {
    const own = OWN_KINDS.find((kind) => kind === given);
    return (
      own ??
      refuse(
        `le type de la règle (rule_definition.kind) n’est pas compris : ${OWN_KINDS.join(', ')}, ou une clé de la loi qu’un compte peut durcir (${tightenableKeys().join(', ')}).`,
        `the kind of the rule (rule_definition.kind) is not understood: ${OWN_KINDS.join(', ')}, or a key of the law that an account may tighten (${tightenableKeys().join(', ')}).`,
      )
    );
  }
  const kind = KIND_BY_STATUTE[statute.versions[0].definition.kind];
  if (kind === undefined)
    return refuse(
      `la règle ${statute.key} est appliquée telle que la loi l’écrit : un compte peut durcir ${tightenableKeys().join(', ')}.`,
      `the rule ${statute.key} is applied as the law writes it: an account may tighten ${tightenableKeys().join(', ')}.`,
    );
  if (given !== undefined && given !== kind)
    return refuse(
      `une règle ${statute.key} est de type ${kind} ; pour demander autre chose, prenez une clé à vous.`,
      `a rule ${statute.key} is of kind ${kind}; to ask for something else, take a key of your own.`,
    );
  return kind;
}

/** The keys of the law an account may tighten; a rate of the law it can only say again. */
function tightenableKeys(): string[] {
  return statutoryRules
    .filter(({ versions: [{ definition }] }) => {
      const kind = KIND_BY_STATUTE[definition.kind];
      return kind !== undefined && kind !== 'vat_rate';
    })
    .map(({ key }) => key);
}

/** The versions of the law in force at some moment of a period. */
function lawDuring(rule: StatutoryRule, { from, until }: RulePeriod): DatedVersion[] {
  return versionsOf(rule).filter(
    (version) =>
      (until === null || version.from <= until) && (version.until === null || from <= version.until),
  );
}

type Reader = (
  raw: Raw,
  value: unknown,
  period: RulePeriod,
  law: readonly DatedVersion[],
) => Tightening | RuleRefusal;

const MEMBERS: Readonly<Record<TighteningKind, readonly string[]>> = {
  vat_rates: ['rates'],
  vat_rate: ['rate'],
  payment_limit: ['amount'],
  invoice_limit: ['amount', 'currency'],
  payment_days: ['days'],
  currencies: ['currencies'],
  required_term: ['term'],
  required_note: ['text'],
  retention: ['years'],
};

const READERS: Readonly<Record<TighteningKind, Reader>> = {
  vat_rates({ rates: given }, _value, { from, until }) {
    const list = Array.isArray(given) && given.length > 0 && given.length <= 20 ? given.map(figureOf) : [];
    const rates = list.filter((rate) => rate !== undefined);
    if (rates.length === 0 || rates.length < list.length)
      return refuse(
        'rates est une liste de taux en pourcentage, comme ["20", "10"].',
        'rates is a list of rates in percent, such as ["20", "10"].',
      );
    const foreign = rates.find((rate) => isZero(rate) || !isFrenchVatRate(rate));
    if (foreign !== undefined)
      return refuse(
        `${foreign} % n’est pas un taux de TVA français au-dessus de zéro (BR-FR-16) : une règle de compte retire des taux à ceux de la loi, elle n’en ajoute pas.`,
        `${foreign}% is not a French VAT rate above zero (BR-FR-16): a rule of an account takes rates off those of the law, it adds none.`,
      );
    const past = rates.find(
      (rate) => vatRateStatus(rate, until === null ? [from, LATE] : [from, until]) === 'other-date',
    );
    if (past !== undefined)
      return refuse(
        `le taux de ${past} % n’est pas en vigueur pendant la règle : retirez-le.`,
        `the rate of ${past}% is not in force while the rule is: take it off.`,
      );
    return { kind: 'vat_rates', rates: [...new Set(rates)] };
  },

  vat_rate(_raw, value, _period, law) {
    const rate = figureOf(value);
    if (rate === undefined)
      return refuse('un taux en pourcentage est attendu.', 'a rate in percent is expected.');
    const other = law.find(
      ({ definition }) => definition.kind === 'vat_rate' && !equals(definition.rate, rate),
    );
    if (law.length === 0 || other !== undefined)
      return refuse(
        `un compte ne change pas un taux de la loi${lawSays(other, 'fr')} : pour n’en utiliser que certains, créez une règle vat.accepted_rates avec {"rates": [...]}.`,
        `an account does not change a rate of the law${lawSays(other, 'en')}: to use only some of them, create a rule vat.accepted_rates with {"rates": [...]}.`,
      );
    return { kind: 'vat_rate', rate };
  },

  payment_limit(_raw, value, _period, law) {
    const amount = amountOf(value);
    if (amount === undefined) return badAmount();
    const lower = law.find(
      ({ definition }) => definition.kind === 'payment_limit' && compare(amount, definition.amount) > 0,
    );
    if (lower?.definition.kind === 'payment_limit')
      return refuse(
        `le plafond légal des espèces est de ${lower.definition.amount} € (${lower.legalReference}) : un compte peut le baisser, pas le relever.`,
        `the legal limit of cash is €${lower.definition.amount} (${lower.legalReference}): an account may lower it, not raise it.`,
      );
    return { kind: 'payment_limit', amount };
  },

  invoice_limit({ currency = 'EUR' }, value) {
    const amount = amountOf(value);
    if (amount === undefined) return badAmount();
    if (typeof currency !== 'string' || !isCurrency(currency)) return badCurrency();
    return { kind: 'invoice_limit', amount, currency };
  },

  payment_days(_raw, value, _period, law) {
    const days = wholeNumberOf(value);
    if (days === undefined)
      return refuse('un nombre entier de jours est attendu.', 'a whole number of days is expected.');
    const shorter = law.find(
      ({ definition }) => definition.kind === 'payment_days' && days > definition.days,
    );
    if (shorter?.definition.kind === 'payment_days')
      return refuse(
        `le délai de paiement convenu ne dépasse pas ${shorter.definition.days} jours (${shorter.legalReference}) : un compte peut le raccourcir, pas l’allonger.`,
        `an agreed delay of payment is at most ${shorter.definition.days} days (${shorter.legalReference}): an account may shorten it, not lengthen it.`,
      );
    return { kind: 'payment_days', days };
  },

  currencies({ currencies: given }) {
    const list: unknown[] = Array.isArray(given) && given.length <= 50 ? given : [];
    const currencies = list.filter((code): code is string => typeof code === 'string' && isCurrency(code));
    if (currencies.length === 0 || currencies.length < list.length) return badCurrency();
    return { kind: 'currencies', currencies: [...new Set(currencies)] };
  },

  required_term({ term }) {
    const known = REQUIRABLE_TERMS.find((one) => one === term);
    return known === undefined
      ? refuse(
          `term est l’un de ces termes d’EN 16931 : ${REQUIRABLE_TERMS.join(', ')}.`,
          `term is one of these terms of EN 16931: ${REQUIRABLE_TERMS.join(', ')}.`,
        )
      : { kind: 'required_term', term: known };
  },

  required_note({ text }) {
    const words = typeof text === 'string' ? text.trim() : '';
    return words === '' || [...words].length > MOST_NOTE_CHARACTERS
      ? refuse(
          `text est la mention que la facture doit contenir, de ${MOST_NOTE_CHARACTERS} caractères au plus.`,
          `text is the mention the invoice has to hold, of at most ${MOST_NOTE_CHARACTERS} characters.`,
        )
      : { kind: 'required_note', text: words };
  },

  retention(_raw, value, _period, law) {
    const years = wholeNumberOf(value);
    if (years === undefined || years > MOST_YEARS)
      return refuse(
        `un nombre entier d’années est attendu, ${MOST_YEARS} au plus : au-delà, des données personnelles seraient gardées sans motif.`,
        `a whole number of years is expected, at most ${MOST_YEARS}: beyond, personal data would be kept without a reason.`,
      );
    const longer = law.find(({ definition }) => definition.kind === 'retention' && years < definition.years);
    if (longer?.definition.kind === 'retention')
      return refuse(
        `la loi demande de garder ${longer.definition.years} ans (${longer.legalReference}) : un compte peut garder plus longtemps, pas moins.`,
        `the law asks for ${longer.definition.years} years (${longer.legalReference}): an account may keep longer, not less.`,
      );
    return { kind: 'retention', years };
  },
};

/** A day no version of today's law ends before. */
const LATE: IsoDate = '2099-12-31';

function lawSays(version: DatedVersion | undefined, language: 'fr' | 'en'): string {
  if (version?.definition.kind !== 'vat_rate') return '';
  const { rate } = version.definition;
  return language === 'fr'
    ? ` (${rate} % depuis le ${version.from}, ${version.legalReference})`
    : ` (${rate}% since ${version.from}, ${version.legalReference})`;
}

function badAmount(): RuleRefusal {
  return refuse(
    'un montant positif est attendu, avec au plus deux décimales.',
    'a positive amount is expected, with at most two decimals.',
  );
}

function badCurrency(): RuleRefusal {
  return refuse(
    'une devise est un code ISO 4217 de trois lettres, comme EUR.',
    'a currency is an ISO 4217 code of three letters, such as EUR.',
  );
}

function refuse(fr: string, en: string): RuleRefusal {
  return new RuleRefusal({ fr, en });
}

/** A decimal from a JSON number or text of ordinary size; `undefined` of anything else. */
function figureOf(raw: unknown): Decimal | undefined {
  if (typeof raw !== 'number' && typeof raw !== 'string') return undefined;
  const text = String(raw).trim();
  return /^\d{1,15}(?:\.\d{1,4})?$/.test(text) ? decimal(text) : undefined;
}

function amountOf(raw: unknown): Decimal | undefined {
  const amount = figureOf(raw);
  return amount === undefined || isZero(amount) || !/^\d+(?:\.\d{1,2})?$/.test(amount) ? undefined : amount;
}

function wholeNumberOf(raw: unknown): number | undefined {
  const figure = figureOf(raw);
  return figure === undefined || figure.includes('.') ? undefined : Number(figure);
}
