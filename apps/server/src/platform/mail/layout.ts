import type { Language } from '@scell/contract';
import { type Html, html } from '../http/html.ts';
import type { Mail } from './mailer.ts';

/** A piece of a mail: a paragraph, a heading, a table of names and values, or a link. */
export type Block =
  | string
  | { title: string }
  | { facts: readonly (readonly [name: string, value: string])[] }
  | { link: string; url: string; button?: boolean };

/** What a mail says, in one language. */
export interface Section {
  language: Language;
  blocks: readonly Block[];
}

export interface Letter extends Pick<Mail, 'to' | 'subject' | 'attachments'> {
  /** Several where the language of the reader is not known. */
  sections: readonly Section[];
  /** Mails out of the sandbox say so first. */
  sandbox?: boolean;
}

/**
 * One mail as text and as HTML, out of the same blocks. The HTML asks for nothing from outside (no image, no font), reads in light and
 * in dark, and shows the address of each link, so that it can be judged before it is opened.
 * @throws {TypeError} when a link leads elsewhere than to http or https
 */
export function layOut({ to, subject, attachments, sections, sandbox = false }: Letter): Mail {
  const line = oneLine(`${sandbox ? '[Sandbox] ' : ''}${subject}`);
  return {
    to,
    subject: line,
    text: `${sections.map(({ blocks }) => blocks.map(inText).join('\n\n')).join('\n\n— — —\n\n')}\n`,
    html: page(line, sections).text,
    ...(attachments === undefined ? {} : { attachments }),
  };
}

function inText(block: Block): string {
  if (typeof block === 'string') return block;
  if ('title' in block) return block.title;
  if ('facts' in block) return block.facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  return `${block.link}: ${webAddress(block.url)}`;
}

/** Readers that know no style sheet see the light colours, which stand at the elements; the others may turn them. */
const DARK = html`:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){.page{background:#14181f!important;color:#e6e9ee!important}.soft{color:#a3adba!important}.link{color:#8ab4ff!important}.button{background:#8ab4ff!important;color:#10151c!important}.rule{border-color:#3a4350!important}}`;

function page(title: string, sections: readonly Section[]): Html {
  const rule = html`<hr class="rule" style="border:0;border-top:1px solid #d5dae1;margin:2rem 0">`;
  return html`<!doctype html><html lang="${sections[0]?.language ?? 'fr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${title}</title><style>${DARK}</style></head><body class="page" style="margin:0;background:#ffffff;color:#1c2430"><div style="font-family:system-ui,sans-serif;line-height:1.5;max-width:46rem;margin:0 auto;padding:1.5rem 1rem">${sections.map(
    ({ language, blocks }, index) =>
      html`${index === 0 ? null : rule}<section lang="${language}">${blocks.map(inHtml)}</section>`,
  )}</div></body></html>`;
}

function inHtml(block: Block): Html {
  if (typeof block === 'string')
    return html`<p style="margin:0 0 1rem;overflow-wrap:anywhere">${lines(block)}</p>`;
  if ('title' in block)
    return html`<h1 style="font-size:1.2rem;line-height:1.3;margin:1.5rem 0 .75rem">${block.title}</h1>`;
  if ('facts' in block)
    return html`<table style="border-collapse:collapse;font-size:.9rem;margin:0 0 1rem">${block.facts.map(
      ([name, value]) =>
        html`<tr><th scope="row" style="text-align:left;font-weight:600;padding:.15rem 1rem .15rem 0;vertical-align:top">${name}</th><td style="padding:.15rem 0;overflow-wrap:anywhere">${value}</td></tr>`,
    )}</table>`;
  const url = webAddress(block.url);
  if (block.button !== true)
    return html`<p style="margin:0 0 1rem"><a class="link" href="${url}" style="color:#1d4ed8">${block.link}</a></p>`;
  return html`<p style="margin:0 0 .5rem"><a class="button" href="${url}" style="display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;background:#1d4ed8;color:#ffffff;text-decoration:none">${block.link}</a></p><p class="soft" style="margin:0 0 1rem;font-size:.85rem;color:#5b6472;overflow-wrap:anywhere">${url}</p>`;
}

function lines(text: string): Html[] {
  return text.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`));
}

function webAddress(url: string): string {
  if (!/^https?:$/.test(new URL(url).protocol)) throw new TypeError('a mail links to http and https only');
  return url;
}

/** A subject is one header: what would end it, or turn its letters around, is a space. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
