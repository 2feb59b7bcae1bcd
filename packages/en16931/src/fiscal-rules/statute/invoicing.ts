/** How invoices and credit notes are numbered, exchanged and corrected. */
import type { CalendarDefinition, DutyDefinition, NumberFormDefinition, StatutoryRule } from '../rule.ts';
import { movedToCibs } from './recodification.ts';

export const numberForm: StatutoryRule<NumberFormDefinition> = {
  key: 'invoicing.number.form',
  name: { fr: 'Forme du numéro de facture', en: 'Form of an invoice number' },
  category: 'invoicing',
  versions: [
    {
      from: '2026-09-01',
      definition: { kind: 'number_form', maxLength: 35, characters: 'A-Za-z0-9+_/-' },
      legalReference: 'XP Z12-012, BR-FR-01 et BR-FR-02 ; DGFiP, spécifications externes v3.2',
    },
  ],
};

const numberSequence: StatutoryRule<DutyDefinition> = {
  key: 'invoicing.number.sequence',
  name: {
    fr: 'Numéro unique dans une séquence chronologique et continue',
    en: 'Unique number in a chronological and continuous sequence',
  },
  category: 'invoicing',
  versions: [
    {
      from: '2003-07-01',
      definition: {
        kind: 'duty',
        facts: { continuous: true, unique_within: ['seller SIREN', 'year of BT-2'] },
      },
      legalReference: 'CGI ann. II, art. 242 nonies A, I-7°',
    },
  ],
};

const calendar: StatutoryRule<CalendarDefinition> = {
  key: 'invoicing.e_invoicing.calendar',
  name: { fr: 'Calendrier de la facturation électronique', en: 'Calendar of e-invoicing' },
  category: 'invoicing',
  versions: [
    {
      from: '2026-09-01',
      definition: {
        kind: 'calendar',
        starts: {
          receive_all: '2026-09-01',
          issue_large_and_mid_size: '2026-09-01',
          issue_small_and_micro: '2027-09-01',
          report_purchases_of_non_established: '2027-09-01',
        },
      },
      legalReference: 'CGI, art. 289 bis, 290 et 290 A ; loi 2023-1322, art. 91 ; loi 2026-103, art. 123',
      note: {
        fr: 'La taille s’apprécie par entité au 1er janvier 2025 ; les membres d’un assujetti unique suivent leur groupe.',
        en: 'Size is assessed per legal entity at 1 January 2025; members of a VAT group follow their group.',
      },
    },
  ],
};

const penalties: StatutoryRule<DutyDefinition> = {
  key: 'invoicing.e_invoicing.penalties',
  name: { fr: 'Amendes de la facturation électronique', en: 'Fines of e-invoicing' },
  category: 'invoicing',
  versions: [
    {
      from: '2026-09-01',
      definition: {
        kind: 'duty',
        facts: {
          euros_per_invoice: 50,
          cap_per_year: 15_000,
          euros_per_missing_report: 500,
          cap_reports_per_year: 15_000,
          first_offence_repaired_within_days: 30,
        },
      },
      legalReference: 'CGI, art. 1737 et 1788 D (loi 2026-103, art. 123)',
      certainty: 'secondary',
      note: { fr: 'Montants lus dans des sources secondaires.', en: 'Amounts read in secondary sources.' },
    },
  ],
};

const creditNoteReference: StatutoryRule<DutyDefinition> = {
  key: 'credit_note.reference',
  name: {
    fr: 'Un avoir se réfère sans équivoque à la facture qu’il modifie',
    en: 'A credit note refers unambiguously to the invoice it changes',
  },
  category: 'credit_note',
  versions: movedToCibs({
    from: '2003-07-01',
    definition: {
      kind: 'duty',
      facts: { terms: ['BT-25', 'BT-26'], bears_all_mentions_of_an_invoice: true },
    },
    legalReference: 'CGI, art. 289, I-5 ; XP Z12-012, BR-FR-CO-05',
  }),
};

const creditNoteAfterRejection: StatutoryRule<DutyDefinition> = {
  key: 'credit_note.after_rejection',
  name: {
    fr: 'Facture refusée (210) ou rejetée (213) : avoir interne, puis nouveau numéro',
    en: 'Invoice refused (210) or rejected (213): internal credit note, then a new number',
  },
  category: 'credit_note',
  versions: [
    {
      from: '2026-09-01',
      definition: {
        kind: 'duty',
        facts: { statuses: ['210', '213'], credit_note_transmitted: false, new_number: true },
      },
      legalReference: 'DGFiP, spécifications externes v3.2',
    },
  ],
};

export const invoicingRules = [
  numberForm,
  numberSequence,
  calendar,
  penalties,
  creditNoteReference,
  creditNoteAfterRejection,
] as const;
