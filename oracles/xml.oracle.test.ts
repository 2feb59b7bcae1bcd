/** Every sample invoice, written as CII and as UBL, is accepted by schema, CEN rules, profile rules and, where due, BR-FR. */
import { writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../packages/en16931/test/samples.ts';
import { factsOf, rulesFor } from './documents.ts';
import { fatalFindings, sharedJudge } from './support.ts';

const judge = await sharedJudge();

describe.skipIf(judge === undefined).each(Object.entries(samples))('sample %s', (_, invoice) => {
  it('is accepted as CII', async () => {
    const content = writeCii(invoice);
    const rules = rulesFor(factsOf(content));
    expect(
      await fatalFindings(judge, { kind: 'cii', content, rules: [...rules, 'facturx-en16931'] }),
    ).toEqual([]);
  });

  it('is accepted as UBL', async () => {
    const content = writeUbl(invoice);
    expect(await fatalFindings(judge, { kind: 'ubl', content, rules: rulesFor(factsOf(content)) })).toEqual(
      [],
    );
  });
});

it('finds the French B2B samples that BR-FR must judge', () => {
  const french = Object.values(samples).filter((invoice) => factsOf(writeCii(invoice)).frenchB2b);
  expect(french.length).toBeGreaterThan(Object.keys(samples).length / 3);
  for (const invoice of Object.values(samples)) {
    const [cii, ubl] = [factsOf(writeCii(invoice)), factsOf(writeUbl(invoice))];
    expect({ ...ubl, kind: 'cii' }).toEqual(cii);
    expect(cii.totalWithVat).toBe(invoice.totals.withVat);
  }
});
