import { readXml, type XmlNode } from '@scell/syntax';
import { describe, expect, it } from 'vitest';
import { changed, ciiInvoice, itHits } from '../../test/cii-invoice.ts';
import { en16931Cii } from './rule-set.ts';
import { STRUCTURE, type StructureRow } from './structure-table.ts';

/** What a path from anywhere is tried with: an element of that name below the transaction. */
const EXAMPLES: Record<string, string> = {
  'ram:*ID': 'ram:ProprietaryID',
  '*DocumentContextParameter': 'ram:TestDocumentContextParameter',
  'ram:*ReferencedDocument': 'ram:ContractReferencedDocument',
  'ram:*Amount': 'ram:InsuranceValueAmount',
  'ram:*Quantity': 'ram:BasisQuantity',
  'ram:*TradeTax': 'ram:CategoryTradeTax',
};

const rows = STRUCTURE.flatMap(({ path, forbidden, atMostOnce }) => [
  ...forbidden.map((row) => ({ path, row, times: 1 })),
  ...atMostOnce.map((row) => ({ path, row, times: 2 })),
]).map((entry) => ({ ...entry, name: `${entry.row.rule} below ${entry.path}` }));

describe('the table of what must not be there', () => {
  it('has each rule of the syntax binding it answers once for its context', () => {
    const ids = rows.map(({ row, path }) => `${row.rule} ${path}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(rows.map(({ row }) => row.rule)).size).toBe(540);
  });

  it.each(rows)('$name', ({ path, row, times }) => {
    const hits = (repeated: number) => {
      const found: { severity: string; tag: string }[] = [];
      en16931Cii.run(readXml(documentWith(path, row, repeated)), (rule, severity, node: XmlNode) => {
        if (rule === row.rule) found.push({ severity, tag: node.tag });
      });
      return found;
    };
    const context = steps(path).at(-1);
    if (times > 1) expect(hits(times - 1)).toEqual([]);
    expect(hits(times)).toEqual([{ severity: row.severity, tag: context }]);
    expect(hits(times + 2)).toHaveLength(1);
  });
});

/** The context, alone in a document, with as many ends of the path of the row. */
function documentWith(path: string, row: StructureRow, times: number): string {
  const namespaces = /xmlns:[^>]*"/.exec(ciiInvoice)?.[0] ?? '';
  const context = steps(path);
  const element = (tag: string, content: string, attributes = '') =>
    `<${tag}${attributes}>${content}</${tag}>`;
  const attributes = row.attribute === undefined ? '' : ` ${row.attribute}="x"`;
  const nested = (tags: readonly string[]): string => {
    const [tag, ...rest] = tags;
    if (tag === undefined) return '';
    return element(tag, nested(rest), rest.length === 0 ? attributes : '');
  };
  const [last, ...above] = [...context].reverse();
  const own = row.steps.length === 0 ? attributes : '';
  const inner = element(last ?? '', nested(row.steps).repeat(times), own);
  const xml = above.reduce((content, tag) => element(tag, content), inner);
  return xml.replace('<rsm:CrossIndustryInvoice', `<rsm:CrossIndustryInvoice ${namespaces}`);
}

function steps(path: string): string[] {
  if (!path.startsWith('//')) return path.slice(1).split('/');
  const tags = path
    .slice(2)
    .split('/')
    .map((tag) => EXAMPLES[tag] ?? tag);
  return ['rsm:CrossIndustryInvoice', 'rsm:SupplyChainTradeTransaction', ...tags];
}

describe('other structure', () => {
  itHits([
    [
      'one guideline',
      [
        [
          '<GuidelineSpecifiedDocumentContextParameter><ID>urn:cen.eu:en16931:2017</ID></GuidelineSpecifiedDocumentContextParameter>',
          '',
        ],
      ],
      ['BR-01', 'CII-SR-009', 'CII-SR-010'],
    ],
    [
      'one tax a line',
      [
        [
          '<ApplicableTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode>',
          '<ApplicableTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode><RateApplicablePercent>20</RateApplicablePercent></ApplicableTradeTax><ApplicableTradeTax><TypeCode>VAT</TypeCode><CategoryCode>S</CategoryCode>',
        ],
      ],
      ['CII-SR-454'],
    ],
    [
      'a discount says that it is one',
      [
        [
          '<ChargeIndicator><udt:Indicator>false</udt:Indicator></ChargeIndicator>\n            <ActualAmount>1',
          '<ChargeIndicator><udt:Indicator>true</udt:Indicator></ChargeIndicator>\n            <ActualAmount>1',
        ],
      ],
      ['CII-SR-119'],
    ],
    [
      'an identifier of the buyer with a scheme or without',
      [['<Name>Maison Verte', '<ID>1</ID><GlobalID schemeID="0088">2</GlobalID><Name>Maison Verte']],
      ['CII-SR-450'],
    ],
    ['an attachment belongs to a supporting document', [['<TypeCode>916<', '<TypeCode>50<']], ['CII-DT-022']],
    [
      'a document is of a type that the standard has a place for',
      [['<TypeCode>916<', '<TypeCode>130x<']],
      ['CII-DT-018', 'CII-DT-022'],
    ],
    [
      'a tax is VAT',
      [
        [
          '<TypeCode>VAT</TypeCode>\n        <BasisAmount>',
          '<TypeCode>GST</TypeCode>\n        <BasisAmount>',
        ],
      ],
      ['BR-47', 'BR-48', 'BR-CO-17', 'CII-DT-037'],
    ],
    [
      'a price may have a unit while the quantity has one',
      [
        [
          '<ChargeAmount>51</ChargeAmount>',
          '<ChargeAmount>51</ChargeAmount><BasisQuantity unitCode="C62">1</BasisQuantity>',
        ],
      ],
      [],
    ],
  ]);

  it('counts what stands in a foreign namespace for what it is', () => {
    const xml = changed([
      '<Name>Maison Verte',
      '<x:TestDocumentContextParameter xmlns:x="urn:x"><Value/></x:TestDocumentContextParameter><x:FooID xmlns:x="urn:x" schemeName="x"/><Name>Maison Verte',
    ]);
    const hits: string[] = [];
    en16931Cii.run(readXml(xml), (rule) => hits.push(rule));
    expect(hits).toEqual(['CII-SR-04']);
  });
});
