import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { writeCii } from '../write-cii.ts';
import { writeUbl } from '../write-ubl.ts';
import { XmlError } from './error.ts';
import type { XmlLimits } from './limits.ts';
import { attribute, child, childrenOf, type XmlNode } from './node.ts';
import { readXml } from './read-xml.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** [tag, attributes, string value, children] of a node and all below. */
function tree(node: XmlNode): unknown[] {
  const attributes = Object.fromEntries(node.attributes.map(({ name, value }) => [name, value]));
  return [node.tag, attributes, node.text, node.children.map(tree)];
}

function refusal(input: string | Uint8Array, limits: Partial<XmlLimits> = {}): XmlError {
  try {
    readXml(input, limits);
  } catch (error) {
    if (error instanceof XmlError) return error;
    throw error;
  }
  throw new Error('the document was read');
}

describe('readXml', () => {
  it('keeps order, duplicates and empties, and joins the text of all descendants', () => {
    const { root } = readXml('<a>1<b/>2<b>3<c>4</c></b>5<b></b></a>');
    expect(tree(root)).toEqual([
      'a',
      {},
      '12345',
      [
        ['b', {}, '', []],
        ['b', {}, '34', [['c', {}, '4', []]]],
        ['b', {}, '', []],
      ],
    ]);
    expect(root.parent).toBeNull();
    expect(root.children[1]?.children[0]?.parent).toBe(root.children[1]);
  });

  it('names elements by their namespace, whatever the prefix', () => {
    const invoice = 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2';
    const basic = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';
    const { root } = readXml(
      `<Invoice xmlns="${invoice}" xmlns:x="${basic}"><x:ID/><ID xmlns="${basic}"/><ID xmlns=""/><ID/><o:ID xmlns:o="urn:o"/></Invoice>`,
    );
    expect(root.tag).toBe('ubl:Invoice');
    expect(root.children.map(({ tag }) => tag)).toEqual(['cbc:ID', 'cbc:ID', 'ID', 'ubl:ID', '{urn:o}ID']);
  });

  it('ends the reach of a namespace with its element', () => {
    expect(refusal('<a><p:b xmlns:p="u"/><p:c/></a>')).toMatchObject({
      code: 'undeclared-prefix',
      offset: 22,
    });
    const { root } = readXml('<p:a xmlns:p="1"><p:b xmlns:p="2"><p:c/></p:b><p:b/></p:a>');
    expect(tree(root)).toEqual([
      '{1}a',
      {},
      '',
      [
        ['{2}b', {}, '', [['{2}c', {}, '', []]]],
        ['{1}b', {}, '', []],
      ],
    ]);
  });

  it('keeps one scope for all elements that declare the same in the same place', () => {
    const again = '<b xmlns="v" xmlns:p="w"><c xmlns="u"/><p:c/></b>';
    const { root } = readXml(`<a xmlns="u">${again}${again}<b/></a>`, { namespaces: 4 });
    const b = [
      '{v}b',
      {},
      '',
      [
        ['{u}c', {}, '', []],
        ['{w}c', {}, '', []],
      ],
    ];
    expect(tree(root)).toEqual(['{u}a', {}, '', [b, b, ['{u}b', {}, '', []]]]);
    // The same texts, otherwise shared out between prefix and namespace.
    const { children } = readXml('<a><p:b xmlns:p="1 q 1 2"/><p:b xmlns:p="1" xmlns:q="2"/></a>').root;
    expect(children.map(({ tag }) => tag)).toEqual(['{1 q 1 2}b', '{1}b']);
  });

  it('gives attributes by their expanded names, without namespace declarations', () => {
    const { root } = readXml(`<a xmlns="u" xmlns:p="v" id='1' p:id="2" xml:lang="fr"/>`);
    expect(root.attributes).toEqual([
      { name: 'id', value: '1' },
      { name: '{v}id', value: '2' },
      { name: '{http://www.w3.org/XML/1998/namespace}lang', value: 'fr' },
    ]);
  });

  it.each([
    ['&lt;&gt;&amp;&apos;&quot;', `<>&'"`],
    ['&#65;&#x1F600;&#xe9;&#0065;', 'A😀éA'],
    ['a<![CDATA[<b>&amp;]]]]>z', 'a<b>&amp;]]z'],
    ['a<!-- <b> & -->b<?p <c> & ?>c', 'abc'],
    ['\r\n\r\n\r', '\n\n\n'],
    ['<![CDATA[\r\n]]>&#13;\r', '\n\r\n'],
    [']] > ]]&gt;', ']] > ]]>'],
    ['é€𝄞', 'é€𝄞'],
  ])('reads the text %j', (written, text) => {
    expect(readXml(`<a>${written}</a>`).root.text).toBe(text);
    // The same inside an element that has children: another way through the reader.
    expect(readXml(`<a><b x=">"/>${written}<b></b></a>`).root.text).toBe(text);
  });

  it.each([
    ['a\tb\nc\rd\r\ne', 'a b c d e'],
    ['&#9;&#10;&#13;&#32;', '\t\n\r '],
    ['&quot;&lt;', '"<'],
    ["it's > é", "it's > é"],
    ['  ', '  '],
  ])('reads the attribute value %j', (written, value) => {
    expect(readXml(`<a b="${written}"/>`).root.attributes).toEqual([{ name: 'b', value }]);
  });

  it('tells repeated elements apart, however alike their tags', () => {
    const tags = [
      '<b n="1"/>',
      '<b n="1" m="é"/>',
      '<b n="1"></b>',
      '<b n="2"/>',
      "<b n='1'/>",
      '<b n="1" />',
      '<bb/>',
      '<b/>',
    ];
    const pairs = tags.flatMap((one) => tags.map((other) => [one, other, other, one]));
    for (const four of pairs) {
      const { root, source } = readXml(`<a>${four.join('')}</a>`);
      expect(
        root.children.map(({ tag, attributes }) => [
          tag,
          ...attributes.map(({ name, value }) => name + value),
        ]),
      ).toEqual(
        four.map((tag) => [
          /\w+/.exec(tag)?.[0],
          ...[...tag.matchAll(/(\w)=.(.)./g)].map(([, name, value]) => `${name}${value}`),
        ]),
      );
      expect(
        root.children
          .map(({ offset }) => source.slice(offset))
          .map((rest, at) => rest.startsWith(four[at] ?? '-')),
      ).toEqual([true, true, true, true]);
    }
  });

  it('points into the source', () => {
    const source = '<?xml version="1.0"?>\r\n<é>\n  <b>1</b>€𝄞<b/>\r<b/></é>';
    const document = readXml(utf8(`\uFEFF${source}`));
    expect(document.source).toBe(source);
    const { children } = document.root;
    expect([document.root, ...children].map(({ offset }) => source.slice(offset, offset + 2))).toEqual([
      '<é',
      '<b',
      '<b',
      '<b',
    ]);
    expect(children.map(({ offset }) => document.lineOf(offset))).toEqual([
      { line: 3, column: 3 },
      { line: 3, column: 14 },
      { line: 4, column: 1 },
    ]);
    expect(document.lineOf(0)).toEqual({ line: 1, column: 1 });
  });

  it('finds children and attributes by name', () => {
    const { root } = readXml('<a><b n="1"/><c/><b n="2"/></a>');
    expect(childrenOf(root, 'b').map((node) => attribute(node, 'n'))).toEqual(['1', '2']);
    expect(child(root, 'b')?.attributes[0]?.value).toBe('1');
    expect(child(root, 'd')).toBeUndefined();
    expect(attribute(root, 'n')).toBeUndefined();
  });

  it.each<[string, XmlError['code'], number]>([
    ['', 'no-element', 0],
    [' <!-- only --> ', 'no-element', 15],
    ['x<a/>', 'outside-root', 0],
    ['<a/>x', 'outside-root', 4],
    ['<a/><b/>', 'outside-root', 4],
    ['<a/><![CDATA[]]>', 'bad-name', 5],
    ['<!DOCTYPE a><a/>', 'document-type', 0],
    ['<a><!DOCTYPE a></a>', 'document-type', 3],
    ['<a><!ENTITY b "c"></a>', 'bad-name', 4],
    [' <?xml version="1.0"?><a/>', 'bad-instruction', 1],
    ['<?xml version="2.0"?><a/>', 'bad-declaration', 0],
    ['<?xml encoding="UTF-8"?><a/>', 'bad-declaration', 0],
    ['<?xml version="1.0" standalone="maybe"?><a/>', 'bad-declaration', 0],
    ['<a>', 'unclosed', 0],
    ['<a><b></a>', 'wrong-end-tag', 6],
    ['<a></ab>', 'wrong-end-tag', 3],
    ['<a></a', 'wrong-end-tag', 3],
    ['<a></a b="">', 'wrong-end-tag', 3],
    ['<a b="', 'unclosed', 3],
    ['<a ', 'unclosed', 0],
    ['<a', 'unclosed', 0],
    ['<a><!-- ', 'unclosed', 3],
    ['<a><![CDATA[ ', 'unclosed', 3],
    ['<a><? ', 'unclosed', 3],
    ['<a><!-- -- --></a>', 'bad-comment', 8],
    ['<a><!-- ---></a>', 'bad-comment', 8],
    ['<a><?XML a?></a>', 'bad-instruction', 3],
    ['<a><?1 a?></a>', 'bad-instruction', 3],
    ['<1/>', 'bad-name', 1],
    ['< a/>', 'bad-name', 1],
    ['<a:/>', 'bad-name', 1],
    ['<a:b:c xmlns:a="u"/>', 'bad-name', 1],
    ['<a b/>', 'bad-attribute', 3],
    ['<a b=c/>', 'bad-attribute', 3],
    ['<a b="<"/>', 'bad-attribute', 3],
    ['<a b="1"c="2"/>', 'bad-tag', 8],
    ['<a / >', 'bad-tag', 3],
    ['<a b="1" b="2"/>', 'duplicate-attribute', 9],
    ['<a xmlns:p="u" xmlns:q="u" p:b="" q:b=""/>', 'duplicate-attribute', 34],
    ['<a xmlns="u" xmlns="u"/>', 'duplicate-attribute', 13],
    ['<p:a/>', 'undeclared-prefix', 1],
    ['<a p:b=""/>', 'undeclared-prefix', 3],
    ['<a xmlns:p=""/>', 'bad-namespace', 3],
    ['<a xmlns:xmlns="u"/>', 'bad-namespace', 3],
    ['<a xmlns:xml="u"/>', 'bad-namespace', 3],
    ['<a xmlns:p="http://www.w3.org/XML/1998/namespace"/>', 'bad-namespace', 3],
    ['<a xmlns="http://www.w3.org/2000/xmlns/"/>', 'bad-namespace', 3],
    ['<a>&</a>', 'bad-reference', 3],
    ['<a>&b</a>', 'bad-reference', 3],
    ['<a>& b;</a>', 'bad-reference', 3],
    ['<a>&#;</a>', 'bad-reference', 3],
    ['<a>&#x;</a>', 'bad-reference', 3],
    ['<a>&#X41;</a>', 'bad-reference', 3],
    ['<a b="&"/>', 'bad-reference', 6],
    ['<a>&nbsp;</a>', 'unknown-entity', 3],
    ['<a>&constructor;</a>', 'unknown-entity', 3],
    ['<a>&#0;</a>', 'illegal-character', 3],
    ['<a>&#xD800;</a>', 'illegal-character', 3],
    ['<a>&#xFFFF;</a>', 'illegal-character', 3],
    ['<a>&#x110000;</a>', 'illegal-character', 3],
    ['<a>]]></a>', 'cdata-end', 3],
    ['<a>\u0001</a>', 'illegal-character', 3],
    ['<a b="\u0000"/>', 'illegal-character', 6],
    ['<a><!--\u0002--></a>', 'illegal-character', 7],
    ['<a><![CDATA[\u0002]]></a>', 'illegal-character', 12],
    ['<a>é\uFFFE</a>', 'illegal-character', 4],
    ['<a>\uD800</a>', 'illegal-character', 3],
    ['<a>\uDC00\uD800</a>', 'illegal-character', 3],
  ])('refuses %j', (document, code, offset) => {
    const error = refusal(document);
    expect(error).toMatchObject({ code, offset });
    expect(error.text.fr).not.toBe('');
    expect(error.text.en).not.toBe(error.text.fr);
  });

  it('says where, by line and column', () => {
    const error = refusal('<a>\n  <b>\r\n  &eacute;</b></a>');
    expect(error).toMatchObject({ code: 'unknown-entity', line: 3, column: 3 });
    expect(error.message).toBe('3:3 The entity "eacute" is none of the five of XML.');
    expect(error.text.fr).toBe('L’entité « eacute » n’est pas une des cinq de XML.');
  });

  it.each<[string, Partial<XmlLimits>, XmlError['code']]>([
    ['<a></a>', { size: 6 }, 'too-large'],
    ['<a><a><a/></a></a>', { depth: 2 }, 'too-deep'],
    ['<a><a/><a/></a>', { elements: 2 }, 'too-many-elements'],
    ['<a b="" c="" d=""/>', { attributes: 2 }, 'too-many-attributes'],
    ['<a><b xmlns="u"/><b xmlns="v"/></a>', { namespaces: 1 }, 'too-many-namespaces'],
    ['<abc/>', { nameLength: 2 }, 'name-too-long'],
    ['<a abc=""/>', { nameLength: 2 }, 'name-too-long'],
    ['<a>1234</a>', { textLength: 3 }, 'text-too-long'],
    ['<a b="1234"/>', { textLength: 3 }, 'text-too-long'],
  ])('refuses %s beyond %j', (document, limits, code) => {
    expect(refusal(document, limits).code).toBe(code);
    const wider = Object.fromEntries(Object.entries(limits).map(([name, value]) => [name, value + 1]));
    expect(readXml(document, wider).root.tag).toMatch(/^a/);
  });
});

describe('encodings', () => {
  const wide = (text: string, littleEndian: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
    return new Uint8Array(view.buffer);
  };
  const narrow = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

  it.each([
    ['UTF-8', utf8('<a>é€</a>'), 'é€'],
    ['UTF-8 with its mark', utf8('\uFEFF<?xml version="1.0" encoding="utf-8"?><a>é€</a>'), 'é€'],
    ['UTF-16 LE', wide('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a>é€𝄞</a>', true), 'é€𝄞'],
    ['UTF-16 BE', wide('\uFEFF<a>é€</a>', false), 'é€'],
    ['UTF-16 LE without its mark', wide('<?xml version="1.0" encoding="UTF-16LE"?><a>é</a>', true), 'é'],
    ['UTF-16 BE without its mark', wide('<a>é</a>', false), 'é'],
    ['ISO-8859-1', narrow('<?xml version="1.0" encoding="ISO-8859-1"?><a>é\u0080</a>'), 'é\u0080'],
    ['ISO-8859-15', narrow('<?xml version="1.0" encoding="iso-8859-15"?><a>\u00a4</a>'), '€'],
    ['Windows-1252', narrow("<?xml version='1.0' encoding='windows-1252'?><a>\u0080\u009c</a>"), '€œ'],
    ['ASCII', narrow('<?xml version="1.0" encoding="US-ASCII"?><a>e</a>'), 'e'],
  ])('reads %s', (_, bytes, text) => expect(readXml(bytes).root.text).toBe(text));

  it('believes the owner of a decoded text, not its declaration', () =>
    expect(readXml('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a>é</a>').root.text).toBe('é'));

  it.each<[string, Uint8Array, XmlError['code']]>([
    ['an unknown encoding', utf8('<?xml version="1.0" encoding="EBCDIC"?><a/>'), 'unknown-encoding'],
    ['bytes announced as UTF-16', utf8('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'encoding-mismatch'],
    [
      'a mark that contradicts',
      utf8('\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><a/>'),
      'encoding-mismatch',
    ],
    [
      'UTF-16 announced as UTF-8',
      wide('\uFEFF<?xml version="1.0" encoding="UTF-8"?><a/>', true),
      'encoding-mismatch',
    ],
    ['é in ASCII', utf8('<?xml version="1.0" encoding="US-ASCII"?><a>é</a>'), 'invalid-bytes'],
    ['half a surrogate pair', wide('\uFEFF<a>\uD800</a>', true), 'invalid-bytes'],
    ['an odd byte', wide('\uFEFF<a/>', true).slice(0, -1), 'invalid-bytes'],
  ])('refuses %s', (_, bytes, code) => expect(refusal(bytes).code).toBe(code));

  it('says which byte is no UTF-8', () => {
    const bytes = new Uint8Array([...utf8('<a>\n\né'), 0xe9, ...utf8('x</a>')]);
    expect(refusal(bytes)).toMatchObject({ code: 'invalid-bytes', offset: 6, line: 3, column: 2 });
    // Far into the document, whatever characters stand across the steps of the search.
    for (const filler of ['é', '€', '𝄞']) {
      const text = `<a>\n${filler.repeat(50_000)}`;
      const wrong = new Uint8Array([...utf8(text), 0xff, 0x3c]);
      const column = 50_000 * filler.length + 1;
      expect(refusal(wrong)).toMatchObject({ code: 'invalid-bytes', offset: text.length, line: 2, column });
      expect(refusal(wrong).message).toContain('0xFF');
      expect(refusal(wide(`\uFEFF${text}\uDC00<`, false))).toMatchObject({
        code: 'invalid-bytes',
        offset: text.length,
        line: 2,
        column,
      });
    }
    // An overlong form and a surrogate in UTF-8 are no text either.
    expect(refusal(new Uint8Array([0x3c, 0xc0, 0xbc])).code).toBe('invalid-bytes');
    expect(refusal(new Uint8Array([0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80])).code).toBe('invalid-bytes');
  });
});

describe('any input', () => {
  const seeds = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- c --><a xmlns="u" xmlns:p=\'v\'><p:b x="1" p:x="&amp;\t">é&#233;<![CDATA[<&]]> z</p:b><c/><d >\r\n&lt;</d ></a>\n<?pi x?>',
    ...Object.values(samples).flatMap((invoice) => [writeCii(invoice), writeUbl(invoice)]),
  ].map(utf8);
  const pieces = [
    '<',
    '>',
    '&',
    '</',
    '/>',
    ']]>',
    '<!--',
    '-->',
    '<![CDATA[',
    '<?',
    '?>',
    ' xmlns="u"',
    ' a="1"',
    '&#',
    ';',
    '"',
    '\r',
    '\0',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
  ].map(utf8);

  /** A change: cut at `at`, drop `drop` bytes, put a piece or random bytes there. */
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.oneof(fc.constant(0), fc.nat(20), fc.constant(1_000_000)),
    put: fc.oneof(fc.constantFrom(...pieces), fc.uint8Array({ maxLength: 4 })),
  });

  it('is read or refused with a place in it, and nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { maxLength: 4 }), (seed, changes) => {
        let bytes = seed;
        for (const { at, drop, put } of changes) {
          const cut = Math.floor(at * bytes.length);
          bytes = new Uint8Array([...bytes.subarray(0, cut), ...put, ...bytes.subarray(cut + drop)]);
        }
        try {
          const { root, source } = readXml(bytes);
          expect(source.slice(root.offset, root.offset + 1)).toBe('<');
          tree(root);
        } catch (error) {
          if (!(error instanceof XmlError)) throw error;
          expect(error.offset).toBeLessThanOrEqual(bytes.length);
          expect(error.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 3000, interruptAfterTimeLimit: 8_000 },
    );
  });

  it('gives texts and attributes back as they were written', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        ' ',
        '\n',
        '\t',
        '\r',
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        'é',
        '€',
        '😀',
        '&amp;',
      ),
    });
    const escaped = (value: string) => value.replace(/[<>&"\r\n\t]/g, (char) => `&#${char.codePointAt(0)};`);
    fc.assert(
      fc.property(text, text, (content, value) => {
        const { root } = readXml(`<a b="${escaped(value)}">${escaped(content)}</a>`);
        expect(root.text).toBe(content);
        expect(attribute(root, 'b')).toBe(value);
      }),
    );
  });

  it.each([
    ['nested elements', '<a>'.repeat(100_000)],
    ['attributes', `<a ${Array.from({ length: 100_000 }, (_, at) => `b${at}=""`).join(' ')}/>`],
    ['open comments', `<a>${'<!--'.repeat(200_000)}`],
    ['ampersands', `<a>${'&'.repeat(500_000)}</a>`],
    ['brackets', `<a>${']'.repeat(500_000)}`],
    ['question marks', `<a><?p ${'?'.repeat(500_000)}`],
    ['declarations', `<a>${'<b xmlns:p="u">'.repeat(90)}`],
    ['a long name', `<${'a'.repeat(1_000_000)}/>`],
  ])('is refused before it costs much: %s', (_, document) =>
    expect(refusal(document)).toBeInstanceOf(XmlError),
  );
});
