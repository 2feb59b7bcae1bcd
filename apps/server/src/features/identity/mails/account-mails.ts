import { type Language, ROLE_NAMES, type Role } from '@scell/contract';
import { html } from '../../../platform/http/html.ts';
import type { Mail } from '../../../platform/mail/mailer.ts';
import type { Notice } from './notices.ts';

/** What a mail about an account says, before its language is known. */
export type AccountLetter =
  | { kind: 'verify'; name: string; url: string }
  | { kind: 'reset'; name: string; url: string; ip: string }
  | { kind: 'invitation'; inviter: string; tenant: string; role: Role; url: string }
  | { kind: 'notice'; name: string; what: Notice; ip: string; at: string };

/** One mail in one language, as text and as HTML: paragraphs, and a link that stands alone. */
export function accountMail(to: string, language: Language, letter: AccountLetter): Mail {
  const { subject, lines, link } = words(letter)[language];
  const url = 'url' in letter ? letter.url : null;
  const text = [...lines.before, ...(url === null ? [] : [url]), ...lines.after].join('\n\n');
  const page = html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head><body style="font-family:system-ui,sans-serif;color:#1c2430;max-width:36rem;margin:0 auto;padding:1rem;line-height:1.5">${lines.before.map((line) => html`<p>${line}</p>`)}${
    url === null
      ? ''
      : html`<p><a href="${url}" style="display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1d4ed8;color:#fff;text-decoration:none">${link}</a></p><p style="font-size:.85rem;color:#5b6472;overflow-wrap:anywhere">${url}</p>`
  }${lines.after.map((line) => html`<p>${line}</p>`)}</body></html>`;
  return { to, subject, text: `${text}\n`, html: page.text };
}

interface Words {
  subject: string;
  lines: { before: string[]; after: string[] };
  link: string;
}

function words(letter: AccountLetter): Record<Language, Words> {
  switch (letter.kind) {
    case 'verify':
      return {
        fr: {
          subject: 'Confirmez votre adresse électronique',
          lines: {
            before: [`Bonjour ${letter.name},`, 'Confirmez que cette adresse est la vôtre :'],
            after: [
              'Le lien est valable trois jours.',
              'Si vous n’avez pas ouvert de compte, ignorez ce message.',
            ],
          },
          link: 'Confirmer mon adresse',
        },
        en: {
          subject: 'Confirm your e-mail address',
          lines: {
            before: [`Hello ${letter.name},`, 'Please confirm that this address is yours:'],
            after: [
              'The link is good for three days.',
              'If you did not open an account, ignore this message.',
            ],
          },
          link: 'Confirm my address',
        },
      };
    case 'reset':
      return {
        fr: {
          subject: 'Votre nouveau mot de passe',
          lines: {
            before: [
              `Bonjour ${letter.name},`,
              `Un nouveau mot de passe a été demandé depuis l’adresse ${letter.ip}. Choisissez-le ici :`,
            ],
            after: [
              'Le lien est valable une heure, une seule fois.',
              'Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.',
            ],
          },
          link: 'Choisir un mot de passe',
        },
        en: {
          subject: 'Your new password',
          lines: {
            before: [
              `Hello ${letter.name},`,
              `A new password was asked for from the address ${letter.ip}. Choose it here:`,
            ],
            after: [
              'The link is good for one hour, once.',
              'If you asked for nothing, ignore this message: your password stays the same.',
            ],
          },
          link: 'Choose a password',
        },
      };
    case 'invitation':
      return {
        fr: {
          subject: `${letter.inviter} vous invite dans ${letter.tenant}`,
          lines: {
            before: [
              'Bonjour,',
              `${letter.inviter} vous invite à rejoindre le compte ${letter.tenant}, avec le rôle « ${ROLE_NAMES[letter.role].fr} ».`,
            ],
            after: [
              'Le lien est valable sept jours.',
              'Si vous n’attendiez pas cette invitation, ignorez-la.',
            ],
          },
          link: 'Accepter l’invitation',
        },
        en: {
          subject: `${letter.inviter} invites you to ${letter.tenant}`,
          lines: {
            before: [
              'Hello,',
              `${letter.inviter} invites you to the account ${letter.tenant}, with the role "${ROLE_NAMES[letter.role].en}".`,
            ],
            after: ['The link is good for seven days.', 'If you did not expect this invitation, ignore it.'],
          },
          link: 'Accept the invitation',
        },
      };
    case 'notice':
      return {
        fr: {
          subject: NOTICES[letter.what].fr,
          lines: {
            before: [
              `Bonjour ${letter.name},`,
              `${NOTICES[letter.what].fr}, le ${dayOf(letter.at, 'fr-FR')}, depuis l’adresse ${letter.ip}.`,
            ],
            after: [
              'Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe : toutes vos sessions prendront fin.',
            ],
          },
          link: '',
        },
        en: {
          subject: NOTICES[letter.what].en,
          lines: {
            before: [
              `Hello ${letter.name},`,
              `${NOTICES[letter.what].en}, on ${dayOf(letter.at, 'en-GB')}, from the address ${letter.ip}.`,
            ],
            after: ['If this was not you, ask for a new password at once: it ends all your sessions.'],
          },
          link: '',
        },
      };
  }
}

const NOTICES: Record<Notice, Record<Language, string>> = {
  password: { fr: 'Votre mot de passe a changé', en: 'Your password was changed' },
  two_factor_on: {
    fr: 'Un second facteur protège votre compte',
    en: 'A second factor protects your account',
  },
  two_factor_off: { fr: 'Le second facteur a été retiré', en: 'The second factor was taken off' },
  recovery_codes: {
    fr: 'Vos codes de secours ont été refaits',
    en: 'Your recovery codes were made anew',
  },
  google: { fr: 'La connexion avec Google a été ajoutée', en: 'Signing in with Google was added' },
};

function dayOf(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(new Date(at));
}
