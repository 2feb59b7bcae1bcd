import { readXml, type XmlNode } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type Change, Editor } from './edits.ts';
import { applyPatches } from './patch.ts';

const CAC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2';
const CBC = 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2';
const ROOT = `<i:Invoice xmlns:i="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:a="${CAC}" xmlns:b="${CBC}">`;
const around = (content: string) => `${ROOT}${content}</i:Invoice>`;

/** The content of an invoice after a change to the element at the end of the path of tags. */
function changed(
  content: string,
  path: string,
  make: (editor: Editor, node: XmlNode) => Change | undefined,
): string {
  const document = readXml(around(content));
  let node = document.root;
  for (const tag of path.split('/').filter((step) => step !== '')) {
    const next = node.children.find((child) => child.tag === tag);
    if (next === undefined) throw new Error(`no ${tag}`);
    node = next;
  }
  const change = make(new Editor(document), node);
  const text = applyPatches(document.source, [{ edits: change?.edits ?? [] }]);
  expect(() => readXml(text)).not.toThrow();
  return text.slice(ROOT.length, -'</i:Invoice>'.length);
}

describe('an editor', () => {
  it('replaces a text, references written, comments and blanks around kept', () => {
    expect(
      changed('<!-- x -->\n <b:ID  s = "1">a</b:ID >', 'cbc:ID', (editor, node) =>
        editor.replaceText(node, 'A & <B>'),
      ),
    ).toBe('<!-- x -->\n <b:ID  s = "1">A &amp; &lt;B&gt;</b:ID >');
    expect(changed('<b:ID s="1" />', 'cbc:ID', (editor, node) => editor.replaceText(node, '7'))).toBe(
      '<b:ID s="1">7</b:ID>',
    );
  });

  it('sets and removes attributes', () => {
    const set = (content: string) =>
      changed(content, 'cbc:ID', (editor, node) => editor.setAttribute(node, 'schemeID', `a"'`));
    expect(set(`<b:ID schemeID='x'  name="n">1</b:ID>`)).toBe(
      `<b:ID schemeID='a&quot;&apos;'  name="n">1</b:ID>`,
    );
    expect(set('<b:ID />')).toBe('<b:ID schemeID="a&quot;&apos;" />');
    const remove = (content: string) =>
      changed(content, 'cbc:ID', (editor, node) => editor.removeAttribute(node, 'schemeID'));
    expect(remove('<b:ID\n  schemeID="x" name="n">1</b:ID>')).toBe('<b:ID name="n">1</b:ID>');
    expect(remove('<b:ID name="n">1</b:ID>')).toBe('<b:ID name="n">1</b:ID>');
  });

  it('removes an element with the line it stands alone on', () => {
    const remove = (content: string) => changed(content, 'cbc:ID', (editor, node) => editor.remove(node));
    expect(remove('\n  <b:ID>1</b:ID>  \n  <b:Name>n</b:Name>\n')).toBe('\n  <b:Name>n</b:Name>\n');
    expect(remove('<b:ID>1</b:ID>\n<b:Name>n</b:Name>')).toBe('\n<b:Name>n</b:Name>');
    expect(remove('\n<!-- no. --><b:ID/>\n')).toBe('\n<!-- no. -->\n');
  });

  it('removes what would be left empty too, and says what is lost', () => {
    const document = readXml(
      around(
        '<a:Delivery><a:DeliveryAddress><b:CityName> Le  Port</b:CityName></a:DeliveryAddress></a:Delivery><b:Note/>',
      ),
    );
    const editor = new Editor(document);
    const [delivery] = document.root.children;
    const city = delivery?.children[0]?.children[0];
    if (city === undefined) throw new Error('no city');
    const change = editor.remove(city);
    expect(change.lost).toEqual(['Le Port']);
    expect(applyPatches(document.source, [change])).toBe(around('<b:Note/>'));
  });

  it('keeps a group that every invoice has, and a text beside the element', () => {
    const remove = (content: string, path: string) =>
      changed(content, path, (editor, node) => editor.remove(node));
    expect(remove('<a:TaxTotal><b:UUID>1</b:UUID></a:TaxTotal>', 'cac:TaxTotal/cbc:UUID')).toBe(
      '<a:TaxTotal></a:TaxTotal>',
    );
    expect(remove('<b:Note>n<b:ID>1</b:ID></b:Note>', 'cbc:Note/cbc:ID')).toBe('<b:Note>n</b:Note>');
  });

  it('inserts in the order of the schema, indented like its neighbours', () => {
    const order = ['cbc:ID', 'cbc:Percent', 'cac:TaxScheme'];
    const insert = (content: string) =>
      changed(content, 'cac:TaxCategory', (editor, node) =>
        editor.insert(node, { tag: 'cbc:Percent', content: '0' }, order),
      );
    expect(insert('<a:TaxCategory>\n  <b:ID>Z</b:ID>\n  <a:TaxScheme/>\n</a:TaxCategory>')).toBe(
      '<a:TaxCategory>\n  <b:ID>Z</b:ID>\n  <b:Percent>0</b:Percent>\n  <a:TaxScheme/>\n</a:TaxCategory>',
    );
    expect(insert('<a:TaxCategory>\n  <a:TaxScheme/>\n</a:TaxCategory>')).toBe(
      `<a:TaxCategory>\n  <Percent xmlns="${CBC}">0</Percent>\n  <a:TaxScheme/>\n</a:TaxCategory>`,
    );
    expect(insert('<a:TaxCategory/>')).toBe('<a:TaxCategory/>');
  });

  it('inserts groups, with a prefix that a neighbour does not declare for itself alone', () => {
    expect(
      changed(
        `<a:PartyTaxScheme><x:CompanyID xmlns:x="${CBC}">1</x:CompanyID></a:PartyTaxScheme>`,
        'cac:PartyTaxScheme',
        (editor, node) =>
          editor.insert(
            node,
            { tag: 'cac:TaxScheme', content: [{ tag: 'cbc:ID', attributes: { x: '1' }, content: 'VAT' }] },
            ['cbc:CompanyID', 'cac:TaxScheme'],
          ),
      ),
    ).toBe(
      `<a:PartyTaxScheme><x:CompanyID xmlns:x="${CBC}">1</x:CompanyID><a:TaxScheme><ID xmlns="${CBC}" x="1">VAT</ID></a:TaxScheme></a:PartyTaxScheme>`,
    );
  });
});
