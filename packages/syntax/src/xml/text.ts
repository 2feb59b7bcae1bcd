/** Character data and attribute values, decoded from the source. The source has been checked by the reader before. */

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
  ['quot', '"'],
]);

/** The character a reference name stands for ("amp", "#10", "#xE9"), or undefined when XML knows none. */
export function referenced(name: string): string | undefined {
  if (!name.startsWith('#')) return entities.get(name);
  const code = name.startsWith('#x') ? hexadecimal(name.slice(2)) : decimal(name.slice(1));
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

function decimal(digits: string): number {
  return /^[0-9]+$/.test(digits) ? Number.parseInt(digits, 10) : Number.NaN;
}

function hexadecimal(digits: string): number {
  return /^[0-9A-Fa-f]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
}

/** The production Char of XML 1.0 §2.2. */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** Character data without markup: line ends as §2.11, references resolved. */
function characterData(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  return resolve(text);
}

/** An attribute value as §3.3.3: each literal white space a blank, references resolved as they are. */
export function attributeValue(raw: string): string {
  const text = /[\t\n\r]/.test(raw) ? raw.replace(/\r\n|[\t\n\r]/g, ' ') : raw;
  return resolve(text);
}

function resolve(text: string): string {
  let ampersand = text.indexOf('&');
  if (ampersand < 0) return text;
  let resolved = '';
  let at = 0;
  while (ampersand >= 0) {
    const end = text.indexOf(';', ampersand);
    resolved += text.slice(at, ampersand) + (referenced(text.slice(ampersand + 1, end)) ?? '');
    at = end + 1;
    ampersand = text.indexOf('&', at);
  }
  return resolved + text.slice(at);
}

/** The text of all there is between two places of the source, markup left out: the string value of an element. */
export function stringValue(source: string, start: number, end: number): string {
  let value = '';
  let at = start;
  while (at < end) {
    const markup = source.indexOf('<', at);
    const stop = markup < 0 || markup > end ? end : markup;
    if (stop > at) value += characterData(source.slice(at, stop));
    if (stop === end) break;
    if (source.startsWith('<![CDATA[', stop)) {
      const close = source.indexOf(']]>', stop + 9);
      value += source.slice(stop + 9, close).replace(/\r\n?/g, '\n');
      at = close + 3;
    } else if (source.startsWith('<!--', stop)) {
      at = source.indexOf('-->', stop + 4) + 3;
    } else if (source.startsWith('<?', stop)) {
      at = source.indexOf('?>', stop + 2) + 2;
    } else {
      at = tagEnd(source, stop);
    }
  }
  return value;
}

/** The place after the ">" of a tag; a ">" inside a quoted value is none. */
function tagEnd(source: string, start: number): number {
  const close = /"[^"]*"|'[^']*'|>/g;
  close.lastIndex = start;
  for (;;) {
    const found = close.exec(source);
    if (found === null) return source.length;
    if (found[0] === '>') return close.lastIndex;
  }
}
