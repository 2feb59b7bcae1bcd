import { readXml, writeCii, writeUbl } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { samples } from '../../../en16931/test/samples.ts';
import { figuresText } from '../reports/figures.ts';
import { validate } from '../validate.ts';
import { Locator } from './path.ts';

const invoice = samples.severalRates;
if (invoice === undefined) throw new Error('no sample severalRates');
const written = { cii: writeCii(invoice), ubl: writeUbl(invoice) };
const charged = samples.documentAllowanceCharge;
if (charged === undefined) throw new Error('no sample documentAllowanceCharge');
const withCharges = { cii: writeCii(charged), ubl: writeUbl(charged) };

const OFFICIAL = ['en16931', 'extended-ctc-fr', 'br-fr'];

/** What stopped each rule set: rule, severity, place, and what is said of it. */
function stops(source: string): Map<string, string[]> {
  const document = readXml(source);
  const locator = new Locator();
  const told = new Map<string, string[]>();
  for (const { ruleSet, rule, severity, hits } of validate(document, OFFICIAL))
    if (rule.startsWith('SCELL-'))
      told.set(ruleSet, [
        ...(told.get(ruleSet) ?? []),
        ...hits.map(
          ({ node, facts }) =>
            `${severity} ${rule} ${locator.pathOf(node).split('/').at(-1)}: ${figuresText(facts, 'en')}`,
        ),
      ]);
  return told;
}

function changed(source: string, from: RegExp, to: string): string {
  const text = source.replace(from, to);
  expect(text).not.toBe(source);
  return text;
}

/** A fault, and the rule sets that read the value. */
const CASES: readonly (readonly [
  title: string,
  source: string,
  from: RegExp,
  to: string,
  told: string,
  sets: readonly string[],
])[] = [
  [
    'a total that is no number, in CII',
    written.cii,
    /(<ram:DuePayableAmount>)[^<]*/,
    '$1soon',
    'fatal SCELL-NUMBER ram:DuePayableAmount: Element ram:DuePayableAmount, found soon, form expected 1234.50.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'a total that is no number, in UBL',
    written.ubl,
    /(<cbc:PayableAmount[^>]*>)[^<]*/,
    '$1soon',
    'fatal SCELL-NUMBER cbc:PayableAmount: Element cbc:PayableAmount, found soon, form expected 1234.50.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'a rate that is no number, in UBL',
    written.ubl,
    /(<cac:ClassifiedTaxCategory>\n<cbc:ID>S<\/cbc:ID>\n<cbc:Percent>)/,
    '$1?',
    'fatal SCELL-NUMBER cbc:Percent: Element cbc:Percent, found ?5.5, form expected 1234.50.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'an indicator that is no truth value, in CII',
    withCharges.cii,
    /(<udt:Indicator>)false/,
    '$1no',
    'fatal SCELL-BOOLEAN udt:Indicator: Element udt:Indicator, found no, form expected true | false.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'an indicator that is no truth value, in UBL',
    withCharges.ubl,
    /(<cbc:ChargeIndicator>)false/,
    '$1no',
    'fatal SCELL-BOOLEAN cbc:ChargeIndicator: Element cbc:ChargeIndicator, found no, form expected true | false.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'a number of the invoice given twice, in CII',
    written.cii,
    /(<rsm:ExchangedDocument>\n)(<ram:ID>[^<]*<\/ram:ID>\n)/,
    '$1$2<ram:ID>2</ram:ID>\n',
    'fatal SCELL-REPEATED ram:ID[2]: Element ram:ID, found 2, form expected 1 ×.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'a number of the invoice given twice, in UBL',
    written.ubl,
    /(<cbc:ID>[^<]*<\/cbc:ID>\n)(<cbc:IssueDate>)/,
    '$1<cbc:ID>2</cbc:ID>\n$2',
    'fatal SCELL-REPEATED cbc:ID[2]: Element cbc:ID, found 2, form expected 1 ×.',
    ['en16931', 'extended-ctc-fr'],
  ],
  [
    'a date that is none, in a period of UBL',
    changed(
      written.ubl,
      /(<cac:(?:Order|Contract|Accounting|Despatch)\w+>)/,
      '<cac:InvoicePeriod>\n<cbc:StartDate>2026-11-01</cbc:StartDate>\n<cbc:EndDate>2026-11-30</cbc:EndDate>\n</cac:InvoicePeriod>\n$1',
    ),
    /(<cbc:EndDate>)[^<]*/,
    '$12026-11-31',
    'fatal SCELL-DATE cbc:EndDate: Element cbc:EndDate, found 2026-11-31, form expected 2026-11-20.',
    ['en16931', 'extended-ctc-fr'],
  ],
];

describe('where an official engine stops', () => {
  it.each(CASES)('every rule set that reads %s says the same', (_, source, from, to, told, sets) => {
    const found = stops(changed(source, from, to));
    expect([...found.keys()]).toEqual(sets);
    for (const [ruleSet, lines] of found) expect([ruleSet, ...lines]).toEqual([ruleSet, told]);
  });

  it('nothing is said of a value that no rule of the set reads', () => {
    // EN 16931 compares the total with VAT, and the rate of a breakdown, where the French extension has rules of its own that take the first.
    const twice = (tag: string) =>
      changed(written.ubl, new RegExp(`(<${tag}>[\\s\\S]*?</${tag}>\\n)`), '$1$1');
    for (const source of [
      twice('cac:LegalMonetaryTotal'),
      changed(written.ubl, /(<cac:TaxCategory>[\s\S]*?<\/cac:TaxCategory>\n)/, '$1$1'),
    ])
      expect([...stops(source).keys()]).toEqual(['en16931']);
    // A rate is read to be compared with that of a breakdown: not where its category has none.
    const unknown = written.ubl.replace(
      /(<cac:ClassifiedTaxCategory>\n)<cbc:ID>S<\/cbc:ID>\n(<cbc:Percent>[^<]*<\/cbc:Percent>\n)/,
      '$1$2$2',
    );
    expect([...stops(unknown).keys()]).not.toContain('extended-ctc-fr');
    const lone = written.ubl.replace(
      /(<cac:TaxCategory>\n)<cbc:ID>S<\/cbc:ID>\n(<cbc:Percent>[^<]*<\/cbc:Percent>\n)/,
      '$1$2$2',
    );
    expect([...stops(lone).keys()]).not.toContain('extended-ctc-fr');
    // Without an amount of VAT, its product is not computed.
    const withoutTax = written.cii
      .replace(/(<ram:ApplicableTradeTax>\n)<ram:CalculatedAmount>[^<]*<\/ram:CalculatedAmount>\n/, '$1')
      .replace(/(<ram:BasisAmount>)[^<]*/, '$11e3');
    expect([...stops(withoutTax).keys()]).not.toContain('en16931');
  });
});
