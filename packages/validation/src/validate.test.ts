import { readXml, writeCii, writeUbl, type XmlDocument } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../en16931/test/samples.ts';
import { judges, ruleSetIds, versionOf } from './rule-sets.ts';
import { type Finding, validate } from './validate.ts';

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
  /** A profile is silent on what announces it; the samples announce EN 16931. */
  const others = ['minimum', 'basicwl', 'basic', 'extended'].map((profile) => `facturx-${profile}`);

  it.each([
    // CII wants a delivery even where nothing is said of it, and the profiles warn of what is empty.
    ['cii', writeCii, ['facturx-en16931 PEPPOL-EN16931-R008[warning] 1']],
    ['ubl', writeUbl, []],
  ] as const)('has nothing against a good invoice in %s', (syntax, write, warnings) => {
    const asked = ruleSetIds.filter((id) => judges(id, syntax) && !others.includes(id));
    expect(asked).toContain('extended-ctc-fr');
    expect(summary(validate(readXml(write(invoice)), asked))).toEqual(warnings);
  });

  it('judges the profiles of Factur-X in CII alone', () => {
    expect(ruleSetIds.filter((id) => !judges(id, 'ubl'))).toEqual([
      'facturx-minimum',
      'facturx-basicwl',
      'facturx-basic',
      'facturx-en16931',
      'facturx-extended',
    ]);
    expect(() => validate(readXml(writeUbl(invoice)), ['facturx-basic'])).toThrow(
      new RangeError('the rules "facturx-basic" 1.09.2 do not judge UBL'),
    );
  });

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
    expect(['en16931', 'br-fr', 'facturx-basic'].map(versionOf)).toEqual(['1.3.16', '1.4.0.03', '1.09.2']));

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
