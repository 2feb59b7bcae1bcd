import { expect, test } from 'vitest';
import { layOut } from './layout.ts';

const letter = (blocks: Parameters<typeof layOut>[0]['sections'][number]['blocks']) =>
  layOut({ to: 'zoe@globex.example', subject: 'Bonjour', sections: [{ language: 'fr', blocks }] });

test('text and HTML say the same, out of the same blocks', () => {
  const mail = letter([
    { title: 'Titre' },
    'Deux\nlignes.',
    {
      facts: [
        ['Vendeur', 'Acme'],
        ['TVA', '20 %'],
      ],
    },
    { link: 'Lire', url: 'https://scell.example/a?b=1&c=2' },
  ]);
  expect(mail.text).toBe(
    'Titre\n\nDeux\nlignes.\n\nVendeur: Acme\nTVA: 20 %\n\nLire: https://scell.example/a?b=1&c=2\n',
  );
  expect(mail.html).toMatch(/<h1 [^>]*>Titre<\/h1><p [^>]*>Deux<br>lignes\.<\/p><table /);
  expect(mail.html).toMatch(/<th [^>]*>TVA<\/th><td [^>]*>20 %<\/td>/);
  expect(mail.html).toContain('href="https://scell.example/a?b=1&#38;c=2"');
});

test('whatever a block holds stays text', () => {
  const hostile = `<img src=x onerror="a()"> & 'b' </style><script>`;
  const { html = '' } = letter([
    hostile,
    { title: hostile },
    { facts: [[hostile, hostile]] },
    { link: hostile, url: `https://scell.example/"><script>`, button: true },
  ]);
  expect(html).not.toMatch(/<img|<script|onerror="/);
  expect(html.match(/<\/style>/g)).toHaveLength(1);
});

test('a link leads to the web or nowhere', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,a', 'file:///etc/passwd', '/relative'])
    expect(() => letter([{ link: 'Lire', url }]), url).toThrow(TypeError);
});

test('a subject is one line, in the direction it is read, and says that it is of the sandbox', () => {
  const mail = layOut({
    to: 'a@b.example',
    subject: 'Facture\r\nBcc: c@d.example \u202egnp.exe',
    sandbox: true,
    sections: [],
  });
  expect(mail.subject).toBe('[Sandbox] Facture Bcc: c@d.example  gnp.exe');
});

test('several languages are sections of their own, marked as such', () => {
  const mail = layOut({
    to: 'a@b.example',
    subject: 'Solde / Balance',
    sections: [
      { language: 'fr', blocks: ['Bonjour'] },
      { language: 'en', blocks: ['Hello'] },
    ],
  });
  expect(mail.text).toBe('Bonjour\n\n— — —\n\nHello\n');
  expect(mail.html).toMatch(/<section lang="fr"><p [^>]*>Bonjour.*<hr .*<section lang="en"><p [^>]*>Hello/);
});

test('the HTML asks for nothing from outside, and has colours for the dark', () => {
  const { html } = letter(['Bonjour', { link: 'Lire', url: 'https://scell.example/', button: true }]);
  expect(html).not.toMatch(/ src=|url\(|@import|<link/);
  expect(html).toContain('@media (prefers-color-scheme:dark)');
});
