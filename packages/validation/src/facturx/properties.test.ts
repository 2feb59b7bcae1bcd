import { readXml } from '@scell/syntax';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciiInvoice } from '../../test/cii-invoice.ts';
import { type ProfileElement, profileTree } from './grammar/profile-tree.ts';
import { leftOutOf } from './profile-grammar.ts';
import { PROFILES } from './profiles.ts';
import { facturX } from './rule-sets.ts';

const namespaces = /xmlns:[^>]*"/.exec(ciiInvoice)?.[0] ?? '';

function tagsOf(element: ProfileElement): string[] {
  return [element.tag, ...element.children.flatMap(tagsOf)];
}
const tags = [...new Set(tagsOf(profileTree('extended')))];
const texts = [
  '',
  ' ',
  '0',
  '-1',
  '20',
  '1e3',
  'NaN',
  '1,0',
  'S',
  'K',
  'VAT',
  'true',
  'no',
  '916',
  '30',
  'EUR',
  'GROUP',
  '20261120',
];
const attributes = [
  '',
  ' schemeID="VA"',
  ' schemeID="FC"',
  ' currencyID="EUR"',
  ' unitCode="C62"',
  ' format="205"',
  ' listID="5153"',
];

/** Any tree of names that the profiles know, in any place. */
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

describe('the profiles of Factur-X', () => {
  it('judge any tree, and leave the same out of it twice', () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (nodes) => {
        const document = readXml(
          `<rsm:CrossIndustryInvoice ${namespaces}>${nodes.join('')}</rsm:CrossIndustryInvoice>`,
        );
        for (const ruleSet of facturX) {
          let fatal = 0;
          ruleSet.run(document, (_, severity) => {
            if (severity === 'fatal') fatal++;
          });
          // Without an invoice there is always something to say.
          expect(fatal).toBeGreaterThan(0);
        }
        for (const profile of PROFILES)
          expect(leftOutOf(document, profile)).toEqual(leftOutOf(document, profile));
      }),
    );
  });
});
