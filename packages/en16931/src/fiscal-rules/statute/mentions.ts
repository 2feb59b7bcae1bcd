/** What an invoice between French businesses states, and since when. */
import type { Text } from '@scell/core';
import type { NoteDefinition, StatutoryRule, TermsDefinition } from '../rule.ts';
import { BEFORE_HORIZON, HORIZON } from './horizon.ts';

/** The day L. 441-6 became L. 441-10 (ordonnance 2019-359). */
const COMMERCIAL_CODE_2019 = '2019-04-26';

function recoveryFee(article: string): NoteDefinition {
  return {
    kind: 'note',
    subjectCode: 'PMT',
    subject: { fr: 'l’indemnité forfaitaire de recouvrement', en: 'the recovery fee' },
    amount: '40',
    text: {
      fr: `Tout retard de paiement donne lieu à une indemnité forfaitaire pour frais de recouvrement de 40 € (art. ${article} et D. 441-5 du code de commerce).`,
      en: `A fixed recovery fee of €40 is due for any late payment (French commercial code, art. ${article} and D. 441-5).`,
    },
  };
}

const recoveryFeeNote: StatutoryRule<NoteDefinition> = {
  key: 'invoicing.mention.recovery_fee',
  name: {
    fr: 'Indemnité forfaitaire de 40 € pour frais de recouvrement (note PMT)',
    en: 'Fixed recovery fee of €40 (note PMT)',
  },
  category: 'invoicing',
  versions: [
    {
      from: '2013-01-01',
      definition: recoveryFee('L. 441-6'),
      legalReference: 'Code de commerce, art. L. 441-6 et D. 441-5 (décret 2012-1115)',
    },
    {
      from: COMMERCIAL_CODE_2019,
      definition: recoveryFee('L. 441-10'),
      legalReference: 'Code de commerce, art. L. 441-10, II et D. 441-5 ; XP Z12-012, BR-FR-05',
    },
  ],
};

function latePenalty(article: string): NoteDefinition {
  return {
    kind: 'note',
    subjectCode: 'PMD',
    subject: { fr: 'les pénalités de retard', en: 'the late payment penalties' },
    text: {
      fr: `Pénalités de retard exigibles sans rappel dès le lendemain de l’échéance, au taux de refinancement de la Banque centrale européenne majoré de 10 points (art. ${article} du code de commerce).`,
      en: `Late payment penalties are due without notice from the day after the due date, at the refinancing rate of the European Central Bank plus 10 points (French commercial code, art. ${article}).`,
    },
    textWith: {
      fr: `Pénalités de retard exigibles sans rappel dès le lendemain de l’échéance, au taux annuel de {rate} % (art. ${article} du code de commerce).`,
      en: `Late payment penalties are due without notice from the day after the due date, at {rate}% a year (French commercial code, art. ${article}).`,
    },
  };
}

export const latePenaltyNote: StatutoryRule<NoteDefinition> = {
  key: 'invoicing.mention.late_penalty',
  name: { fr: 'Pénalités de retard (note PMD)', en: 'Late payment penalties (note PMD)' },
  category: 'invoicing',
  versions: [
    {
      from: '2009-01-01',
      definition: latePenalty('L. 441-6'),
      legalReference: 'Code de commerce, art. L. 441-6 (loi 2008-776, art. 21)',
    },
    {
      from: COMMERCIAL_CODE_2019,
      definition: latePenalty('L. 441-10'),
      legalReference: 'Code de commerce, art. L. 441-10, II ; XP Z12-012, BR-FR-05',
    },
  ],
};

const discount: NoteDefinition = {
  kind: 'note',
  subjectCode: 'AAB',
  subject: { fr: 'l’escompte ou son absence', en: 'the discount or its absence' },
  text: { fr: 'Pas d’escompte pour paiement anticipé.', en: 'No discount for early payment.' },
  textWith: {
    fr: 'Escompte de {rate} % pour tout paiement dans les {days} jours suivant la date de facture.',
    en: 'Discount of {rate}% for payment within {days} days of the invoice date.',
  },
};

export const discountNote: StatutoryRule<NoteDefinition> = {
  key: 'invoicing.mention.early_payment_discount',
  name: {
    fr: 'Escompte pour paiement anticipé, ou son absence (note AAB)',
    en: 'Discount for early payment, or its absence (note AAB)',
  },
  category: 'invoicing',
  versions: [
    {
      from: HORIZON,
      definition: discount,
      legalReference: 'Code de commerce, art. L. 441-3',
      note: BEFORE_HORIZON,
    },
    {
      from: '2019-10-01',
      definition: discount,
      legalReference: 'Code de commerce, art. L. 441-9, I (ordonnance 2019-359) ; XP Z12-012, BR-FR-05',
    },
  ],
};

/** The notes every invoice between French businesses bears (BR-FR-05), in the order they are written. */
export const mandatoryNotes = [recoveryFeeNote, latePenaltyNote, discountNote] as const;

/** The four mentions of décret 2022-1299 follow the calendar of e-invoicing: who issues later states them later. */
const NEW_MENTION: Text = {
  fr: 'Applicable à l’entreprise depuis le jour où elle doit émettre des factures électroniques : 1er septembre 2026, ou 2027 pour les petites et moyennes. Lu dans des sources secondaires.',
  en: 'Applies to a business from the day it has to issue e-invoices: 1 September 2026, or 2027 for small and medium ones. Read in secondary sources.',
};

function newMention(key: string, name: Text, terms: readonly string[], when?: Text) {
  return {
    key: `invoicing.mention.${key}`,
    name,
    category: 'invoicing',
    versions: [
      {
        from: '2026-09-01',
        definition: { kind: 'terms', terms, ...(when === undefined ? {} : { when }) },
        legalReference: 'CGI ann. II, art. 242 nonies A, I (décret 2022-1299, décret 2024-266)',
        certainty: 'secondary',
        note: NEW_MENTION,
      },
    ],
  } as const satisfies StatutoryRule<TermsDefinition>;
}

/** What an invoice states in terms of their own. */
export const termMentions: readonly StatutoryRule<TermsDefinition>[] = [
  {
    key: 'invoicing.mention.identities',
    name: {
      fr: 'Noms, adresses et numéro de TVA des parties, date, désignation, quantité, prix, taux',
      en: 'Names, addresses and VAT numbers of the parties, date, description, quantity, price, rate',
    },
    category: 'invoicing',
    versions: [
      {
        from: '2003-07-01',
        definition: {
          kind: 'terms',
          terms: [
            'BT-1',
            'BT-2',
            'BT-27',
            'BG-5',
            'BT-31',
            'BT-44',
            'BG-8',
            'BT-153',
            'BT-129',
            'BT-146',
            'BT-152',
            'BG-23',
          ],
        },
        legalReference: 'CGI ann. II, art. 242 nonies A, I (décret 2003-632)',
      },
    ],
  },
  {
    key: 'invoicing.mention.seller_siren',
    name: { fr: 'SIREN du vendeur', en: 'SIREN of the seller' },
    category: 'invoicing',
    versions: [
      {
        from: HORIZON,
        definition: { kind: 'terms', terms: ['BT-30'] },
        legalReference: 'Code de commerce, art. R. 123-237 et R. 123-238 ; XP Z12-012, BR-FR-10',
        note: {
          fr: 'Exigé sur les factures bien avant le code de commerce de 2007 ; en donnée structurée depuis le 1er septembre 2026.',
          en: 'Asked for on invoices well before the regulatory code of 2007; as structured data since 1 September 2026.',
        },
      },
    ],
  },
  newMention('buyer_siren', { fr: 'SIREN du client', en: 'SIREN of the customer' }, ['BT-47'], {
    fr: 'entre entreprises françaises (BR-FR-11)',
    en: 'between French businesses (BR-FR-11)',
  }),
  newMention(
    'delivery_address',
    { fr: 'Adresse de livraison, si elle diffère', en: 'Delivery address, where it differs' },
    ['BG-15'],
  ),
  newMention(
    'operation_category',
    {
      fr: 'Catégorie de l’opération : biens, services ou les deux',
      en: 'Category of the operation: goods, services or both',
    },
    ['BT-23'],
  ),
  newMention(
    'vat_on_debits',
    {
      fr: 'Option pour le paiement de la TVA d’après les débits',
      en: 'Option to pay VAT on debits',
    },
    ['BT-8'],
    { fr: 'le vendeur a opté pour les débits', en: 'the seller has opted for debits' },
  ),
];
