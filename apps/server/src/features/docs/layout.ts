import type { Language } from '@scell/contract';
import { Html, html, type Part } from '../../platform/http/html.ts';
import { STYLE } from './style.ts';

/** In which language a page is written, and where links of it start. */
export interface PageContext {
  language: Language;
  /** Path of the platform's address, without a trailing slash: empty unless it is served below one. */
  base: string;
  /** Address of the platform, without a trailing slash: what example requests call. */
  address: string;
}

/** A link to another page of the documentation, in the language of this one. */
export function linkTo({ base, language }: PageContext, path: string, anchor = ''): string {
  return `${base}${path}?lang=${language}${anchor}`;
}

/** A whole page. `path` is its own, for the links to its other language. */
export function page(context: PageContext, path: string, title: string, body: Part): string {
  return html`<!doctype html>
<html lang="${context.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="alternate" hreflang="fr" href="${linkTo({ ...context, language: 'fr' }, path)}">
<link rel="alternate" hreflang="en" href="${linkTo({ ...context, language: 'en' }, path)}">
<style>${new Html(STYLE)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** The name of the place, and the way to the other language. */
export function brand(context: PageContext, path: string): Html {
  const other = context.language === 'fr' ? 'en' : 'fr';
  return html`<a class="brand" href="${linkTo(context, '/docs')}">Scell</a>
<p class="languages">${context.language === 'fr' ? 'Français' : 'English'} · <a href="${linkTo({ ...context, language: other }, path)}" hreflang="${other}" lang="${other}">${other === 'fr' ? 'Français' : 'English'}</a></p>`;
}
