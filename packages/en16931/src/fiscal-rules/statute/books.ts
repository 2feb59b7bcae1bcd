/** What is closed, attested, handed to the administration and kept. */
import type { DutyDefinition, RetentionDefinition, StatutoryRule } from '../rule.ts';
import { BEFORE_HORIZON, HORIZON } from './horizon.ts';

/** ISCA concerns the recording of payments by private customers; invoicing between businesses is outside of it. */
const SCOPE = {
  fr: 'Vise l’enregistrement des paiements de clients particuliers ; la facturation entre entreprises n’en relève pas.',
  en: 'Concerns the recording of payments by private customers; invoicing between businesses is outside of it.',
};

const CLOSINGS: DutyDefinition = {
  kind: 'duty',
  facts: {
    closings: ['daily', 'monthly', 'annual'],
    totals: ['period grand total', 'perpetual total'],
    ever_reset: false,
  },
};

const periodicity: StatutoryRule<DutyDefinition> = {
  key: 'closing.periodicity',
  name: { fr: 'Clôtures journalière, mensuelle et annuelle', en: 'Daily, monthly and annual closings' },
  category: 'closing',
  versions: [
    {
      from: '2018-01-01',
      definition: CLOSINGS,
      legalReference: 'CGI, art. 286, I-3° bis ; BOI-TVA-DECLA-30-10-30, § 170',
      note: SCOPE,
    },
    {
      from: '2027-01-01',
      definition: CLOSINGS,
      legalReference: 'CIBS, art. L. 216-40 et suivants (ordonnance 2026-671)',
      certainty: 'uncertain',
      note: {
        fr: 'Le CIBS renvoie à un décret qui n’est pas paru : la doctrine de 2026 est supposée valoir encore.',
        en: 'The CIBS refers to a decree that is not out: the doctrine of 2026 is assumed to hold still.',
      },
    },
  ],
};

const attestation: StatutoryRule<DutyDefinition> = {
  key: 'closing.attestation',
  name: {
    fr: 'Preuve de la conformité d’un logiciel de caisse',
    en: 'Proof of conformity of cash-register software',
  },
  category: 'closing',
  versions: [
    {
      from: '2018-01-01',
      definition: { kind: 'duty', facts: { accepted: ['certificate', 'attestation of the editor'] } },
      legalReference: 'CGI, art. 286, I-3° bis (loi 2015-1785, art. 88)',
      note: SCOPE,
    },
    {
      from: '2025-02-16',
      definition: { kind: 'duty', facts: { accepted: ['certificate'] } },
      legalReference: 'CGI, art. 286, I-3° bis (loi 2025-127, art. 43)',
      note: {
        fr: 'L’administration a toléré l’attestation individuelle pendant cette période.',
        en: 'The administration tolerated individual attestations during this time.',
      },
    },
    {
      from: '2026-02-21',
      definition: { kind: 'duty', facts: { accepted: ['certificate', 'attestation of the editor'] } },
      legalReference: 'CGI, art. 286, I-3° bis (loi 2026-103, art. 125) ; BOI-LETTRE-000242',
    },
    {
      from: '2027-01-01',
      definition: { kind: 'duty', facts: { accepted: ['certificate', 'attestation of the editor'] } },
      legalReference: 'CIBS, art. L. 216-40 et suivants (ordonnance 2026-671)',
      certainty: 'uncertain',
      note: {
        fr: 'Le décret d’application n’est pas paru, et le texte de la sanction pour 2027 ne parle plus que du certificat : l’attestation de l’éditeur pourrait ne plus suffire.',
        en: 'The decree is not out, and the text of the fine for 2027 speaks of the certificate only: an attestation of the editor may no longer do.',
      },
    },
  ],
};

const archive: StatutoryRule<DutyDefinition> = {
  key: 'closing.archive',
  name: {
    fr: 'Archivage au moins annuel, à date certaine',
    en: 'Archive at least yearly, with a certain date',
  },
  category: 'closing',
  versions: [
    {
      from: '2018-01-01',
      definition: { kind: 'duty', facts: { at_least: 'yearly', open_format: true } },
      legalReference: 'CGI, art. 286, I-3° bis ; BOI-TVA-DECLA-30-10-30, § 220 à 250',
      note: SCOPE,
    },
    {
      from: '2026-06-27',
      definition: { kind: 'duty', facts: { at_least: 'yearly', open_format: true } },
      legalReference: 'CGI, art. 286, I-3° bis ; loi 2026-534, art. 87',
      certainty: 'uncertain',
      note: {
        fr: 'La loi veut un format fixé par l’administration ; aucun n’était publié en septembre 2026.',
        en: 'The law wants a format set by the administration; none was published in September 2026.',
      },
    },
  ],
};

const fec: StatutoryRule<DutyDefinition> = {
  key: 'export.fec',
  name: { fr: 'Fichier des écritures comptables', en: 'File of accounting entries (FEC)' },
  category: 'export',
  versions: [
    {
      from: '2014-01-01',
      definition: {
        kind: 'duty',
        facts: {
          columns: 18,
          separators: ['tab', '|'],
          encodings: ['ASCII', 'ISO 8859-15', 'UTF-8'],
          file_name: 'SIREN + FEC + YYYYMMDD of the year end',
          covers: 'one accounting year of the whole company',
          description_document: true,
        },
      },
      legalReference: 'LPF, art. L. 47 A et A. 47 A-1 ; CGI, art. 1729 D',
    },
  ],
};

const accountingRetention: StatutoryRule<RetentionDefinition> = {
  key: 'retention.accounting',
  aliases: ['retention_years'],
  name: { fr: 'Conservation des documents comptables', en: 'Retention of accounting documents' },
  category: 'retention',
  versions: [
    {
      from: HORIZON,
      definition: {
        kind: 'retention',
        years: 10,
        countedFrom: {
          fr: 'la clôture de l’exercice, en pratique',
          en: 'the end of the accounting year, in practice',
        },
      },
      legalReference: 'Code de commerce, art. L. 123-22',
      note: BEFORE_HORIZON,
    },
  ],
};

const COUNTED_FROM_DOCUMENT = { fr: 'la date du document', en: 'the date of the document' };

const taxRetention: StatutoryRule<RetentionDefinition> = {
  key: 'retention.tax',
  name: {
    fr: 'Conservation des pièces soumises au contrôle de l’administration',
    en: 'Retention of what the tax administration may inspect',
  },
  category: 'retention',
  versions: [
    {
      from: HORIZON,
      definition: { kind: 'retention', years: 6, countedFrom: COUNTED_FROM_DOCUMENT },
      legalReference: 'LPF, art. L. 102 B ; BOI-CF-COM-10-10-30-10',
      note: BEFORE_HORIZON,
    },
    {
      from: '2026-09-01',
      definition: { kind: 'retention', years: 6, countedFrom: COUNTED_FROM_DOCUMENT },
      legalReference: 'LPF, art. L. 102 B ; loi 2026-534, art. 36',
      certainty: 'uncertain',
      note: {
        fr: 'La loi 2026-534 porterait ce délai à dix ans, depuis le 1er septembre 2026 ou au 1er janvier 2027 ; le BOFiP n’est pas à jour. Dix ans (retention.accounting) couvrent les deux.',
        en: 'Law 2026-534 is reported to make it ten years, since 1 September 2026 or from 1 January 2027; BOFiP is not up to date. Ten years (retention.accounting) cover both.',
      },
    },
  ],
};

const integrity: StatutoryRule<DutyDefinition> = {
  key: 'retention.integrity',
  name: {
    fr: 'Authenticité de l’origine, intégrité et lisibilité pendant toute la conservation',
    en: 'Authenticity of origin, integrity and legibility throughout retention',
  },
  category: 'retention',
  versions: [
    {
      from: '2013-01-01',
      definition: {
        kind: 'duty',
        facts: { keep: ['structured original as sent or received', 'status messages'] },
      },
      legalReference: 'CGI, art. 289, V ; LPF, art. L. 102 B, I bis',
    },
  ],
};

export const bookRules = [
  periodicity,
  attestation,
  archive,
  fec,
  accountingRetention,
  taxRetention,
  integrity,
] as const;
