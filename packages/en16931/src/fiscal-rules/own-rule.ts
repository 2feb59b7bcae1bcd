/** The rules an account gives itself: which of them hold on a day, and what they find in an invoice. */
import { compare, equals, isZero } from '@scell/core';
import type { Report } from '../check/finding.ts';
import { taxed } from '../check/terms.ts';
import type { Invoice, IsoDate } from '../model.ts';
import { requiredTerm } from './requirable-terms.ts';
import { versionFor } from './rule.ts';
import { cashLimit } from './statute/thresholds.ts';
import type { Tightening } from './tightening.ts';

/** One version of an account's rule. */
export interface OwnRule {
  key: string;
  /** Whose it is: versions of the same key of different owners stand side by side. */
  owner: string;
  version: number;
  from: IsoDate;
  until: IsoDate | null;
  tightening: Tightening;
}

/**
 * The rules in force on a day: of each key and owner the highest version that has started, unless it has ended. A version
 * takes the place of those before it from its first day on, and its end does not bring them back.
 */
export function ownRulesOn<R extends Pick<OwnRule, 'key' | 'owner' | 'version' | 'from' | 'until'>>(
  rules: readonly R[],
  day: IsoDate,
): R[] {
  const latest = new Map<string, R>();
  for (const rule of rules) {
    if (rule.from > day) continue;
    const identity = `${rule.owner} ${rule.key}`;
    const known = latest.get(identity);
    if (known === undefined || known.version < rule.version) latest.set(identity, rule);
  }
  return [...latest.values()].filter(({ until }) => until === null || day <= until);
}

/** Reports what the rules in force on the invoice date find. The invoice holds decimals only. */
export function checkOwnRules(invoice: Invoice, rules: readonly OwnRule[], report: Report): void {
  for (const rule of ownRulesOn(rules, invoice.issueDate)) {
    const mark = {
      fr: `(règle ${rule.key} de votre compte, version ${rule.version})`,
      en: `(rule ${rule.key} of your account, version ${rule.version})`,
    };
    checkTightening(invoice, rule.tightening, (term, path, fr, en) =>
      report(rule.key, term, path, `${fr} ${mark.fr}.`, `${en} ${mark.en}.`),
    );
  }
}

type Find = (term: string, path: string, fr: string, en: string) => void;

function checkTightening(invoice: Invoice, rule: Tightening, find: Find): void {
  switch (rule.kind) {
    case 'vat_rates':
      checkRates(invoice, rule.rates, find);
      return;
    case 'payment_limit':
      checkPaymentLimit(invoice, rule.amount, find);
      return;
    case 'invoice_limit':
      if (invoice.currency === rule.currency && compare(invoice.totals.withVat, rule.amount) > 0)
        find(
          'BT-112',
          'totals.withVat',
          `La facture est de ${invoice.totals.withVat} ${rule.currency}, au-delà de ${rule.amount}`,
          `The invoice is of ${invoice.totals.withVat} ${rule.currency}, beyond ${rule.amount}`,
        );
      return;
    case 'payment_days':
      checkPaymentDays(invoice, rule.days, find);
      return;
    case 'currencies':
      if (!rule.currencies.includes(invoice.currency))
        find(
          'BT-5',
          'currency',
          `La devise ${invoice.currency} n’est pas de ${rule.currencies.join(', ')}`,
          `The currency ${invoice.currency} is not among ${rule.currencies.join(', ')}`,
        );
      return;
    case 'required_term': {
      const { path, present } = requiredTerm(invoice, rule.term);
      if (!present) find(rule.term, path, `${rule.term} manque`, `${rule.term} is missing`);
      return;
    }
    case 'required_note':
      if (!(invoice.notes ?? []).some(({ text }) => text.includes(rule.text)))
        find(
          'BT-22',
          'notes',
          `La mention « ${rule.text} » manque aux notes`,
          `The mention "${rule.text}" is missing from the notes`,
        );
      return;
    case 'vat_rate': // The law says the same, and is checked as the law.
    case 'retention': // Of what is kept, not of what is said.
      return;
  }
}

function checkRates(invoice: Invoice, allowed: readonly string[], find: Find): void {
  for (const { kind, rate, rateTerm, ratePath } of taxed(invoice)) {
    // The breakdown repeats what lines, allowances and charges say.
    if (kind === 'group' || rate === undefined || isZero(rate)) continue;
    if (!allowed.some((one) => equals(one, rate)))
      find(
        rateTerm,
        ratePath,
        `Le taux de ${rate} % n’est pas de ceux que vous facturez : ${allowed.join(', ')}`,
        `The rate of ${rate}% is not one of those you charge: ${allowed.join(', ')}`,
      );
  }
}

function checkPaymentLimit(
  { payment, totals, currency, issueDate }: Invoice,
  amount: string,
  find: Find,
): void {
  const law = versionFor(cashLimit, issueDate).definition;
  if (payment === undefined || currency !== law.currency || !law.paymentMeans.includes(payment.meansCode))
    return;
  if (compare(totals.withVat, amount) > 0)
    find(
      'BT-81',
      'payment.meansCode',
      `Un paiement en espèces ne dépasse pas ${amount} €, la facture est de ${totals.withVat} €`,
      `A payment in cash is at most €${amount}, the invoice is of €${totals.withVat}`,
    );
}

const DAY_MS = 86_400_000;

function checkPaymentDays({ dueDate, issueDate, totals }: Invoice, most: number, find: Find): void {
  if (dueDate === undefined) {
    if (!isZero(totals.due))
      find(
        'BT-9',
        'dueDate',
        `L’échéance manque ; elle est à ${most} jours au plus`,
        `The due date is missing; it is at most ${most} days away`,
      );
    return;
  }
  const days = Math.round((Date.parse(dueDate) - Date.parse(issueDate)) / DAY_MS);
  if (days > most)
    find(
      'BT-9',
      'dueDate',
      `L’échéance est à ${days} jours, au-delà de ${most}`,
      `The due date is ${days} days away, beyond ${most}`,
    );
}
