import { z } from 'zod';
import { field, refuse, withRules } from '../../field.ts';
import { choice } from '../../fields/choices.ts';
import { vatRate } from '../../fields/decimals.ts';
import { line, uuid } from '../../fields/texts.ts';
import { operation } from '../../operation.ts';
import { one, written } from '../envelopes.ts';
import { VAT_CATEGORIES } from '../invoices/values.ts';

/** What an account is for. */
const USES = [
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
const KINDS = ['goods', 'services', 'mixed'] as const;

/** Uses whose account may depend on what is sold and its VAT, and those where it may depend on the means of payment. */
const BY_SUPPLY: readonly string[] = ['sale', 'deposit', 'vat', 'vat_pending'];
const BY_MEANS: readonly string[] = ['bank', 'cash'];

const accountNumber = field<string>(
  { type: 'string', pattern: '^[1-8][0-9]{2}[0-9A-Za-z]{0,17}$', examples: ['706000'] },
  (raw) => {
    const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
    return /^[1-8]\d{2}[0-9A-Za-z]{0,17}$/.test(text)
      ? text
      : refuse({
          fr: 'un compte du plan comptable général est attendu : trois chiffres dont le premier de 1 à 8, puis au plus dix-sept chiffres ou lettres, 706000 par exemple.',
          en: 'an account of the French chart is expected: three digits, the first from 1 to 8, then at most seventeen digits or letters, 706000 for example.',
        });
  },
);

const journalCode = field<string>(
  { type: 'string', pattern: '^[0-9A-Za-z]{1,10}$', examples: ['VE'] },
  (raw) => {
    const text = typeof raw === 'string' ? raw.trim() : '';
    return /^[0-9A-Za-z]{1,10}$/.test(text)
      ? text
      : refuse({
          fr: 'un code de journal est attendu : un à dix chiffres ou lettres sans accent, VE par exemple.',
          en: 'the code of a journal is expected: one to ten digits or letters without accents, VE for example.',
        });
  },
);

const paymentMeans = field<string>(
  { type: 'string', pattern: '^[0-9A-Z]{1,3}$', examples: ['48'] },
  (raw) => {
    const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim().toUpperCase() : '';
    return /^(?:\d{1,2}|ZZZ)$/.test(text)
      ? text
      : refuse({
          fr: 'un moyen de paiement de la liste UNTDID 4461 est attendu, 48 pour la carte par exemple.',
          en: 'a payment means of the list UNTDID 4461 is expected, 48 for a card for example.',
        });
  },
);

const accountInput = withRules(
  z.object({
    use: choice(USES),
    kind: choice(KINDS).optional(),
    vat_category: choice(VAT_CATEGORIES).describe('BT-151').optional(),
    vat_rate: vatRate.describe('BT-152').optional(),
    payment_means: paymentMeans.optional(),
    account: accountNumber,
    label: line(100, 'Prestations de services'),
  }),
  (account, refuseField) => {
    const { use = '' } = account;
    for (const name of ['kind', 'vat_category', 'vat_rate'] as const) {
      if (account[name] !== undefined && !BY_SUPPLY.includes(use))
        refuseField([name], {
          fr: `le compte « ${use} » ne dépend pas de ce qui est vendu : seuls sale, deposit, vat et vat_pending en dépendent.`,
          en: `the account "${use}" does not depend on what is sold: only sale, deposit, vat and vat_pending do.`,
        });
    }
    if (account.payment_means !== undefined && !BY_MEANS.includes(use))
      refuseField(['payment_means'], {
        fr: `le compte « ${use} » ne dépend pas du moyen de paiement : seuls bank et cash en dépendent.`,
        en: `the account "${use}" does not depend on the means of payment: only bank and cash do.`,
      });
  },
);

const journalInput = z.object({ code: journalCode, label: line(100, 'Ventes') });

const accountsUpdate = withRules(
  z.object({
    accounts: z.array(accountInput).max(200),
    journals: z
      .object({
        sales: journalInput.optional(),
        bank: journalInput.optional(),
        cash: journalInput.optional(),
      })
      .optional(),
  }),
  ({ accounts }, refuseField) => {
    // What was refused as a whole, or in one of its members, is here as it was sent.
    if (!Array.isArray(accounts)) return;
    const seen = new Map<string, number>();
    const labels = new Map<string, string>();
    for (const [index, rule] of accounts.entries()) {
      if (typeof rule?.account !== 'string' || typeof rule.label !== 'string') continue;
      const { use, kind, vat_category, vat_rate, payment_means, account, label } = rule;
      const key = [use, kind, vat_category, vat_rate, payment_means].join(' ');
      const twin = seen.get(key);
      if (twin !== undefined)
        refuseField(['accounts', index, 'use'], {
          fr: `accounts.${twin} vaut déjà dans les mêmes circonstances : gardez l’un des deux.`,
          en: `accounts.${twin} is for the same circumstances already: keep one of them.`,
        });
      seen.set(key, index);
      const known = labels.get(account);
      if (known !== undefined && known !== label)
        refuseField(['accounts', index, 'label'], {
          fr: `le compte ${account} s’appelle déjà « ${known} » : un compte n’a qu’un libellé dans le FEC.`,
          en: `the account ${account} is called "${known}" already: an account has one name in the FEC.`,
        });
      labels.set(account, label);
    }
  },
).meta({ id: 'CompanyAccountsUpdate' });

const account = z
  .object({
    use: z.enum(USES),
    kind: z.enum(KINDS).nullable(),
    vat_category: z.enum(VAT_CATEGORIES).nullable(),
    vat_rate: z.number().nullable(),
    payment_means: z.string().nullable(),
    account: z.string(),
    label: z.string(),
    is_default: z.boolean().meta({ description: 'Of the program, not of the company.' }),
  })
  .meta({ id: 'CompanyAccount' });

const journal = z.object({ code: z.string(), label: z.string() }).meta({ id: 'CompanyJournal' });

const companyAccounts = z
  .object({
    company_id: z.uuid(),
    journals: z.object({ sales: journal, bank: journal, cash: journal }),
    accounts: z.array(account).meta({
      description: 'Those of the company first: they come before the defaults, the most precise one first.',
    }),
    updated_at: z.iso.datetime({ offset: true }).nullable(),
  })
  .meta({ id: 'CompanyAccounts' });

export type CompanyAccounts = z.output<typeof companyAccounts>;
export type CompanyAccountsUpdate = z.output<typeof accountsUpdate>;

const common = { tag: 'Companies', auth: 'key', surface: 'companies' } as const;
const byId = z.object({ id: uuid });

export const getCompanyAccounts = operation({
  ...common,
  id: 'getCompanyAccounts',
  method: 'GET',
  path: '/companies/{id}/accounts',
  summary: { fr: 'Lire le plan de comptes d’une société', en: 'Get the accounts of a company' },
  description: {
    fr: 'Les comptes et les journaux de l’extrait FEC : ceux de la société, puis ceux du programme.',
    en: 'The accounts and journals of the FEC extract: those of the company, then those of the program.',
  },
  scopes: ['companies:read'],
  params: byId,
  responses: {
    200: { description: { fr: 'Les comptes.', en: 'The accounts.' }, schema: one(companyAccounts) },
  },
  errors: ['NOT_FOUND'],
});

export const updateCompanyAccounts = operation({
  ...common,
  id: 'updateCompanyAccounts',
  method: 'PUT',
  path: '/companies/{id}/accounts',
  summary: { fr: 'Choisir le plan de comptes d’une société', en: 'Set the accounts of a company' },
  description: {
    fr: 'Remplace les comptes de la société ; une liste vide rend ceux du programme. Les extraits déjà remis ne changent pas, les suivants sont faits avec ces comptes.',
    en: 'Replaces the accounts of the company; an empty list gives back those of the program. Extracts handed out do not change, the next ones are made with these accounts.',
  },
  scopes: ['companies:write'],
  params: byId,
  body: accountsUpdate,
  examples: {
    services: {
      accounts: [
        { use: 'sale', kind: 'services', account: '706100', label: 'Prestations de conseil' },
        { use: 'vat', vat_rate: 20, account: '445711', label: 'TVA collectée 20 %' },
      ],
      journals: { sales: { code: 'VT', label: 'Ventes' } },
    },
  },
  responses: {
    200: { description: { fr: 'Les comptes.', en: 'The accounts.' }, schema: written(companyAccounts) },
  },
  errors: ['NOT_FOUND'],
});
