/** Everything outside the production Char of XML 1.0 §2.2; with the flag u, a lone surrogate is a character of its own. */
const ILLEGAL = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * Where a text holds a character no syntax of EN 16931 can carry (control characters, U+FFFE, U+FFFF, lone surrogates), in
 * UTF-16 code units; -1 when nowhere.
 */
export function indexOfIllegalCharacter(text: string): number {
  return text.search(ILLEGAL);
}
