import { readXml } from '@scell/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rulesHit, ublInvoice } from '../../test/ubl-invoice.ts';
import { forbiddenElements } from './forbidden-elements.ts';
import { en16931Ubl } from './rule-set.ts';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd';
const open = `xmlns:cac="${ubl}:CommonAggregateComponents-2" xmlns:cbc="${ubl}:CommonBasicComponents-2"
  xmlns:ext="${ubl}:CommonExtensionComponents-2" xmlns:ubl="${ubl}:Invoice-2" xmlns:cn="${ubl}:CreditNote-2"`;

const tags = [
  ...new Set([
    ...(ublInvoice.match(/c[ab]c:[A-Za-z]+/g) ?? []),
    ...forbiddenElements().flatMap(({ path }) => path),
    'cac:CreditNoteLine',
    'ubl:Invoice',
  ]),
];
const texts = [
  '',
  ' ',
  '0',
  '-1',
  '20',
  '1e3',
  'NaN',
  'INF',
  '1,0',
  'S',
  'E',
  'O',
  'VAT',
  'true',
  'no',
  '130',
  '30',
  '#A',
  '2026-01-01',
  'x',
];
const attributes = [
  '',
  ' schemeID="0002"',
  ' currencyID="EUR"',
  ' unitCode="C62"',
  ' name="x"',
  ' listID="SEPA"',
];

/** Any tree of names that the rules know, in any place. */
const element = fc.letrec<{ node: string }>((tie) => ({
  node: fc
    .tuple(
      fc.constantFrom(...tags),
      fc.constantFrom(...attributes),
      fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(...texts),
        fc.array(tie('node'), { maxLength: 5 }).map((children) => children.join('')),
      ),
    )
    .map(([tag, attribute, content]) => `<${tag}${attribute}>${content}</${tag}>`),
})).node;

const document = fc
  .tuple(fc.constantFrom('ubl:Invoice', 'cn:CreditNote', 'cac:Party'), fc.array(element, { maxLength: 8 }))
  .map(([root, children]) => `<${root} ${open}>${children.join('')}</${root}>`);

describe('whatever a document holds', () => {
  it('is judged without an exception, under ids of the rule set, on nodes of the document', () => {
    fc.assert(
      fc.property(document, (xml) => {
        const tree = readXml(xml);
        en16931Ubl.run(tree, (rule, severity, node) => {
          expect(rule).toMatch(/^(BR-|UBL-(CR|DT|SR)-\d\d|SCELL-)/);
          expect(severity).toMatch(/^(fatal|warning)$/);
          let top = node;
          while (top.parent !== null) top = top.parent;
          expect(top).toBe(tree.root);
        });
      }),
    );
  });
});

describe('the order of the parts of a document', () => {
  const start = ublInvoice.indexOf('<cbc:CustomizationID>');
  const parts = partsOf(ublInvoice);
  const head = ublInvoice.slice(0, start);

  it('changes no verdict', () => {
    const broken = parts.map((part) => part.replace('>150.00<', '>150.01<').replace('unitCode="C62"', ''));
    const expected = rulesHit(`${head}${broken.join('')}</Invoice>`);
    expect(expected).toEqual(['BR-23', 'BR-CO-10', 'BR-CO-13']);
    fc.assert(
      fc.property(fc.shuffledSubarray(broken, { minLength: broken.length }), (shuffled) => {
        expect(rulesHit(`${head}${shuffled.join('')}</Invoice>`)).toEqual(expected);
      }),
    );
  });
});

/** The children of the document element, as text. */
function partsOf(xml: string): string[] {
  const { root } = readXml(xml);
  const ends = [...root.children.slice(1).map(({ offset }) => offset), xml.lastIndexOf('</Invoice>')];
  return root.children.map(({ offset }, index) => xml.slice(offset, ends[index]));
}
