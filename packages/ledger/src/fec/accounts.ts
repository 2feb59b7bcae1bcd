import type { Decimal } from '@scell/core';
import { equals } from '@scell/core';
import type { VatCategory } from '@scell/en16931';
import type { SupplyKind } from './facts.ts';

/** What an account is for. */
export const ACCOUNT_USES = [
  'client',
  'sale',
  'deposit',
  'vat',
  'vat_pending',
  'bank',
  'cash',
  'rounding_gain',
  'rounding_loss',
] as const;

export type AccountUse = (typeof ACCOUNT_USES)[number];

/** Circumstances that choose between accounts of one use. */
export interface Circumstances {
  kind?: SupplyKind | undefined;
  vatCategory?: VatCategory | undefined;
  vatRate?: Decimal | undefined;
  /** UNTDID 4461. */
  paymentMeans?: string | undefined;
}

/** An account, and the circumstances in which it is taken: all that it names. */
export interface AccountRule extends Circumstances {
  use: AccountUse;
  account: string;
  label: string;
}

export interface Journal {
  code: string;
  label: string;
}

/** The books that entries are written in. */
export const JOURNAL_USES = ['sales', 'bank', 'cash'] as const;
export type JournalUse = (typeof JOURNAL_USES)[number];

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

/** What an account number is: three digits of the PCG, then what the company likes (LPF art. A47 A-1, VII-1°). */
export const ACCOUNT_NUMBER = /^[1-8]\d{2}[0-9A-Za-z]{0,17}$/;

/** The account for a use: the company's rule that names most of the circumstances, the first of equals; else the default. */
export function accountFor(plan: AccountPlan, use: AccountUse, circumstances: Circumstances): AccountRule {
  const found = best(plan.own, use, circumstances) ?? best(DEFAULT_ACCOUNTS, use, circumstances);
  if (found === undefined) throw new Error(`no account for ${use}`);
  return found;
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
