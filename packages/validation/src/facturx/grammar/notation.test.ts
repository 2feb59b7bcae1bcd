import { describe, expect, it } from 'vitest';
import { PROFILES } from '../profiles.ts';
import { CODE_LISTS } from './code-lists.ts';
import { readGrammar, readShapes } from './notation.ts';
import { type ProfileElement, profileTree } from './profile-tree.ts';

const shapes = readShapes(`
shape phone
  X>- URIID
  X CompleteNumber 1+0; @listID !+1
shape contact
  X Phone ? = phone +3
  X Name ?+0
`);
const read = (text: string) => readGrammar(text, shapes);

describe('the notation of the grammar', () => {
  it('reads occurrences, lists and attributes with their profiles and rules', () => {
    const [id] = read(
      'W GlobalID WBE:?#164 X:*; in units X#7; @schemeID B !#420 in countries W#421 B#494, units X#8',
    );
    expect(id).toMatchObject({
      tag: 'ram:GlobalID',
      use: { schema: 1, from: 1 },
      occurrences: [
        { letters: 'WBE', value: '?', rule: 164 },
        { letters: 'X', value: '*' },
      ],
      lists: [{ letters: 'X', value: 'units', rule: 7 }],
      attributes: [
        {
          name: 'schemeID',
          use: { schema: 2, from: 2 },
          required: [{ letters: 'MWBEX', rule: 420 }],
          lists: [
            { letters: 'W', value: 'countries', rule: 421 },
            { letters: 'B', value: 'countries', rule: 494 },
            { letters: 'X', value: 'units', rule: 8 },
          ],
        },
      ],
    });
  });

  it('reads from and until which profile something is used', () => {
    const uses = read('M udt:A 1\nW>E B ?\nX>- C\nB<X D ?').map(({ tag, use }) => [
      tag,
      use.schema,
      use.from,
      use.until,
    ]);
    const never = Number.POSITIVE_INFINITY;
    expect(uses).toEqual([
      ['udt:A', 0, 0, never],
      ['ram:B', 1, 3, never],
      ['ram:C', 4, never, never],
      ['ram:D', 2, 2, 4],
    ]);
  });

  it('nests by indentation and tells variants', () => {
    const [a, b] = read('M A +\n  M B ?\n    M C ..2\nM>- A[other]');
    expect(a?.children[0]?.children[0]?.tag).toBe('ram:C');
    expect([b?.tag, b?.variant]).toEqual(['ram:A', 'other']);
  });

  it('counts the rules of a shape from where it is used, also within shapes', () => {
    const [contact] = read('X Contact * = contact #100');
    const [phone, name] = contact?.children ?? [];
    expect(name?.occurrences).toEqual([{ letters: 'MWBEX', value: '?', rule: 100 }]);
    expect(phone?.children[1]?.occurrences).toEqual([{ letters: 'MWBEX', value: '1', rule: 103 }]);
    expect(phone?.children[1]?.attributes[0]?.required).toEqual([
      { letters: 'MWBEX', value: true, rule: 104 },
    ]);
  });

  it('refuses what it does not know', () => {
    expect(() => read('nothing')).toThrow(new SyntaxError('no line of the grammar: nothing'));
    expect(() => read('X A ? = party #1')).toThrow(
      new SyntaxError('no shape of the grammar: X A ? = party #1'),
    );
  });
});

function all(element: ProfileElement): ProfileElement[] {
  return [element, ...element.children.flatMap(all)];
}

describe('the grammar', () => {
  /** As many as the official files of 1.09.2 have: assertions on structure, each with an id of its own, and reports of what is not used. */
  it.each([
    ['minimum', 37, 11],
    ['basicwl', 137, 59],
    ['basic', 175, 87],
    ['en16931', 218, 194],
    ['extended', 718, 521],
  ] as const)('has all that %s asks', (profile, rules, unused) => {
    const elements = all(profileTree(profile));
    const attributes = elements.flatMap((element) => element.attributes);
    const ids = [
      ...elements.flatMap(({ countedBy, codes }) => [countedBy ?? [], codes.map(({ rule }) => rule)].flat()),
      ...attributes.flatMap(({ requiredBy, codes }) =>
        [requiredBy ?? [], codes.map(({ rule }) => rule)].flat(),
      ),
    ];
    expect(ids).toHaveLength(rules);
    expect(new Set(ids).size).toBe(rules);
    expect([...elements, ...attributes].filter(({ isUsed }) => !isUsed)).toHaveLength(unused);
  });

  it('lets every profile hold the one before it', () => {
    const paths = (element: ProfileElement, above = ''): string[] => {
      const path = `${above}/${element.tag}`;
      return element.isUsed ? [path, ...element.children.flatMap((child) => paths(child, path))] : [];
    };
    const [first, ...larger] = PROFILES.map((profile) => new Set(paths(profileTree(profile))));
    let smaller = first ?? new Set();
    for (const profile of larger) {
      // What B<X marks is the exception: the tax of a charge on a gross price, which EXTENDED gives up.
      const missing = [...smaller].filter((path) => !profile.has(path) && !path.includes('GrossPrice'));
      expect(missing).toEqual([]);
      smaller = profile;
    }
  });

  it.each([
    ['countries', 'XI', 'XX'],
    ['currencies', 'STN', 'STD'],
    ['address-schemes', '0225', '0219'],
    ['identifier-schemes', '0246', 'BY'],
    ['identifier-schemes-0240', '0240', '0246'],
    ['party-schemes', 'BY', 'XX'],
    ['languages', 'fra', 'fr'],
    ['line-statuses', '119', '120'],
    ['line-statuses', '1', '01'],
    ['document-types', '471', '999'],
    ['preceding-types', '380', '471'],
    ['vat-categories', 'Z', 'B'],
    ['vat-categories-b', 'B', 's'],
    ['tax-types-vat', 'VAT', 'vat'],
    ['extended', 'urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended', 'urn:cen.eu:en16931:2017'],
  ])('%s lists %s and not %s', (list, code, other) => {
    expect([code, other].map((value) => CODE_LISTS.get(list)?.(value))).toEqual([true, false]);
  });
});
