/** French VAT rates by territory, and what an e-invoice may carry (BR-FR-16). */
import type { Decimal } from '@scell/core';
import type {
  AcceptedRatesDefinition,
  NoVatDefinition,
  RuleVersion,
  StatutoryRule,
  VatRateDefinition,
  VatTerritory,
} from '../rule.ts';
import { BEFORE_HORIZON, HORIZON } from './horizon.ts';
import { movedToCibs } from './recodification.ts';

type RateVersion = RuleVersion<VatRateDefinition>;

const EUROPEAN: readonly VatTerritory[] = ['mainland', 'corsica'];

function rateFrom(
  from: string,
  rate: Decimal,
  territories: readonly VatTerritory[],
  legalReference: string,
  more: Pick<RateVersion, 'certainty' | 'note'> = {},
): RateVersion {
  return { from, definition: { kind: 'vat_rate', rate, territories }, legalReference, ...more };
}

const standard: StatutoryRule<VatRateDefinition> = {
  key: 'vat.standard',
  aliases: ['vat_standard_rate'],
  name: { fr: 'Taux normal de TVA', en: 'Standard VAT rate' },
  category: 'vat',
  versions: [
    rateFrom('1995-08-01', '20.6', EUROPEAN, 'CGI, art. 278'),
    rateFrom('2000-04-01', '19.6', EUROPEAN, 'CGI, art. 278'),
    ...movedToCibs(rateFrom('2014-01-01', '20', EUROPEAN, 'CGI, art. 278')),
  ],
};

const intermediate: StatutoryRule<VatRateDefinition> = {
  key: 'vat.intermediate',
  aliases: ['vat_intermediate_rate'],
  name: { fr: 'Taux intermédiaire de TVA', en: 'Intermediate VAT rate' },
  category: 'vat',
  versions: [
    rateFrom('2012-01-01', '7', EUROPEAN, 'CGI, art. 279'),
    ...movedToCibs(rateFrom('2014-01-01', '10', EUROPEAN, 'CGI, art. 279')),
  ],
};

const reduced: StatutoryRule<VatRateDefinition> = {
  key: 'vat.reduced',
  aliases: ['vat_reduced_rate'],
  name: { fr: 'Taux réduit de TVA', en: 'Reduced VAT rate' },
  category: 'vat',
  versions: [
    rateFrom('1982-07-01', '5.5', EUROPEAN, 'CGI, art. 279'),
    // Since the intermediate rate exists, the reduced one has an article of its own.
    ...movedToCibs(rateFrom('2012-01-01', '5.5', EUROPEAN, 'CGI, art. 278-0 bis')),
  ],
};

const particular: StatutoryRule<VatRateDefinition> = {
  key: 'vat.particular',
  aliases: ['vat_super_reduced_rate'],
  name: {
    fr: 'Taux particulier de TVA (médicaments remboursables, presse, premières représentations)',
    en: 'Particular VAT rate (refundable medicines, press, first performances)',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom(HORIZON, '2.1', EUROPEAN, 'CGI, art. 281 quater, 281 sexies, 281 octies, 298 septies', {
      note: BEFORE_HORIZON,
    }),
  ),
};

const corsicaPetroleum: StatutoryRule<VatRateDefinition> = {
  key: 'vat.corsica.petroleum',
  name: { fr: 'Produits pétroliers livrés en Corse', en: 'Petroleum products delivered in Corsica' },
  category: 'vat',
  versions: movedToCibs(
    rateFrom('1986-07-01', '13', ['corsica'], 'CGI, art. 297, I-1-6° ; décret 86-414 du 13 mars 1986'),
  ),
};

const corsicaIntermediate: StatutoryRule<VatRateDefinition> = {
  key: 'vat.corsica.intermediate',
  name: {
    fr: 'Taux propre à la Corse (travaux immobiliers, matériel agricole, électricité en basse tension…)',
    en: 'Corsican rate (building works, farm equipment, low-voltage electricity…)',
  },
  category: 'vat',
  versions: [
    rateFrom('1986-07-01', '8', ['corsica'], 'CGI, art. 297, I-1-5° ; décret 86-414 du 13 mars 1986', {
      note: {
        fr: 'La liste de BR-FR-16 ne contient pas 8 % : une facture électronique ne peut pas porter ce taux.',
        en: 'The list of BR-FR-16 does not hold 8%: an e-invoice cannot carry this rate.',
      },
    }),
    ...movedToCibs(
      rateFrom('2014-01-01', '10', ['corsica'], 'CGI, art. 297, I-1-5°', {
        certainty: 'secondary',
        note: {
          fr: 'Le taux est vérifié ; le jour où il a remplacé 8 % est celui de la hausse du taux intermédiaire.',
          en: 'The rate is verified; the day it replaced 8% is that of the rise of the intermediate rate.',
        },
      }),
    ),
  ],
};

const corsicaReduced: StatutoryRule<VatRateDefinition> = {
  key: 'vat.corsica.reduced',
  name: {
    fr: 'Produits livrés en Corse qui relèvent du taux réduit sur le continent',
    en: 'Products delivered in Corsica that bear the reduced rate on the mainland',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom('1986-07-01', '2.1', ['corsica'], 'CGI, art. 297, I-1-2° ; décret 86-414 du 13 mars 1986'),
  ),
};

const corsicaParticular: StatutoryRule<VatRateDefinition> = {
  key: 'vat.corsica.particular',
  name: {
    fr: 'Premières représentations et animaux de boucherie en Corse',
    en: 'First performances and animals for slaughter in Corsica',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom('1986-07-01', '0.9', ['corsica'], 'CGI, art. 297, I-1-1° ; décret 86-414 du 13 mars 1986'),
  ),
};

const overseasStandard: StatutoryRule<VatRateDefinition> = {
  key: 'vat.overseas.standard',
  name: {
    fr: 'Taux normal en Guadeloupe, en Martinique et à La Réunion',
    en: 'Standard rate in Guadeloupe, Martinique and Réunion',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom(HORIZON, '8.5', ['overseas'], 'CGI, art. 296, 1°-b', {
      note: {
        fr: 'Le taux du premier trimestre 2000 n’a pas été vérifié.',
        en: 'The rate of the first quarter of 2000 was not verified.',
      },
    }),
  ),
};

const overseasReduced: StatutoryRule<VatRateDefinition> = {
  key: 'vat.overseas.reduced',
  name: {
    fr: 'Taux réduit en Guadeloupe, en Martinique et à La Réunion',
    en: 'Reduced rate in Guadeloupe, Martinique and Réunion',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom(HORIZON, '2.1', ['overseas'], 'CGI, art. 296, 1°-a', { note: BEFORE_HORIZON }),
  ),
};

const overseasLivestock: StatutoryRule<VatRateDefinition> = {
  key: 'vat.overseas.livestock',
  name: {
    fr: 'Animaux de boucherie et de charcuterie vendus à des non-assujettis, outre-mer',
    en: 'Animals for slaughter sold to non-taxable persons, overseas',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom(HORIZON, '1.75', ['overseas'], 'CGI, art. 296 bis', { note: BEFORE_HORIZON }),
  ),
};

const overseasPress: StatutoryRule<VatRateDefinition> = {
  key: 'vat.overseas.press',
  name: {
    fr: 'Presse et premières représentations, outre-mer',
    en: 'Press and first performances, overseas',
  },
  category: 'vat',
  versions: movedToCibs(
    rateFrom(HORIZON, '1.05', ['overseas'], 'CGI, art. 296 bis et 298 septies', { note: BEFORE_HORIZON }),
  ),
};

/** BR-FR-16 gives these two neither a period nor a place. */
const AUTHORS_NOTE = {
  fr: 'BR-FR-16 admet ce taux sans dire où ni depuis quand : il est lu comme le reste de 10 % après la déduction forfaitaire de l’article 285 bis.',
  en: 'BR-FR-16 admits this rate without saying where or since when: it is read as what is left of 10% after the flat deduction of article 285 bis.',
};

const authors: StatutoryRule<VatRateDefinition> = {
  key: 'vat.authors',
  name: { fr: 'Retenue sur droits d’auteur', en: 'Withholding on authors’ royalties' },
  category: 'vat',
  versions: movedToCibs(
    rateFrom('2014-01-01', '9.2', EUROPEAN, 'CGI, art. 285 bis', {
      certainty: 'uncertain',
      note: AUTHORS_NOTE,
    }),
  ),
};

const overseasAuthors: StatutoryRule<VatRateDefinition> = {
  key: 'vat.overseas.authors',
  name: { fr: 'Retenue sur droits d’auteur, outre-mer', en: 'Withholding on authors’ royalties, overseas' },
  category: 'vat',
  versions: movedToCibs(
    rateFrom('2014-01-01', '9.6', ['overseas'], 'CGI, art. 285 bis', {
      certainty: 'uncertain',
      note: AUTHORS_NOTE,
    }),
  ),
};

/** Every rate of French law above zero. */
export const vatRateRules = [
  standard,
  intermediate,
  reduced,
  particular,
  corsicaPetroleum,
  corsicaIntermediate,
  corsicaReduced,
  corsicaParticular,
  overseasStandard,
  overseasReduced,
  overseasLivestock,
  overseasPress,
  authors,
  overseasAuthors,
] as const;

export const acceptedRates: StatutoryRule<AcceptedRatesDefinition> = {
  key: 'vat.accepted_rates',
  name: {
    fr: 'Taux qu’une facture électronique peut porter (BR-FR-16)',
    en: 'Rates an e-invoice may carry (BR-FR-16)',
  },
  category: 'vat',
  versions: [
    {
      from: HORIZON,
      definition: {
        kind: 'accepted_rates',
        rates: '0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' '),
      },
      legalReference: 'XP Z12-012, BR-FR-16',
      note: {
        fr: 'La liste vaut pour toute date de facture ; elle est exigée des plateformes depuis le 1er septembre 2026.',
        en: 'The list holds whatever the invoice date; platforms require it since 1 September 2026.',
      },
    },
  ],
};

export const noVat: StatutoryRule<NoVatDefinition> = {
  key: 'vat.not_applicable',
  name: {
    fr: 'Territoires où la TVA n’est provisoirement pas applicable (Guyane, Mayotte)',
    en: 'Territories where VAT does not apply for now (Guyane, Mayotte)',
  },
  category: 'vat',
  versions: movedToCibs({
    from: HORIZON,
    definition: { kind: 'no_vat', territories: ['guyane-mayotte'] },
    legalReference: 'CGI, art. 294-1',
    note: {
      fr: 'Mayotte était hors du territoire de la TVA avant d’entrer dans cet article en 2014 : l’effet est le même.',
      en: 'Mayotte was outside the territory of VAT before it came under this article in 2014: the effect is the same.',
    },
  }),
};
