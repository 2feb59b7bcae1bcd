import { createHash } from 'node:crypto';
import type { Language } from '@scell/contract';
import { Html, html } from '../../platform/http/html.ts';
import type { Page, PageRequest } from '../../platform/http/page.ts';

/** What one field of a page asks for. */
interface Field {
  name: string;
  type: 'text' | 'password';
  label: Record<Language, string>;
  autocomplete: string;
  optional?: true;
}

interface AccountPage {
  path: `/account/${string}`;
  /** Where its form goes, below the address of the API. */
  action: string;
  title: Record<Language, string>;
  intro: Record<Language, string>;
  button: Record<Language, string>;
  fields: readonly Field[];
}

const NEW_PASSWORD: Field = {
  name: 'password',
  type: 'password',
  label: { fr: 'Nouveau mot de passe (8 caractères au moins)', en: 'New password (at least 8 characters)' },
  autocomplete: 'new-password',
};

/** Where the links of mails lead. What they prove stands behind `#` and is only sent by the button: mail scanners follow links. */
const PAGES: readonly AccountPage[] = [
  {
    path: '/account/reset-password',
    action: '/auth/reset-password',
    title: { fr: 'Choisir un mot de passe', en: 'Choose a password' },
    intro: {
      fr: 'Toutes les sessions ouvertes prendront fin.',
      en: 'All open sessions will end.',
    },
    button: { fr: 'Changer le mot de passe', en: 'Change the password' },
    fields: [NEW_PASSWORD],
  },
  {
    path: '/account/verify-email',
    action: '/auth/verify-email',
    title: { fr: 'Confirmer l’adresse électronique', en: 'Confirm the e-mail address' },
    intro: { fr: 'Cette adresse est la vôtre ?', en: 'Is this address yours?' },
    button: { fr: 'Oui, confirmer', en: 'Yes, confirm it' },
    fields: [],
  },
  {
    path: '/account/invitation',
    action: '/auth/invitations/accept',
    title: { fr: 'Accepter l’invitation', en: 'Accept the invitation' },
    intro: {
      fr: 'Si vous avez déjà un compte, acceptez simplement. Sinon, donnez un nom et un mot de passe.',
      en: 'If you have an account already, just accept. Otherwise, give a name and a password.',
    },
    button: { fr: 'Accepter', en: 'Accept' },
    fields: [
      {
        name: 'name',
        type: 'text',
        label: { fr: 'Nom', en: 'Name' },
        autocomplete: 'name',
        optional: true,
      },
      { ...NEW_PASSWORD, optional: true },
    ],
  },
];

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto 0; padding: 0 1rem; }
h1 { font-size: 1.4rem; } label { display: block; margin: 1rem 0; }
input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; margin-top: .3rem; }
button { font: inherit; padding: .5rem 1rem; } [role=status] { margin-top: 1rem; font-weight: 600; }
`;

// The form goes as JSON with what stands behind the # of the address, which no server on the way sees.
const SCRIPT = `
const form = document.querySelector('form'), said = document.querySelector('[role=status]');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const body = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  for (const [name, value] of new FormData(form)) if (value !== '') body[name] = value;
  form.querySelector('button').disabled = true;
  try {
    const answer = await fetch(form.dataset.action, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang }, body: JSON.stringify(body) });
    const { message, errors } = await answer.json();
    said.textContent = [message, ...Object.values(errors ?? {}).flat()].join(' ');
    if (answer.ok) { form.hidden = true; history.replaceState(null, '', location.pathname + location.search); }
  } catch { said.textContent = form.dataset.failed; }
  form.querySelector('button').disabled = false;
});
`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const HEADERS = {
  'Content-Security-Policy': `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** The pages that the mails of accounts lead to. */
export const accountPages: readonly Page[] = PAGES.map((page) => ({
  path: page.path,
  answer: (request) => ({
    status: 200,
    mediaType: 'text/html; charset=utf-8',
    text: textOf(page, request),
    headers: HEADERS,
  }),
}));

function textOf(
  { title, intro, button, fields, action }: AccountPage,
  { services, language }: PageRequest,
): string {
  const base = new URL(services.publicUrl).pathname.replace(/\/$/, '');
  const failed = { fr: 'Pas de réponse : réessayez.', en: 'No answer: try again.' }[language];
  const input = ({ name, type, label, autocomplete, optional }: Field) =>
    html`<label>${label[language]}<input name="${name}" type="${type}" autocomplete="${autocomplete}"${optional === true ? '' : new Html(' required')}></label>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title[language]} – Scell</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${title[language]}</h1>
<p>${intro[language]}</p>
<form data-action="${base}/api/v1${action}" data-failed="${failed}">${fields.map(input)}<button>${button[language]}</button></form>
<p role="status"></p>
<script type="module">${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}
