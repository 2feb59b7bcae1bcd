import { readXml } from '@scell/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciiInvoice, rulesHit } from '../../test/cii-invoice.ts';
import { en16931Cii } from './rule-set.ts';
import { STRUCTURE } from './structure-table.ts';

const namespaces = /xmlns:[^>]*"/.exec(ciiInvoice)?.[0] ?? '';
const tags = [
  ...new Set([
    ...(ciiInvoice.match(/(?:ram|udt):[A-Za-z]+/g) ?? []),
    ...STRUCTURE.flatMap(({ forbidden }) => forbidden.flatMap(({ steps }) => steps)),
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
  'K',
  'VAT',
  'true',
  'no',
  '130',
  '30',
  'EUR',
  'x',
];
const attributes = [
  '',
  ' schemeID="VA"',
  ' currencyID="EUR"',
  ' unitCode="C62"',
  ' format="102"',
  ' listID="HS"',
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

describe('whatever a document holds', () => {
  it('is judged without an exception, under ids of the rule set, on nodes of the document', () => {
    const document = fc
      .tuple(fc.constantFrom('rsm:CrossIndustryInvoice', 'ram:Party'), fc.array(element, { maxLength: 8 }))
      .map(
        ([root, parts]) =>
          `<${root} ${namespaces}><rsm:SupplyChainTradeTransaction>${parts.join('')}</rsm:SupplyChainTradeTransaction></${root}>`,
      );
    fc.assert(
      fc.property(document, (xml) => {
        const tree = readXml(xml);
        en16931Cii.run(tree, (rule, severity, node) => {
          expect(rule).toMatch(/^(BR-|CII-(DT|SR)-\d\d|SCELL-)/);
          expect(severity).toMatch(/^(fatal|warning)$/);
          let top = node;
          while (top.parent !== null) top = top.parent;
          expect(top).toBe(tree.root);
        });
      }),
    );
  });
});

describe('the parts of a settlement', () => {
  const broken = ciiInvoice.replace('>150.00<', '>150.01<').replace('>95.00<', '>90.00<');
  const expected = ['BR-CO-10', 'BR-CO-13', 'BR-S-08', 'BR-S-09'];
  const [before = '', within = '', after = ''] = broken.split(/<\/?ram:ApplicableHeaderTradeSettlement>/);
  const parts = within.match(/^ {6}<(\S+)>[\s\S]*?(?:^ {6}<\/\1>|<\/\1>$)/gm) ?? [];

  it('change no verdict by their order', () => {
    expect(parts).toHaveLength(10);
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        const settlement = `<ram:ApplicableHeaderTradeSettlement>${shuffled.join('')}</ram:ApplicableHeaderTradeSettlement>`;
        expect(rulesHit(`${before}${settlement}${after}`)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
