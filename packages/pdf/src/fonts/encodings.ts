/** The encodings of simple fonts (ISO 32000-1 annex D): glyph names by code. */
import { glyphOfText } from './glyph-names.ts';

export type Encoding = readonly (string | undefined)[];

/** What StandardEncoding has from 0xA1 on, "." for nothing. */
const STANDARD_UPPER =
  'exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl ' +
  '. endash dagger daggerdbl periodcentered . paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand . questiondown ' +
  '. grave acute circumflex tilde macron breve dotaccent dieresis . ring cedilla . hungarumlaut ogonek caron ' +
  'emdash . . . . . . . . . . . . . . . . AE . ordfeminine . . . . Lslash Oslash OE ordmasculine . . . . . ae . . . dotlessi . . lslash oslash oe germandbls';

function decoded(label: string, changes: Readonly<Record<number, string>>): Encoding {
  const decoder = new TextDecoder(label);
  return Array.from({ length: 256 }, (_, code) =>
    code < 32 ? undefined : (changes[code] ?? glyphOfText(decoder.decode(Uint8Array.of(code)))),
  );
}

const standard: (string | undefined)[] = Array.from({ length: 256 }, (_, code) =>
  code >= 32 && code < 127 ? glyphOfText(String.fromCharCode(code)) : undefined,
);
standard[0x27] = 'quoteright';
standard[0x60] = 'quoteleft';
for (const [i, name] of STANDARD_UPPER.split(' ').entries()) if (name !== '.') standard[0xa1 + i] = name;

/** Codes that Windows-1252 leaves free, and DEL, show a bullet (annex D.2, note 3). */
const BULLETS = Object.fromEntries([0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d].map((code) => [code, 'bullet']));

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  StandardEncoding: standard,
  WinAnsiEncoding: decoded('windows-1252', { ...BULLETS, 160: 'space', 173: 'hyphen' }),
  MacRomanEncoding: decoded('macintosh', { 202: 'space', 219: 'currency' }),
};

/** The encoding of that name; undefined for MacExpertEncoding and unknown ones. */
export function encodingNamed(name: string): Encoding | undefined {
  return ENCODINGS[name];
}
