import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { XmlNode } from './node.ts';
import { readXml } from './read-xml.ts';
import { spanOf } from './span.ts';

const cut = (source: string, { start, end }: { start: number; end: number }) => source.slice(start, end);

describe('spanOf', () => {
  it('tells an element, its content and its attributes as the source spells them', () => {
    const source = `<r xmlns="u"><!-- <b> --><n:b xmlns:n="v" a = '1>2'\n  c="x" ><![CDATA[</n:b>]]><d/>  </n:b ></r>`;
    const document = readXml(source);
    const [b] = document.root.children;
    if (b === undefined) throw new Error('no child');
    const span = spanOf(document, b);
    expect(span.name).toBe('n:b');
    expect(cut(source, span)).toBe(`<n:b xmlns:n="v" a = '1>2'\n  c="x" ><![CDATA[</n:b>]]><d/>  </n:b >`);
    expect(cut(source, span.content)).toBe('<![CDATA[</n:b>]]><d/>  ');
    expect(span.attributes.map((at) => [at.name, cut(source, at), cut(source, at.value), at.quote])).toEqual([
      ['xmlns:n', 'xmlns:n="v"', 'v', '"'],
      ['a', "a = '1>2'", '1>2', "'"],
      ['c', 'c="x"', 'x', '"'],
    ]);
    expect(cut(source, { start: span.start, end: span.attributesEnd })).toMatch(/c="x"$/);
  });

  it('has no content in an empty tag', () => {
    const document = readXml('<r a="1" />');
    expect(spanOf(document, document.root)).toMatchObject({
      isEmptyTag: true,
      start: 0,
      end: 11,
      content: { start: 11, end: 11 },
    });
  });

  it('cuts any tree into its elements', () => {
    const { tree } = fc.letrec<{ tree: string; inner: string }>((tie) => ({
      tree: fc
        .tuple(fc.constantFrom('a', 'b', 'p:c'), fc.constantFrom('', ' x="1>"', " y='/'\n"), tie('inner'))
        .map(([name, attributes, inner]) =>
          inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`,
        ),
      inner: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('', 'text', '<!-- <a> -->', '<?p </a>?>', '<![CDATA[<a>]]>', '&lt;'),
        fc
          .array(fc.oneof(tie('tree'), fc.constantFrom('\n ', '<!--</b>-->')), { maxLength: 3 })
          .map((parts) => parts.join('')),
      ),
    }));
    fc.assert(
      fc.property(tree, (inner) => {
        const source = `<r xmlns:p="u">${inner}</r>`;
        const document = readXml(source);
        const check = (node: XmlNode): void => {
          const span = spanOf(document, node);
          const alone = readXml(`<r xmlns:p="u">${cut(source, span)}</r>`).root.children[0];
          expect(alone?.tag).toBe(node.tag);
          expect(alone?.text).toBe(node.text);
          expect(alone?.children.length).toBe(node.children.length);
          node.children.forEach(check);
        };
        document.root.children.forEach(check);
      }),
    );
  });
});
