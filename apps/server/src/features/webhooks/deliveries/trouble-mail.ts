import type { Environment } from '../../../platform/environments.ts';
import { layOut } from '../../../platform/mail/layout.ts';
import type { Mail } from '../../../platform/mail/mailer.ts';
import { sendQueued } from '../../../platform/mail/outbox.ts';
import type { Services } from '../../../platform/services.ts';

/** The job that sends a mail about an endpoint. */
export const WEBHOOK_MAIL = 'webhook.mail';

export function sendTroubleMail(
  services: Services,
  environment: Environment,
  tenantId: string,
  mailId: string,
): Promise<void> {
  const now = new Date(services.clock());
  return sendQueued(
    services.databases[environment],
    services.mailer,
    now,
    { tenantId, mailId },
    async (mail) => troubleMail(mail.message, environment, mail.recipient),
  );
}

const WORDS: Record<string, { fr: [string, string]; en: [string, string] }> = {
  failing: {
    fr: [
      'Un webhook ne répond plus',
      'Depuis une heure, aucun envoi n’y est parvenu. Rien n’est perdu : chaque événement est essayé sept fois en 31 heures, puis reste à renvoyer pendant 30 jours (POST /webhooks/{id}/replay).',
    ],
    en: [
      'A webhook does not answer any more',
      'For an hour nothing has arrived there. Nothing is lost: each event is tried seven times in 31 hours, and can then be sent again for 30 days (POST /webhooks/{id}/replay).',
    ],
  },
  recovered: {
    fr: ['Un webhook répond de nouveau', 'Les envois y parviennent de nouveau.'],
    en: ['A webhook answers again', 'Deliveries arrive there again.'],
  },
  disabled: {
    fr: [
      'Un webhook est désactivé',
      'Il a répondu 410 (parti pour de bon) : plus rien ne lui est envoyé. Ce qui attend lui sera remis s’il est réactivé.',
    ],
    en: [
      'A webhook was switched off',
      'It answered 410 (gone for good): nothing is sent there any more. What waits is delivered if it is switched on again.',
    ],
  },
};

/** The mail about an endpoint, in both languages. */
export function troubleMail(message: Record<string, unknown>, environment: Environment, to: string): Mail {
  const words = WORDS[String(message.kind)];
  if (words === undefined) throw new Error(`no mail about a webhook is called ${String(message.kind)}`);
  // The address is a machine's: it is read, not opened.
  const address = { facts: [['URL', String(message.url)]] as const };
  return layOut({
    to,
    subject: `${words.fr[0]} / ${words.en[0]}`,
    sandbox: environment === 'sandbox',
    sections: (['fr', 'en'] as const).map((language) => {
      const [title, text] = words[language];
      return { language, blocks: [{ title }, text, address] };
    }),
  });
}
