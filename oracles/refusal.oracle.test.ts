/** The judges can say no: documents of ours, each broken in one way, are refused by the expected rule. */
import type { Invoice } from '@scell/en16931';
import { writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import type { JudgeRequest, Verdict } from './judge.ts';
import type { RuleSet } from './rule-sets.ts';
import { sharedJudge } from './support.ts';

const judge = await sharedJudge();

function sample(name: string): Invoice {
  const invoice = samples[name];
  if (invoice === undefined) throw new Error(`there is no sample ${name}`);
  return invoice;
}

const sound = sample('servicesFrance');
const [line] = sound.lines;
if (line === undefined) throw new Error('the sample has no line');

async function idsFiring(request: JudgeRequest): Promise<string[]> {
  const verdicts: Verdict[] = (await judge?.judge(request)) ?? [];
  for (const { ok, fatal } of verdicts) expect(ok).toBe(fatal.length === 0);
  return verdicts.flatMap(({ fatal }) => fatal.map(({ id }) => id));
}

/** What is wrong, the rules that must notice, the start of the id of the finding, the invoice. */
const broken: [string, RuleSet, string, Invoice][] = [
  [
    'total off by a cent',
    'en16931',
    'BR-CO-15',
    { ...sound, totals: { ...sound.totals, withVat: `${sound.totals.withVat.slice(0, -1)}7` } },
  ],
  ['a currency nobody issues', 'en16931', 'BR-CL-0', { ...sound, currency: 'XYZ' }],
  ['a unit that is no code', 'en16931', 'BR-CL-23', { ...sound, lines: [{ ...line, unitCode: 'pièce' }] }],
  ['a buyer without a name', 'en16931', 'BR-07', { ...sound, buyer: { ...sound.buyer, name: ' ' } }],
  [
    'a line amount that is not quantity times price summed',
    'en16931',
    'BR-CO-10',
    { ...sound, lines: [line, { ...line, id: '2' }] },
  ],
  [
    'no legal notes',
    'br-fr',
    'BR-FR-05',
    { ...sound, notes: [{ subjectCode: 'PMT', text: 'Indemnité forfaitaire de recouvrement : 40 €' }] },
  ],
  ['a rate France never had', 'br-fr', 'BR-FR-16', { ...sound, lines: [{ ...line, vatRate: '19' }] }],
  ['a number with a blank', 'br-fr', 'BR-FR-02', { ...sound, number: 'ACMES 202611 00001' }],
  ['no framework', 'br-fr', 'BR-FR-08', { ...sound, processType: 'X1' }],
];

describe.skipIf(judge === undefined)('a broken document is refused', () => {
  it.each(broken)('%s (%s %s)', async (_, rules, id, invoice) => {
    const refusal = expect.arrayContaining([expect.stringMatching(new RegExp(`^${id}`))]);
    expect(await idsFiring({ kind: 'cii', content: writeCii(invoice), rules: [rules] })).toEqual(refusal);
    expect(await idsFiring({ kind: 'ubl', content: writeUbl(invoice), rules: [rules] })).toEqual(refusal);
  });

  it('elements out of order (schema)', async () => {
    const cii = writeCii(sound).replace(
      /(<ram:ID>[^<]*<\/ram:ID>)\s*(<ram:TypeCode>\d+<\/ram:TypeCode>)/,
      '$2$1',
    );
    const ubl = writeUbl(sound).replace(
      /(<cbc:IssueDate>[^<]*<\/cbc:IssueDate>)\s*(<cbc:DueDate>[^<]*<\/cbc:DueDate>)/,
      '$2$1',
    );
    expect(cii).not.toBe(writeCii(sound));
    expect(ubl).not.toBe(writeUbl(sound));
    expect(await idsFiring({ kind: 'cii', content: cii, rules: ['xsd'] })).toEqual(
      expect.arrayContaining(['xsd']),
    );
    expect(await idsFiring({ kind: 'ubl', content: ubl, rules: ['xsd'] })).toEqual(
      expect.arrayContaining(['xsd']),
    );
  });

  it('text that is not XML', async () => {
    const content = writeCii(sound).slice(0, -10);
    expect(await idsFiring({ kind: 'cii', content, rules: ['xsd'] })).toEqual(['xsd']);
    expect(await idsFiring({ kind: 'cii', content, rules: ['en16931'] })).toEqual(['aborted']);
  });

  it('a document type declaration', async () => {
    const content = writeCii(sound).replace(/(\?>)\s*/, '$1<!DOCTYPE x [<!ENTITY e "e">]>');
    expect(await idsFiring({ kind: 'cii', content, rules: ['xsd'] })).toEqual(['xsd']);
  });

  it('a PDF that is none', async () => {
    const content = 'not a PDF';
    expect(await idsFiring({ kind: 'pdf', content, rules: ['verapdf'] })).toEqual(['unreadable']);
    expect(await idsFiring({ kind: 'pdf', content, rules: ['mustang'] })).not.toEqual([]);
  });
});
