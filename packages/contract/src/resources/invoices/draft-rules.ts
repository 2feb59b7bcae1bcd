import type { Text } from '@scell/core';
import { type AddressInput, countryOf } from '../address.ts';
import { identityProblem, SIREN_CONTRADICTS, sirenContradicts } from '../party-identity.ts';
import type { BuyerType } from './values.ts';

type Known<T> = T | null | undefined;

/** What the rules over several fields of a draft look at, under canonical names. Null and absent are the same. */
export interface DraftFacts {
  issue_date?: Known<string>;
  due_date?: Known<string>;
  seller_siret?: Known<string>;
  seller_siren?: Known<string>;
  buyer_id?: Known<string>;
  buyer_name?: Known<string>;
  buyer_type?: Known<BuyerType>;
  buyer_is_individual?: Known<boolean>;
  buyer_siret?: Known<string>;
  buyer_siren?: Known<string>;
  buyer_vat_number?: Known<string>;
  buyer_legal_id?: Known<string>;
  buyer_country?: Known<string>;
  buyer_address?: Known<Partial<AddressInput>>;
}

/** A refused field, by its canonical name. */
export interface DraftProblem {
  path: string;
  text: Text;
}

/**
 * What the fields of a draft say wrongly about each other. A creation applies it to what was sent; an update to the
 * draft as it will be.
 */
export function draftProblems(invoice: DraftFacts): DraftProblem[] {
  return [...dateProblems(invoice), ...partyProblems(invoice)];
}

/** Whether the buyer is a private person, as far as the request says so: by the flag, else by its type. */
export function saidToBeIndividual({
  buyer_is_individual: flag,
  buyer_type: type,
}: Pick<DraftFacts, 'buyer_is_individual' | 'buyer_type'>): boolean | undefined {
  if (flag != null) return flag;
  if (type === 'individual') return true;
  return type === 'business' ? false : undefined;
}

function contradictsType({ buyer_is_individual: flag, buyer_type: type }: DraftFacts): boolean {
  return (type === 'individual' && flag === false) || (type === 'business' && flag === true);
}

const TYPE_CONTRADICTS = {
  fr: 'ce type d’acheteur contredit buyer_is_individual ; envoyez l’un ou l’autre.',
  en: 'this type of buyer contradicts buyer_is_individual; send one or the other.',
};

function dateProblems({ issue_date: issued, due_date: due }: DraftFacts): DraftProblem[] {
  if (!issued || !due || due >= issued) return [];
  const text = {
    fr: 'l’échéance ne peut pas précéder la date de la facture.',
    en: 'the due date cannot precede the invoice date.',
  };
  return [{ path: 'due_date', text }];
}

function partyProblems(invoice: DraftFacts): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (sirenContradicts(invoice.seller_siren, invoice.seller_siret))
    problems.push({ path: 'seller_siren', text: SIREN_CONTRADICTS });
  if (sirenContradicts(invoice.buyer_siren, invoice.buyer_siret))
    problems.push({ path: 'buyer_siren', text: SIREN_CONTRADICTS });
  if (contradictsType(invoice)) problems.push({ path: 'buyer_type', text: TYPE_CONTRADICTS });
  if (invoice.buyer_id) return problems;

  for (const path of ['buyer_name', 'buyer_address'] as const) {
    if (!invoice[path])
      problems.push({
        path,
        text: {
          fr: 'ce champ est obligatoire, sauf si buyer_id désigne un acheteur enregistré.',
          en: 'this field is required, unless buyer_id names a registered buyer.',
        },
      });
  }
  const identity = identityProblem({
    individual: saidToBeIndividual(invoice) === true,
    country: countryOf(invoice.buyer_country, invoice.buyer_address),
    identifiers: [invoice.buyer_siret, invoice.buyer_siren, invoice.buyer_vat_number, invoice.buyer_legal_id],
    flagName: 'buyer_is_individual',
  });
  if (identity !== undefined) problems.push({ path: `buyer_${identity.field}`, text: identity.text });
  return problems;
}
