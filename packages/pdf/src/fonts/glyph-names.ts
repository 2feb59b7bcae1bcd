/** Names of glyphs (Adobe Glyph List) of the characters that Latin documents use. */

const ASCII =
  'space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash ' +
  'zero one two three four five six seven eight nine colon semicolon less equal greater question at';
const AFTER_UPPER = 'bracketleft backslash bracketright asciicircum underscore grave';
const AFTER_LOWER = 'braceleft bar braceright asciitilde';

/** Characters by name that no accent explains. */
const OTHERS: Readonly<Record<string, string>> = {
  exclamdown: '¡',
  cent: '¢',
  sterling: '£',
  currency: '¤',
  yen: '¥',
  brokenbar: '¦',
  section: '§',
  dieresis: '¨',
  copyright: '©',
  ordfeminine: 'ª',
  guillemotleft: '«',
  logicalnot: '¬',
  softhyphen: '\u00ad',
  registered: '®',
  macron: '¯',
  degree: '°',
  plusminus: '±',
  twosuperior: '²',
  threesuperior: '³',
  acute: '´',
  mu: 'µ',
  paragraph: '¶',
  periodcentered: '·',
  cedilla: '¸',
  onesuperior: '¹',
  ordmasculine: 'º',
  guillemotright: '»',
  onequarter: '¼',
  onehalf: '½',
  threequarters: '¾',
  questiondown: '¿',
  AE: 'Æ',
  Eth: 'Ð',
  multiply: '×',
  Oslash: 'Ø',
  Thorn: 'Þ',
  germandbls: 'ß',
  ae: 'æ',
  eth: 'ð',
  divide: '÷',
  oslash: 'ø',
  thorn: 'þ',
  Dcroat: 'Đ',
  dcroat: 'đ',
  dotlessi: 'ı',
  IJ: 'Ĳ',
  ij: 'ĳ',
  Lslash: 'Ł',
  lslash: 'ł',
  OE: 'Œ',
  oe: 'œ',
  florin: 'ƒ',
  circumflex: 'ˆ',
  caron: 'ˇ',
  breve: '˘',
  dotaccent: '˙',
  ring: '˚',
  ogonek: '˛',
  tilde: '˜',
  hungarumlaut: '˝',
  endash: '–',
  emdash: '—',
  quoteleft: '‘',
  quoteright: '’',
  quotesinglbase: '‚',
  quotedblleft: '“',
  quotedblright: '”',
  quotedblbase: '„',
  dagger: '†',
  daggerdbl: '‡',
  bullet: '•',
  ellipsis: '…',
  perthousand: '‰',
  guilsinglleft: '‹',
  guilsinglright: '›',
  fraction: '⁄',
  Euro: '€',
  trademark: '™',
  minus: '−',
  partialdiff: '∂',
  Delta: '∆',
  product: '∏',
  summation: '∑',
  radical: '√',
  infinity: '∞',
  integral: '∫',
  approxequal: '≈',
  notequal: '≠',
  lessequal: '≤',
  greaterequal: '≥',
  lozenge: '◊',
  fi: 'ﬁ',
  fl: 'ﬂ',
  ff: 'ﬀ',
  ffi: 'ﬃ',
  ffl: 'ﬄ',
  Omega: 'Ω',
  pi: 'π',
  nbspace: '\u00a0',
  nonbreakingspace: '\u00a0',
  apple: '\uf8ff',
  estimated: '℮',
  numero: '№',
  checkmark: '✓',
  arrowright: '→',
  arrowleft: '←',
  arrowup: '↑',
  arrowdown: '↓',
  zerowidthspace: '\u200b',
  sfthyphen: '\u00ad',
};

/** Combining marks and how the names of accented letters end. */
const ACCENTS: readonly [string, string][] = [
  ['\u0300', 'grave'],
  ['\u0301', 'acute'],
  ['\u0302', 'circumflex'],
  ['\u0303', 'tilde'],
  ['\u0308', 'dieresis'],
  ['\u030a', 'ring'],
  ['\u0327', 'cedilla'],
  ['\u030c', 'caron'],
  ['\u0328', 'ogonek'],
  ['\u0304', 'macron'],
  ['\u0306', 'breve'],
  ['\u0307', 'dotaccent'],
  ['\u030b', 'hungarumlaut'],
  ['\u0326', 'commaaccent'],
];

const byName = new Map<string, string>();
for (const [i, name] of ASCII.split(' ').entries()) byName.set(name, String.fromCharCode(32 + i));
for (const [i, name] of AFTER_UPPER.split(' ').entries()) byName.set(name, String.fromCharCode(91 + i));
for (const [i, name] of AFTER_LOWER.split(' ').entries()) byName.set(name, String.fromCharCode(123 + i));
for (const [name, character] of Object.entries(OTHERS)) byName.set(name, character);
for (let code = 65; code < 91; code++) {
  for (const letter of [String.fromCharCode(code), String.fromCharCode(code + 32)]) {
    byName.set(letter, letter);
    for (const [mark, accent] of ACCENTS) {
      const composed = (letter + mark).normalize('NFC');
      if (composed.length === 1) byName.set(letter + accent, composed);
    }
  }
}
// Spelt with the comma that the glyph shows, encoded with the cedilla (U+0122 and its like).
for (const letter of ['G', 'K', 'L', 'N', 'R', 'g', 'k', 'l', 'n', 'r'])
  byName.set(`${letter}commaaccent`, `${letter}\u0327`.normalize('NFC'));

const byCharacter = new Map<string, string>();
for (const [name, character] of byName) if (!byCharacter.has(character)) byCharacter.set(character, name);

/** The text that a glyph of this name shows; undefined for a name that is in no list. */
export function textOfGlyph(name: string): string | undefined {
  const known = byName.get(name);
  if (known !== undefined) return known;
  const hexadecimal = /^uni((?:[0-9A-F]{4})+)(?:\.|$)/.exec(name)?.[1];
  if (hexadecimal !== undefined)
    return (hexadecimal.match(/.{4}/g) ?? [])
      .map((code) => String.fromCharCode(Number.parseInt(code, 16)))
      .join('');
  const scalar = /^u([0-9A-F]{4,6})(?:\.|$)/.exec(name)?.[1];
  const point = scalar === undefined ? Number.NaN : Number.parseInt(scalar, 16);
  if (point <= 0x10ffff) return String.fromCodePoint(point);
  // "one.tabular" and the like: the part before the first stop (AGL specification §2).
  const stop = name.indexOf('.');
  return stop > 0 ? textOfGlyph(name.slice(0, stop)) : undefined;
}

/** The name of the glyph of a character. */
export function glyphOfText(character: string): string | undefined {
  return byCharacter.get(character);
}
