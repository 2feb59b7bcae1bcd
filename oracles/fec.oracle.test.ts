/** Our FEC under other readers, and our checker beside them. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { BAD, GOOD, text } from '../packages/ledger/test/fec-files.ts';
import { randomFec } from '../packages/ledger/test/random-facts.ts';
import { fecParser, type Judge, testComptaDemat } from './fec.ts';

const official = await testComptaDemat();
const parser = await fecParser();

const bytesOf = (file: string | Uint8Array) => (typeof file === 'string' ? Buffer.from(file) : file);
const rules = Object.keys(BAD) as (keyof typeof BAD)[];

/** Files of random facts, some of each form. */
const ours = fc.sample(randomFec, { numRuns: 60, seed: 20261120 });

/**
 * What Test Compta Demat says of the file that breaks each rule, by its first letters: refused (E, O), a value missing (V), reported (A), a person
 * asked (S). Where it says nothing, the rule is ours, or the article's.
 */
const OFFICIAL: Record<keyof typeof BAD, string> = {
  'file-name': '',
  'file-empty': 'E',
  'byte-order-mark': '',
  'encoding-mixed': '',
  'encoding-windows': '',
  'control-character': '',
  separator: 'OS',
  header: 'OS',
  // It has no word for a missing ValidDate, and a column of its report stays empty, which it calls not conforming.
  'column-missing': '',
  'column-twice': 'S',
  'column-order': '',
  'column-spelling': '',
  'separator-trailing': '',
  'line-empty': 'E',
  'line-length': 'E',
  'field-count': 'E',
  'field-required': 'E',
  'date-format': '',
  'date-calendar': '',
  'date-period': '',
  'amount-point': 'E',
  'amount-thousands': 'E',
  'amount-format': '',
  'amount-precision': '',
  'amount-empty': '',
  'debit-and-credit': 'A',
  'amount-zero': 'A',
  side: 'AE',
  'account-number': 'A',
  'account-class': '',
  'account-label': '',
  'journal-label': '',
  'auxiliary-half': '',
  'currency-half': '',
  'currency-code': '',
  'matching-half': '',
  'matching-balance': '',
  'entry-balance': '',
  'journal-balance': '',
  'month-balance': '',
  'file-balance': '',
  'entry-dates': '',
  'entry-scattered': '',
  'number-gap': '',
  'number-form': '',
  'valid-order': '',
  'duplicate-line': '',
};

describe.skipIf('unavailable' in official)('Test Compta Demat', () => {
  const judge = official as Judge;
  let verdicts: string[][];
  beforeAll(async () => {
    verdicts = await judge(rules.map((rule) => bytesOf(BAD[rule].file)));
  });

  test('has nothing to say of our files', async () => {
    const said = await judge(ours);
    expect(said.flat()).toEqual([]);
    expect(said).toHaveLength(ours.length);
  });

  test('has nothing to say of the good file', async () => {
    expect(await judge([bytesOf(text(GOOD)), bytesOf(text(GOOD, '\n')), bytesOf(text(GOOD, '\r'))])).toEqual([
      [],
      [],
      [],
    ]);
  });

  test.each(rules)('and the file that breaks %s', (rule) => {
    const letters = [...new Set(verdicts[rules.indexOf(rule)]?.map((line) => line[0]))].sort().join('');
    expect(letters, verdicts[rules.indexOf(rule)]?.join('\n')).toBe(OFFICIAL[rule]);
  });
});

/** What fec-parser refuses of the bad files: it reads dates of entries, amounts, required texts and the separator. */
const REFUSED_BY_PARSER: readonly (keyof typeof BAD)[] = [
  'separator',
  'header',
  'line-length',
  'field-count',
  'amount-thousands',
  'amount-empty',
];

describe.skipIf('unavailable' in parser)('fec-parser', () => {
  const judge = parser as Judge;

  test('reads our files without an error', async () => {
    const said = await judge(ours);
    expect(said.flat()).toEqual([]);
    expect(said).toHaveLength(ours.length);
  });

  test('refuses of the bad files those it can see', async () => {
    const said = await judge(rules.map((rule) => bytesOf(BAD[rule].file)));
    expect(rules.filter((_, index) => said[index]?.length !== 0)).toEqual(REFUSED_BY_PARSER);
  });
});
