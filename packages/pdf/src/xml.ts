// Control characters that XML 1.0 §2.2 (production Char) forbids even as character references.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML character data, also safe between double quotes. Characters that XML 1.0 cannot carry are dropped. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
