/** The codes of a list written as words. Values are facts of their keepers; the lists are those of EN 16931 v17 (2026). */
export function codeSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}
