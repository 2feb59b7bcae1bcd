/** ISO 8859-15 (Latin-9): Latin-1 with the euro sign and seven letters in the places of eight signs. */
const OTHERS = new Map([
  [0xa4, '€'],
  [0xa6, 'Š'],
  [0xa8, 'š'],
  [0xb4, 'Ž'],
  [0xb8, 'ž'],
  [0xbc, 'Œ'],
  [0xbd, 'œ'],
  [0xbe, 'Ÿ'],
]);
const BYTES = new Map([...OTHERS].map(([byte, character]) => [character, byte]));

/** What stands for characters that have no place in Latin-9. */
const STAND_INS: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\u2009': ' ',
  '\u202f': ' ',
};

/** The text of Latin-9 bytes: each byte is a character. */
export function decodeLatin9(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += OTHERS.get(byte) ?? String.fromCharCode(byte);
  return text;
}

/** The bytes of a text in Latin-9. What it lacks is written without its accent, by its like, or as "?". */
export function encodeLatin9(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    for (const one of writable(character)) bytes.push(byteOf(one) ?? 0x3f);
  }
  return Uint8Array.from(bytes);
}

function writable(character: string): string {
  if (byteOf(character) !== undefined) return character;
  const standIn = STAND_INS[character];
  if (standIn !== undefined) return standIn;
  // What compatibility makes of a character may be a separator: of a fullwidth bar, the bar.
  const bare = character
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[|\p{Cc}]/gu, '-');
  return bare.trim() === '' ? '?' : bare;
}

function byteOf(character: string): number | undefined {
  const known = BYTES.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 && !OTHERS.has(code) ? code : undefined;
}
