/** Amounts and delays of the law. */
import type {
  PaymentDaysDefinition,
  PaymentLimitDefinition,
  RuleVersion,
  StatutoryRule,
  ThresholdDefinition,
} from '../rule.ts';
import { movedToCibs } from './recodification.ts';

function amounts(values: Readonly<Record<string, string>>): ThresholdDefinition {
  return { kind: 'threshold', currency: 'EUR', amounts: values };
}

/** Ceiling of the year before, and the raised one of the year itself: sales, services, lawyers and authors. */
function franchise(from: string, figures: readonly [string, string, string, string, string, string]) {
  const [goods, goodsRaised, services, servicesRaised, lawyers, lawyersRaised] = figures;
  return {
    from,
    definition: amounts({
      goods,
      goods_raised: goodsRaised,
      services,
      services_raised: servicesRaised,
      lawyers_and_authors: lawyers,
      lawyers_and_authors_raised: lawyersRaised,
    }),
    legalReference: 'CGI, art. 293 B',
  } satisfies RuleVersion<ThresholdDefinition>;
}

const franchiseThresholds: StatutoryRule<ThresholdDefinition> = {
  key: 'threshold.small_business',
  name: {
    fr: 'Seuils de la franchise en base (hors outre-mer)',
    en: 'Thresholds of the small business franchise (overseas departments excepted)',
  },
  category: 'vat',
  versions: [
    franchise('2014-01-01', ['82200', '90300', '32900', '34900', '42600', '52400']),
    franchise('2017-01-01', ['82800', '91000', '33200', '35200', '42900', '52800']),
    franchise('2020-01-01', ['85800', '94300', '34400', '36500', '44500', '54700']),
    franchise('2023-01-01', ['91900', '101000', '36800', '39100', '47700', '58600']),
    {
      ...franchise('2025-01-01', ['85000', '93500', '37500', '41250', '50000', '55000']),
      note: {
        fr: 'Le seuil unique de 25 000 € voté pour le 1er mars 2025 a été suspendu, puis abrogé par la loi 2025-1044 du 3 novembre 2025 : il n’a jamais été appliqué.',
        en: 'The single threshold of €25,000 voted for 1 March 2025 was suspended, then repealed by law 2025-1044 of 3 November 2025: it was never applied.',
      },
    },
    ...movedToCibs({
      ...franchise('2026-01-01', ['85000', '93500', '37500', '41250', '50000', '55000']),
      certainty: 'uncertain',
      note: {
        fr: 'Le projet de loi de finances pour 2026 prévoyait de baisser ces seuils ; que la loi 2026-103 l’ait fait n’a pas été trouvé. À vérifier avant d’en dépendre.',
        en: 'The finance bill for 2026 meant to lower these thresholds; that law 2026-103 did so was not found. Verify before depending on it.',
      },
    }),
  ],
};

const distanceSales: StatutoryRule<ThresholdDefinition> = {
  key: 'threshold.eu_distance_sales',
  name: {
    fr: 'Ventes à distance et services électroniques à des particuliers de l’Union : seuil annuel',
    en: 'Distance sales and electronic services to consumers of the EU: yearly threshold',
  },
  category: 'vat',
  versions: movedToCibs({
    from: '2021-07-01',
    definition: amounts({ yearly_sales: '10000' }),
    legalReference: 'Directive 2006/112/CE, art. 59 quater ; CGI, art. 259 D',
  }),
};

const consumerNote: StatutoryRule<ThresholdDefinition> = {
  key: 'threshold.consumer_note',
  name: {
    fr: 'Note obligatoire au particulier pour une prestation de services',
    en: 'Mandatory note to a consumer for a service',
  },
  category: 'invoicing',
  versions: [
    {
      from: '2010-10-01',
      definition: amounts({ total_with_vat: '25' }),
      legalReference: 'Arrêté 83-50/A du 3 octobre 1983, art. 1er',
      certainty: 'secondary',
      note: {
        fr: 'Le montant est sûr ; le jour où il a remplacé 15,24 € n’a pas été vérifié dans le texte.',
        en: 'The amount is certain; the day it replaced €15.24 was not verified in the text.',
      },
    },
  ],
};

/** The most a debtor domiciled in France, or a professional, may pay in cash (UNTDID 4461 code 10). */
export const cashLimit: StatutoryRule<PaymentLimitDefinition> = {
  key: 'payment.cash_limit',
  aliases: ['cash_payment_limit'],
  name: { fr: 'Plafond du paiement en espèces', en: 'Limit of cash payments' },
  category: 'invoicing',
  versions: [
    {
      from: '2010-06-18',
      definition: { kind: 'payment_limit', currency: 'EUR', amount: '3000', paymentMeans: ['10'] },
      legalReference: 'Code monétaire et financier, art. L. 112-6 et D. 112-3 (décret 2010-662)',
      certainty: 'secondary',
      note: {
        fr: 'Le montant est sûr ; le premier jour est celui de la publication, à un ou deux jours près.',
        en: 'The amount is certain; the first day is that of its publication, give or take a day or two.',
      },
    },
    {
      from: '2015-09-01',
      definition: { kind: 'payment_limit', currency: 'EUR', amount: '1000', paymentMeans: ['10'] },
      legalReference: 'Code monétaire et financier, art. L. 112-6 et D. 112-3 (décret 2015-741)',
      note: {
        fr: 'Un particulier dont le domicile fiscal est hors de France a un plafond plus haut.',
        en: 'A private person domiciled abroad for tax has a higher limit.',
      },
    },
  ],
};

/** Between businesses, unless a shorter delay was agreed. */
const paymentTerm: StatutoryRule<PaymentDaysDefinition> = {
  key: 'payment.term',
  aliases: ['payment_term_days'],
  name: {
    fr: 'Délai de paiement convenu entre entreprises, au plus',
    en: 'Longest agreed delay of payment between businesses',
  },
  category: 'invoicing',
  versions: [
    {
      from: '2009-01-01',
      definition: { kind: 'payment_days', days: 60 },
      legalReference: 'Code de commerce, art. L. 441-6 (loi 2008-776, art. 21)',
    },
    {
      from: '2019-04-26',
      definition: { kind: 'payment_days', days: 60 },
      legalReference: 'Code de commerce, art. L. 441-10, I',
      note: {
        fr: 'Par exception, 45 jours fin de mois peuvent être convenus ; sans accord, 30 jours. Des secteurs ont leurs propres délais.',
        en: 'As an exception, 45 days end of month may be agreed; without agreement, 30 days. Some trades have delays of their own.',
      },
    },
  ],
};

export const thresholdRules = [
  franchiseThresholds,
  distanceSales,
  consumerNote,
  cashLimit,
  paymentTerm,
] as const;
