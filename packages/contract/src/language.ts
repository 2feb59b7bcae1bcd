import type { Language } from '@scell/core';

/**
 * The language to answer in, from an `Accept-Language` header (RFC 9110 §12.5.4).
 *
 * The highest quality among `fr` and `en` (regional variants included) wins; a tie, `*`, an unreadable header or none
 * at all means French: the users are French businesses and the public clients send `*`, which states no preference.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  let fr = 0;
  let en = 0;
  for (const part of (acceptLanguage ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const primary = range.split('-', 1)[0];
    const quality = qualityOf(parameters);
    if (primary === 'fr') fr = Math.max(fr, quality);
    if (primary === 'en') en = Math.max(en, quality);
  }
  return en > fr ? 'en' : 'fr';
}

function qualityOf(parameters: string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  if (weight === undefined) return 1;
  const value = Number(weight.slice(2));
  return value >= 0 && value <= 1 ? value : 0;
}
