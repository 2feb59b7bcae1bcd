import type { Branding, Language } from '@scell/contract';
import { Html, html } from '../../platform/http/html.ts';

/** How a mail with this look reads. The colour is one of ours: six digits; everything else is escaped. */
export function previewPage(branding: Branding, logo: string | null, language: Language): string {
  const colour = branding.brand_primary_color ?? '#0f172a';
  const words = {
    fr: { title: 'Aperçu', text: 'Votre facture est jointe à ce message.', button: 'Voir la facture' },
    en: { title: 'Preview', text: 'Your invoice is attached to this message.', button: 'See the invoice' },
  }[language];
  const style = new Html(
    `body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#0f172a;background:#f8fafc}main{max-width:36rem;margin:2rem auto;background:#fff;border-top:6px solid ${colour};padding:2rem}img{max-height:64px;max-width:100%}b.button{display:inline-block;background:${colour};color:#fff;padding:.6rem 1rem;border-radius:6px}footer{margin-top:2rem;color:#475569;font-size:.8rem;white-space:pre-line}p{white-space:pre-line}`,
  );
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${words.title}</title><style>${style}</style></head>
<body><main>${logo === null ? null : html`<img alt="" src="${logo}">`}
<p>${words.text}</p><p><b class="button">${words.button}</b></p>
<p>${branding.brand_email_signature}</p><footer>${branding.computed_email_footer}</footer></main></body></html>
`.text;
}
