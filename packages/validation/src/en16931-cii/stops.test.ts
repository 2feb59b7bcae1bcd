import { readXml } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { type Change, changed } from '../../test/cii-invoice.ts';
import { en16931Cii } from './rule-set.ts';

/** Each hit as rule, tag of the node and its facts. */
function hitsOf(...changes: Change[]): unknown[] {
  const hits: unknown[] = [];
  en16931Cii.run(readXml(changed(...changes)), (rule, _severity, node, facts) =>
    hits.push([rule, node.tag, facts?.found]),
  );
  return hits;
}

describe('where the official engine stops without a verdict', () => {
  it('names a malformed number, leaves its sums unjudged and judges the rest', () => {
    expect(hitsOf(['>100.00<', '>1e2x<'], ['>2026-0117<', '><'])).toEqual([
      ['BR-02', 'rsm:CrossIndustryInvoice', undefined],
      ['SCELL-NUMBER', 'ram:LineTotalAmount', '1e2x'],
    ]);
  });

  it('takes an exponent for a number only where XPath computes in doubles', () => {
    expect(hitsOf(['<ChargeAmount>50<', '<ChargeAmount>5e1<'])).toEqual([]);
    expect(hitsOf(['>160.00<', '>16e1<'])).toEqual([['SCELL-NUMBER', 'ram:DuePayableAmount', '16e1']]);
  });

  it('says nothing of a malformed number that no rule computes with', () => {
    expect(hitsOf(['<ActualAmount>3.00<', '<ActualAmount>three<'])).toEqual([]);
  });

  it('names a malformed indicator', () => {
    expect(
      hitsOf([
        '<udt:Indicator>true</udt:Indicator></ChargeIndicator>\n        <ActualAmount>5',
        '<udt:Indicator>yes</udt:Indicator></ChargeIndicator>\n        <ActualAmount>5',
      ]),
    ).toEqual([['SCELL-BOOLEAN', 'udt:Indicator', 'yes']]);
  });

  it('names an element that stands twice where a rule reads one', () => {
    expect(hitsOf(['<ID>2026-0117</ID>', '<ID>2026-0117</ID><ID>2026-0118</ID>'])).toEqual([
      ['SCELL-REPEATED', 'ram:ID', '2026-0118'],
    ]);
  });

  it('reports a total given twice under its own rule too', () => {
    const twice = hitsOf([
      '<LineTotalAmount>150.00<',
      '<LineTotalAmount>150.00</LineTotalAmount><LineTotalAmount>150.00<',
    ]);
    expect(twice).toEqual([
      ['CII-SR-477', 'ram:SpecifiedTradeSettlementHeaderMonetarySummation', undefined],
      ['SCELL-REPEATED', 'ram:LineTotalAmount', '150.00'],
    ]);
  });
});
