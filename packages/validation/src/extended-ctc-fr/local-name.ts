/** `local-name()` of an element by its canonical tag: "ID" of "cbc:ID" and of "{uri}ID". */
export function localName(tag: string): string {
  return tag.slice(Math.max(tag.lastIndexOf(':'), tag.lastIndexOf('}')) + 1);
}
