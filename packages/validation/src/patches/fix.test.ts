import { readXml, writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { fix } from './fix.ts';
import { applyPatches } from './patch.ts';

const invoice = samples.severalRates;
if (invoice === undefined) throw new Error('no sample severalRates');
const cii = writeCii(invoice);
const IDS = ['en16931', 'br-fr'];
const rules = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

describe('fix', () => {
  it.each([
    ['CII', cii],
    ['UBL', writeUbl(invoice)],
  ])('leaves a good %s invoice as it is', (_, source) =>
    expect(fix(source, IDS)).toEqual({ source, applied: [], before: [], after: [] }),
  );

  it('mends several faults at once and gives the good document back', () => {
    const bad = cii
      .replace('<ram:CountryID>FR<', '<ram:CountryID>fr<')
      .replace(/(<ram:DuePayableAmount>)[^<]*/, '$11.00')
      .replace('<ram:LineID>', '<ram:LineID schemeID="x">');
    const { source, applied, before, after } = fix(bad, IDS);
    expect(source).toBe(cii);
    expect(rules(before)).toEqual(rules(applied));
    expect(new Set(rules(applied))).toEqual(new Set(['BR-CL-14', 'BR-CO-16', 'CII-DT-005']));
    expect(after).toEqual([]);
    expect(applyPatches(bad, applied)).toBe(cii);
  });

  it('goes on while what is mended brings the next fault to light', () => {
    // An amount that is no number keeps the rules on sums from being judged.
    const bad = cii.replace(/(HeaderMonetarySummation>\n<ram:LineTotalAmount>)(\d+)\./, '$19$2,');
    const { after, applied, source } = fix(bad, IDS);
    expect(after).toEqual([]);
    expect(applied.length).toBeGreaterThan(1);
    expect(source).toBe(cii);
  });

  it('leaves what would be lost, when told to', () => {
    const bad = cii.replace('</ram:TypeCode>', '</ram:TypeCode>\n<ram:LanguageID>fr</ram:LanguageID>');
    expect(rules(fix(bad, IDS, false).after)).toEqual(['CII-SR-019']);
    expect(fix(bad, IDS)).toMatchObject({
      source: cii,
      applied: [{ rule: 'CII-SR-019', loses: true, lost: ['fr'] }],
    });
  });

  it('leaves what only a person can mend', () => {
    const bad = cii.replace('<ram:CategoryCode>S<', '<ram:CategoryCode>?<');
    const { source, before, after } = fix(bad, IDS);
    expect(source).toBe(bad);
    expect(rules(after)).toEqual(rules(before));
    expect(readXml(source).source).toBe(bad);
  });
});
