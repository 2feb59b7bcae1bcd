/** What happens to a sound document: bytes flipped, files cut, spliced and shortened, words put in, parts repeated, texts blown up. */
import { pick, type Random } from '../random.ts';

const PDF_WORDS = [
  ...['obj', 'endobj', 'stream', 'endstream', 'xref', 'trailer', 'startxref', '<<', '>>', '[', ']', '(', ')'],
  ...[
    '1 0 R',
    '5 0 R',
    '/Kids',
    '/Prev',
    '/Length',
    '/ObjStm',
    '/Names',
    '/AF',
    '/EF',
    '999999999',
    '-1',
    '%',
  ],
  ...[
    '/Predictor 15',
    '/Columns 99999999',
    '/Filter',
    '/FlateDecode',
    '/ASCII85Decode',
    '/XRefStm',
    '/Encrypt',
  ],
];
const XML_WORDS = [
  ...[
    '<',
    '>',
    '&',
    ';',
    '"',
    "'",
    '=',
    '/',
    '</',
    '/>',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '--',
    '<?x',
    '?>',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '&amp;',
    '&#0;',
    '&#x110000;',
    '&#xD800;',
    ' xmlns=""',
    ' xmlns:ram="u"',
  ],
  ...[
    '\u0000',
    '\r',
    '\t',
    '\uFFFE',
    '\uFEFF',
    '€',
    '𝄞',
    '<ram:',
    '<cbc:ID/>',
    ' schemeID="0002"',
    ':',
    '<a:b/>',
  ],
];
/** Texts that make careless number and pattern readers slow or wrong. */
const CHUNKS = [
  '1',
  ' ',
  '-',
  '0.',
  '#',
  'a',
  '9',
  '\n',
  'é',
  '1,',
  '#PMT#',
  'FR',
  '2026-',
  '=',
  '&#32;',
  '<!---->',
  '+',
  'e9',
];

/** A damaged copy of one of the documents. */
export function damaged(documents: readonly Buffer[], kind: 'xml' | 'pdf', random: Random): Buffer {
  const document = Buffer.from(pick(documents, random));
  const place = () => random(document.length);
  switch (random(kind === 'xml' ? 9 : 5)) {
    case 0:
      for (let left = 1 + random(30); left > 0; left--) document.writeUInt8(random(256), place());
      return document;
    case 1:
      return document.subarray(0, place());
    case 2: {
      const other = pick(documents, random);
      return Buffer.concat([document.subarray(0, place()), other.subarray(random(other.length))]);
    }
    case 3:
      return withWords(document, kind === 'xml' ? XML_WORDS : PDF_WORDS, random);
    case 4: {
      const at = place();
      return Buffer.concat([document.subarray(0, at), document.subarray(at + random(5_000))]);
    }
    case 5:
      return otherwiseEncoded(document.toString('utf8'), random);
    case 6:
      return repeated(document.toString('utf8'), random);
    default:
      return otherText(document.toString('utf8'), random);
  }
}

/** Words of the format put between or over the bytes. */
function withWords(document: Buffer, words: readonly string[], random: Random): Buffer {
  let changed = document;
  for (let left = 1 + random(10); left > 0; left--) {
    const word = Buffer.from(pick(words, random));
    const at = random(changed.length);
    const over = random(2) === 0 ? word.length : 0;
    changed = Buffer.concat([changed.subarray(0, at), word, changed.subarray(at + over)]);
  }
  return changed;
}

/** The text in UTF-16 or an eight-bit encoding, with a declaration that may lie and a mark that may be missing, and perhaps cut. */
function otherwiseEncoded(text: string, random: Random): Buffer {
  const names = [
    'UTF-16',
    'UTF-16LE',
    'utf-16be',
    'ISO-8859-1',
    'iso-8859-15',
    'windows-1252',
    'US-ASCII',
    'UTF-8',
    'UTF-32',
    'x',
  ];
  const body = text.replace(/^\s*<\?xml[^>]*\?>/, '');
  const declared = random(4) === 0 ? body : `<?xml version="1.0" encoding="${pick(names, random)}"?>${body}`;
  const marked = random(2) === 0 ? declared : `\uFEFF${declared}`;
  let bytes = Buffer.from(marked, pick(['utf16le', 'utf16le', 'latin1', 'utf8'] as const, random));
  if (random(3) === 0 && bytes.length % 2 === 0) bytes = bytes.swap16();
  if (random(2) === 0) bytes = bytes.subarray(0, random(bytes.length));
  if (random(4) === 0 && bytes.length > 0) bytes.writeUInt8(random(256), random(bytes.length));
  return bytes;
}

/** An element with all it holds, put in again up to 2,000 times: what rules that look at pairs pay for. */
function repeated(text: string, random: Random): Buffer {
  const tags = [...text.matchAll(/<([\w:]+)[^<>]*>/g)];
  const tag = tags[random(Math.max(1, tags.length))];
  if (tag === undefined) return Buffer.from(text);
  const closing = `</${tag[1]}>`;
  const end = text.indexOf(closing, tag.index);
  if (end < 0) return Buffer.from(text);
  const whole = text.slice(tag.index, end + closing.length);
  const most = Math.max(1, Math.min(2_000, Math.floor(1_000_000 / whole.length)));
  return Buffer.from(text.slice(0, tag.index) + whole.repeat(random(most)) + text.slice(tag.index));
}

/** Texts and attribute values replaced, most of them by long ones. */
function otherText(text: string, random: Random): Buffer {
  const value = () => {
    const long = pick(CHUNKS, random).repeat(random(pick([4, 40, 20_000], random)));
    return random(2) === 0 ? long : long + pick(CHUNKS, random);
  };
  let rate = 2 + random(40);
  if (random(2) === 0) rate = 200;
  return Buffer.from(
    text.replace(/>[^<>]+<|"[^"<>]*"/g, (found) => {
      if (random(rate) > 0) return found;
      return `${found[0]}${value()}${found.at(-1)}`;
    }),
  );
}
