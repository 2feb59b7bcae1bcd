import type { Language } from '@scell/contract';
import type { Environment } from '../../../platform/environments.ts';
import { layOut } from '../../../platform/mail/layout.ts';
import type { Mail } from '../../../platform/mail/mailer.ts';
import type { AlertRow } from './store.ts';

type Facts = AlertRow['data'];

interface Words {
  subject: string;
  body: (facts: Facts, language: Language) => string;
}

/** The mail about a balance, in both languages: whoever reads the bills of an account is not known by language. */
export function balanceMail(
  type: AlertRow['type'],
  facts: Facts,
  environment: Environment,
  to: string,
): Mail {
  const texts = WORDS[type];
  return layOut({
    to,
    subject: `${texts.fr.subject} / ${texts.en.subject}`,
    sandbox: environment === 'sandbox',
    sections: (['fr', 'en'] as const).map((language) => ({
      language,
      blocks: [texts[language].body(facts, language)],
    })),
  });
}

const money = (amount: string | null | undefined, language: Language) =>
  new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency: 'EUR' }).format(
    // Shown only.
    Number(amount ?? 0),
  );

const day = (moment: string | null | undefined, language: Language) =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Europe/Paris',
  }).format(new Date(moment ?? 0));

const WORDS: Record<AlertRow['type'], Record<Language, Words>> = {
  'balance.low': {
    fr: {
      subject: 'Votre solde est bas',
      body: (facts, language) =>
        `Votre solde est de ${money(facts.balance, language)}, sous votre seuil d’alerte de ${money(facts.low_threshold, language)}. Rechargez-le pour continuer à émettre.`,
    },
    en: {
      subject: 'Your balance is low',
      body: (facts, language) =>
        `Your balance is ${money(facts.balance, language)}, below your alert threshold of ${money(facts.low_threshold, language)}. Top it up to go on issuing.`,
    },
  },
  'balance.critical': {
    fr: {
      subject: 'Votre solde est presque épuisé',
      body: (facts, language) =>
        `Votre solde est de ${money(facts.balance, language)}, sous votre seuil critique de ${money(facts.critical_threshold, language)}. Sans recharge, l’émission sera bientôt refusée.`,
    },
    en: {
      subject: 'Your balance is nearly used up',
      body: (facts, language) =>
        `Your balance is ${money(facts.balance, language)}, below your critical threshold of ${money(facts.critical_threshold, language)}. Without a top-up, issuing will soon be refused.`,
    },
  },
  'balance.depleted': {
    fr: {
      subject: 'Votre solde est épuisé',
      body: (facts, language) =>
        `Votre solde est de ${money(facts.balance, language)} : plus rien n’est émis avant une recharge. Les brouillons restent, aucun numéro n’est perdu.`,
    },
    en: {
      subject: 'Your balance is used up',
      body: (facts, language) =>
        `Your balance is ${money(facts.balance, language)}: nothing is issued before a top-up. Drafts stay, no number is lost.`,
    },
  },
  'balance.reloaded': {
    fr: {
      subject: 'Votre solde est rechargé',
      body: (facts, language) => `${money(facts.amount, language)} de crédits ont été ajoutés à votre solde.`,
    },
    en: {
      subject: 'Your balance was topped up',
      body: (facts, language) => `${money(facts.amount, language)} of credits were added to your balance.`,
    },
  },
  'balance.expiring': {
    fr: {
      subject: 'Des crédits expirent bientôt',
      body: (facts, language) =>
        `${money(facts.amount, language)} de crédits expirent à partir du ${day(facts.expires_at, language)}, douze mois après leur achat. Ils sont utilisés avant les autres.`,
    },
    en: {
      subject: 'Credits expire soon',
      body: (facts, language) =>
        `${money(facts.amount, language)} of credits expire from ${day(facts.expires_at, language)}, twelve months after they were bought. They are used before the others.`,
    },
  },
  'balance.reload_failed': {
    fr: {
      subject: 'Le rechargement automatique a échoué',
      body: (facts, language) =>
        `Le paiement de ${money(facts.amount, language)} n’a pas abouti. Le rechargement automatique est suspendu : rechargez une fois vous-même, puis réactivez-le.`,
    },
    en: {
      subject: 'The automatic top-up failed',
      body: (facts, language) =>
        `The payment of ${money(facts.amount, language)} did not go through. Automatic top-ups are paused: top up once yourself, then switch them on again.`,
    },
  },
};
