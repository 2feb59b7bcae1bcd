import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasCorpus, recordedFor } from '../../test/corpus.ts';
import { patternsOf } from '../br-fr/rule-set.ts';
import { STRUCTURE } from '../en16931-cii/structure-table.ts';
import { forbiddenElements } from '../en16931-ubl/forbidden-elements.ts';
import { type ProfileElement, profileTree } from '../facturx/grammar/profile-tree.ts';
import { PROFILES } from '../facturx/profiles.ts';
import { businessRulesOf } from '../facturx/rules/rule-names.ts';
import { messageOf } from './message-of.ts';
import { nameOf } from './terms.ts';

const source = join(import.meta.dirname, '..');

/** The ids that the source of the rule sets writes out. */
const written = ['en16931-cii', 'en16931-ubl', 'br-fr', 'strict'].flatMap((folder) =>
  readdirSync(join(source, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) =>
      Array.from(
        readFileSync(join(source, folder, name), 'utf8').matchAll(
          /'((?:BR(?:-(?!FR)[A-Z]+)?-\d\d|(?:UBL|CII)-[A-Z]+-\d+|SCELL-[A-Z-]+))'/g,
        ),
        ([, rule = '']) => rule,
      ),
    ),
);

const families = ['S', 'Z', 'E', 'AE', 'IC', 'G', 'O', 'AF', 'AG'].flatMap((family) =>
  Array.from({ length: 10 }, (_, index) => `BR-${family}-${String(index + 1).padStart(2, '0')}`),
);

const rules = [
  ...new Set([
    ...written,
    ...families,
    ...forbiddenElements().map(({ rule }) => rule),
    ...STRUCTURE.flatMap(({ forbidden, atMostOnce }) => [...forbidden, ...atMostOnce]).map(
      ({ rule }) => rule,
    ),
    ...(['cii', 'ubl'] as const).flatMap((syntax) =>
      Object.values(patternsOf(syntax))
        .flat(2)
        .flatMap(({ assertions }) => assertions.map(({ id }) => id)),
    ),
  ]),
];

/** What is wrong with the words of a rule. */
function flaws(rule: string): string[] {
  const message = messageOf(rule);
  if (message === undefined) return [`${rule}: no message`];
  const { term, explanation, remedy } = message;
  const texts = [explanation.fr, remedy.fr, explanation.en, remedy.en];
  const found: string[] = [];
  if (new Set(texts).size < 4) found.push(`${rule}: says the same twice`);
  for (const text of texts)
    if (!/^\p{Lu}.*[.…]$|^(?:cbc|ram):.*\.$/u.test(text) || /undefined|null| {2}|: [.:]/.test(text))
      found.push(`${rule}: ${text}`);
  // UBL-CR and the like may be about an element of no group; SCELL and "?" are about no element in particular.
  const needsTerm = rule.startsWith('BR-');
  if (term === null ? needsTerm : nameOf(term) === undefined) found.push(`${rule}: term ${term}`);
  return found;
}

describe('messageOf', () => {
  it('has whole sentences in both languages for every rule', () => {
    expect(rules.length).toBeGreaterThan(1_700);
    expect(rules.flatMap(flaws)).toEqual([]);
  });

  it.runIf(hasCorpus)('has them for every rule that the recorded verdicts name', () => {
    const recorded = ['en16931', 'br-fr', 'extended-ctc-fr'].flatMap((id) =>
      (['cii', 'ubl'] as const).flatMap((syntax) =>
        recordedFor({ id, syntax }).flatMap(({ hits }) => Object.keys(hits)),
      ),
    );
    const ids = new Set(recorded.map((key) => key.replace(/\[.*/, '')));
    expect([...ids].flatMap(flaws)).toEqual([]);
  });

  it('has them for every rule of the profiles of Factur-X', () => {
    const ofStructure = (element: ProfileElement): string[] => [
      ...[element.countedBy ?? []].flat(),
      ...element.codes.map(({ rule }) => rule),
      ...element.attributes.flatMap(({ requiredBy, codes }) =>
        [requiredBy ?? [], codes.map(({ rule }) => rule)].flat(),
      ),
      ...element.children.flatMap(ofStructure),
    ];
    for (const profile of PROFILES) {
      const ids = [...ofStructure(profileTree(profile)), ...businessRulesOf(profile)];
      expect(ids.flatMap(flaws)).toEqual([]);
    }
  });

  it('reads what a profile says by the profile', () => {
    expect(messageOf('?', 'facturx-basic')).not.toEqual(messageOf('?'));
    expect(messageOf('CII-SR-471', 'facturx-basic')).toEqual(messageOf('CII-SR-472'));
    expect(messageOf('FX-SCH-A-000034')?.explanation.en).toBe(
      'This profile wants ram:SpecifiedTaxRegistration of scheme FC (local tax number) once at most below ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty.',
    );
    expect(messageOf('FX-SCH-A-000034')?.term).toBe('BG-4');
    expect(messageOf('FX-SCH-A-000036')?.explanation.en).toBe(
      'The value of ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/ram:PostalTradeAddress/ram:CountryID is not of the list of countries (ISO 3166-1).',
    );
  });

  it('knows no others', () => {
    for (const rule of [
      '',
      'BR-99',
      'BR-XX-01',
      'BR-FR-99_BT-1',
      'UBL-CR-999',
      'CII-DT-010',
      'PEPPOL-R001',
      'FX-SCH-A-000001',
      'BR-FXEXT-99',
    ])
      expect(messageOf(rule)).toBeUndefined();
  });

  it('names term, fault and remedy of a business rule', () => {
    expect(messageOf('BR-CO-13')).toEqual({
      term: 'BT-109',
      explanation: {
        fr: 'Le total hors TVA (BT-109) n’est pas le total des lignes, moins les remises, plus les frais.',
        en: 'The total without VAT (BT-109) is not the lines, less allowances, plus charges.',
      },
      remedy: {
        fr: 'Corrigez BT-109 : BT-106 − BT-107 + BT-108.',
        en: 'Correct BT-109: BT-106 − BT-107 + BT-108.',
      },
    });
  });

  it('gives the rules of the French extension the words of those they widen', () => {
    expect(messageOf('BR-FREXT-CO-10')).toEqual(messageOf('BR-CO-10'));
    expect(messageOf('BR-FXEXT-AE-08rev')).toEqual(messageOf('BR-AE-08'));
    expect(messageOf('BR-FREXT-IC-01')?.explanation.en).toContain('The VAT category K is used');
    expect(messageOf('BR-FREXT-22')).toEqual(messageOf('BR-22'));
    expect(messageOf('BR-FREXT-CL-19-GP')).toEqual(messageOf('BR-CL-19'));
    expect(messageOf('BR-FREXT-99')).toBeUndefined();
    expect(messageOf('BR-FREXT-XX-01')).toBeUndefined();
  });

  it('names the element of a structural rule and the group it belongs to', () => {
    expect(messageOf('UBL-CR-563')).toMatchObject({
      term: 'BG-31',
      explanation: {
        en: 'The element cbc:PackQuantity below cac:InvoiceLine/cac:Item is no business term of EN 16931: its content will be ignored.',
      },
    });
  });

  it.each([
    ['CII-SR-035', 'BG-25'],
    ['CII-SR-184', 'BG-27'],
    ['CII-SR-388', 'BG-20'],
    ['UBL-CR-232', 'BG-7'],
    ['UBL-CR-477', 'BG-20'],
    ['UBL-CR-669', 'BG-29'],
    ['UBL-CR-637', 'BG-29'],
    ['UBL-CR-001', null],
    ['UBL-CR-652', null],
  ])('knows that %s is about %s', (rule, term) => {
    expect(messageOf(rule)?.term).toBe(term);
  });

  it.each([
    ['BR-FR-01_BT-1-2', 'BR-FR-02_BT-1'],
    ['BR-FR-30_BT-21', 'BR-FR-31_BT-21'],
    ['BR-FR-MV-BD_BT-3', 'BR-FR-BD-13_BT-3'],
    ['BR-FR-15_BT-95_BT-151_LM', 'BR-FR-08_BT-151-2'],
    ['BR-FR-05_BT-22-2', 'BR-FR-05_BT-22_PMD'],
  ])('reads %s as the rule it is, that of %s', (slip, rule) => {
    expect(messageOf(slip)).toEqual(messageOf(rule));
  });
});
