import { readXml, writeCii, writeUbl, type XmlDocument } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { type Finding, ruleSetIds, validate, versionOf } from './validate.ts';

const invoice = samples.severalRates;
if (invoice === undefined) throw new Error('no sample severalRates');

/** Each finding as "rule set rule[severity] hits". */
const summary = (findings: Finding[]): string[] =>
  findings.map(({ ruleSet, rule, severity, hits }) => `${ruleSet} ${rule}[${severity}] ${hits.length}`);

const changed = (xml: string, from: string | RegExp, to: string): XmlDocument => {
  expect(xml).toMatch(from);
  return readXml(xml.replace(from, to));
};

describe('validate', () => {
  it.each([
    ['CII', writeCii],
    ['UBL', writeUbl],
  ])('is silent on a good %s invoice', (_, write) =>
    expect(validate(readXml(write(invoice)), ruleSetIds)).toEqual([]),
  );

  it('gathers the hits of a rule, in the order of the rule sets asked for', () => {
    const document = changed(
      writeCii(invoice),
      /<ram:RateApplicablePercent>/g,
      '<ram:RateApplicablePercent>-',
    );
    const findings = validate(document, ['br-fr', 'en16931']);
    const sets = findings.map(({ ruleSet }) => ruleSet);
    expect(sets).toEqual(sets.toSorted());
    expect(sets).toContain('en16931');
    const rates = invoice.lines.length;
    expect(summary(findings)).toContain(`en16931 BR-S-05[fatal] ${rates}`);
    const lines = findings.find(({ rule }) => rule === 'BR-S-05')?.hits.map(({ node }) => node.offset) ?? [];
    expect(new Set(lines).size).toBe(rates);
  });

  it('names the version of the rules', () =>
    expect(['en16931', 'br-fr'].map(versionOf)).toEqual(['1.3.16', '1.4.0.03']));

  it('refuses what it does not know', () => {
    expect(() => validate(readXml(writeCii(invoice)), ['en16931', 'xrechnung'])).toThrow(
      new RangeError('there are no rules "xrechnung"'),
    );
    expect(() => versionOf('xrechnung')).toThrow(new RangeError('there are no rules "xrechnung"'));
    expect(() => validate(readXml('<Order/>'), [])).toThrow(
      new RangeError('Order is no invoice in CII or UBL'),
    );
  });
});
