import type { Decimal } from '@scell/core';
import { equals } from '@scell/core';
import type { VatCategory } from '@scell/en16931';
import type { SupplyKind } from './facts.ts';

/** What an account is for. */
export type AccountUse =
  | 'client'
  | 'sale'
  | 'deposit'
  | 'vat'
  | 'vat_pending'
  | 'bank'
  | 'cash'
  | 'rounding_gain'
  | 'rounding_loss';

/** Circumstances that choose between accounts of one use. */
export interface Circumstances {
  kind?: SupplyKind | undefined;
  vatCategory?: VatCategory | undefined;
  vatRate?: Decimal | undefined;
  /** UNTDID 4461. */
  paymentMeans?: string | undefined;
}

export interface Account {
  account: string;
  label: string;
}

/** An account, and the circumstances in which it is taken: all that it names. */
export interface AccountRule extends Circumstances, Account {
  use: AccountUse;
}

export interface Journal {
  code: string;
  label: string;
}

/** The books that entries are written in. */
export type JournalUse = 'sales' | 'bank' | 'cash';

/** How a company books: its own rules come before the defaults. */
export interface AccountPlan {
  journals: Readonly<Record<JournalUse, Journal>>;
  own: readonly AccountRule[];
}

/** Where a company says nothing: the accounts of the PCG that fit most (art. 931-1 of règlement ANC 2014-03). */
export const DEFAULT_ACCOUNTS: readonly AccountRule[] = [
  { use: 'client', account: '411000', label: 'Clients' },
  { use: 'sale', kind: 'services', account: '706000', label: 'Prestations de services' },
  { use: 'sale', account: '707000', label: 'Ventes de marchandises' },
  { use: 'deposit', account: '419100', label: 'Clients - avances et acomptes reçus sur commandes' },
  { use: 'vat', account: '445710', label: 'TVA collectée' },
  { use: 'vat_pending', account: '445740', label: 'TVA collectée en attente d’encaissement' },
  { use: 'bank', account: '512000', label: 'Banque' },
  { use: 'cash', account: '530000', label: 'Caisse' },
  { use: 'rounding_gain', account: '758000', label: 'Produits divers de gestion courante' },
  { use: 'rounding_loss', account: '658000', label: 'Charges diverses de gestion courante' },
];

export const DEFAULT_PLAN: AccountPlan = {
  journals: {
    sales: { code: 'VE', label: 'Ventes' },
    bank: { code: 'BQ', label: 'Banque' },
    cash: { code: 'CA', label: 'Caisse' },
  },
  own: [],
};

/**
 * The account for a use: the company's rule that names most of the circumstances, the first of equals; else the default, under the
 * name the company gives that account elsewhere, because an account has one name.
 */
export function accountFor(plan: AccountPlan, use: AccountUse, circumstances: Circumstances): Account {
  const own = best(plan.own, use, circumstances);
  if (own !== undefined) return own;
  const fallback = best(DEFAULT_ACCOUNTS, use, circumstances);
  if (fallback === undefined) throw new Error(`no account for ${use}`);
  return plan.own.find(({ account }) => account === fallback.account) ?? fallback;
}

const NAMES = ['kind', 'vatCategory', 'vatRate', 'paymentMeans'] as const;

function best(
  rules: readonly AccountRule[],
  use: AccountUse,
  circumstances: Circumstances,
): AccountRule | undefined {
  let chosen: AccountRule | undefined;
  for (const rule of rules) {
    if (rule.use !== use || !fits(rule, circumstances)) continue;
    if (chosen === undefined || precision(rule) > precision(chosen)) chosen = rule;
  }
  return chosen;
}

function fits(rule: AccountRule, given: Circumstances): boolean {
  const { vatRate } = rule;
  if (vatRate !== undefined && (given.vatRate === undefined || !equals(vatRate, given.vatRate))) return false;
  return NAMES.every((name) => name === 'vatRate' || rule[name] === undefined || rule[name] === given[name]);
}

/** How many circumstances a rule names. */
function precision(rule: AccountRule): number {
  return NAMES.filter((name) => rule[name] !== undefined).length;
}
